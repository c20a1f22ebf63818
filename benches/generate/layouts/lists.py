"""Lists (一覧表): a project a row, or two rows where it has a second indicator."""

import columns
from arrange import lay_heads, lay_list, lay_row
from layouts import heads
from layouts.opening import legend, money_caption, open_page
from subjects import SECTIONS


def key_columns(form):
    """番号, 事業名, 担当課 at the left."""
    number = [columns.number(form)] if form.chance("number", 0.7) else []
    named = [columns.title(form), columns.department(form)]
    return number + (named if form.chance("title first", 0.85) else named[::-1])


def closing_columns(form):
    """評価, its reason, 今後の方向性, 課題 at the right."""
    told = [columns.grade(form)]
    told += [columns.reason(form)] if form.chance("reason", 0.3) else []
    told += [columns.disposition(form)] if form.chance("disposition", 0.4) else []
    told += [columns.note(form, kind) for kind in form.some("closing notes", ["issue", "next_step"], 0, 2)]
    return told


def total_row(page, form, grid, told, projects, row, label=None):
    """合計 under the amounts: no record of any item."""
    first = next(place for place, column in enumerate(told) if column.role in ("settled", "budget", "effect"))
    grid.put(row, 0, label or form.word("total"), columns=first, head=True)
    for place, column in enumerate(told):
        if column.role in ("settled", "budget", "effect"):
            facts = [fact for (down, right), cell in grid.cells.items() if right == place and grid.head_rows <= down < row for fact in cell.facts]
            numbers = [page.records[fact]["value"] for fact in facts]
            grid.put(row, place, signed(sum(numbers)) + (form.money_unit if form.money_place == "value" else ""))
            page.check("sum", facts)


def plain(page, form, content):
    """One head row, a project a row."""
    open_page(page, "list")
    rate = [columns.rate(form)] if form.chance("rate", 0.4) else []
    told = key_columns(form) + columns.indicator_columns(form) + [
        columns.value(form, "target", (form.word("target"),), None, 0), columns.value(form, "result", (form.word("result"),), None, 0)]
    lay_list(page, told + rate + closing_columns(form), content.projects(3, 9, 1))
    legend(page)


def two_heads(page, form, content):
    """Years and kinds in two head rows."""
    open_page(page, "list")
    told = key_columns(form) + columns.indicator_columns(form) + heads.values(form, [-1, 0, 1], [-1, 0]) + closing_columns(form)
    lay_list(page, told, content.projects(3, 8, 1))
    legend(page)


def group_rows(page, form, content):
    """Rows that open a section, with the section's total under its projects."""
    open_page(page, "list")
    told = key_columns(form) + heads.costs(form, [-1, 0], [1]) + closing_columns(form)
    money_caption(page)
    grid = page.grid()
    grid.head_rows = row = lay_heads(page, grid, told)
    style = form.pick("section style", ["{s}", "■{s}", "【{w}】{s}", "{i}　{s}", "{w}{i}　{s}"])
    for index, section in enumerate(content.random.sample(SECTIONS, content.random.randint(1, 3)), 1):
        projects = content.projects(2, 4, 1)
        grid.put(row, 0, page.ignore(style.format(s=section, i=index, w=form.word("section"))), columns=len(told), head=True)
        row, start = row + 1, row + 1
        for project in projects:
            row += lay_row(page, grid, told, project, row)
        if form.chance("section total", 0.6):
            kept, grid.head_rows = grid.head_rows, start
            total_row(page, form, grid, told, projects, row)
            grid.head_rows, row = kept, row + 1


def costs(page, form, content):
    """Costs by year with a total row."""
    open_page(page, "list")
    told = key_columns(form) + heads.costs(form, [-2, -1, 0], [1]) + closing_columns(form)
    money_caption(page)
    projects = content.projects(3, 9, 1)
    grid = lay_list(page, told, projects)
    if form.chance("total", 0.7):
        total_row(page, form, grid, told, projects, grid.height)


def marks(page, form, content):
    """○ and → over the years in which a project runs: no grades."""
    open_page(page, "list")
    start, go = form.pick("marks", [("○", "→"), ("●", "→"), ("実施", "→"), ("検討", "実施")])

    def year_column(year):
        def tell(page, project, measure):
            first = project.number % 3 - 1
            text = "" if year < first else start if year == first else go
            fact = page.fact("targets", project, also=["results"], text=text, year=page.year + year, optional=True) if text else None
            return text, fact
        return columns.Column((form.word("plan"), year), "item", "mark", tell)
    told = key_columns(form) + [year_column(year) for year in range(-1, 4)] + [columns.done(form), columns.progress(form)]
    lay_list(page, told, content.projects(4, 9, 1))


def choice_columns(page, form, content):
    """今後の方向性 as one column an option, the chosen one marked."""
    open_page(page, "list")
    mark = form.pick("mark", ["○", "●", "レ", "■", "✓"])

    def option_column(option):
        def tell(page, project, measure):
            if project.disposition != option:
                return "", None
            return mark, page.fact("ratings", project, kind=["disposition"], raw=option, subject=form.word("disposition"))
        return columns.Column((form.word("disposition"), option), "item", "choice", tell)
    told = key_columns(form) + [columns.note(form, "summary"), columns.grade(form)] + [option_column(option) for option in form.dispositions]
    lay_list(page, told + [columns.note(form, "next_step")], content.projects(4, 9, 1))


def two_indicators(page, form, content):
    """Some projects have a second row for a second indicator."""
    open_page(page, "list")
    told = key_columns(form) + columns.indicator_columns(form) + heads.values(form, [0], [0]) + [columns.rate(form)] + closing_columns(form)
    projects = content.projects(3, 7, 2)
    for project in projects[1::2]:
        project.measures = project.measures[:1]
    lay_list(page, told, projects)


def signed(number):
    """A number with separators; ▲ before one below zero."""
    return f"{number:,}" if number >= 0 else f"▲{-number:,}"


def effects(page, form, content):
    """効果額 by year with 累計."""
    open_page(page, "list")
    word, cumulative = form.word("effect"), form.word("cumulative")
    years = [-2, -1, 0]

    def year_column(year, printed=True):
        def tell(page, project, measure):
            number = project.effects[page.year + year]
            return signed(number), page.fact("results", project, value=number, unit=form.money_unit, year=page.year + year if printed else None, cost=True, name=word)
        return columns.Column((f"{word}（{form.money_unit}）", year), "item", "effect", tell)

    def tell_sum(page, project, measure):
        number = sum(project.effects[page.year + year] for year in years)
        fact = page.fact("results", project, value=number, unit=form.money_unit, cost=True, name=cumulative)
        page.check("sum", [*(index for index, record in enumerate(page.records) if record["item"] == project.title and record.get("name") == word), fact])
        return signed(number), fact
    if form.chance("results before effect", 0.5):
        return effects_after_results(page, form, content, year_column)
    told = key_columns(form) + [columns.done(form)] + [year_column(year) for year in years] + [
        columns.Column((f"{word}（{form.money_unit}）", cumulative), "item", "cumulative", tell_sum), columns.progress(form)]
    lay_list(page, told, content.projects(4, 8, 1))


def effects_after_results(page, form, content, year_column):
    """Results of an indicator by year, then 効果額 among the years."""
    effect = year_column(0, printed=False)
    effect.heads = (f"{form.word('effect')}（{form.money_unit}）",)
    told = key_columns(form) + columns.indicator_columns(form) + [columns.baseline(form, (form.word("baseline"),))]
    told += heads.values(form, [], [-1, 0]) + [effect, columns.final(form, ((form.word("final"), "（", 3, "）"),), 3), columns.progress(form)]
    lay_list(page, told, content.projects(4, 8, 1))


def directions(page, form, content):
    """指標 with the way it should go, 基準値, results by year and 最終目標値."""
    open_page(page, "list")
    told = key_columns(form) + columns.indicator_columns(form) + [columns.direction(form)] + [
        columns.baseline(form, (form.word("baseline"),))] + heads.values(form, [0], [-1, 0]) + [columns.final(form, ((form.word("final"), "（", 3, "）"),), 3)]
    lay_list(page, told, content.projects(3, 8, 1))


def half_years(page, form, content):
    """Deeds and progress of 上半期 and 下半期."""
    open_page(page, "list")
    halves = form.pick("halves", [("上半期", "下半期"), ("上期", "下期"), ("９月末", "３月末"), ("前期", "後期")])
    shift = {halves[0]: -1, halves[1]: 0}

    def half(half_name, make, table, kinds):
        def tell(page, project, measure):
            told = (project.progress if table == "ratings" else project.deeds)[page.year + shift[half_name]]
            more = {"raw": told, "kind": kinds, "subject": form.word("progress")} if table == "ratings" else {"text": told}
            return told, page.fact(table, project, half=half_name, **more)
        return columns.Column((half_name, form.word(make)), "item", make, tell)
    told = key_columns(form) + [columns.plan(form)]
    for name in halves:
        told += [half(name, "done", "results", None), half(name, "progress", "ratings", ["progress", "grade", "achievement"])]
    lay_list(page, told, content.projects(3, 7, 1))


def raters(page, form, content):
    """Grades of several raters and an opinion."""
    open_page(page, "list")
    names = form.pick("raters", [["一次評価", "二次評価"], ["自己評価", "内部評価", "外部評価"], ["担当課評価", "本部評価"], ["所属長評価", "行革推進委員会評価"]])

    def rater(index, name):
        def tell(page, project, measure):
            code = form.grades[(project.number * (index + 2)) % len(form.grades)][0]
            return code, page.fact("ratings", project, raw=code, subject=name, kind=["grade", "achievement", "progress"])
        return columns.Column((name,), "item", "grade", tell)
    told = key_columns(form) + [columns.note(form, "summary")] + [rater(index, name) for index, name in enumerate(names)]
    lay_list(page, told + [columns.note(form, "opinion"), columns.disposition(form)], content.projects(3, 8, 1))
    legend(page)


def progress_years(page, form, content):
    """計画, 実績 and 進捗 under each year."""
    open_page(page, "list")
    told = key_columns(form)
    for year in (-1, 0):
        told += [columns.plan(form, year, (year, form.word("plan"))), columns.done(form, year, (year, form.word("done"))),
                 columns.progress(form, year, (year, form.word("progress")))]
    lay_list(page, told, content.projects(3, 6, 1))
