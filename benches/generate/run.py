#!/usr/bin/env python3
"""Generates documents, runs the program over them, scores what it tells.

usage: run.py --hyotei BIN [--alone|--batch] [--count N] [--seed S] [--held-out|--tuning] [--fault] [--layout NAME] [--format F] [--keep DIR] [--by layout|format|damage|trait] [--misses] [--json FILE]

Without --held-out or --tuning both parts are run. --count is documents a part. --keep leaves files and expectations in a folder.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import document
import score


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hyotei", required=True)
    parser.add_argument("--alone", action="store_true", help="each document by itself (the default)")
    parser.add_argument("--batch", action="store_true", help="batches of one form, a run each")
    parser.add_argument("--count", type=int, default=72)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--fault", action="store_true")
    parser.add_argument("--layout")
    parser.add_argument("--format")
    parser.add_argument("--by", choices=["layout", "format", "damage", "trait"], default="layout", help="what rows stand for")
    parser.add_argument("--json", help="write the counts to a file")
    parser.add_argument("--keep", help="leave documents and expectations in a folder")
    parser.add_argument("--misses", action="store_true", help="print what was missed and told wrongly")
    return parser.parse_args()


def extract(binary, folder, out):
    """The dataset of a folder, by document path."""
    done = subprocess.run([binary, "extract", str(folder), "-o", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        return score.by_document(json.loads((out / "dataset.json").read_text(encoding="utf8")))
    except FileNotFoundError:
        print(f"no dataset: exit {done.returncode}: {done.stderr[-300:]}", file=sys.stderr)
        return {}


def runs(options, part):
    """Lists of documents that are run together."""
    if not options.batch:
        return [[document.single(options.seed, index, part, options.fault, options.layout, options.format)] for index in range(options.count)]
    told, index = [], 0
    while sum(map(len, told)) < options.count:
        told.append(document.batch(options.seed, index, part, options.fault))
        index += 1
    return told


def measure(options, documents, scratch, right=False):
    """What the program tells of documents run together."""
    folder = scratch / "in"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for one in documents:
        (folder / one.name).write_bytes(one.right if right and one.right else one.data)
    return extract(options.hyotei, folder, scratch / "out")


def main():
    """Runs, scores, prints."""
    options = arguments()
    parts = document.PARTS[:1] if options.tuning else document.PARTS[1:] if options.held_out else document.PARTS
    by_part, by_layout, faults = defaultdict(Counter), defaultdict(Counter), defaultdict(Counter)
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        for part in parts:
            for documents in runs(options, part):
                told = measure(options, documents, scratch)
                right = measure(options, documents, scratch, True) if options.fault else {}
                for one in documents:
                    empty = {"items": [], "indicators": [], "records": [], "diagnostics": []}
                    count, missed, wrong = score.score(one.expect, told.get(one.name, empty))
                    by_part[part] += count
                    for name in names_of(options.by, one.expect):
                        by_layout[part, name] += count
                    if options.fault:
                        count_fault(faults, one, told.get(one.name, empty), right.get(one.name, empty))
                    if options.misses:
                        show(one, missed, wrong)
                    if options.keep:
                        keep(pathlib.Path(options.keep), one)
    report(by_part, by_layout, faults)
    if options.json:
        told = {"parts": by_part, "rows": {f"{part}/{name}": count for (part, name), count in by_layout.items()}, "faults": faults}
        pathlib.Path(options.json).write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf8")


def names_of(by, expect):
    """The rows in which a document is counted."""
    return {"layout": [expect["layout"]], "format": [expect["format"]], "damage": expect["damages"] or ["none"],
            "trait": expect["traits"] + ([f"batch: {expect['batch']}"] if "batch" in expect else [])}[by]


def count_fault(faults, one, told, right):
    """Whether a planted fault raised a check that the right document did not, and whether the right one raised any."""
    alarm, quiet = score.alarms(told), score.alarms(right)
    faults["right documents"]["documents"] += 1
    faults["right documents"]["alarms"] += bool(quiet)
    for code in quiet:
        faults["right documents"][code] += 1
    planted = one.expect["fault"]
    faults["no fault could be planted"]["documents"] += bool(one.right) and not planted
    if planted:
        row = faults[f"{planted['kind']}, {'visible' if planted['visible'] else 'not visible'}"]
        row["documents"] += 1
        row["alarms"] += bool(alarm - quiet)
        row["remarks"] += bool(score.remarks(told) - score.remarks(right))


def show(one, missed, wrong):
    """What went wrong in a document."""
    print(f"--- {one.name} {one.expect['damages']}")
    for table, fact in missed[:12]:
        print("  missed", table, json.dumps(fact, ensure_ascii=False))
    for table, record in wrong[:12]:
        print("  wrong ", table, json.dumps({"confidence": record["basis"]["confidence"]} | {key: record.get(key) for key in ("_title", "_indicator", "kind", "subject", "raw", "text", "value", "unit", "header")}
                                            | {"years": (record.get("period") or {}).get("fiscal_years")}, ensure_ascii=False))


def keep(folder, one):
    """Writes a document and its expectation."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / one.name).write_bytes(one.data)
    (folder / f"{one.name}.expect.json").write_text(json.dumps(one.expect, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def f1(right, asked, told):
    """F1 as printed."""
    return f"{2 * right / (asked + told):.3f}" if asked + told else "  –  "


def row(name, count):
    """A row of figures."""
    tables = " ".join(f"{count[f'{table}_right'] / count[f'{table}_asked']:>7.2f}" if count[f"{table}_asked"] else f"{'–':>7}" for table in (*score.TABLES, "comments"))
    silent = f"{count['silent'] / count['told']:.3f}" if count["told"] else "  –  "
    print(f"{name:<42}{count['documents']:>5}{f1(count['items_right'], count['items_asked'], count['items_told']):>8}"
          f"{f1(count['right'], count['asked'], count['told']):>9}{silent:>8}{count['whole']:>7}   {tables}")


def report(by_part, by_layout, faults):
    """Prints by layout and in total, parts apart."""
    print(f"{'':<42}{'docs':>5}{'items':>8}{'records':>9}{'silent':>8}{'whole':>7}   recall: targets results ratings   notes comments")
    for part, total in by_part.items():
        for (told, layout), count in sorted(by_layout.items()):
            if told == part:
                row(f"  {layout}", count)
        row(part.upper(), total)
        print("    " + ", ".join(f"{name} {total[f'{name}_right']} of {total[f'{name}_asked']}" for name in ("departments", "parents", "directions") if total[f"{name}_asked"]))
        said = [f"0.{tenth}: {total[f'said_{tenth}_right'] / total[f'said_{tenth}']:.2f} of {total[f'said_{tenth}']}" for tenth in range(10) if total[f"said_{tenth}"]]
        print("    right by stated confidence: " + ", ".join(said))
    for name, count in sorted(faults.items()):
        codes = ", ".join(f"{code} {count[code]}" for code in sorted(score.CHECKS) if count[code])
        print(f"{name:<42}{count['documents']:>5} documents, {count['alarms']} raised a check, {count['remarks']} any new diagnostic {codes}")


if __name__ == "__main__":
    main()
