"""CSV: lines in the first column, grids as rows, a blank for every covered slot, quotes where a cell needs them."""

from page import Line
from printers.text import rows_of


def field(text):
    """A field, quoted where it must be."""
    text = text.replace("**", "")
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text


def write(page, damages):
    """The page as bytes, with a byte order mark and CRLF as spreadsheets write it."""
    rows, wide = [], max((block.width for block in page.blocks if not isinstance(block, Line)), default=1)
    for place, block in enumerate(page.blocks):
        told = [[block.text]] if isinstance(block, Line) else list(rows_of(block))
        if isinstance(block, Line) and block.style == "rule":
            continue
        if not isinstance(block, Line) and place and not isinstance(page.blocks[place - 1], Line) and not page.tight:
            rows.append([""])
        rows += told
    padded = [row + [""] * (wide - len(row)) for row in rows]
    return ("\ufeff" + "".join(",".join(map(field, row)) + "\r\n" for row in padded)).encode()
