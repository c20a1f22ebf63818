#!/usr/bin/env python3
"""Scores the five seeds and the sheets of fixtures/forms against their gold, each read alone: a row of F1 by table for each.

    python3 benches/sheets/score.py [--binary target/release/hyotei] [--sheet PART] [--counts] [--write-floors]

--counts prints found/gold/product beside each F1. --write-floors writes today's figures to fixtures/floors.json, below which
`cargo test` lets no sheet fall (tests/hyotei/sheet_floors.rs): do so only where a sheet rose, or gold changed.
`*` marks the ten sheets that forms.rs prints apart as not read right yet.
"""

import argparse
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import gold as scorer

TABLES = ("items", "indicators", "targets", "results", "ratings", "rating_scales", "notes")


def sheets():
    """(name, path, gold) of every seed and sheet."""
    out = []
    for path in sorted((ROOT / "fixtures").glob("*.txt")):
        out.append((path.stem, path, ROOT / "fixtures/gold" / f"{path.stem}.gold.json"))
    for path in sorted((ROOT / "fixtures/forms").iterdir()):
        if path.suffix in (".txt", ".md", ".html"):
            out.append((path.stem, path, path.with_name(f"{path.stem}.gold.json")))
    return [sheet for sheet in out if sheet[2].exists()]


def unread():
    """Names of the sheets that have no floor in forms.rs; none where that list is gone."""
    path = ROOT / "tests/hyotei/forms.rs"
    listed = re.search(r"const UNREAD: &\[&str\] = &\[(.*?)\];", path.read_text("utf-8"), re.S) if path.exists() else None
    return {pathlib.PurePath(name).stem for name in re.findall(r'"([^"]+)"', listed.group(1))} if listed else set()


def read(binary, path):
    """The dataset that a build makes of one file; an empty one where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([str(binary), "extract", str(path), "-o", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
        out = pathlib.Path(folder) / "dataset.json"
        return json.loads(out.read_text("utf-8")) if out.exists() else {}


def scores(binary, only=""):
    """{name: {table: (found, gold, product)}}"""
    return {name: scorer.compare(read(binary, path), json.loads(gold.read_text("utf-8"))) for name, path, gold in sheets() if only in name}


def row(name, score, counts=False):
    cells = []
    for table in TABLES:
        cell = f"{scorer.f1(score[table]):.3f}" if table in score else "-"
        cells.append(cell + (" {}/{}/{}".format(*score[table]) if counts and table in score else ""))
    return f"{name:32}" + "".join(f"{cell:>{25 if counts else 14}}" for cell in cells)


def totals(found):
    return {table: scorer.add([score[table] for score in found if table in score]) for table in TABLES}


def floor(score):
    """An F1 in ten-thousandths, cut, so that a figure never falls below itself by rounding."""
    return math.floor(scorer.f1(score) * 10_000) / 10_000


def write_floors(found):
    lines = [f" {json.dumps(name)}: {json.dumps({table: floor(score[table]) for table in TABLES if table in score})}" for name, score in found.items()]
    (ROOT / "fixtures/floors.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/hyotei")
    arguments.add_argument("--sheet", default="", help="only sheets with this in their name")
    arguments.add_argument("--counts", action="store_true")
    arguments.add_argument("--write-floors", action="store_true")
    told = arguments.parse_args()
    if not told.binary.exists():
        sys.exit(f"{told.binary} is not there: cargo build --release, or name a build by --binary")
    found, later = scores(told.binary, told.sheet), unread()
    print(f"{'F1':32}" + "".join(f"{table:>{25 if told.counts else 14}}" for table in TABLES))
    for name, score in found.items():
        print(row(name + ("*" if name in later else ""), score, told.counts))
    seeds = [name for name in found if re.match(r"\d{3}_", name)]
    groups = {"seeds": seeds, "sheets with a floor in forms.rs": [n for n in found if n not in later and n not in seeds], "sheets marked *": [n for n in found if n in later]}
    for name, members in groups.items():
        if members:
            print(row(f"{name} ({len(members)})", totals([found[member] for member in members]), told.counts))
    if told.write_floors:
        if told.sheet:
            sys.exit("floors are written for all sheets at once: leave --sheet out")
        write_floors(found)


if __name__ == "__main__":
    main()
