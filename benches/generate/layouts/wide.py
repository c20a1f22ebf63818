"""Wide lists and dimensions (横長の一覧、区分): indicators in numbered columns, series told apart by whom they count."""

import columns
from arrange import lay_list, lay_pairs, year_text
from layouts import forms, heads, lists
from layouts.opening import money_caption, open_page

CLASSES = [["３歳児", "小学５年生", "中学２年生"], ["男性", "女性"], ["東部地区", "西部地区", "南部地区"], ["６５歳未満", "６５歳以上"], ["個人", "団体"]]


def slots(page, form, content):
    """A workbook of one row a project and many columns: 指標１, 指標１単位, 指標１目標値, 指標１実績値, 指標２ ..."""
    open_page(page, "list")
    style = form.pick("slot style", ["{w}{n}{k}", "{w}{n}　{k}", "{w}{n}_{k}", "{w}（{n}）{k}"])
    digits = form.pick("slot digits", ["12", "１２", "①②", "アイ"])

    def slot(index, role):
        def tell(page, project, measure):
            if index >= len(project.measures):
                return "", None
            measure = project.measures[index]
            if role == "indicator":
                return measure.name, None
            if role == "unit":
                return measure.unit, None
            return columns.value(form, role, (), None, 0).tell(page, project, measure)
        kind = "" if role == "indicator" else form.word(role)
        return columns.Column((style.format(w=form.word("indicator"), n=digits[index], k=kind).rstrip("_　"),), "item", role, tell)
    form.unit_place = "column"
    told = lists.key_columns(form) + [columns.note(form, kind) for kind in ("purpose", "subject", "means", "legal")]
    for index in (0, 1):
        told += [slot(index, role) for role in ("indicator", "unit", "target", "result")]
    money_caption(page)
    told += heads.costs(form, [-1, 0], [1]) + [columns.grade(form), columns.reason(form), columns.disposition(form), columns.note(form, "issue")]
    projects = content.projects(4, 9, 2)
    for project in projects[2::3]:
        project.measures = project.measures[:1]
    for column in told:
        column.heads = ("".join(year_text(page, head) if isinstance(head, int) else "".join(
            year_text(page, one) if isinstance(one, int) else one for one in head) if isinstance(head, tuple) else head for head in column.heads),)
    lay_list(page, told, projects)


def dimensions(page, form, content):
    """One indicator counted for several classes (男性, 女性): the same name, series told apart by a column beside it."""
    open_page(page, "sheet")
    project, years = content.project(1), (-2, -1, 0)
    classes = form.pick("classes", CLASSES)
    lay_pairs(page, page.grid(), forms.top_columns(form) + forms.story_columns(form), project)
    grid, measure = page.grid(), project.measures[0]
    texts = [form.word("indicator")] + ([form.word("unit")] if form.unit_place == "column" else []) + ["区分"]
    texts += [f"{year_text(page, year)}{form.word('result')}" for year in years]
    for place, text in enumerate(texts):
        grid.put(0, place, text, head=True)
    grid.put(1, 0, columns.indicator(form).tell(page, project, measure)[0], rows=len(classes))
    if form.unit_place == "column":
        grid.put(1, 1, measure.unit, rows=len(classes))
    first = len(texts) - len(years)
    for down, told in enumerate(classes, 1):
        grid.put(down, first - 1, told)
        for place, year in enumerate(years):
            number = measure.targets[page.year + year]
            number = round(number * (1 + 0.07 * down), measure.decimals) if isinstance(number, (int, float)) else measure.baseline
            number = min(number, 100.0) if measure.unit == "％" else number if measure.decimals else int(number)
            text, fact = columns.number_fact(form, page, project, measure, "results", number, page.year + year, dimension=told)
            grid.put(down, first + place, text, facts=[fact])
    lay_pairs(page, page.grid(), forms.verdict_columns(form), project)
