"""Damage (損傷): what printing and copying do to a page that a person still reads without trouble.

`wrap` lines end at a narrow width; `page break` a list goes on after a page number, its heads repeated; `lost spans` merged cells become blanks;
`slid` the blanks under a merged cell are gone and the row slid left (text only); `ragged` trailing blanks are gone (text only).
"""

import random
from dataclasses import dataclass, field

from page import Cell, Grid, Line

KINDS = ["wrap", "page break", "lost spans", "slid", "ragged"]


@dataclass
class Damages:
    """The damages of one document."""

    kinds: list = field(default_factory=list)

    @property
    def slid(self):
        """Blanks under merged cells are gone."""
        return "slid" in self.kinds

    @property
    def ragged(self):
        """Trailing blanks are gone."""
        return "ragged" in self.kinds


def draw(seed, file_format):
    """No damage for two documents of three, else one or two kinds that the format can show."""
    source = random.Random(f"{seed}/damage")
    possible = KINDS if file_format == "text" else KINDS[:3] if file_format in ("html", "xlsx") else KINDS[:2]
    return Damages(sorted(source.sample(possible, source.randint(1, 2))) if source.random() < 0.34 else [])


def wrapped(text, width):
    """Long text with line ends at a width, as narrow columns print it."""
    return "\n".join("\n".join(line[at:at + width] for at in range(0, len(line), width)) for line in text.split("\n"))


def broken(grid, source):
    """The grid in two, heads repeated, cut where no merged cell reaches over; `None` if it cannot be."""
    cuts = [row for row in range(grid.head_rows + 2, grid.height - 1)
            if not any(at < row < at + cell.rows for (at, _), cell in grid.cells.items())]
    if not grid.head_rows or not cuts:
        return None
    cut = source.choice(cuts)
    upper, lower = Grid(grid.head_rows), Grid(grid.head_rows)
    for (row, column), cell in grid.cells.items():
        if row < cut:
            upper.cells[row, column] = cell
        if row < grid.head_rows:
            lower.cells[row, column] = cell
        if row >= cut:
            lower.cells[row - cut + grid.head_rows, column] = cell
    return upper, lower


def apply(page, damages, seed):
    """Damages the page in place."""
    source = random.Random(f"{seed}/damage/where")
    if "page break" in damages.kinds:
        for place, block in enumerate(list(page.blocks)):
            parts = broken(block, source) if isinstance(block, Grid) else None
            if parts:
                page.blocks[place:place + 1] = [parts[0], Line(f"- {source.randint(2, 40)} -", "page"), parts[1]]
                break
    width = source.randint(11, 20)
    for grid in (block for block in page.blocks if isinstance(block, Grid)):
        for place, cell in list(grid.cells.items()):
            told = {"text": wrapped(cell.text, width)} if "wrap" in damages.kinds and len(cell.text) > width else {}
            if "lost spans" in damages.kinds:
                told.update(rows=1, columns=1)
            if told:
                grid.cells[place] = Cell(**{**cell.__dict__, **told})
