"""Reads the tables of PDF files with one tool, and prints them as JSON with the processor time it took. Run by compare.py in the tool's environment.

    tables.py pdfplumber|camelot FILE …

A table is a list of cells: left, top, right, bottom (any measure), and text. Only what the tool says is used, with its settings as they come.
"""

import json
import logging
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)


def pdfplumber(path):
    import pdfplumber as tool

    with tool.open(path) as document:
        for page in document.pages:
            for table in page.find_tables():
                texts = table.extract()
                yield [[*box, text or ""] for row, line in zip(table.rows, texts) for box, text in zip(row.cells, line) if box]


def camelot(path):
    import camelot as tool

    for table in tool.read_pdf(path, pages="all", flavor="lattice", suppress_stdout=True):
        yield list(merged(table.cells))


def merged(cells):
    """Cells of a lattice put together where no line stands between them."""
    owner = {}

    def root(place):
        while owner.setdefault(place, place) != place:
            place = owner[place]
        return place

    for r, row in enumerate(cells):
        for c, cell in enumerate(row):
            if c + 1 < len(row) and not cell.right and not row[c + 1].left:
                owner[root((r, c + 1))] = root((r, c))
            if r + 1 < len(cells) and not cell.bottom and not cells[r + 1][c].top:
                owner[root((r + 1, c))] = root((r, c))
    groups = {}
    for r, row in enumerate(cells):
        for c, cell in enumerate(row):
            groups.setdefault(root((r, c)), []).append((r, c, cell.text))
    for group in groups.values():
        rows, columns = [r for r, _, _ in group], [c for _, c, _ in group]
        yield [min(columns), min(rows), max(columns) + 1, max(rows) + 1, "".join(text for _, _, text in group)]


READERS = {"pdfplumber": pdfplumber, "camelot": camelot}


def main():
    reader = READERS[sys.argv[1]]
    list(reader(sys.argv[2]))  # what is loaded once is not counted
    out, spent = {}, 0.0
    for path in sys.argv[2:]:
        begin = time.process_time()
        try:
            out[path] = list(reader(path))
        except Exception as error:
            out[path] = f"{type(error).__name__}: {error}"[:200]
        spent += time.process_time() - begin
    json.dump({"seconds": spent, "tables": out}, sys.stdout, ensure_ascii=False)


main()
