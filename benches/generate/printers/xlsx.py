"""xlsx by hand: one worksheet, inline strings and numbers, merged ranges; the same bytes for the same page."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from page import Line

PARTS = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="評価" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def column_name(column):
    """A, B ... AA."""
    name = ""
    while column >= 0:
        name, column = chr(65 + column % 26) + name, column // 26 - 1
    return name


def cell(row, column, text):
    """A cell: a number where the text is a plain one with separators, else an inline string."""
    place = f"{column_name(column)}{row + 1}"
    if re.fullmatch(r"-?(\d{1,3}(,\d{3})+|[1-9]\d{0,2})", text):
        return f'<c r="{place}"><v>{text.replace(",", "")}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def write(page, damages):
    """The page as bytes."""
    rows, merges, at = {}, [], 0
    for place, block in enumerate(page.blocks):
        if isinstance(block, Line):
            if block.style not in ("rule", "blank"):
                rows[at] = [cell(at, 0, block.text)]
            at += block.style != "rule"
            continue
        if place and not isinstance(page.blocks[place - 1], Line) and not page.tight:
            at += 1
        for (row, column), told in sorted(block.cells.items()):
            if told.text:
                rows.setdefault(at + row, []).append(cell(at + row, column, told.text))
            if told.rows > 1 or told.columns > 1:
                merges.append(f"{column_name(column)}{at + row + 1}:{column_name(column + told.columns - 1)}{at + row + told.rows}")
        at += block.height
    data = "".join(f'<row r="{row + 1}">{"".join(cells)}</row>' for row, cells in sorted(rows.items()))
    merged = f'<mergeCells count="{len(merges)}">' + "".join(f'<mergeCell ref="{ref}"/>' for ref in merges) + "</mergeCells>" if merges else ""
    sheet = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
             f"<sheetData>{data}</sheetData>{merged}</worksheet>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 4, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
