"""Faults (誤り): one planted in a page whose facts stay as they were, and whether a reader could see it.

A fault is visible where a sum, a ratio, a running numbering or five instances of one form contradict it; else it can only be believed.
"""

import random
import re

from page import Grid

KINDS = ["value moved", "row slid", "sheets fused", "unit dropped", "year shifted"]


def grids(page):
    """The page's grids."""
    return [block for block in page.blocks if isinstance(block, Grid)]


def ties(page, facts):
    """Kinds of checks that hold one of the facts."""
    return sorted({check["kind"] for check in page.checks if set(check["facts"]) & set(facts)})


def value_moved(page, source, instances):
    """A number changes places with what stands on its right."""
    places = [(grid, row, column) for grid in grids(page) for (row, column), cell in sorted(grid.cells.items())
              if cell.facts and "value" in page.records[cell.facts[0]] and cell.rows == cell.columns == 1
              and (row, column + 1) in grid.cells and re.match(r"[\d－]", grid.cells[row, column + 1].text)
              and grid.cells[row, column + 1].text != cell.text and grid.cells[row, column + 1].rows == 1]
    if not places:
        return None
    grid, row, column = source.choice(places)
    left, right = grid.cells[row, column], grid.cells[row, column + 1]
    left.text, right.text = right.text, left.text
    return {"where": left.text, "visible": ties(page, [*left.facts, *right.facts])}


def row_slid(page, source, instances):
    """The cells of a row stand one column further right from some column on."""
    places = [(grid, row) for grid in grids(page) if grid.width >= 4 for row in range(max(grid.head_rows, 1), grid.height)
              if sum((row, column) in grid.cells for column in range(grid.width)) >= 4
              and all(cell.rows == cell.columns == 1 for (at, _), cell in grid.cells.items() if at == row)]
    if not places:
        return None
    grid, row = source.choice(places)
    first = source.randint(1, 2)
    moved = {place: grid.cells.pop(place) for place in sorted(grid.cells) if place[0] == row and place[1] >= first}
    for (_, column), cell in moved.items():
        grid.cells[row, column + 1] = cell
    tied = ties(page, [fact for cell in moved.values() for fact in cell.facts])
    return {"where": next(iter(moved.values())).text, "visible": tied + ["instances"] * (max(instances, grid.height - grid.head_rows) >= 5)}


def sheets_fused(page, source, instances):
    """The rows that name the second or a later project are gone, so its content joins the one before."""
    titles = [item["title"] for item in page.items][1:]
    found = []
    for grid in grids(page):
        for (row, column), cell in sorted(grid.cells.items()):
            if cell.text in titles and grid.head_rows == 0 and page.instances > 1:
                found.append((grid, row, cell.text))
    if not found:
        return None
    grid, row, title = source.choice(found)
    for place in [place for place in grid.cells if place[0] == row]:
        grid.cells[place].text = ""
    numbered = "number" in page.form.used and title != titles[-1]
    return {"where": title, "visible": ["numbering"] * numbered + ["instances"] * (max(instances, page.instances) >= 5)}


def unit_dropped(page, source, instances):
    """A unit is gone from its cell, or from behind its number."""
    units = {record["unit"] for record in page.records if record.get("unit")}
    found = [(grid, place) for grid in grids(page) for place, cell in sorted(grid.cells.items())
             if cell.text in units and not cell.head or cell.facts and any(cell.text.endswith(unit) and cell.text != unit for unit in units)]
    if not found:
        return None
    grid, place = source.choice(found)
    cell = grid.cells[place]
    where, cell.text = cell.text, "" if cell.text in units else re.match(r"[\d,.]*", cell.text)[0]
    return {"where": where, "visible": ["instances"] if instances >= 5 else []}


def year_shifted(page, source, instances):
    """A head shows the next year."""
    form = page.form
    texts = {form.year_text(page.year + year): form.year_text(page.year + year + 1) for year in range(-3, 4)}
    found = [(grid, place, old) for grid in grids(page) for place, cell in sorted(grid.cells.items()) if cell.head for old in texts if old in cell.text
             and not re.search(r"[0-9０-９]" + re.escape(old), cell.text) and not re.search(re.escape(old) + r"[0-9０-９]", cell.text)]
    if not found:
        return None
    grid, place, old = source.choice(found)
    cell = grid.cells[place]
    where, cell.text = cell.text, cell.text.replace(old, texts[old])
    others = [other.text for spot, other in grid.cells.items() if spot != place and other.head]
    twice = cell.text in others
    return {"where": where, "visible": (["numbering"] if twice else []) + (["instances"] if instances >= 5 else [])}


PLANT = {"value moved": value_moved, "row slid": row_slid, "sheets fused": sheets_fused, "unit dropped": unit_dropped, "year shifted": year_shifted}


def plant(page, seed, instances):
    """Plants one fault of a kind that the page allows; what was done, or `None`."""
    source = random.Random(f"{seed}/fault")
    kinds = [kind for kind in KINDS if kind != "row slid"]
    source.shuffle(kinds)
    kinds.insert(0 if source.random() < 0.2 else len(kinds), "row slid")
    for kind in kinds:
        done = PLANT[kind](page, source, instances)
        if done:
            return {"kind": kind, **done}
    return None
