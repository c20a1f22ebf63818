#!/usr/bin/env python3
"""Makes hostile files and measures what `hyotei extract` needs for each: peak memory of the process, and processor time.

    python3 benches/compare/hostile.py [--binary target/release/hyotei] [--table FILE]

Each file is read together with a sound one, so that it shows whether the batch goes on. Fails (exit code 1) if a run crashes,
if the sound file is not read, if the hostile one brings no diagnostic where it must, or if a run needs more than MOST_MEMORY.
"""

import argparse
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The bound that the README names: MB of one process, 2 threads.
MOST_MEMORY = 3500
MOST_SECONDS = 120
SOUND = "事務事業名\t目標\t実績\t評価\n健康診査\t80人\t76人\tB\n"
MEGA = 8 << 20

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
TWO_CELLS = '<row r="1"><c r="A1" t="inlineStr"><is><t>事業名</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members:
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in [data] if isinstance(data, (str, bytes)) else data:
                    member.write(piece.encode() if isinstance(piece, str) else piece)
    return out.getvalue()


def workbook(sheet, *more):
    return zipped(
        [
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", RELATIONS.format(OFFICE, "officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>'),
            ("xl/_rels/workbook.xml.rels", RELATIONS.format(OFFICE, "worksheet", "worksheets/sheet1.xml")),
            ("xl/worksheets/sheet1.xml", sheet),
            *more,
        ]
    )


def sheet_of(rows, before="", after=""):
    return f"{before}<worksheet>{'<dimension ref=%sA1:XFD1048576%s/>' % (chr(34), chr(34))}<sheetData>{rows}</sheetData>{after}</worksheet>"


def spaces(size):
    """That many bytes, a MiB at a time."""
    return (b" " * (1 << 20) for _ in range(size >> 20))


def column(index):
    out = ""
    while index >= 0:
        out, index = chr(65 + index % 26) + out, index // 26 - 1
    return out


def full_sheet():
    """A million cells with text and a million merged ranges told."""
    rows = "".join(f'<row r="{row}">' + "".join(f'<c r="{column(at)}{row}"><v>{row * at}</v></c>' for at in range(100)) + "</row>" for row in range(1, 10_001))
    return sheet_of(rows, after="<mergeCells>" + "".join(f'<mergeCell ref="A{row}:B{row + 1}"/>' for row in range(1, 100_001)) + "</mergeCells>")


def laughs():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "笑"><!ENTITY x SYSTEM "file:///etc/passwd">{entities}]>'


def page(body):
    return f'<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>評価</title></head><body>{body}</body></html>'


def repeated(piece, size=MEGA):
    return piece * (size // len(piece.encode()))


def files():
    """Name, bytes, and the diagnostic that it must bring (or none)."""
    yield "10,000 nested tags", "tags.html", page("<div>" * 10_000 + "甲" + "</div>" * 10_000), "limit-reached"
    yield "10,000 nested tables", "tables.html", page("<table><tr><td>" * 10_000 + "甲" + "</table>" * 10_000), "limit-reached"
    yield "rowspan=4294967295, one cell", "span.html", page("<table><tr><th>事務事業名<th>評価<tr><td rowspan=4294967295 colspan=4294967295>道路<td>A</table>"), None
    yield "rowspan=4294967295, 8 MiB of cells", "spans.html", page("<table>" + repeated("<tr><td rowspan=4294967295 colspan=4294967295>甲<td>乙\n")), "limit-reached"
    yield "rowspan=4294967295, 4,000 rows of cells", "stairs.html", page("<table>" + "<tr><td rowspan=4294967295 colspan=4294967295>甲<td>乙\n" * 4000), "limit-reached"
    yield "8 MiB of entities", "entities.html", page(repeated("&lt;&#12354;&nosuch;&")), None
    yield "8 MiB of table rows", "rows.html", page("<table>" + repeated("<tr><td>甲<td>令和5年度<td>80%<td>Ａ")), None
    yield "8 MiB of unclosed tags", "half.html", page(repeated("<td <tr <table ")), None
    yield "60,000 navigations", "nav.html", page('<nav><a href="a">案内</a></nav>\n' * 60_000), None
    yield "8 MiB of tabs", "tabs.txt", "目標\n" + "\t" * MEGA, "limit-reached"
    yield "200 MiB of cells", "cells.txt", repeated("甲\t令和5年度\t80%\tＡ\n", 200 << 20), "limit-reached"
    yield "8 MiB on one line", "line.txt", repeated("令和5年度に80%を達成した。"), None
    yield "8 MiB of an open quote", "quote.csv", "事業名,目標\n\"" + repeated("甲,乙\n"), None
    yield "1 GiB from 1 MiB, ZIP", "bomb.zip", zipped([("a.html", spaces(1 << 30))]), "limit-reached"
    yield "1 GiB from 1 MiB, XLSX", "bomb.xlsx", workbook(spaces(1 << 30)), "limit-reached"
    yield "XLSX with DTD, entities, external links", "laughs.xlsx", workbook(
        sheet_of('<row r="2"><c r="A2" t="inlineStr"><is><t>目標&l9;&x;</t></is></c></row>' + TWO_CELLS, before=laughs()),
        ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    ), "external-reference"
    yield "sheet that claims 1,048,576 × 16,384", "claims.xlsx", workbook(sheet_of(TWO_CELLS, after='<mergeCells><mergeCell ref="B2:XFD1048575"/></mergeCells>')), None
    yield "sheet of 1,000,000 cells, 100,000 merges over each other", "full.xlsx", workbook(full_sheet()), None
    yield "5,000 members and more", "many.zip", zipped((f"{n:05}.txt", f"事業名\t評価\n道路{n}\tA\n") for n in range(10_000)), "limit-reached"


# A process begins with the peak of the one that starts it: a small one does.
STARTER = """
import json, os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, usage = os.wait4(process, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]))
"""


def run(*command):
    """Exit code, processor time, peak memory in MB, what was said."""
    done = subprocess.run([sys.executable, "-c", STARTER, *map(str, command)], capture_output=True, text=True, errors="replace")
    return *json.loads(done.stdout), done.stderr


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", default=str(ROOT / "target/release/hyotei"))
    arguments.add_argument("--only", help="files whose name holds this")
    told = arguments.parse_args()
    failed = False
    print("| input | file MB | peak memory MB | processor s | told |\n|---|--:|--:|--:|---|", flush=True)
    for title, name, data, code in files():
        if told.only and told.only not in name:
            continue
        data = data.encode() if isinstance(data, str) else data
        with tempfile.TemporaryDirectory() as folder:
            inputs, output = pathlib.Path(folder, "in"), pathlib.Path(folder, "out")
            inputs.mkdir()
            (inputs / name).write_bytes(data)
            (inputs / "sound.tsv").write_text(SOUND, "utf-8")
            returned, seconds, memory, messages = run(told.binary, "extract", "--quiet", "--threads", "2", "--output", output, inputs)
            faults = []
            if returned not in (0, 1):
                faults.append(f"exit code {returned}: {messages[-300:]}")
            else:
                dataset = json.loads((output / "dataset.json").read_bytes())
                codes = {row["code"] for row in dataset["diagnostics"]}
                if not any(row["path"] == "sound.tsv" for row in dataset["documents"]) or not any(row["title"] == "健康診査" for row in dataset["items"]):
                    faults.append("the sound file was not read")
                if code and code not in codes:
                    faults.append(f"no {code}: {sorted(codes)}")
            if memory > MOST_MEMORY or seconds > MOST_SECONDS:
                faults.append("over the bound")
        print(f"| {title} | {len(data) / 1e6:.1f} | {memory:.0f} | {seconds:.1f} | {code or '–'} |", flush=True)
        for fault in faults:
            print(f"FAILED {name}: {fault}", file=sys.stderr)
        failed |= bool(faults)
    sys.exit(failed)


if __name__ == "__main__":
    main()
