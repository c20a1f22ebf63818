"""xlsx by hand: worksheets of inline strings and numbers, merged ranges; stored without compression, so that the same page gives the same bytes everywhere."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from page import Line

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def frame(count):
    """The parts of a workbook of so many worksheets, without their data."""
    numbers = range(1, count + 1)
    overrides = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>' for n in numbers)
    sheets = "".join(f'<sheet name="シート{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    relations = "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }


def column_name(column):
    """A, B ... AA."""
    name = ""
    while column >= 0:
        name, column = chr(65 + column % 26) + name, column // 26 - 1
    return name


def cell(row, column, text):
    """A cell: a number where the text is a plain one with separators, else an inline string."""
    place, text = f"{column_name(column)}{row + 1}", text.replace("**", "")
    if re.fullmatch(r"-?(\d{1,3}(,\d{3})+|[1-9]\d{0,2})", text):
        return f'<c r="{place}"><v>{text.replace(",", "")}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def worksheet(page, blocks):
    """The data of one worksheet: lines in the first column, grids below each other, a blank row between two grids."""
    rows, merges, at = {}, [], 0
    for place, block in enumerate(blocks):
        if isinstance(block, Line):
            if block.style not in ("rule", "blank"):
                rows[at] = [cell(at, 0, block.text)]
            at += block.style != "rule"
            continue
        if place and not isinstance(blocks[place - 1], Line) and not page.tight:
            at += 1
        for (row, column), told in sorted(block.cells.items()):
            if told.text:
                rows.setdefault(at + row, []).append(cell(at + row, column, told.text))
            if told.rows > 1 or told.columns > 1:
                merges.append(f"{column_name(column)}{at + row + 1}:{column_name(column + told.columns - 1)}{at + row + told.rows}")
        at += block.height
    data = "".join(f'<row r="{row + 1}">{"".join(cells)}</row>' for row, cells in sorted(rows.items()))
    merged = f'<mergeCells count="{len(merges)}">' + "".join(f'<mergeCell ref="{ref}"/>' for ref in merges) + "</mergeCells>" if merges else ""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{merged}</worksheet>'


def write(page, damages):
    """The page as bytes; a repeated title opens a worksheet where the page says so."""
    parts = [[]]
    for block in page.blocks:
        if page.worksheets and isinstance(block, Line) and block.style == "title" and parts[-1]:
            parts.append([])
        parts[-1].append(block)
    files = frame(len(parts)) | {f"xl/worksheets/sheet{place}.xml": worksheet(page, blocks) for place, blocks in enumerate(parts, 1)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 4, 1, 0, 0, 0)), text)
    return out.getvalue()
