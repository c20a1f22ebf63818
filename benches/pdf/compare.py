#!/usr/bin/env python3
"""Measures how the tables of PDF files come back: hyotei beside pdfplumber, camelot and docling, on the same files, in one run.

    python3 benches/pdf/compare.py [--binary target/release/hyotei] [--sheets N] [--keep FOLDER] [--misses N]

Files whose grids are known:
  fixtures   fixtures/formats/pdf: one small ruled table drawn in several ways; its grid is TABLE of fixtures/make/pdf.py
  chromium   the first N sheets of each city of fixtures/cities (one if not given), printed by Chromium from their HTML, with every cell ruled
  office     the same pages printed by LibreOffice
  real       the real PDFs of ../shared/real, against the grids of the same sheets' HTML (which was made from those PDFs by another tool: where
             they differ nobody says here who is right)

A grid is cut only where some cell ends. Tables of a tool are laid on the known ones by their texts (a table goes on over pages), and then:
  cells   known cells with text that stand at their place with the same text (NFKC, without white space)
  spans   of the known cells that span rows or columns and stand at their place, those with the same span; of all such cells
  false   cells with text of the tool that are in no known table's place with that text
  pages a second of processor time of one thread: reading all tables of all files, the program loaded before (hyotei: `extract --threads 1`, the
          whole way to the dataset, starting included; its grids are those that a document's page of `hyotei review` shows)

Each tool has an environment of its own (requirements/, installed by uv from PyPI under target/pdf); one that is not to be had is named. docling
loads its models from a hub at run time and asks for a torch of several gigabytes: it is run where it is importable (--docling PYTHON).
"""

import argparse
import ast
import collections
import html.parser
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
UV = "0.13.9"
RULED = "<style>table{border-collapse:collapse}td,th{border:1px solid #000 !important}</style></head>"
# What a text is compared by.
MARKS = str.maketrans({"〜": "~", "～": "~", "−": "-", "－": "-", "‐": "-", "–": "-", "―": "-", "—": "-"})


def bare(text):
    return re.sub(r"[\s\u200b\ufeff]", "", unicodedata.normalize("NFKC", (text or "").translate(MARKS)).translate(MARKS))


# --- grids -----------------------------------------------------------------------------------------------------------------------------


def cut(cells, tolerance):
    """A grid of cells (left, top, right, bottom, text), cut only where one ends: {(row, column): (rows, columns, text)}."""

    def lines(values):
        out = []
        for value in sorted(values):
            if not out or value - out[-1] > tolerance:
                out.append(value)
        return out

    xs, ys = lines([x for c in cells for x in (c[0], c[2])]), lines([y for c in cells for y in (c[1], c[3])])
    at = lambda all, value: min(range(len(all)), key=lambda index: abs(all[index] - value))
    out = {}
    for left, top, right, bottom, text in cells:
        row, column, below, beside = at(ys, top), at(xs, left), at(ys, bottom), at(xs, right)
        out[row, column] = (max(1, below - row), max(1, beside - column), bare(text))
    return out


class Page(html.parser.HTMLParser):
    """The tables of a page as cells; a page with a table in a table has none."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self.depth, self.cell, self.nested = [], 0, None, False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            self.depth += 1
            self.nested |= self.depth > 1
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            size = lambda name: int(re.match(r"\d+", attributes.get(name) or "1")[0] or 1)
            self.cell = [size("rowspan"), size("colspan"), ""]
            self.tables[-1][-1].append(self.cell)

    def handle_endtag(self, tag):
        if tag in ("td", "th", "tr", "table"):
            self.cell = None
        if tag == "table":
            self.depth -= 1

    def handle_data(self, data):
        if self.cell is not None:
            self.cell[2] += data

    def grids(self):
        for rows in [] if self.nested else self.tables:
            taken, cells = set(), []
            for r, row in enumerate(rows):
                c = 0
                for tall, wide, text in row:
                    while (r, c) in taken:
                        c += 1
                    tall = min(tall, len(rows) - r)
                    taken |= {(r + i, c + j) for i in range(tall) for j in range(wide)}
                    cells.append((c, r, c + wide, r + tall, text))
            if cells:
                yield cut(cells, 0)


def page_grids(path):
    page = Page()
    text = path.read_bytes().decode("utf8", "replace")
    page.feed(re.sub(r"<(style|script)\b.*?</\1>", "", text, flags=re.S | re.I))
    return list(page.grids())


# --- files -----------------------------------------------------------------------------------------------------------------------------


def known_fixtures():
    source = ast.parse((ROOT / "fixtures/make/pdf.py").read_text(encoding="utf8"))
    (table,) = [node.value for node in source.body if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "TABLE"]
    cells = [(c, r, c + columns, r + rows, "".join(lines)) for r, c, rows, columns, lines in ast.literal_eval(table)]
    for path in sorted((ROOT / "fixtures/formats/pdf").glob("*.pdf")):
        # One needs its password, one is a picture too, one holds another table; one has the table on each of three pages.
        if path.stem not in ("password", "scanned", "vertical"):
            yield path, [cut(cells, 0)] * (3 if path.stem == "strokes" else 1)


def real():
    for folder in (ROOT.parent / "shared/real", pathlib.Path("/work/shared/real")):
        if folder.is_dir():
            for path in sorted((folder / "pdf").glob("*/*.pdf")):
                page = folder / "html" / path.parent.name / f"{path.stem}.html"
                if page.is_file():
                    yield path, page_grids(page)
            return


def pages(folder, sheets):
    """Ruled copies of the cities' pages."""
    for city in sorted((ROOT / "fixtures/cities").iterdir()):
        for source in sorted((city / "html").glob("*.html"))[:sheets] if (city / "html").is_dir() else []:
            text = source.read_bytes().decode("utf8", "replace")
            grids = page_grids(source)
            if grids and "</head>" in text:
                path = folder / f"{source.stem}.html"
                # LibreOffice takes no rules from a style.
                text = re.sub(r"<table\b([^>]*)>", lambda tag: "<table border=1" + re.sub(r"\sborder\s*=\s*\S+", "", tag[1]) + ">", text, flags=re.I)
                path.write_text(text.replace("</head>", RULED, 1), encoding="utf8")
                yield path, grids


def printed_by_chromium(sources, folder):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        return print("chromium does not stand here: nothing printed by it")
    for source, grids in sources:
        out = folder / f"{source.stem}.pdf"
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}", source.as_uri()]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        if out.is_file():
            yield out, grids


def printed_by_office(sources, folder):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        return print("LibreOffice does not stand here: nothing printed by it")
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder]
    for source, grids in sources:
        # It lays some pages out without end.
        process = subprocess.Popen([*map(str, command), str(source)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            print(f"LibreOffice does not come to an end with {source.name}: left out")
            continue
        if (folder / f"{source.stem}.pdf").is_file():
            yield folder / f"{source.stem}.pdf", grids


# --- tools -----------------------------------------------------------------------------------------------------------------------------


def environment(tool):
    """Python of a tool's environment; None where it is not to be had."""
    work = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "pdf"
    wanted, uv = HERE / "requirements" / f"{tool}.txt", work / "uv/bin/uv"
    python, stamp = work / tool / "bin/python", work / tool / "installed"
    if stamp.is_file() and stamp.read_bytes() == wanted.read_bytes():
        return python
    work.mkdir(parents=True, exist_ok=True)
    try:
        if not uv.is_file():
            subprocess.run([sys.executable, "-m", "venv", work / "uv"], check=True, capture_output=True)
            subprocess.run([work / "uv/bin/python", "-m", "pip", "install", "--quiet", f"uv=={UV}"], check=True, capture_output=True)
        shutil.rmtree(work / tool, ignore_errors=True)
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, work / tool], check=True, capture_output=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, "--requirement", wanted], check=True, capture_output=True)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"{tool}: cannot be installed here: {getattr(error, 'stderr', b'').decode(errors='replace').strip()[-300:] or error}")
        return None
    stamp.write_bytes(wanted.read_bytes())
    return python


def by_python(python, tool, files):
    """(tables by file, seconds) of a tool in Python."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run([str(python), str(HERE / "tables.py"), tool, *map(str, files)], capture_output=True, text=True, env=env)
    if done.returncode:
        print(f"{tool}: does not run here: {done.stderr.strip().splitlines()[-1][:300] if done.stderr.strip() else done.returncode}")
        return None
    said = json.loads(done.stdout)
    failed = {path: tables for path, tables in said["tables"].items() if isinstance(tables, str)}
    for path, error in failed.items():
        print(f"{tool}: {pathlib.Path(path).name}: {error}")
    return {path: [] if path in failed else [cut(cells, 2.5 if tool != "camelot" else 0) for cells in tables if cells] for path, tables in said["tables"].items()}, said["seconds"]


def spent(command):
    """What a command printed, and its processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Printed(Page):
    """The grids that a document's page of `hyotei review` shows: as they were read."""

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.shown = "printed" in (dict(attributes).get("class") or "").split()
        super().handle_starttag(tag, attributes)
        if tag == "table" and not self.shown:
            self.tables.pop()
            self.tables.append([])
            self.others = getattr(self, "others", []) + [self.tables[-1]]

    def grids(self):
        self.tables = [table for table in self.tables if not any(table is other for other in getattr(self, "others", []))]
        return super().grids()


def by_hyotei(binary, files):
    """The grids as `hyotei review` shows them, and the processor time of `extract --threads 1` over all files: the whole way to the dataset."""
    out = {}
    with tempfile.TemporaryDirectory() as place:
        work = pathlib.Path(place)
        seconds = spent([binary, "extract", "-q", "--threads", "1", "-o", str(work / "all"), *map(str, files)])[1]
        for number, path in enumerate(files):
            (work / f"{number}").mkdir()
            shutil.copy(path, work / f"{number}" / path.name)
            spent([binary, "extract", "-q", "-o", str(work / f"{number}d"), str(work / f"{number}")])
            spent([binary, "review", str(work / f"{number}d"), "-o", str(work / f"{number}r"), "--source", str(work / f"{number}")])
            out[str(path)] = []
            for shown in sorted((work / f"{number}r" / "documents").glob("*.html")):
                page = Printed()
                page.feed(re.sub(r"<(style|script)\b.*?</\1>", "", shown.read_text(encoding="utf8"), flags=re.S))
                out[str(path)] += list(page.grids())
    return out, seconds


# --- scores ----------------------------------------------------------------------------------------------------------------------------


def part(grid, low, high):
    """The rows low to high of a grid, cut anew: {(row, column): (rows, columns, text, place in the whole)}."""
    cells = []
    for (r, c), (rows, columns, text) in grid.items():
        top, bottom = max(r, low), min(r + rows, high + 1)
        if top < bottom:
            cells.append((c, top, c + columns, bottom, text, (r, c)))
    xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
    ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
    return {(ys.index(top), xs.index(left)): (ys.index(bottom) - ys.index(top), xs.index(right) - xs.index(left), text, place) for left, top, right, bottom, text, place in cells}


def height(grid):
    return max(r + rows for (r, _), (rows, *_) in grid.items())


def single(grid):
    """Texts that stand once, with their rows."""
    rows = collections.defaultdict(list)
    for (r, _), cell in grid.items():
        if cell[2]:
            rows[cell[2]].append(r)
    return {text: places[0] for text, places in rows.items() if len(places) == 1}


def laid(table, known):
    """The rows that a tool's table and a known one have in common, by texts that stand once in both, each cut anew, and the offset that puts most texts
    on their places: a table goes on over pages, and on one page fewer columns are cut than in the whole."""
    ours, theirs = single(table), single(known)
    both = [(ours[text], theirs[text]) for text in ours if text in theirs]
    if both:
        (a, b), (c, d) = (min(r for r, _ in both), max(r for r, _ in both)), (min(k for _, k in both), max(k for _, k in both))
        above, below = min(a, c), min(height(table) - 1 - b, height(known) - 1 - d)
        table, known = part(table, a - above, b + below), part(known, c - above, d + below)
    else:
        table, known = part(table, 0, height(table)), part(known, 0, height(known))
    where = collections.defaultdict(list)
    for place, cell in known.items():
        if cell[2]:
            where[cell[2]].append(place)
    # For each row the offset downwards that puts most of its texts right; one offset sideways for all.
    votes = collections.Counter((kr - r, kc - c) for (r, c), cell in table.items() if cell[2] for kr, kc in where.get(cell[2], ()))
    if not votes:
        return []
    (down, beside), _ = votes.most_common(1)[0]
    return [(place, cell, known[target]) for place, cell in table.items() if cell[2] for target in [(place[0] + down, place[1] + beside)] if target in known and known[target][2] == cell[2]]


def score(tables, grids):
    """(cells right, spans right, cells, cells with spans, false) of a file."""
    right, spans, false = set(), set(), 0
    for table in tables:
        hits = set()
        # A tool may have made one table of several known ones: each is laid by itself, the best first.
        for index, pairs in sorted(((index, laid(table, known)) for index, known in enumerate(grids)), key=lambda one: -len(one[1])):
            for _, (rows, columns, _, own), (tall, wide, _, place) in pairs:
                if own not in hits and (index, place) not in right:
                    hits.add(own)
                    right.add((index, place))
                    if max(grids[index][place][:2]) > 1 and (rows, columns) == (tall, wide):
                        spans.add((index, place))
        false += sum(1 for place, cell in table.items() if cell[2] and place not in hits)
    cells = sum(1 for known in grids for _, _, text in known.values() if text)
    wide = sum(1 for known in grids for rows, columns, text in known.values() if text and max(rows, columns) > 1)
    return len(right), len(spans), cells, wide, false


def count_pages(python, files):
    code = "import sys, pypdfium2\nprint(sum(len(pypdfium2.PdfDocument(path)) for path in sys.argv[1:]))"
    return int(subprocess.run([str(python), "-c", code, *map(str, files)], check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=ROOT / "target/release/hyotei", type=pathlib.Path)
    parser.add_argument("--sheets", default=1, type=int, help="sheets of each city")
    parser.add_argument("--keep", type=pathlib.Path, help="where the printed files stay")
    parser.add_argument("--docling", help="a Python that has docling and its models")
    parser.add_argument("--misses", default=0, type=int, help="so many of hyotei's cells that are not right, of each set")
    options = parser.parse_args()
    binary = str(options.binary.resolve())
    pythons = {"pdfplumber": environment("pdfplumber"), "camelot": environment("camelot"), "docling": options.docling}
    if not options.docling:
        print("docling: not run: its models come from a hub at run time, and none is in reach here (--docling PYTHON runs it where they are)")
    with tempfile.TemporaryDirectory() as place:
        work = (options.keep or pathlib.Path(place)).resolve()
        for name in ("pages", "chromium", "office"):
            (work / name).mkdir(parents=True, exist_ok=True)
        sources = list(pages(work / "pages", options.sheets))
        sets = {
            "fixtures": list(known_fixtures()),
            "chromium": list(printed_by_chromium(sources, work / "chromium")),
            "office": list(printed_by_office(sources, work / "office")),
            "real": list(real()),
        }
        print(f"{time.strftime('%d %B %Y')}, {subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], cwd=ROOT, capture_output=True, text=True).stdout.strip()}")
        print(f"{'set':10}{'files':>6}{'pages':>6}  {'tool':24}{'cells right':>20}{'spans right':>18}{'false':>7}{'pages a s':>11}")
        for name, files in sets.items():
            if not files:
                print(f"{name:10} no files")
                continue
            paths = [path for path, _ in files]
            many = count_pages(pythons["pdfplumber"] or pythons["camelot"] or sys.executable, paths)
            for tool in ("hyotei", "pdfplumber", "camelot", "docling"):
                if tool == "hyotei":
                    told = by_hyotei(binary, paths)
                else:
                    told = by_python(pythons[tool], tool, paths) if pythons[tool] else None
                if told is None:
                    print(f"{name:10}{len(paths):>6}{many:>6}  {tool:24}{'not run':>20}")
                    continue
                tables, seconds = told
                sums = [sum(column) for column in zip(*(score(tables[str(path)], grids) for path, grids in files))]
                right, spans, cells, wide, false = sums
                said = lambda a, b: f"{a} of {b} {100 * a / max(1, b):5.1f} %"
                print(f"{name:10}{len(paths):>6}{many:>6}  {tool:24}{said(right, cells):>20}{said(spans, wide):>18}{false:>7}{many / max(seconds, 1e-9):>11.1f}", flush=True)
                if tool == "hyotei":
                    shown = 0
                    for path, grids in files:
                        worst = score(tables[str(path)], grids)
                        if worst[0] < worst[2] and shown < options.misses:
                            shown += 1
                            print(f"    {path.name}: {worst[0]} of {worst[2]} cells, {worst[1]} of {worst[3]} spans")


main()
