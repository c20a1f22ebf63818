"""Matrices (推移表): indicators or costs by year, and sheets built around them."""

import columns
from arrange import lay_heads, lay_pairs, lay_row, year_text
from content import COST_PARTS
from layouts import heads
from layouts.opening import legend, money_caption, open_page


def lay_measures(page, grid, told, project, row):
    """Heads over a project's indicators, an indicator a row."""
    row += lay_heads(page, grid, told, row)
    lay_row(page, grid, told, project, row)


def lay_costs(page, grid, form, project, row=0, at=0, years=(-1, 0, 1)):
    """事業費 and its sources by year; the sources add up to it."""
    unit = f"（単位：{form.money_unit}）" if form.money_place == "head" else ""
    grid.put(row, at, form.pick("cost corner", ["区分", "項目", "年度", "財源"]) + unit, columns=2, head=True)
    kinds = {year: "budget" if year > 0 else "settled" for year in years}
    name = form.word("cost")
    parts_first = form.chance("parts first", 0.4)
    order = [*COST_PARTS, None] if parts_first else [None, *COST_PARTS]
    facts = {}
    for place, year in enumerate(years):
        grid.put(row, at + 2 + place, f"{year_text(page, year)}{form.word(kinds[year])}", head=True)
        cost = project.costs[page.year + year]
        total = cost["settled"]
        for down, part in enumerate(order, 1):
            number = cost["parts"][part] if part else total
            told = {"indicator": part} if part else {"cost": True}
            fact = page.fact("targets" if kinds[year] == "budget" else "results", project, year=page.year + year, value=number,
                             unit=form.money_unit, name=part or form.word("cost"), **told)
            facts.setdefault(year, []).append(fact)
            grid.put(row + down, at + 2 + place, f"{number:,}" + (form.money_unit if form.money_place == "value" else ""), facts=[fact])
        page.check("sum", facts[year])
    for down, part in enumerate(order, 1):
        if part:
            grid.put(row + down, at + 1, part, head=True)
        else:
            grid.put(row + down, at, name, columns=2, head=True)
    grid.put(row + (1 if parts_first else 2), at, "財源\n内訳", rows=len(COST_PARTS), head=True)
    return row + 1 + len(order)


def lay_viewpoints(page, grid, form, project, row):
    """視点 | 評価 | 評価の理由."""
    for place, role in enumerate(("viewpoint", "grade", "reason")):
        grid.put(row, place, form.word(role), head=True)
    for view in form.viewpoints:
        row += 1
        fact = page.fact("ratings", project, kind=["grade", "achievement", "progress"], raw=project.grades[view], subject=view)
        grid.put(row, 0, view, head=True)
        grid.put(row, 1, project.grades[view], facts=[fact])
        grid.put(row, 2, project.reasons[view], facts=[page.fact("comments", project, text=project.reasons[view])])


def lay_two_row_names(page, grid, form, project, row=0, at=0, years=(-1, 0, 1), cut=False):
    """An indicator's name beside 目標値 and 実績値 rows; where `cut`, the name itself goes on in the second row."""
    told = [form.word("indicator")] + ([form.word("unit")] if form.unit_place == "column" else []) + ["区分"] + [year_text(page, year) for year in years]
    for place, text in enumerate(told):
        grid.put(row, at + place, text, head=True)
    start = len(told) - len(years)
    for measure in project.measures:
        name, _ = columns.indicator(form).tell(page, project, measure)
        half = len(name) // 2
        if cut and len(name) > 8:
            grid.put(row + 1, at, name[:half])
            grid.put(row + 2, at, name[half:])
        else:
            grid.put(row + 1, at, name, rows=2)
        if form.unit_place == "column":
            grid.put(row + 1, at + 1, measure.unit, rows=2)
        for down, role in enumerate(("target", "result"), 1):
            grid.put(row + down, at + start - 1, form.word(role), head=True)
            for place, year in enumerate(years):
                text, fact = columns.value(form, role, (), year).tell(page, project, measure)
                if text:
                    grid.put(row + down, at + start + place, text, facts=[fact])
        row += 2
    return row + 1


def two_row_names(page, form, content):
    """A sheet whose indicators' names are carried over two rows."""
    from layouts import forms
    open_page(page, "sheet")
    project = content.project(2)
    lay_pairs(page, page.grid(), forms.top_columns(form) + forms.story_columns(form), project)
    lay_two_row_names(page, page.grid(), form, project, cut=form.chance("cut name", 0.4))
    lay_pairs(page, page.grid(), forms.verdict_columns(form), project)


def right_strip(page, form, content):
    """Costs at the left; a strip of heads over indicators begins in the middle of a row, at the right only."""
    from layouts import forms
    open_page(page, "sheet")
    money_caption(page)
    project, grid = content.project(2), page.grid()
    years = (-1, 0, 1)
    wide = 2 + len(years) + 3 + len(years) - (form.unit_place != "column")
    row = lay_pairs(page, grid, forms.top_columns(form) + forms.story_columns(form), project, value_columns=wide - 2, labels=2)
    end = lay_costs(page, grid, form, project, row)
    lay_two_row_names(page, grid, form, project, row + form.pick("strip row", [0, 1, 2]), at=2 + len(years), years=years)
    lay_pairs(page, grid, forms.verdict_columns(form), project, max(end, grid.height), value_columns=wide - 2, labels=2)


def year_matrix(page, form, content):
    """One project's indicators by year with 基準値, 累計 and 最終目標値 among the years."""
    open_page(page, "sheet")
    project = content.project(3)
    told = [columns.title(form), columns.department(form)]
    joint = form.pick("line joint", ["：", "　", " : "])
    for column in told:
        page.line(f"{column.heads[0]}{joint}{column.tell(page, project, None)[0]}")
    lines = columns.indicator_columns(form) + [columns.baseline(form, (form.word("baseline"),))]
    lines += heads.values(form, [0], [-2, -1, 0])
    if form.chance("cumulative", 0.5):
        def tell(page, project, measure):
            numbers = [measure.results[page.year + year] for year in (-2, -1, 0)]
            if measure.decimals or not all(isinstance(number, (int, float)) for number in numbers):
                return "", None
            text = measure.printed(sum(numbers)) + (measure.unit if form.unit_place == "value" else "")
            fact = page.fact("results", project, indicator=measure.name, value=sum(numbers), unit=measure.unit)
            page.check("sum", [fact, *(index for index, record in enumerate(page.records)
                                       if record.get("indicator") == measure.name and record["table"] == "results" and record.get("year"))])
            return text, fact
        lines.append(columns.Column((form.word("cumulative"),), "measure", "cumulative", tell))
    lines.append(columns.final(form, ((form.word("final"), "（", 3, "）"),), 3))
    lay_measures(page, page.grid(), lines, project, 0)
    page.blocks[-1].head_rows = 0
    lay_pairs(page, page.grid(), [columns.grade(form), columns.note(form, "issue")], project)
    legend(page)


def year_matrix_items(page, form, content):
    """Projects as rows with 目標値 and 実績値 in two rows each, years as columns."""
    open_page(page, "list")
    grid, years = page.grid(), (-2, -1, 0)
    keys = [columns.title(form), columns.department(form), *columns.indicator_columns(form)]
    texts = [column.heads[0] for column in keys] + ["区分"] + [year_text(page, year) for year in years] + [form.word("grade")]
    for place, text in enumerate(texts):
        grid.put(0, place, text, head=True)
    grid.head_rows, row = 1, 1
    for project in content.projects(3, 7, 1):
        for place, column in enumerate(keys):
            grid.put(row, place, column.tell(page, project, project.measures[0])[0], rows=2)
        for down, role in enumerate(("target", "result")):
            grid.put(row + down, len(keys), form.word(role), head=True)
            for place, year in enumerate(years):
                text, fact = columns.value(form, role, (), year).tell(page, project, project.measures[0])
                if text:
                    grid.put(row + down, len(keys) + 1 + place, text, facts=[fact])
        text, fact = columns.grade(form).tell(page, project, None)
        grid.put(row, len(texts) - 1, text, rows=2, facts=[fact])
        row += 2
    legend(page)
