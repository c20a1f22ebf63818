#!/usr/bin/env python3
"""Forces each boolean question of src/rebuild and src/interpret false in turn, and counts the forms whose records change.

    python3 benches/ablation/run.py [--sheets 8] [--processes 2] [--again] [--output target/ablation/result.tsv]

The tree is copied to target/ablation/tree with a switch at the head of each question, built once (dev profile, dependencies in
target/scratch, which benches/blind shares), and run once a question. A form is a seed, a sheet of fixtures/forms, a layout of fixtures/generated
where that stands (a folder of it, or its files up to the first dot), Ikeda, Kobe (the first --sheets texts of ../shared/real/text).
Records: the rows of items, indicators, targets, results, ratings, rating_scales and notes, their confidence left out. A run that fails or
hangs changes every form it did not finish.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
import questions

# Seconds of the processor: for a run over all forms (which takes about one), and over one form.
MOST, MOST_ALONE = 20, 5
TABLES = ("items", "indicators", "targets", "results", "ratings", "rating_scales", "notes")


def forms(sheets):
    """{form: its files}"""
    out = {path.stem: [path] for path in sorted((ROOT / "fixtures").glob("*.txt"))}
    out |= {path.stem: [path] for path in sorted((ROOT / "fixtures/forms").iterdir()) if path.suffix in (".txt", ".md", ".html")}
    generated = ROOT / "fixtures/generated"
    for path in sorted(generated.iterdir()) if generated.is_dir() else []:
        files = sorted(file for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file() and file.suffix != ".json")
        if files:
            out.setdefault(f"generated {path.name.split('.')[0]}", []).extend(files)
    for city in ("ikeda", "kobe"):
        folder = ROOT.parent / "shared/real/text" / city
        if folder.is_dir():
            out[f"real {city}"] = sorted(folder.iterdir())[:sheets]
        else:
            print(f"{folder} does not stand: no form of it")
    return out


def build(again):
    """The questions and the program that has their switches; the one built last, where `again` says so."""
    tree = ROOT / "target/ablation/tree"
    tree.mkdir(parents=True, exist_ok=True)
    asked, program = questions.copy(ROOT, tree), ROOT / "target/ablation/hyotei"
    if again and program.exists():
        return asked, program
    target = ROOT / "target/scratch"
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0"}
    subprocess.run(["nice", "cargo", "build", "--quiet", "--bin", "hyotei"], cwd=tree, env=environment, check=True)
    program.unlink(missing_ok=True)
    (target / "debug/hyotei").rename(program)
    return asked, program


def digest(dataset):
    """{content hash of a document: a digest of its records}"""
    of_item = {row["item_id"]: row["document_id"] for row in dataset["items"]}
    names = {row["document_id"]: row["sha256"] for row in dataset["documents"]}
    parts = {name: hashlib.sha256() for name in names.values()}
    for table in TABLES:
        for row in dataset[table]:
            document = row.get("document_id") or of_item.get(row.get("item_id"))
            basis = {"basis": row["basis"]["by"]} if row.get("basis") else {}
            parts[names[document]].update(json.dumps({**row, **basis}, ensure_ascii=False).encode())
    return {name: part.hexdigest() for name, part in parts.items()}


def read(program, files, number, most):
    """The digests of all documents with a question off; nothing where the run fails or takes more than `most` seconds of the processor."""
    environment = {**os.environ, "HYOTEI_OFF": "" if number is None else str(number)}
    with tempfile.TemporaryDirectory() as folder:
        # Time of the processor, not on the clock: a busy machine is no fault of a question.
        command = ["sh", "-c", f'ulimit -t {most}; exec "$@"', "sh", str(program), "extract", "--quiet", "--threads", "1", "--output", folder, *map(str, files)]
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return digest(json.loads((pathlib.Path(folder) / "dataset.json").read_text("utf-8")))
        except (FileNotFoundError, json.JSONDecodeError):
            return None


def changed(program, by_form, whole, number, most):
    """The forms that change with a question off, and whether the run of all of them failed."""
    found = read(program, [file for files in by_form.values() for file in files], number, most)
    # One form that fails takes the others with it: then each is read by itself.
    one = {form: found if found is not None else read(program, files, number, MOST_ALONE) for form, files in by_form.items()}
    keys = {form: [hashlib.sha256(file.read_bytes()).hexdigest() for file in files] for form, files in by_form.items()}
    return [form for form in by_form if one[form] is None or any(one[form].get(key) != whole[key] for key in keys[form])], found is None


def table(results, about):
    by_file = collections.defaultdict(list)
    for question, names, failed in results:
        by_file[question.file].append((question, names, failed))
    for file, rows in by_file.items():
        print(f"\n{file}")
        for question, names, failed in rows:
            some = f"  {', '.join(names)}" if 0 < len(names) <= 3 else ""
            print(f"  {question.name:34} line {question.line:4}  {len(names):3}{'  (a run failed or hung)' if failed else ''}{some}")
    summary(results, about)
    if any(name.startswith("real ") for _, names, _ in results for name in names):
        summary([(question, [name for name in names if not name.startswith("real ")], failed) for question, names, failed in results], "the same without Ikeda and Kobe")


def summary(results, about):
    print(f"\n{'':12}{'questions':>10}{'change none':>13}{'one form':>10}{'at most one':>13}{'share':>8}   ({about})")
    for folder in (*questions.FOLDERS, ""):
        counts = [len(names) for question, names, _ in results if question.file.startswith(folder)]
        few = sum(count <= 1 for count in counts)
        print(f"{folder or 'both':12}{len(counts):10}{counts.count(0):13}{counts.count(1):10}{few:13}{100 * few / max(1, len(counts)):7.0f} %")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sheets", type=int, default=8, help="of Ikeda and of Kobe")
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--again", action="store_true", help="with the program that was built last")
    arguments.add_argument("--output", type=pathlib.Path, default=ROOT / "target/ablation/result.tsv")
    told = arguments.parse_args()
    by_form = forms(told.sheets)
    asked, program = build(told.again)
    whole = read(program, [file for files in by_form.values() for file in files], None, MOST)
    if whole is None:
        sys.exit("the program with all questions on fails")
    with concurrent.futures.ThreadPoolExecutor(told.processes) as pool:
        found = list(pool.map(lambda question: changed(program, by_form, whole, question.number, MOST), asked))
    results = [(question, *result) for question, result in zip(asked, found)]
    table(results, f"of {len(by_form)} forms")
    told.output.write_text("".join(f"{q.file}\t{q.name}\t{q.line}\t{len(names)}\t{'failed' if failed else ''}\t{','.join(names)}\n" for q, names, failed in results), "utf-8")


if __name__ == "__main__":
    main()
