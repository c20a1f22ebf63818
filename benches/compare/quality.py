#!/usr/bin/env python3
"""hyotei beside pandas.read_html, markitdown and openpyxl on the fixtures: writes docs/comparison.md.

    target/compare/venv/bin/python benches/compare/quality.py [--binary target/release/hyotei] [--cells FILE]

Every tool is used as its manual shows, with no options; pandas is asked a second time with the encoding told, for it does
not look for one. What should be in the tables is in expected.json, by hand. `--cells` lists every cell a tool got wrong.
"""

import argparse
import datetime
import importlib.metadata
import io
import json
import pathlib
import re
import subprocess
import unicodedata
import warnings

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FIXTURES = ROOT / "fixtures"
warnings.simplefilter("ignore")


# A table is a list of rows of texts; where a tool tells spans, the text of a cell stands in every place that it covers.


def spread(cells):
    """Cells (row, column, rows, columns, text) as a table; rows and columns in which none begins are left out."""
    cells = [cell for cell in cells if cell[4] != ""]
    rows = sorted({cell[0] for cell in cells})
    columns = sorted({cell[1] for cell in cells})
    table = [["" for _ in columns] for _ in rows]
    for row, column, height, width, text in cells:
        for y, down in enumerate(rows):
            for x, right in enumerate(columns):
                if row <= down < row + height and column <= right < column + width:
                    table[y][x] = text
    return table


def hyotei(path, binary):
    out = subprocess.run([binary, "inspect", "--json", str(path)], check=True, capture_output=True, text=True, timeout=60).stdout
    return [spread([(cell["row"], cell["column"], cell["row_span"], cell["column_span"], cell["text"]) for cell in grid["cells"]]) for grid in json.loads(out)]


def pandas_html(path, encoding=None):
    import pandas

    if not path.suffix == ".html":
        return None
    out = []
    for frame in pandas.read_html(path, encoding=encoding):
        heads = [list(label) if isinstance(label, tuple) else [label] for label in frame.columns]
        numbered = all(isinstance(label, int) for label in frame.columns)
        head = [] if numbered else [["" if str(part).startswith("Unnamed: ") else str(part) for part in level] for level in zip(*heads)]
        out.append(head + [["" if pandas.isna(value) else str(value) for value in row] for row in frame.itertuples(index=False, name=None)])
    return out


def markitdown(path):
    """The Markdown tables of its answer; marks and links are taken off."""
    from markitdown import MarkItDown

    text = MarkItDown().convert(str(path)).text_content
    tables, open_table = [], None
    for line in text.split("\n"):
        if not line.lstrip().startswith("|"):
            open_table = None
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            continue
        if open_table is None:
            open_table = []
            tables.append(open_table)
        open_table.append([plain(cell) for cell in cells])
    return tables


def plain(cell):
    """What a reader of the Markdown sees; pandas' names for what is empty are taken as empty."""
    cell = re.sub(r"!\[[^\]]*\]\([^)]*\)|<br>|\*\*", "", cell)
    cell = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cell)
    return "" if cell == "NaN" or cell.startswith("Unnamed: ") else re.sub(r"\\(.)", r"\1", cell)


def openpyxl_book(path):
    """Values by cell; its merged ranges are spread here, which is left to the caller of openpyxl."""
    from openpyxl import load_workbook

    if not path.suffix == ".xlsx":
        return None
    out = []
    for sheet in load_workbook(path, data_only=True).worksheets:
        if sheet.sheet_state != "visible":
            continue
        spans = {(area.min_row, area.min_col): (area.size["rows"], area.size["columns"]) for area in sheet.merged_cells.ranges}
        cells = []
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            value = cell.value.date() if isinstance(cell.value, datetime.datetime) else cell.value
            cells.append((cell.row, cell.column, *spans.get((cell.row, cell.column), (1, 1)), str(value)))
        out.append(spread(cells))
    return out


def key(text):
    """For comparing: folded, no white space, no middle dots (list marks are taken off by some tools)."""
    return re.sub(r"[\s・･]", "", unicodedata.normalize("NFKC", text))


def number(text):
    text = unicodedata.normalize("NFKC", text).replace(",", "")
    try:
        return None if re.match(r"0\d", text) else float(text)
    except ValueError:
        return None


def judged(expected, found):
    """0 wrong, 1 the value is right, 2 it is as printed."""
    printed, *values = expected.split("||")
    if key(found) == key(printed):
        return 2
    for value in [printed, *values]:
        if key(found) == key(value) or (number(value) is not None and number(value) == number(found)):
            return 1
    return 0


def places(rows):
    """The cells of an expected table: (row, column, text, first place of the cell), spans laid out as HTML does."""
    taken, out = {}, []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            text, height, width = cell if isinstance(cell, list) else (cell, 1, 1)
            while (y, x) in taken:
                x += 1
            for down in range(height):
                for right in range(width):
                    taken[y + down, x + right] = True
                    if text:
                        out.append((y + down, x + right, text, down == right == 0))
            x += width
    return out


def align(expected, table):
    """The best reading of `table` as the expected one: columns shifted as a whole, rows in order, others between them allowed.

    Gives the found text of every expected place."""
    # Columns that are wholly empty carry nothing and are no fault.
    keep = [x for x in range(max(map(len, table), default=0)) if any(len(row) > x and row[x] for row in table)]
    table = [[row[x] if x < len(row) else "" for x in keep] for row in table]
    height = 1 + max(y for y, *_ in expected)
    by_row = [[place for place in expected if place[0] == y] for y in range(height)]
    width = 1 + max(x for _, x, *_ in expected)
    best = (-1, {})
    for shift in range(-width + 1, len(keep)):
        at = lambda t, x: table[t][x + shift] if 0 <= x + shift < len(keep) else ""
        gain = [[sum(judged(text, at(t, x)) > 0 for _, x, text, _ in by_row[y]) for t in range(len(table))] for y in range(height)]
        # score[y][t]: the most that rows from y can get from rows from t.
        score = [[0] * (len(table) + 1) for _ in range(height + 1)]
        for y in reversed(range(height)):
            for t in reversed(range(len(table))):
                score[y][t] = max(score[y + 1][t], score[y][t + 1], gain[y][t] + score[y + 1][t + 1])
        if score[0][0] > best[0]:
            found, y, t = {}, 0, 0
            while y < height and t < len(table):
                if score[y][t] == gain[y][t] + score[y + 1][t + 1]:
                    found.update({(y, x): at(t, x) for _, x, *_ in by_row[y]})
                    y, t = y + 1, t + 1
                elif score[y][t] == score[y][t + 1]:
                    t += 1
                else:
                    y += 1
            best = (score[0][0], found)
    return best


def measure(tables, answer):
    """[cells, right, as printed, covered places, filled], whether the text was read, and what was wrong."""
    out, wrong, seen, words = [0] * 5, [], 0, 0
    everything = key("".join(text for table in answer or [] for row in table for text in row))
    for rows in tables:
        expected = places([[cell if cell is not None else "" for cell in row] for row in rows])
        score, found = max((align(expected, table) for table in answer or [] if table), key=lambda pair: pair[0], default=(0, {}))
        for y, x, text, first in expected:
            grade = judged(text, found.get((y, x), ""))
            if first:
                out[0], out[1], out[2] = out[0] + 1, out[1] + (grade > 0), out[2] + (grade == 2)
                # Numbers are the same in every encoding.
                if not key(text).isascii():
                    seen, words = seen + (key(text.split("||")[0]) in everything), words + 1
            else:
                out[3], out[4] = out[3] + 1, out[4] + (grade > 0)
            if not grade:
                wrong.append(f"({y + 1}, {x + 1}) {text!r}: {found.get((y, x), '')!r}")
    return out, seen * 10 >= words * 8, wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", default=str(ROOT / "target/release/hyotei"))
    arguments.add_argument("--output", type=pathlib.Path, default=ROOT / "docs/comparison.md")
    arguments.add_argument("--cells", type=pathlib.Path)
    told = arguments.parse_args()
    expected = json.loads((HERE / "expected.json").read_text("utf-8"))
    codecs = {"cp932, declared UTF-8": "cp932"}
    tools = {
        "hyotei": lambda path, encoding: hyotei(path, told.binary),
        "pandas.read_html": lambda path, encoding: pandas_html(path),
        "the same, encoding told": lambda path, encoding: pandas_html(path, codecs.get(encoding, encoding)),
        "markitdown": lambda path, encoding: markitdown(path),
        "openpyxl": lambda path, encoding: openpyxl_book(path),
    }
    sums, encodings, refused, log = {}, {}, {}, []
    for group, name, which, encoding in expected["files"]:
        for tool, read in tools.items():
            try:
                answer = read(FIXTURES / name, encoding)
            except Exception as error:
                answer, kind = [], type(error).__name__
                refused.setdefault(tool, []).append(f"`{name.split('/')[-1]}` ({kind})")
            if answer is None:
                continue
            counts, text_read, wrong = measure(expected["tables"][which], answer)
            total = sums.setdefault(group, {}).setdefault(tool, [0] * 5)
            sums[group][tool] = [a + b for a, b in zip(total, counts)]
            if encoding:
                kind = "pages" if name.endswith(".html") else "text"
                encodings.setdefault((kind, encoding), {}).setdefault(tool, []).append(text_read)
            log += [f"{tool}\t{name}\t{line}" for line in wrong]
    if told.cells:
        told.cells.write_text("\n".join(log) + "\n", "utf-8")

    out = io.StringIO()
    version = subprocess.run([told.binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    others = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("pandas", "lxml", "markitdown", "openpyxl"))
    print("# Side by side with other tools\n", file=out)
    print(f"Made by `benches/compare/quality.py` with {version}, {others}; do not edit.\n", file=out)
    print("Each tool reads the files of `fixtures/` that it has a reader for, with no options. What stands in their tables was written", file=out)
    print("down by hand (`benches/compare/expected.json`). A cell is *right* if its text or its value stands at its row and column; a", file=out)
    print("table may stand anywhere in the answer, rows that do not belong to it may stand between its rows, and white space, list", file=out)
    print("marks, Markdown marks and links are not compared. *As printed*: the text a person sees (`95.0%`), not only a value (`0.95`).", file=out)
    print("*Spans*: places that a merged cell covers beside its first, and that hold its text.\n", file=out)
    print("| files | tool | cells right | as printed | spans filled |\n|---|---|--:|--:|--:|", file=out)
    for group, by_tool in sums.items():
        for tool, (cells, right, printed, covered, filled) in by_tool.items():
            spans = f"{filled} of {covered}" if covered else "–"
            print(f"| {group} | {tool} | {right} of {cells} | {printed} of {cells} | {spans} |", file=out)
    print("\nA tool that does not stand under a kind of file has no reader for it. markitdown gives `.tsv`, `.txt` and `.md` back as", file=out)
    print("they are, so only what is a Markdown table already can be right in them. openpyxl tells merged ranges; the script spreads them.\n", file=out)
    print("## Encodings read\n", file=out)
    print("Read: four fifths of the Japanese texts are found anywhere in the tables of the answer.\n", file=out)
    names = [tool for tool in tools if tool != "openpyxl"]
    print("| files | encoding | " + " | ".join(names) + " |\n|---|---|" + "---|" * len(names), file=out)
    for (kind, encoding), by_tool in encodings.items():
        cells = [f"{sum(by_tool[tool])} of {len(by_tool[tool])}" if tool in by_tool else "–" for tool in names]
        print(f"| {kind} | {encoding} | " + " | ".join(cells) + " |", file=out)
    print("\n## Files refused\n", file=out)
    for tool in tools:
        if tool in refused:
            print(f"- {tool}: {', '.join(refused[tool])}", file=out)
    if not refused:
        print("None.", file=out)
    told.output.parent.mkdir(exist_ok=True)
    told.output.write_text(out.getvalue(), "utf-8")
    print(out.getvalue())


if __name__ == "__main__":
    main()
