#!/usr/bin/env python3
"""The blind baseline by time travel: what the build before each batch of sheets reads of them, beside a build of today.

    python3 benches/blind/travel.py [--today target/release/hyotei] [--only 7e01a76] [--sheets]

A batch is what one commit adds to fixtures/forms. The commit before it is unpacked into target/blind/tree and built (dev profile without optimisation
of our own code; dependencies in target/scratch, which benches/ablation shares), and reads the sheets as they stand today; both builds are scored
against today's gold by benches/sheets/gold.py. Sheets of the first commit have none before them: the first build that wrote a dataset reads
them, and its authors had them at hand. `records` are indicators, targets, results, ratings and notes together.
--sheets prints a row for each sheet. Built programs are kept in target/blind, so that a second run is short.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benches/sheets"))
import gold as scorer
import score as sheets

SUFFIXES = (".txt", ".md", ".html")


def git(*words):
    return subprocess.run(["git", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def batches():
    """(commit, date, stems) for each commit that adds sheets, oldest first."""
    out, seen = [], set()
    for part in git("log", "--reverse", "--diff-filter=A", "--date=short", "--format=%x00%h %ad", "--name-only", "--", "fixtures/forms").split("\0")[1:]:
        head, *names = part.split("\n")
        added = {pathlib.PurePath(name).stem for name in names if name.endswith(SUFFIXES)} - seen
        if added:
            seen |= added
            out.append((*head.split(), sorted(added)))
    return out


def before(commit):
    """The commit whose build had not seen the batch; for a first commit, the first that can write a dataset, and whether it is that."""
    parents = git("log", "-1", "--format=%p", commit).split()
    if parents:
        return parents[0], False
    following = git("log", "--reverse", "--first-parent", "--format=%h", "--", "src/interpret").split()
    return following[0], True


def built(commit):
    """The program of a commit; None where the build fails."""
    program = ROOT / "target/blind" / f"hyotei-{commit}"
    if program.exists():
        return program
    tree, target = ROOT / "target/blind/tree", ROOT / "target/scratch"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    # Unpacked with the time of now (-m): cargo takes files older than its last build for unchanged.
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    subprocess.run(["tar", "-xm", "-C", str(tree)], input=archive, check=True)
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0", "CARGO_PROFILE_DEV_OPT_LEVEL": "0"}
    done = subprocess.run(["nice", "cargo", "build", "--quiet", "--locked", "--bin", "hyotei"], cwd=tree, env=environment)
    if done.returncode:
        return None
    (target / "debug/hyotei").rename(program)
    return program


def figures(binary, stems):
    """{sheet: {table: score}}"""
    return {name: scorer.compare(sheets.read(binary, path), json.loads(gold.read_text("utf-8"))) for name, path, gold in sheets.sheets() if name in stems}


def cells(found):
    """F1 of items and of records, over some sheets."""
    items = scorer.add([score["items"] for score in found])
    records = scorer.add([score[table] for score in found for table in scorer.RECORDS if table in score])
    return f"{scorer.f1(items):.3f}", f"{scorer.f1(records):.3f}"


def print_row(name, then, now):
    (items, records), (items_now, records_now) = cells(then), cells(now)
    print(f"| {name} | {items} | {items_now} | {records} | {records_now} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--today", type=pathlib.Path, default=ROOT / "target/release/hyotei")
    arguments.add_argument("--only", help="commits that added sheets, comma between them")
    arguments.add_argument("--sheets", action="store_true")
    told = arguments.parse_args()
    if not told.today.exists():
        sys.exit(f"{told.today} is not there: cargo build --release, or name a build by --today")
    print("| batch (added by, sheets; read by the build of) | items F1 blind | items today | records F1 blind | records today |\n|---|--:|--:|--:|--:|")
    everything = []
    for commit, date, stems in batches():
        if told.only and commit not in told.only.split(","):
            continue
        earlier, studied = before(commit)
        program = built(earlier)
        if program is None:
            print(f"| {commit}, {date}: the build of {earlier} failed | | | | |")
            continue
        then, now = figures(program, stems), figures(told.today, stems)
        numbers = " ".join(stem.split("_")[0] for stem in stems)
        note = "; not blind: the first build that reads" if studied else ""
        print_row(f"{commit}, {date}: {numbers} (by {earlier}{note})", list(then.values()), list(now.values()))
        if told.sheets:
            for stem in stems:
                print_row(f"— {stem}", [then[stem]], [now[stem]])
        if not studied:
            everything += [(then[stem], now[stem]) for stem in stems]
    if everything:
        print_row(f"all {len(everything)} read blind", [pair[0] for pair in everything], [pair[1] for pair in everything])


if __name__ == "__main__":
    main()
