"""Damage (損傷): what printing and copying do to a page that a person still reads without trouble.

`wrap` lines end at a narrow width; `upright` short labels stand a letter a line; `page break` a list goes on after a page number, its heads
repeated; `bare break` the same without the heads; `cut cell` a page ends in the middle of a sentence, the rest stands in the next page's first row;
`running head` the document's title stands between rows; `lost spans` merged cells become blanks; `slid` the blanks under a merged cell are gone and
the row slid left (text only); `ragged` trailing blanks are gone (text only).
"""

import random
from dataclasses import dataclass, field

from page import Cell, Grid, Line

EVERYWHERE = ["wrap", "upright", "page break", "bare break", "cut cell", "running head"]
KINDS = {"text": [*EVERYWHERE, "slid", "ragged"], "html": [*EVERYWHERE, "lost spans"], "xlsx": [*EVERYWHERE, "lost spans"], "csv": EVERYWHERE}
BREAKS = {"page break", "bare break", "cut cell", "running head"}


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
    """No damage for two documents of three, else one or two kinds that the format can show; one break at most."""
    source = random.Random(f"{seed}/damage")
    if source.random() >= 0.34:
        return Damages()
    kinds = source.sample(KINDS[file_format], source.randint(1, 2))
    if len(BREAKS & set(kinds)) > 1:
        kinds = kinds[:1]
    return Damages(sorted(kinds))


def wrapped(text, width):
    """Long text with line ends at a width, as narrow columns print it."""
    return "\n".join("\n".join(line[at:at + width] for at in range(0, len(line), width)) for line in text.split("\n"))


def free_rows(grid):
    """Rows below the heads before which no merged cell reaches over."""
    return [row for row in range(grid.head_rows + 2, grid.height - 1)
            if not any(at < row < at + cell.rows for (at, _), cell in grid.cells.items())] if grid.head_rows else []


def parted(grid, cut, repeated):
    """The grid in two before a row; the lower part with the heads again, or without."""
    upper, lower = Grid(grid.head_rows), Grid(grid.head_rows if repeated else 0)
    for (row, column), cell in grid.cells.items():
        if row < cut:
            upper.cells[row, column] = cell
        if repeated and row < grid.head_rows:
            lower.cells[row, column] = cell
        if row >= cut:
            lower.cells[row - cut + lower.head_rows, column] = cell
    return upper, lower


def cut_sentence(grid, row, source):
    """Moves the second half of a sentence of the row above into a new row of its own; true if there was one to cut."""
    long = [(at, column) for (at, column), cell in sorted(grid.cells.items()) if at == row - 1 and cell.rows == 1 and len(cell.text) > 20 and "\n" not in cell.text]
    if not long or any(cell.rows > 1 for (at, _), cell in grid.cells.items() if at == row - 1):
        return False
    place = source.choice(long)
    cell = grid.cells[place]
    half = source.randint(8, len(cell.text) - 8)
    for (at, column) in sorted((spot for spot in grid.cells if spot[0] >= row), reverse=True):
        grid.cells[at + 1, column] = grid.cells.pop((at, column))
    grid.cells[row, place[1]] = Cell(cell.text[half:], facts=cell.facts)
    grid.cells[place] = Cell(cell.text[:half], cell.rows, cell.columns, cell.head, cell.facts)
    return True


def break_page(page, kinds, source):
    """Ends a page in the first list that is long enough."""
    for place, grid in enumerate(list(page.blocks)):
        rows = free_rows(grid) if isinstance(grid, Grid) else []
        if not rows:
            continue
        cut = source.choice(rows)
        if "cut cell" in kinds and not cut_sentence(grid, cut, source):
            continue
        repeated = "page break" in kinds or "cut cell" in kinds and source.random() < 0.5
        between = page.blocks[0].text if "running head" in kinds else f"- {source.randint(2, 40)} -"
        upper, lower = parted(grid, cut, repeated)
        page.blocks[place:place + 1] = [upper, Line(between, "page"), lower]
        return


def apply(page, damages, seed):
    """Damages the page in place."""
    source = random.Random(f"{seed}/damage/where")
    if BREAKS & set(damages.kinds):
        break_page(page, damages.kinds, source)
    width = source.randint(11, 20)
    for grid in (block for block in page.blocks if isinstance(block, Grid)):
        for place, cell in list(grid.cells.items()):
            told = {}
            if "wrap" in damages.kinds and len(cell.text) > width:
                told["text"] = wrapped(cell.text, width)
            if "upright" in damages.kinds and cell.head and 2 <= len(cell.text) <= 5 and cell.rows > 1:
                told["text"] = "\n".join(cell.text)
            if "lost spans" in damages.kinds:
                told.update(rows=1, columns=1)
            if told:
                grid.cells[place] = Cell(**{**cell.__dict__, **told})
