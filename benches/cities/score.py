#!/usr/bin/env python3
"""Scores the project's own invented cities against their facts: a row a city, format and kind, one TOTAL row a city and format.

    python3 benches/cities/score.py [--binary target/release/hyotei] [--city A,B] [--form html,text] [--confidence 0.7]
                                    [--alone | --draw N | --forms-from K] [--seeds 5] [--misses FILE.csv] [--totals]

A folder of a city is read as one batch; --alone: each sheet by itself; --draw N: batches of N sheets drawn at random, once a seed;
--forms-from K: forms are learnt on K sheets drawn at random, once a seed, and the others are read one at a time with them.
`silent`: of the wrong facts, those said with the confidence given or above (values, costs, ratings: items and indicators tell none).
What exact, wrong, incomplete, text and absent mean stands in facts.py. The number of items is no fact: it is a row of its own.
"""

import argparse
import collections
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
import facts as scorer

SAID = ("exact", "wrong", "incomplete", "text", "absent")
# How forms are learnt and used: {sheets} stands for any number of paths.
LEARN = (["survey", "{sheets}", "-o", "{work}/survey.json"], ["forms", "{work}/survey.json", "-o", "{work}/forms.json"])
READ_WITH = ["--forms", "{work}/forms.json"]


def listed():
    lines = (HERE / "list.txt").read_text("utf-8").splitlines()
    return [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]


def run(binary, *words):
    """The exit code; what is printed is dropped."""
    return subprocess.run([str(binary), *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=1800).returncode


def extract(binary, paths, *more):
    with tempfile.TemporaryDirectory() as folder:
        run(binary, "extract", *paths, "-o", folder, *more)
        out = pathlib.Path(folder) / "dataset.json"
        return scorer.documents(json.loads(out.read_text("utf-8"))) if out.exists() else {}


def one_by_one(binary, paths, *more):
    return {stem: doc for path in paths for stem, doc in extract(binary, [path], *more).items()}


def with_forms(binary, learnt, read):
    """Sheets read one at a time with forms learnt on others; None where the build cannot learn."""
    with tempfile.TemporaryDirectory() as work:
        for command in LEARN:
            words = [word.format(work=work, sheets="{sheets}") for word in command]
            words = [word for part in words for word in (learnt if part == "{sheets}" else [part])]
            if run(binary, *words) not in (0, 1) or not pathlib.Path(words[-1]).exists():
                return None
        return one_by_one(binary, read, *(word.format(work=work) for word in READ_WITH))


def readings(told, paths):
    """(the sheets asked, what was read of them) for each run that the options ask for."""
    if told.alone:
        yield paths, one_by_one(told.binary, paths)
    elif told.draw:
        for seed in range(told.seeds):
            drawn = sorted(random.Random(seed).sample(paths, min(told.draw, len(paths))))
            yield drawn, extract(told.binary, drawn)
    elif told.forms_from:
        for seed in range(told.seeds):
            learnt = sorted(random.Random(seed).sample(paths, min(told.forms_from, len(paths) - 1)))
            others = [path for path in paths if path not in learnt]
            yield others, with_forms(told.binary, learnt, others)
    else:
        yield paths, extract(told.binary, [paths[0].parent])


def printed(said):
    total = sum(said[word] for word in SAID)
    shares = "  ".join(f"{word} {said[word]} ({100 * said[word] / total:.1f} %)" for word in SAID if said[word])
    return f"{total:6}  {shares}" + (f"  silent {said['silent']}" if said["silent"] else "")


def total_row(said, exact):
    total = max(1, sum(said[word] for word in SAID))
    cells = "  ".join(f"{word} {said[word]} ({100 * said[word] / total:.1f} %)" for word in ("exact", "wrong", "silent"))
    spread = f"  exact by seed {min(exact):.1f}–{max(exact):.1f} %" if len(exact) > 1 else ""
    return f"{total:6}  {cells}{spread}"


def labels(folder):
    """Texts that stand in a cell of at least nine sheets of ten."""
    if not folder.is_dir():
        return set()
    sheets = [{scorer.bare(cell) for line in path.read_text("utf-8").splitlines() for cell in line.split("\t")} for path in folder.iterdir()]
    seen = collections.Counter(text for sheet in sheets for text in sheet)
    return {text for text, count in seen.items() if text and count >= 0.9 * len(sheets) and scorer.number(text) is None}


def ways(docs, known):
    """For each run of labels over records: the sets of tables and kinds that they are read as; a form has one meaning."""
    out = collections.defaultdict(set)
    for doc in docs.values():
        read = collections.defaultdict(set)
        for table in ("targets", "results", "ratings", "notes"):
            for row in doc[table]:
                path = tuple(scorer.bare(head) for head in row["header"])
                if path and set(path) <= known:
                    read[path].add((table, row.get("kind") or row.get("level")))
        for path, kinds in read.items():
            out[path].add(frozenset(kinds))
    return out


def score(told, city, form, misses):
    """Prints the rows of a city in a format; whether there was anything to print."""
    folder = told.cities / city / form
    facts_file = told.cities / city / "facts.json"
    if not folder.is_dir() or not facts_file.exists():
        return False
    facts = json.loads(facts_file.read_text("utf-8"))
    paths = sorted(path for path in folder.iterdir() if path.stem in facts)
    if not paths:
        return False
    count, extra, whole, exact, read = collections.defaultdict(collections.Counter), collections.Counter(), [], [], collections.defaultdict(set)
    known = labels(told.cities / city / "text")
    for asked, docs in readings(told, paths):
        if docs is None:
            print(f"{city} {form}: this build learns no forms (`{' '.join(LEARN[0])}` failed)")
            return True
        here = collections.Counter()
        for path in asked:
            verdicts, more, right = scorer.sheet(docs.get(path.stem), facts[path.stem])
            extra.update(more)
            whole.append(right)
            for v in verdicts:
                count[v.kind][v.said] += 1
                here[v.said] += 1
                count[v.kind]["silent"] += v.said == "wrong" and v.confidence is not None and v.confidence >= told.confidence
                if v.said != "exact":
                    f = v.fact
                    misses.append((city, form, path.stem, v.kind, v.said, "+".join(v.defects), v.confidence, f.get("ind") or f.get("subject") or f.get("name"), f.get("year"), f.get("role"), f.get("raw"), v.near))
        exact.append(100 * here["exact"] / max(1, sum(here.values())))
        for path, kinds in ways(docs, known).items():
            read[path] |= kinds
    head = f"{city:12} {form:5}"
    if not told.totals:
        for kind, said in count.items():
            print(f"{head} {kind:18}{printed(said)}")
        print(f"{head} {'number of items':18}{len(whole):6}  right {sum(whole)}")
        print(f"{head} {'records':18}{extra['with a value']:6}  told twice {extra['told twice']}  unasked {extra['unasked']}  headless {extra['headless']}  without unit {extra['without unit']}")
        print(f"{head} labels read in two ways: {sum(len(kinds) > 1 for kinds in read.values())} of {len(read)}")
    print(f"{head} {'TOTAL':18}{total_row(sum(count.values(), collections.Counter()), exact)}", flush=True)
    return True


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/hyotei")
    arguments.add_argument("--cities", type=pathlib.Path, default=ROOT / "fixtures/cities", help="the folder of the cities")
    arguments.add_argument("--city", help="of list.txt, where not told")
    arguments.add_argument("--form", default="html,text,xlsx,pdf")
    arguments.add_argument("--confidence", type=float, default=0.7)
    mode = arguments.add_mutually_exclusive_group()
    mode.add_argument("--alone", action="store_true")
    mode.add_argument("--draw", type=int, metavar="N")
    mode.add_argument("--forms-from", type=int, metavar="K")
    arguments.add_argument("--seeds", type=int, default=5)
    arguments.add_argument("--misses", type=pathlib.Path)
    arguments.add_argument("--totals", action="store_true", help="only the TOTAL rows")
    told = arguments.parse_args()
    if not told.binary.exists():
        sys.exit(f"{told.binary} is not there: cargo build --release, or name a build by --binary")
    misses = []
    for city in told.city.split(",") if told.city else listed():
        if not any([score(told, city, form, misses) for form in told.form.split(",")]):
            print(f"{city}: does not stand under {told.cities}")
    if told.misses:
        with told.misses.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([("city", "form", "sheet", "kind", "said", "defects", "confidence", "name", "year", "role", "printed", "near"), *misses])


if __name__ == "__main__":
    main()
