#!/usr/bin/env python3
"""Holds a release against validators that others wrote, and each validator against broken copies of it.

    validate.py TOOL PROGRAM RELEASE            TOOL: frictionless, csvw or pyshacl; PROGRAM: where its command stands
    validate.py TOOL PROGRAM RELEASE --broken   copies with one fault each: the tool must refuse every one, for its own reason

Needs nothing but Python. A copy written anew without a fault is taken, so that a refusal is the fault's.
"""

import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SHAPES = pathlib.Path(__file__).resolve().parent / "shapes.ttl"


def frictionless(program, release):
    """Whether it is valid, and what is said against it."""
    done = subprocess.run([program, "validate", "datapackage.json", "--json"], cwd=release, capture_output=True, text=True)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return False, f"{done.returncode}: {done.stdout[-500:]} {done.stderr[-500:]}"
    errors = [(task["name"], error) for task in report["tasks"] for error in task["errors"]]
    said = [f"{name}: {error['type']}: {error['message']}" for name, error in errors] + [f"{error['type']}: {error['message']}" for error in report["errors"]]
    return done.returncode == 0 and report["valid"], "\n".join(said)


def csvw(program, release):
    done = subprocess.run([program, "--verbose", "csv-metadata.json"], cwd=release, capture_output=True, text=True)
    said = re.sub(r"\x1b\[\d*m", "", done.stdout + done.stderr)
    return done.returncode == 0 and said.rstrip().endswith("OK"), said


def pyshacl(program, release):
    done = subprocess.run([program, "--metashacl", "--shapes", SHAPES, "--data-file-format", "json-ld", "dcat.jsonld"], cwd=release, capture_output=True, text=True)
    said = dict.fromkeys(re.findall(r"Message: (.*)", done.stdout)) or [done.stdout, done.stderr]
    return done.returncode == 0 and "Conforms: True" in done.stdout, "\n".join(said)


def cell(name, column, new, row=1):
    """A fault: another text in a cell; `new` may be what a row further on has there."""

    def fault(release):
        path = release / "data" / name
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        at = rows[0].index(column)
        rows[row][at] = rows[new][at] if isinstance(new, int) else new
        with open(path, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\r\n").writerows(rows)

    return fault


def text(name, before, after):
    def fault(release):
        data = (release / name).read_text(encoding="utf8")
        if before not in data:
            sys.exit(f"{name} has no {before!r} to break")
        (release / name).write_bytes(data.replace(before, after, 1).encode())

    return fault


def described(change):
    """A fault in dcat.jsonld."""

    def fault(release):
        path = release / "dcat.jsonld"
        catalog = json.loads(path.read_text(encoding="utf8"))
        change(catalog)
        path.write_text(json.dumps(catalog, ensure_ascii=False), encoding="utf8")

    return fault


def anew(release):
    """No fault: a table is written anew by another program."""
    cell("items.csv", "title", 1)(release)


def changed(key, value):
    return described(lambda catalog: catalog.__setitem__(key, value))


def without(*path):
    def change(catalog):
        for step in path[:-1]:
            catalog = catalog[step]
        del catalog[path[-1]]

    return described(change)


# The fault, and a word of what the tool must say of it.
FAULTS = {
    "frictionless": {
        "a text for a number": (cell("results.csv", "value", "many"), r"^results: type-error: .*many"),
        "a text for a year": (cell("observations.csv", "fiscal_year", "R6"), r"^observations: type-error: .*R6"),
        "no day": (cell("results.csv", "period_start", "2024-13-01"), r"^results: type-error: .*2024-13-01"),
        "neither true nor false": (cell("targets.csv", "baseline", "maybe"), r"^targets: type-error"),
        "a code of no list": (cell("ratings.csv", "kind", "colour"), r"^ratings: constraint-error: .*colour"),
        "a key twice": (cell("items.csv", "item_id", 2), r"^items: (primary-key|unique-error)"),
        "a key that leads nowhere": (cell("targets.csv", "item_id", "nobody"), r"^targets: foreign-key: .*nobody"),
        "no key": (cell("notes.csv", "note_id", ""), r"^notes: (constraint-error|primary-key)"),
        "another heading": (text("data/items.csv", "title", "titel"), r"^items: incorrect-label: .*titel"),
        "another text": (cell("notes.csv", "text", "x"), r"^notes: hash-count"),
        "a row more": (lambda release: (release / "data/notes.csv").write_bytes((release / "data/notes.csv").read_bytes() + b"x\r\n"), r"^notes: (missing-cell|hash-count)"),
        "a table that is not there": (lambda release: (release / "data/overview.csv").unlink(), r"^overview: scheme-error"),
        "a type that there is none of": (text("datapackage.json", '"type": "integer"', '"type": "count"'), r"count"),
    },
    "csvw": {
        "a text for a number": (cell("results.csv", "value", "many"), r"many"),
        "a text for a year": (cell("observations.csv", "fiscal_year", "R6"), r"R6"),
        "no day": (cell("results.csv", "period_start", "2024-13-01"), r"2024-13-01|month"),
        "neither true nor false": (cell("targets.csv", "baseline", "maybe"), r"maybe"),
        "a code of no list": (cell("ratings.csv", "kind", "colour"), r"colour"),
        "a key twice": (cell("items.csv", "item_id", 2), r"[Dd]uplicate|primary"),
        "a key that leads nowhere": (cell("targets.csv", "item_id", "nobody"), r"nobody"),
        "no key": (cell("notes.csv", "note_id", ""), r"required|note_id"),
        "another heading": (text("data/items.csv", "title", "titel"), r"titel|title|header"),
        "a table that is not there": (lambda release: (release / "data/overview.csv").unlink(), r"overview"),
    },
    "pyshacl": {
        "no title": (without("dct:title"), r"^a title"),
        "a publisher without a name": (without("dct:publisher", "foaf:name"), r"^a publisher has a name"),
        "a publisher that is a text": (changed("dct:publisher", "水瀬市"), r"^one publisher"),
        "no licence": (without("dct:license"), r"^one licence"),
        "a day that is none": (changed("dct:issued", {"@value": "November", "@type": "xsd:date"}), r"^one day of issue"),
        "no distribution": (without("dcat:distribution"), r"^a distribution"),
        "a distribution without an address": (without("dcat:distribution", 0, "dcat:accessURL"), r"^an address to reach it by"),
        "a size that is none": (described(lambda c: c["dcat:distribution"][0].__setitem__("dcat:byteSize", "large")), r"^one size"),
        "half a checksum": (described(lambda c: c["dcat:distribution"][0]["spdx:checksum"]["spdx:checksumValue"].__setitem__("@value", "abcd")), r"^64 digits"),
        "no dataset": (changed("@type", "dcat:Resource"), r"^there is one dataset"),
    },
}


def main():
    name, program, release = sys.argv[1], str(pathlib.Path(sys.argv[2]).absolute()), pathlib.Path(sys.argv[3])
    tool = {"frictionless": frictionless, "csvw": csvw, "pyshacl": pyshacl}[name]
    if "--broken" not in sys.argv:
        valid, said = tool(program, release)
        if not valid:
            sys.exit(f"{name} refuses the release:\n{said[-4000:]}")
        return print(f"{name}: the release is valid")
    with tempfile.TemporaryDirectory() as place:
        copy = pathlib.Path(place) / "release"
        for fault, (break_it, word) in {"no fault": (anew, ""), **FAULTS[name]}.items():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(release, copy)
            break_it(copy)
            valid, said = tool(program, copy)
            if fault == "no fault":
                # Written anew it has the same cells; only its hash may be another.
                others = [line for line in said.splitlines() if "hash-count" not in line and "byte-count" not in line]
                if not valid and (others or name != "frictionless"):
                    sys.exit(f"{name} refuses a copy without a fault:\n{said[-4000:]}")
                continue
            if valid:
                sys.exit(f"{name} takes a copy with {fault}")
            found = re.search(word, said, re.M)
            if not found:
                sys.exit(f"{name} refuses a copy with {fault}, but not for it:\n{said[-4000:]}")
            print(f"  {name} refuses {fault}: {next(line for line in said.splitlines() if re.search(word, line)).strip()[:110]}")
    print(f"{name}: {len(FAULTS[name])} broken copies, all refused")


main()
