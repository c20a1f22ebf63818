#!/usr/bin/env python3
"""Writes the fixed sample: every tuning layout in every format it can have, two small batches, with the expectation beside each file.

usage: sample.py [FOLDER]     (default: fixtures/generated beside the crate's root)
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import document
from layouts import LAYOUTS

SEED = "sample"


def documents():
    """About sixty documents of the tuning part; formats go round so that each layout and each format stands at least once."""
    told, index = [], 0
    for place, layout in enumerate(document.layouts_of("tuning")):
        formats = LAYOUTS[layout][1]
        for step in (0, 1):
            told.append(document.single(SEED, index, "tuning", layout=layout, file_format=formats[(place + step) % len(formats)]))
            index += 1
    for place in range(2, 5):
        told += document.batch(SEED, place, "tuning")[:4]
    return told


def main():
    """Writes the files."""
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "fixtures" / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    size = 0
    for one in documents():
        stem = pathlib.Path(one.name).stem
        expected = json.dumps(one.expect, ensure_ascii=False, indent=1) + "\n"
        (folder / one.name).write_bytes(one.data)
        (folder / f"{stem}.expect.json").write_text(expected, encoding="utf8")
        size += len(one.data) + len(expected.encode())
    print(f"{len(documents())} documents, {size} bytes in {folder}")


if __name__ == "__main__":
    main()
