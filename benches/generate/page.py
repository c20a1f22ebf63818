"""A page (紙面): lines and grids in reading order, and the facts that they tell, noted while they are laid down.

A grid holds merged cells by their top left corner. A cell remembers which facts it tells, so that a fault can be planted on a known value.
"""

from dataclasses import dataclass, field


@dataclass
class Cell:
    """A cell with its spans; `facts` are indexes into the page's records."""

    text: str
    rows: int = 1
    columns: int = 1
    head: bool = False
    facts: tuple = ()


@dataclass
class Line:
    """A line between grids. Styles: `title`, `heading`, `plain`, `page` (a page number), `rule`, `blank`."""

    text: str
    style: str = "plain"


class Grid:
    """A table; `head_rows` rows at its top are heads that a page break may repeat."""

    def __init__(self, head_rows=0):
        self.cells, self.head_rows = {}, head_rows

    def put(self, row, column, text, rows=1, columns=1, head=False, facts=()):
        """Lays a cell down."""
        self.cells[row, column] = Cell(str(text), rows, columns, head, tuple(fact for fact in facts if fact is not None))

    @property
    def height(self):
        """Rows that some cell covers."""
        return max((row + cell.rows for (row, _), cell in self.cells.items()), default=0)

    @property
    def width(self):
        """Columns that some cell covers."""
        return max((column + cell.columns for (_, column), cell in self.cells.items()), default=0)

    def covered(self):
        """Slots under a merged cell, without its corner."""
        return {(row + down, column + right) for (row, column), cell in self.cells.items()
                for down in range(cell.rows) for right in range(cell.columns) if down or right}

    def slots(self, row):
        """The row's slots: a cell, `None` for a blank of the author's, or "covered"."""
        covered = self.covered()
        return ["covered" if (row, column) in covered else self.cells.get((row, column)) for column in range(self.width)]

    def turned(self):
        """The same grid with rows and columns exchanged."""
        other = Grid()
        for (row, column), cell in self.cells.items():
            other.put(column, row, cell.text, cell.columns, cell.rows, cell.head, cell.facts)
        return other


@dataclass
class Page:
    """A document under construction and what it says."""

    form: object
    year: int
    blocks: list = field(default_factory=list)
    items: list = field(default_factory=list)
    records: list = field(default_factory=list)
    neutral: list = field(default_factory=list)
    checks: list = field(default_factory=list)
    instances: int = 1
    tight: bool = False
    worksheets: bool = False
    traits: list = field(default_factory=list)
    directions: list = field(default_factory=list)

    def line(self, text, style="plain"):
        """Adds a line."""
        self.blocks.append(Line(text, style))

    def grid(self, head_rows=0):
        """Adds an empty grid."""
        self.blocks.append(Grid(head_rows))
        return self.blocks[-1]

    def item(self, project, parent=None):
        """Tells an item once."""
        if not any(item["title"] == project.title for item in self.items):
            self.items.append({"title": project.title, "departments": [], "parent": parent})

    def department(self, project):
        """Tells the departments of an item."""
        for item in self.items:
            if item["title"] == project.title:
                item["departments"] = list(project.departments)

    def fact(self, table, project, **told):
        """Tells a record; an index to hang on its cell. A fact told twice on one page is one record."""
        record = {"table": table, "item": project.title, **told}
        if record in self.records:
            return self.records.index(record)
        self.records.append(record)
        return len(self.records) - 1

    def ignore(self, text):
        """A text of which records are neither asked nor wrong (会計区分, notes to the filler)."""
        self.neutral.append(text)
        return text

    def check(self, kind, facts):
        """Facts that a sum, a ratio or a numbering ties together: a fault in one of them can be seen."""
        facts = [fact for fact in facts if fact is not None]
        if len(facts) > 1:
            self.checks.append({"kind": kind, "facts": facts})
