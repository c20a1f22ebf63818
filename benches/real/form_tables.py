#!/usr/bin/env python3
"""Holds the tables of forms (form_<form_id>.csv) of the real sheets against the facts of ../shared/real.

    python3 benches/real/form_tables.py [--binary target/release/hyotei] [--misses N]

Each fact that ../shared/real/score.py finds said exactly (the figures of that scorer, taken in the same run) must stand in the cell where it
belongs: in the row of its sheet, in a column whose printed labels name what the fact is of, its year and whether it is a target or a result,
in the canonical unit; one cell answers one fact. A name that the sheet's author wrote (a row of 主な内訳, an indicator) is found in the column
of names that goes with the numbers. The title stands under 事務事業名 (事業名), the department under its own label, a grade under what it is of.

Reads the CSV and `form_columns.csv` alone, as an analyst does, and shares no code with hyotei. Ends with 1 if an exact fact is in no such cell.
Where ../shared/real does not stand, it says so.
"""

import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCHES = (("text", "ikeda"), ("html", "ikeda"), ("pdf", "ikeda"), ("text", "kobe"), ("html", "kobe"), ("xlsx", "kosai"))
# The printed labels under which a city's form has the title and the department.
TITLES = {"ikeda": ["事務事業名"], "kobe": ["事務事業名"], "kosai": ["事業名"]}
DEPARTMENTS = {"ikeda": ["担当部署名"], "kobe": ["所属名"], "kosai": ["課"]}
KINDS = {"title": "title", "dept": "department", "rating": "rating", "ind": "indicator", "cost": "cost by year", "val": "indicator by year"}
TARGET, RESULT = re.compile("予算|見込|目標|計画|予定"), re.compile("決算|実績")


def bare(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or "").replace("<br>", ""))


def key(text):
    return re.sub(r"[・,、。()\[\]「」【】\-‐―~〜:/]", "", bare(text))


def years(label):
    """Fiscal years that a label can mean; 27年度 is of either era."""
    label = bare(label)
    for mark, number in re.findall(r"(令和|平成|R|H|西暦)?(\d+|元)年度?", label):
        number = 1 if number == "元" else int(number)
        if number > 1900:
            return {number}
        return {{"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}[mark] + number} if mark else {1988 + number, 2018 + number}
    return set()


def roles(label):
    label = bare(label)
    if "決算" in label:
        return {"result"}
    return {role for role, words in (("target", TARGET), ("result", RESULT)) if words.search(label)}


def innermost(path, read):
    """What the innermost label tells that tells something."""
    return next((told for told in map(read, reversed(path)) if told), set())


class Column:
    def __init__(self, row):
        self.name = row["column_name"]
        self.path = row["header_path"].split(" > ") if row["header_path"] else []
        self.content = row["content"].split()
        # [2] and [事項2] tell rows and items apart; (2) and （文） what else stands there.
        self.row = tuple(re.findall(r" \[([^\]]+)\]", self.name))
        self.labels = {key(label) for label in self.path} - {""}
        self.years, self.roles = innermost(self.path, years), innermost(self.path, roles)
        self.names = None


class Form:
    def __init__(self, rows):
        self.columns = [Column(row) for row in rows if row["in_table"] == "true"]
        named = [column for column in self.columns if "indicators" in column.content]
        for column in self.columns:
            if not {"targets", "results", "ratings"} & set(column.content):
                continue
            beside = [other for other in named if other.row == column.row and other.path[:-1] == column.path[: len(other.path) - 1]]
            column.names = max(beside, key=lambda other: len(other.path), default=None)


def number(cell):
    try:
        return float(cell)
    except (TypeError, ValueError):
        return None


def is_named(column, row, names):
    """Whether a column is of what bears one of the names: by a printed label, or by what stands in its column of names."""
    keys = {key(name) for name in names} - {""}
    own = key(row.get(column.names.name)) if column.names else ""
    return bool(keys & column.labels) or own in keys or any(len(name) > 2 and (name in label or label in name) for name in keys for label in column.labels if len(label) > 2)


def seats(fact, form, row, city):
    """The columns in which the fact would be in its place, with what stands there being right."""
    kind = fact["t"]
    for column in form.columns:
        cell = row.get(column.name) or ""
        if not cell:
            continue
        if kind == "title":
            good = "title" in column.content and column.path[-1:] and key(column.path[-1]) in map(key, TITLES[city]) and key(cell) == key(fact["name"])
        elif kind == "dept":
            good = "department" in column.content and column.labels & set(map(key, DEPARTMENTS[city])) and key(fact["name"]) in [key(part) for part in re.split("、|\\\\n", cell)]
        elif kind == "ind":
            good = ("indicators" in column.content and key(cell) == key(fact["name"])) or (number(cell) is not None and key(fact["name"]) in column.labels)
        elif kind == "rating":
            good = "ratings" in column.content and is_named(column, row, [fact["subject"]]) and (key(fact["raw"]).startswith(key(cell)) or key(cell).startswith(key(fact["raw"])))
        else:
            value = number(cell)
            good = (
                value is not None
                and any(abs(value - fact["v"] * scale) <= 1e-6 * max(1, abs(fact["v"] * scale)) for scale in fact["scale"])
                and (fact["year"] is None or fact["year"] in column.years)
                and (fact["role"] is None or fact["role"] in column.roles)
                and is_named(column, row, fact["ind"].split("|"))
            )
        if good:
            yield column.name


def matched(facts):
    """Facts (each with its seats) that find a cell of their own."""
    taken = {}

    def seat(fact, seen):
        for place in facts[fact]:
            if place not in seen:
                seen.add(place)
                if place not in taken or seat(taken[place], seen):
                    taken[place] = fact
                    return True
        return False

    for fact in range(len(facts)):
        seat(fact, set())
    return set(taken.values())


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def tables(folder):
    """(form, row) of each sheet, by the stem of its file."""
    forms = collections.defaultdict(list)
    for column in table(folder / "form_columns.csv"):
        forms[column["form_id"]].append(column)
    out = {}
    for name, columns in forms.items():
        form = Form(columns)
        for row in table(folder / f"form_{name}.csv"):
            out[pathlib.PurePath(row["path"]).stem] = (form, row)
    return out


def not_exact(score, binary, form, city):
    """Facts that the scorer does not find said exactly, as it names them."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        subprocess.run([sys.executable, score, binary, "--form", form, "--city", city, "--misses", file.name], check=True, stdout=subprocess.DEVNULL)
        rows = csv.reader(open(file.name, encoding="utf8", newline=""))
        next(rows)
        return collections.Counter((sheet, kind, name, year, role, printed) for _, _, sheet, kind, _, _, name, year, role, printed in rows)


def named(stem, fact):
    """A fact as the scorer names one that it misses."""
    if fact["t"] in ("cost", "val"):
        return stem, KINDS[fact["t"]], fact["ind"], str(fact["year"] or ""), fact["role"] or "", fact["raw"]
    return (stem, fact["kind"], fact["subject"], "", "", fact["raw"]) if fact["t"] == "rating" else (stem, "title", fact.get("name"), "", "", "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=ROOT / "target/release/hyotei", type=pathlib.Path)
    parser.add_argument("--misses", type=int, default=5)
    options = parser.parse_args()
    real = next((path for path in (ROOT.parent / "shared/real", pathlib.Path("/work/shared/real")) if path.is_dir()), None)
    if real is None:
        return print("../shared/real does not stand here: nothing was compared")
    binary, missed = str(options.binary.resolve()), 0
    print(f"{'':24}{'facts':>7}{'exact':>7}{'in their cell':>15}")
    for form, city in BATCHES:
        if not (real / form / city).is_dir():
            print(f"{form} {city}: not here")
            continue
        facts = json.loads((real / "facts" / f"{city}.json").read_text(encoding="utf8"))
        misses = not_exact(real / "score.py", binary, form, city)
        with tempfile.TemporaryDirectory() as place:
            subprocess.run([binary, "extract", "-q", str(real / form / city), "-o", place, "--to", "csv"], stderr=subprocess.DEVNULL)
            sheets = tables(pathlib.Path(place))
        counts, bad = collections.defaultdict(collections.Counter), []
        for path in sorted((real / form / city).iterdir()):
            asked = []
            for fact in facts.get(path.stem, []):
                kind = "rating" if fact["t"] == "rating" else KINDS[fact["t"]]
                counts[kind]["facts"] += 1
                if misses[named(path.stem, fact)] > 0:
                    misses[named(path.stem, fact)] -= 1
                    continue
                counts[kind]["exact"] += 1
                asked.append((kind, fact))
            own, row = sheets.get(path.stem, (None, None))
            # A title, a grade and a name can be told by several facts; numbers want a cell each.
            places = [list(seats(fact, own, row, city)) if own else [] for _, fact in asked]
            single = [index for index, (_, fact) in enumerate(asked) if fact["t"] in ("cost", "val")]
            found = {single[index] for index in matched([places[index] for index in single])}
            found |= {index for index, (_, fact) in enumerate(asked) if index not in single and places[index]}
            for index, (kind, fact) in enumerate(asked):
                counts[kind]["placed"] += index in found
                if index not in found:
                    bad.append((path.stem, fact, places[index]))
        for kind, count in counts.items():
            print(f"{form + ' ' + city:14}{kind:18}{count['facts']:>5}{count['exact']:>7}{count['placed']:>7}  {100 * count['placed'] / max(1, count['exact']):6.1f} %")
        missed += len(bad)
        for stem, fact, places in bad[: options.misses]:
            print(f"    {stem}: {json.dumps(fact, ensure_ascii=False)}" + (f" (its cells answer other facts: {places})" if places else ""))
    sys.exit(1 if missed else 0)


main()
