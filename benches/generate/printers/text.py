"""Mixed text (混在テキスト): rows of cells parted by tabs, `<br>` for a line end in a cell, a blank for every covered slot."""

import re

from page import Grid, Line


def rows_of(grid, slid=False):
    """Rows of texts; where rows slid, slots under a cell that reaches down from above are gone and the row stands further left."""
    for row in range(grid.height):
        below = {(at + down, column + right) for (at, column), cell in grid.cells.items() for down in range(1, cell.rows) for right in range(cell.columns)}
        gone = [slid and row >= grid.head_rows > 0 and (row, column) in below for column in range(grid.width)]
        yield ["" if slot in (None, "covered") else slot.text for slot, lost in zip(grid.slots(row), gone) if not lost]


def heading(form, block):
    """A heading as this form marks it in text."""
    mark = form.pick("heading mark", ["", "", "## ", "● "])
    return block.text if block.text.startswith(("■", "【", "●", "◇", "（", "(")) else mark + block.text


def write(page, damages):
    """The page as bytes."""
    lines = []
    for place, block in enumerate(page.blocks):
        if isinstance(block, Line):
            lines.append({"rule": "-" * 20, "blank": "", "heading": heading(page.form, block)}.get(block.style, block.text))
            if block.style in ("title", "heading"):
                lines.append("")
            continue
        if place and isinstance(page.blocks[place - 1], Grid) and not page.tight:
            lines.append("")
        for texts in rows_of(block, damages.slid):
            line = "\t".join(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text).replace("\n", "<br>") for text in texts)
            lines.append(line.rstrip("\t") if damages.ragged else line)
    return ("\n".join(lines) + "\n").encode()
