"""Columns (欄): one kind of content with its head or label, whatever the layout makes of it: a column, a row, a key with a value.

`Column.tell(page, project, measure)` gives the printed text and the index of the fact it tells.
"""

from dataclasses import dataclass
from typing import Callable

NOTE_KINDS = {
    "purpose": ["purpose"], "subject": ["subject"], "means": ["means", "approach"], "summary": ["summary", "means", "approach"],
    "legal": ["legal_basis"], "background": ["background"], "issue": ["issue"], "next_step": ["next_step", "issue"], "opinion": ["opinion"],
}


@dataclass
class Column:
    """`heads` from the outermost in; `scope` is `item` or `measure`; `role` names the kind of content."""

    heads: tuple
    scope: str
    role: str
    tell: Callable


def number(form):
    """番号: a running number; no fact of its own."""
    style = form.pick("number style", ["{n}", "{n}", "{n:02d}", "1-{n}", "（{n}）", "{n:04d}"])
    return Column((form.word("number"),), "item", "number", lambda page, project, measure: (style.format(n=project.number), None))


def title(form):
    """The name of the item."""
    def tell(page, project, measure):
        page.item(project)
        return project.title, None
    return Column((form.word("title"),), "item", "title", tell)


def department(form):
    """担当課: the first department leads where there are two."""
    joint = form.pick("department joint", ["、", "・", "\n"])

    def tell(page, project, measure):
        page.item(project)
        page.department(project)
        return joint.join(project.departments), None
    return Column((form.word("department"),), "item", "department", tell)


def note(form, kind):
    """A sentence or a few words: 目的, 対象, 課題 ..."""
    def tell(page, project, measure):
        text = project.notes[kind]
        if not text:
            return "", page.fact("notes", project, status="blank", text="", kind=NOTE_KINDS[kind], optional=True)
        return text, page.fact("notes", project, text=text, kind=NOTE_KINDS[kind])
    return Column((form.word(kind),), "item", kind, tell)


def section(form):
    """施策: what the item belongs to; its records are neither asked nor wrong."""
    return Column((form.word("section"),), "item", "section", lambda page, project, measure: (page.ignore(project.section), None))


def indicator(form):
    """指標名, with its unit in brackets where the form prints it there."""
    def tell(page, project, measure):
        return f"{measure.name}（{measure.unit}）" if form.unit_place == "name" else measure.name, None
    return Column((form.word("indicator"),), "measure", "indicator", tell)


def unit(form):
    """単位."""
    return Column((form.word("unit"),), "measure", "unit", lambda page, project, measure: (measure.unit, None))


def indicator_columns(form):
    """指標名 and, where the form has a column for it, 単位."""
    return [indicator(form)] + ([unit(form)] if form.unit_place == "column" else [])


def number_fact(form, page, project, measure, table, number, year, **more):
    """The printed number of a measure and its fact; a blank tells nothing that is asked."""
    text = measure.printed(number)
    if isinstance(number, (int, float)) and form.unit_place == "value":
        text += measure.unit
    status = {"－": "not_set", "集計中": "pending"}.get(text)
    if not text:
        return text, page.fact(table, project, indicator=measure.name, year=year, status="blank", optional=True, **more)
    told = {"status": status} if status else {"value": number, "unit": measure.unit}
    return text, page.fact(table, project, indicator=measure.name, year=year, **told, **more)


def value(form, role, heads, year=None, shown=None):
    """A target (目標値) or result (実績値). `year` is a printed fiscal year counted from the one reported on, `shown` the one whose number it is."""
    table = "targets" if role == "target" else "results"
    shown = year if shown is None else shown

    def tell(page, project, measure):
        now = page.year + shown
        series = measure.targets if role == "target" else measure.results
        return number_fact(form, page, project, measure, table, series.get(now), None if year is None else page.year + year)
    return Column(heads, "measure", role, tell)


def baseline(form, heads):
    """基準値: a result that the plan starts from."""
    return Column(heads, "measure", "baseline",
                  lambda page, project, measure: number_fact(form, page, project, measure, "results", measure.baseline, None, baseline=True))


def final(form, heads, year):
    """最終目標値, of a printed year."""
    return Column(heads, "measure", "final",
                  lambda page, project, measure: number_fact(form, page, project, measure, "targets", measure.final, page.year + year))


def rate(form, year=0):
    """達成率 in percent; ties target and result."""
    head = form.word("rate")
    in_head = form.chance("percent in head", 0.5)

    def tell(page, project, measure):
        now = page.year + year
        rate_now = measure.rate(now)
        if rate_now is None:
            return "－", page.fact("ratings", project, kind=["achievement"], indicator=measure.name, raw="－", optional=True)
        text = f"{rate_now}" if in_head else f"{rate_now}％"
        fact = page.fact("ratings", project, kind=["achievement"], indicator=measure.name, raw=f"{rate_now}", subject=head)
        same = [index for index, record in enumerate(page.records) if record["item"] == project.title and record.get("indicator") == measure.name
                and record.get("year") in (None, now) and "value" in record and record["table"] in ("targets", "results")]
        page.check("ratio", [fact, *same])
        return text, fact
    return Column((f"{head}（％）" if in_head else head,), "measure", "rate", tell)


def direction(form):
    """目指す方向 in a mark or a word."""
    words = form.pick("direction words", [("↗", "↘"), ("増加", "減少"), ("↑", "↓"), ("上昇", "低下")])

    def tell(page, project, measure):
        text = words[0] if measure.up else words[1]
        told = {"item": project.title, "name": measure.name, "direction": "up" if measure.up else "down"}
        if told not in page.directions:
            page.directions.append(told)
        return page.ignore(text), None
    return Column((form.word("direction"),), "measure", "direction", tell)


def money(form, role, heads, year, part=None):
    """予算 (a target) or 決算 (a result) of a year, in the form's unit."""
    def tell(page, project, measure):
        cost = project.costs[page.year + year]
        number = cost["parts"][part] if part else cost[role]
        text = f"{number:,}" + (form.money_unit if form.money_place == "value" else "")
        name = part or form.word("cost")
        told = {"year": page.year + year, "value": number, "unit": form.money_unit}
        if part:
            told["indicator"] = part
        else:
            told["cost"] = True
        return text, page.fact("targets" if role == "budget" else "results", project, **told, name=name)
    return Column(heads, "item", role, tell)


def grade(form):
    """評価: a grade of the form's scale, bare or with its meaning."""
    head, meanings = form.word("grade"), dict(form.grades)
    with_meaning = form.chance("grade with meaning", 0.25)

    def tell(page, project, measure):
        text = f"{project.grade}（{meanings[project.grade]}）" if with_meaning else project.grade
        return text, page.fact("ratings", project, kind=["grade", "achievement", "progress"], raw=project.grade, subject=head)
    return Column((head,), "item", "grade", tell)


def reason(form):
    """評価の理由: explains the grade."""
    def tell(page, project, measure):
        return project.reasons[""], page.fact("comments", project, text=project.reasons[""])
    return Column((form.word("reason"),), "item", "reason", tell)


def disposition(form):
    """今後の方向性 in a word."""
    head = form.word("disposition")
    return Column((head,), "item", "disposition", lambda page, project, measure: (
        project.disposition, page.fact("ratings", project, kind=["disposition"], raw=project.disposition, subject=head)))


def progress(form, year=None, heads=None):
    """進捗状況 in a word."""
    head = form.word("progress")
    return Column(heads or (head,), "item", "progress", lambda page, project, measure: (
        project.progress[page.year + (year or 0)],
        page.fact("ratings", project, kind=["progress", "grade", "achievement"], raw=project.progress[page.year + (year or 0)], subject=head,
                  year=None if year is None else page.year + year)))


def plan(form, year=None, heads=None):
    """取組計画: what is to be done, a target of words."""
    return Column(heads or (form.word("plan"),), "item", "plan", lambda page, project, measure: (
        project.plans[page.year + (year or 0)],
        page.fact("targets", project, text=project.plans[page.year + (year or 0)], year=None if year is None else page.year + year)))


def done(form, year=None, heads=None):
    """取組実績: what was done, a result of words."""
    return Column(heads or (form.word("done"),), "item", "done", lambda page, project, measure: (
        project.deeds[page.year + (year or 0)],
        page.fact("results", project, text=project.deeds[page.year + (year or 0)], year=None if year is None else page.year + year)))
