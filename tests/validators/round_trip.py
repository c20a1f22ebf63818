#!/usr/bin/env python3
"""Reads every table of a dataset from every form and compares them value by value, types and nulls included.

    round_trip.py DATASET          a folder of `hyotei extract --to json,csv,parquet,sqlite,ndjson`
    round_trip.py DATASET --prove  changes one value in one form at a time, in a copy, and fails if a change is not found

What the records should be stands in dataset.json (and, for the tables made from it, in <table>.json). Against it: NDJSON (json), Parquet
(pyarrow, and duckdb), CSV (csv; pandas and duckdb must find as many rows and columns in it) and SQLite (sqlite3). How a record becomes flat
is written here a second time, from docs/tables.md and the types that Parquet tells, and shares no line with the program.
Ends with 1 at the first table that differs, after ten differences of it.
"""

import csv
import datetime
import json
import math
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile

import duckdb
import pandas
import pyarrow as pa
import pyarrow.parquet as pq

CONTRACT = ["documents", "forms", "slots", "items", "indicators", "targets", "results", "ratings", "rating_scales", "notes", "repairs", "residue", "diagnostics"]
KEYS = {"documents": "document_id", "forms": "form_id", "slots": "slot_id", "items": "item_id", "indicators": "indicator_id", "targets": "target_id", "results": "result_id"}
KEYS |= {"ratings": "rating_id", "rating_scales": "scale_id", "notes": "note_id", "repairs": "repair_id"}
WHOLE = re.compile(r"-?(0|[1-9]\d*)")
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
SIDES = ("left", "top", "right", "bottom")


class Differs(Exception):
    pass


def one(name):
    """What a row is called: names of child tables begin with it."""
    return name[:-1] if name.endswith("s") else name


def is_whole(kind):
    return pa.types.is_integer(kind)


def expected(value, kind, nullable, where):
    """A value of dataset.json as a reader of typed forms should get it; says where the type is not the one told."""
    if value is None:
        if nullable:
            return None
        if pa.types.is_boolean(kind):
            return False  # `hidden` is left out where it is false
        raise Differs(f"{where}: null where Parquet says there is none")
    if pa.types.is_struct(kind):
        fields = [kind.field(i) for i in range(kind.num_fields)]
        # A source within the `also` of a source has no `also` of its own.
        foreign = set(value) - {field.name for field in fields} - {"also"}
        if foreign:
            raise Differs(f"{where}: {foreign} is in no column")
        return {field.name: expected(value.get(field.name), field.type, field.nullable, f"{where}.{field.name}") for field in fields}
    if pa.types.is_list(kind):
        return [expected(entry, kind.value_type, False, where) for entry in value]
    said = {str: pa.types.is_string, bool: pa.types.is_boolean, int: lambda k: is_whole(k) or pa.types.is_floating(k), float: pa.types.is_floating}
    if pa.types.is_date(kind) and type(value) is str:
        return datetime.date.fromisoformat(value)
    if not said[type(value)](kind):
        raise Differs(f"{where}: {value!r} in a column of {kind}")
    return float(value) if pa.types.is_floating(kind) else value


def same(a, b):
    """Equal, and of one type at every depth."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[name], b[name]) for name in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float):
        return a == b and math.copysign(1, a) == math.copysign(1, b)
    return a == b


class Flat:
    """The flat tables of one table: columns and rows, a list of a record in a child table."""

    def __init__(self):
        self.columns, self.rows = {}, {}

    def fill(self, name, single, records, fields, key):
        """`key`: names and values before the record's own fields, one list of values a record."""
        names, keys = key
        columns = [(n, pa.int64() if n.endswith(("_number", "position")) else pa.string(), False) for n in names]
        lists = []
        getters = list(self.spread(fields, "", lambda record: record, False, columns, lists))
        self.columns[name] = columns
        self.rows[name] = rows = []
        for record, values in zip(records, keys):
            rows.append([*values, *(get(record) for get in getters)])
        own = [n for n in names] or [columns[0][0]]
        for path, field, get in lists:
            child = f"{single}_{path}"
            inner = field.type.value_type
            last = single.rsplit("_", 1)[-1]
            child_names = [f"{last}_position" if n == "position" else n for n in own] + ["position"]
            entries, child_keys = [], []
            for row, record in zip(rows, records):
                for number, entry in enumerate(get(record) or [], 1):
                    entries.append(entry)
                    child_keys.append([*row[: len(own)], number])
            if pa.types.is_struct(inner):
                inner_fields = [inner.field(i) for i in range(inner.num_fields)]
            else:
                inner_fields = [pa.field("value", inner, nullable=False)]
                entries = [{"value": entry} for entry in entries]
            self.fill(child, child, entries, inner_fields, (child_names, child_keys))

    def spread(self, fields, prefix, get, nullable, columns, lists):
        """Getters of the columns of fields, structs spread out; lists are put aside."""
        for field in fields:
            name, maybe = prefix + field.name, nullable or field.nullable
            inner = lambda record, get=get, field=field: None if get(record) is None else get(record)[field.name]
            if pa.types.is_struct(field.type):
                yield from self.spread([field.type.field(i) for i in range(field.type.num_fields)], f"{name}_", inner, maybe, columns, lists)
            elif pa.types.is_list(field.type) and field.name == "box":
                for at, side in enumerate(SIDES):
                    columns.append((f"{name}_{side}", pa.float64(), True))
                    yield lambda record, inner=inner, at=at: None if inner(record) is None else inner(record)[at]
            elif pa.types.is_list(field.type):
                lists.append((name, field, inner))
            else:
                columns.append((name, field.type, maybe))
                yield inner


def unescaped(cell):
    """A text of a CSV as docs/tables.md says."""
    marks = {"n": "\n", "r": "\r"}
    return re.sub(r"\\(u([0-9a-f]{4})|.|$)", lambda m: chr(int(m[2], 16)) if m[2] else marks.get(m[1], m[1]), cell, flags=re.S)


def from_csv(cell, kind, nullable):
    if cell == "" and (nullable or not pa.types.is_string(kind)):
        return None
    if pa.types.is_string(kind):
        return unescaped(cell)
    if pa.types.is_date(kind):
        return datetime.date.fromisoformat(cell)
    if pa.types.is_boolean(kind):
        return {"true": True, "false": False}.get(cell, cell)
    if is_whole(kind):
        return int(cell) if WHOLE.fullmatch(cell) else cell
    return float(cell) if NUMBER.fullmatch(cell) else cell


def from_sqlite(value, kind):
    if value is None:
        return None
    if pa.types.is_boolean(kind):
        return {0: False, 1: True}.get(value, value)
    if pa.types.is_date(kind):
        return datetime.date.fromisoformat(value)
    return value


def compare(form, table, told, wanted):
    """Rows against rows."""
    bad = []
    if len(told) != len(wanted):
        bad.append(f"{len(told)} rows, not {len(wanted)}")
    for number, (row, right) in enumerate(zip(told, wanted), 1):
        if not same(row, right):
            pairs = zip(right, row.values(), right.values()) if isinstance(row, dict) and list(row) == list(right) else [(at, *both) for at, both in enumerate(zip(row, right))]
            bad += [f"row {number}, {name}: {a!r} ({type(a).__name__}), not {b!r} ({type(b).__name__})" for name, a, b in pairs if not same(a, b)] or [f"row {number}: {row!r}, not {right!r}"]
        if len(bad) >= 10:
            break
    if bad:
        raise Differs(f"{form} {table}:\n  " + "\n  ".join(bad[:10]))


def values(row):
    """How many single values a record has."""
    if isinstance(row, dict):
        return sum(map(values, row.values()))
    if isinstance(row, list):
        return sum(map(values, row))
    return 1


def round_trip(folder):
    dataset = json.loads((folder / "dataset.json").read_bytes())
    if set(dataset) - {"made_by"} != set(CONTRACT):
        raise Differs(f"dataset.json has {sorted(dataset)}")
    tables = {"made_by": [dataset["made_by"]], **{name: dataset[name] for name in CONTRACT}}
    for path in sorted(folder.glob("*.json")):
        if path.name != "dataset.json":
            tables[path.stem] = json.loads(path.read_bytes())
    database = sqlite3.connect(f"file:{folder / 'dataset.sqlite'}?mode=ro", uri=True)
    named = database.execute("select name from sqlite_master where type = 'table' and name not like 'search%'")
    unseen = {name for (name,) in named}
    files = {path.name for path in folder.iterdir()} - {"dataset.json", "dataset.sqlite"}
    count = 0
    for name, records in tables.items():
        files -= {f"{name}.json", f"{name}.ndjson", f"{name}.parquet"}
        with open(folder / f"{name}.ndjson", encoding="utf8", newline="\n") as lines:
            compare("NDJSON", name, [json.loads(line) for line in lines], records)
        arrow = pq.read_table(folder / f"{name}.parquet")
        fields = list(arrow.schema)
        wanted = []
        for number, record in enumerate(records, 1):
            foreign = set(record) - {field.name for field in fields}
            if foreign:
                raise Differs(f"Parquet {name}, row {number}: no column for {foreign}")
            wanted.append({field.name: expected(record.get(field.name), field.type, field.nullable, f"Parquet {name}, row {number}, {field.name}") for field in fields})
        compare("Parquet by pyarrow", name, arrow.to_pylist(), wanted)
        relation = duckdb.sql(f"select * from read_parquet('{folder / name}.parquet')")
        compare("Parquet by duckdb", name, [dict(zip(relation.columns, row)) for row in relation.fetchall()], wanted)
        flat = Flat()
        key = KEYS.get(name)
        numbered = name in CONTRACT + ["made_by"] and key is None
        if key is not None and fields[0].name != key:
            raise Differs(f"{name}: its key {key} is not its first column")
        keys = [[number] for number in range(1, len(records) + 1)] if numbered else [[] for _ in records]
        flat.fill(name, one(name), wanted, fields, ([f"{one(name)}_number"] if numbered else [], keys))
        for table, columns in flat.columns.items():
            headings = [column for column, _, _ in columns]
            bytes_ = (folder / f"{table}.csv").read_bytes()
            if not bytes_.startswith(b"\xef\xbb\xbf") or bytes_.count(b"\n") != len(flat.rows[table]) + 1 or bytes_.count(b"\r\n") != bytes_.count(b"\n"):
                raise Differs(f"CSV {table}: no byte order mark, or a row is not one line that ends with CR LF")
            head, *rows = csv.reader(bytes_[3:].decode("utf8").splitlines(), strict=True)
            if head != headings:
                raise Differs(f"CSV {table}: columns {head}, not {headings}")
            told = [[from_csv(cell, kind, nullable) for cell, (_, kind, nullable) in zip(row, columns, strict=True)] for row in rows]
            compare("CSV", table, told, flat.rows[table])
            path = folder / f"{table}.csv"
            found = pandas.read_csv(path).shape, duckdb.sql(f"select * from read_csv('{path}', header = true)").shape
            if found != ((len(rows), len(head)),) * 2:
                raise Differs(f"CSV {table}: {len(rows)} rows of {len(head)} columns; pandas and duckdb find {found}")
            cursor = database.execute(f'select * from "{table}" order by rowid')
            if [column[0] for column in cursor.description] != headings:
                raise Differs(f"SQLite {table}: columns {[column[0] for column in cursor.description]}, not {headings}")
            told = [[from_sqlite(value, kind) for value, (_, kind, _) in zip(row, columns, strict=True)] for row in cursor]
            compare("SQLite", table, told, flat.rows[table])
            files.discard(f"{table}.csv")
            unseen.discard(table)
        count += sum(map(values, wanted))
    if files or unseen:
        raise Differs(f"nobody knows of {sorted(files)} and of the tables {sorted(unseen)}")
    (broken,) = database.execute("select count(*) from pragma_foreign_key_check").fetchone()
    (check,) = database.execute("pragma integrity_check").fetchone()
    if broken or check != "ok":
        raise Differs(f"SQLite: {broken} keys lead nowhere, integrity {check}")
    print(f"round trip: {len(tables)} tables, {sum(map(len, tables.values()))} records, {count} values: the same in JSON, NDJSON, CSV, Parquet (pyarrow {pa.__version__}, duckdb {duckdb.__version__}) and SQLite {sqlite3.sqlite_version}")


def change_text(name, before, after):
    """Changes the first place of a text in a file."""

    def change(folder):
        data = (folder / name).read_bytes()
        if before not in data:
            raise Differs(f"{name} has no {before!r} to change")
        (folder / name).write_bytes(data.replace(before, after, 1))

    return change


def change_cell(name, column, new):
    """Changes a cell in the second line of a CSV."""

    def change(folder):
        with open(folder / name, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        rows[1][rows[0].index(column)] = new
        with open(folder / name, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\r\n").writerows(rows)

    return change


def change_column(name, column, new):
    """Changes the first value of a column of a Parquet file."""

    def change(folder):
        table = pq.read_table(folder / name)
        at = table.schema.get_field_index(column)
        field = table.schema.field(at)
        changed = pa.array([new, *table.column(at).to_pylist()[1:]], type=field.type)
        pq.write_table(table.set_column(at, field, changed), folder / name)

    return change


def change_database(statement):
    def change(folder):
        with sqlite3.connect(folder / "dataset.sqlite") as database:
            if database.execute(statement).rowcount == 0:
                raise Differs(f"{statement} changes nothing")
        database.close()

    return change


CHANGES = {
    "NDJSON: a field more": change_text("results.ndjson", b'"confidence":', b'"x":1,"confidence":'),
    "NDJSON: a float for a whole number": change_text("items.ndjson", b'"table":0,', b'"table":0.0,'),
    "NDJSON: an empty text for null": change_text("items.ndjson", b":null", b':""'),
    "CSV: a number": change_cell("observations.csv", "fiscal_year", "1999"),
    "CSV: an empty text for null": change_cell("items.csv", "parent_item_id", "\\"),
    "CSV: null for false": change_cell("targets.csv", "baseline", ""),
    "CSV: a fraction for a whole number": change_cell("items.csv", "source_start", "1.0"),
    "CSV: an entry of a list": change_cell("target_header.csv", "value", "x"),
    "CSV: a line between rows": change_text("notes.csv", b"\r\n", b"\r\n\r\n"),
    "Parquet: a number": change_column("overview.parquet", "results", 999),
    "Parquet: another list": change_column("items.parquet", "path", ["x"]),
    "SQLite: a number": change_database("update observations set confidence = 0.123 where rowid = 1"),
    "SQLite: an empty text for null": change_database("update items set parent_item_id = '' where rowid = 1"),
    "SQLite: a row": change_database("delete from note_header where rowid = (select max(rowid) from note_header)"),
    "a file nobody knows of": lambda folder: (folder / "memo.csv").write_text("x"),
}


def prove(folder):
    for name, change in CHANGES.items():
        with tempfile.TemporaryDirectory() as place:
            copy = pathlib.Path(place) / "copy"
            shutil.copytree(folder, copy)
            change(copy)
            try:
                round_trip(copy)
            except Differs as differs:
                print(f"  found: {name}: {str(differs).split(chr(10))[-1].strip()[:110]}")
                continue
            raise SystemExit(f"not found: {name}")
    print(f"round trip: {len(CHANGES)} changes of one value in one form, all found")


if __name__ == "__main__":
    try:
        (prove if "--prove" in sys.argv else round_trip)(pathlib.Path(sys.argv[1]))
    except Differs as differs:
        sys.exit(str(differs))
