#!/usr/bin/env python3
"""Compares two datasets byte for byte, row by row: `same_bytes.py OLD/dataset.json NEW/dataset.json`.

Left out: `coverage` and `residue` (what became residue, and what no longer is, is printed), and the fields of contract version 2 that a
dataset of version 1 does not have; these must hold what `NEW` below says. Exit code 1 if anything else differs.
"""
import collections
import json
import sys

NEW = {
    "documents": {"form_id": None},
    "indicators": {"document_id": str},
    "targets": {"document_id": str, "slot_id": None, "dimensions": []},
    "results": {"document_id": str, "slot_id": None, "dimensions": []},
    "notes": {"document_id": str, "slot_id": None},
    "ratings": {"document_id": str, "slot_id": None, "overall": None, "full_marks": None},
    "rating_scales": {"slot_id": None},
}


def bare(table, row):
    """The row as version 1 writes it, as bytes; floats and the order of fields stay as they are."""
    row = dict(row)
    if table == "documents":
        row.pop("coverage")
    for name, value in NEW.get(table, {}).items():
        if name in row and (value is str and isinstance(row[name], str) or row[name] == value):
            if not (name == "document_id" and table not in ("indicators", "targets", "results", "notes", "ratings")):
                row.pop(name)
    return json.dumps(row, ensure_ascii=False)


def main(old_path, new_path):
    old, new = (json.load(open(path, encoding="utf-8"), parse_float=lambda text: "float " + text) for path in (old_path, new_path))
    differ = 0
    for table in old:
        if table == "residue":
            continue
        before, after = [bare(table, row) for row in old[table]], [bare(table, row) for row in new[table]]
        for index, (a, b) in enumerate(zip(before, after)):
            if a != b:
                differ += 1
                if differ <= 20:
                    print(f"{table}[{index}]\n  - {a}\n  + {b}")
        if len(before) != len(after):
            differ += 1
            print(f"{table}: {len(before)} rows, now {len(after)}")
        print(f"{table}: {len(after)} rows")
    paths = {row["document_id"]: row["path"] for row in new["documents"]}
    share = lambda rows, name: sum(row["coverage"][name] for row in rows)
    for name in ("characters", "recorded", "headers", "residue"):
        print(f"coverage {name}: {share(old['documents'], name)} -> {share(new['documents'], name)}")

    def held(dataset):
        """The bytes of each document that are residue."""
        out = collections.defaultdict(set)
        for row in dataset["residue"]:
            out[row["document_id"]].update(range(row["source"]["start"], row["source"]["end"]))
        return out

    before, after = held(old), held(new)
    words = collections.Counter()
    for row in new["residue"]:
        if not all(at in before[row["document_id"]] for at in range(row["source"]["start"], row["source"]["end"])):
            words[row["reason"], row["text"][:60], paths[row["document_id"]].split("/")[0]] += 1
    gone = sum(len(before[key] - after[key]) for key in before)
    print(f"residue that is new: {sum(words.values())} rows; bytes that were residue and are no longer: {gone}")
    for (reason, text, folder), count in words.most_common(int(sys.argv[3]) if len(sys.argv) > 3 else 40):
        print(f"  {count:4} {reason} {folder} {text!r}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
