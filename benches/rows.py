#!/usr/bin/env python3
"""What a change does to the rows: `rows.py BEFORE AFTER [FOLDER …]`, two builds of hyotei.

Extracts every folder (fixtures/ and text/, html/, xlsx/ and pdf/ of ../shared/real, where nothing is named) with both and counts the rows that
differ, by table and document, ids left out where they only count. `--show N` prints N of them. Exit code 1 if anything differs.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "real"
FOLDERS = [ROOT / "fixtures", *(REAL / name for name in ("text", "html", "xlsx", "pdf"))]


def extract(binary, folder, work):
    output = pathlib.Path(work) / "out"
    done = subprocess.run([binary, "extract", "--quiet", "--output", output, folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{binary} failed on {folder} with {done.returncode}: {done.stderr[-500:]}")
    data = (output / "dataset.json").read_text("utf-8")
    return data, json.loads(data)


def rows(dataset, table):
    """The rows of a table by document, as text."""
    paths = {row["document_id"]: row["path"] for row in dataset["documents"]}
    out = collections.defaultdict(collections.Counter)
    for row in dataset[table]:
        path = paths.get(row.get("document_id"), "(all)")
        out[path][json.dumps({name: value for name, value in row.items() if not name.endswith("_id")}, ensure_ascii=False)] += 1
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--show", type=int, default=0)
    told = parser.parse_args()
    differs = False
    for folder in told.folders or [str(folder) for folder in FOLDERS if folder.is_dir()]:
        with tempfile.TemporaryDirectory() as work:
            old_bytes, old = extract(told.before, folder, work)
            new_bytes, new = extract(told.after, folder, work)
        same = {**old, "made_by": None} == {**new, "made_by": None}
        word = "the same bytes" if old_bytes == new_bytes else "the same but for made_by" if same else "other rows"
        print(f"{folder}: {len(new['documents'])} documents, {len(new_bytes)} bytes, {word}")
        differs |= not same
        shown = 0
        for table in (name for name in old if isinstance(old[name], list)):
            before, after = rows(old, table), rows(new, table)
            for path in sorted(before.keys() | after.keys()):
                gone, come = before[path] - after[path], after[path] - before[path]
                if not gone and not come:
                    continue
                print(f"  {table}: {path}: {sum(gone.values())} rows gone, {sum(come.values())} come")
                for mark, some in (("-", gone), ("+", come)):
                    for row in list(some)[: max(0, told.show - shown)]:
                        print(f"    {mark} {row}")
                shown += len(gone) + len(come)
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
