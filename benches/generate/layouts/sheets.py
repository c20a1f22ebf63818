"""Several instances in one document: sheets of one form, cards, a sheet with a list of projects, tables side by side, facing pages."""

import columns
from arrange import lay_heads, lay_list, lay_over, lay_pairs, lay_pairs_across, lay_row
from content import Project
from layouts import forms, heads, lists, matrices
from layouts.opening import legend, money_caption, open_page, page_number
from page import Grid


def several(page, form, content):
    """Sheets of one form, parted by blank lines, page numbers, rules, repeated titles or nothing."""
    open_page(page, "sheet")
    parting = form.pick("parting", ["blank", "page", "rule", "nothing", "title", "title", "one grid"])
    kind = form.pick("sheet kind", ["pairs", "across", "over", "two row names"])
    page.traits += [f"parted by {parting}", f"sheets of {kind}"]
    money_caption(page)
    title, projects = page.blocks[0], content.projects(3, 7, 1)
    page.instances, page.tight = len(projects), parting == "nothing"
    page.worksheets = parting == "title" and form.chance("worksheets", 0.7)
    top, story, verdict = forms.top_columns(form), forms.story_columns(form), forms.verdict_columns(form)
    paid, grid, row = heads.costs(form, [0], [1]), None, 0
    for index, project in enumerate(projects):
        if index and parting != "one grid":
            if parting == "page":
                page_number(page, index)
            elif parting != "nothing":
                page.line(title.text if parting == "title" else "", {"title": "title", "blank": "blank", "rule": "rule"}[parting])
        if grid is None or parting != "one grid":
            grid, row = page.grid(), 0
        told = top + story + paid + verdict
        if kind == "pairs":
            row = lay_pairs(page, grid, told, project, row)
        elif kind == "across":
            row = lay_pairs_across(page, grid, told, project, row=row)
        elif kind == "over":
            row = lay_over(page, grid, told, project, row)
        else:
            wide = 5 + (form.unit_place == "column")
            row = lay_pairs(page, grid, top + story, project, row, value_columns=wide - 1, labels=1)
            row = matrices.lay_two_row_names(page, grid, form, project, row)
            row = lay_pairs(page, grid, verdict, project, row, value_columns=wide - 1, labels=1)


def with_list(page, form, content):
    """A sheet of a 施策 with its indicators, a list of its projects (some with a second row), its total, and a second list about the same projects."""
    open_page(page, "sheet")
    projects = content.projects(3, 6, 2)
    for project in projects[::2]:
        project.measures = project.measures[:1]
    whole = content.project(2)
    whole.title, whole.number = whole.section, 1
    numbered = form.pick("heading number", ["{}　", "（{}）", "{}．", "【{}】", "■"])
    section_title = columns.Column((form.word("section"),), "item", "title", lambda page, project, measure: (page.item(project), (project.title, None))[1])
    lay_pairs_across(page, page.grid(), [section_title, columns.department(form), columns.note(form, "purpose")], whole)
    page.line(numbered.format(1) + form.pick("heading a", ["施策指標の状況", "指標の推移"]), "heading")
    told = columns.indicator_columns(form) + [columns.baseline(form, (form.word("baseline"),))] + heads.values(form, [0], [-1, 0])
    grid = page.grid()
    matrices.lay_measures(page, grid, told, whole, 0)
    page.line(numbered.format(2) + form.pick("heading b", ["施策を構成する事務事業", "取組の進行管理"]), "heading")
    money_caption(page)
    told = [columns.number(form), columns.title(form), columns.department(form)] + columns.indicator_columns(form) + [
        columns.value(form, "target", (form.word("target"),), None, 0), columns.value(form, "result", (form.word("result"),), None, 0), columns.rate(form)]
    told += heads.costs(form, [-1, 0], [1]) + [columns.progress(form), columns.disposition(form)]
    for index, project in enumerate(projects, 1):
        project.number = index
    grid = lay_list(page, told, projects)
    start = len(page.records)
    lists.total_row(page, form, grid, told, projects, grid.height, f"施策事業費　{form.word('total')}")
    for cell in [cell for (row, _), cell in grid.cells.items() if row == grid.height - 1 and not cell.head and cell.text]:
        page.ignore(cell.text)
    assert start == len(page.records)
    page.line(numbered.format(3) + form.pick("heading c", ["実施状況と課題", "取組の詳細"]), "heading")
    lay_list(page, [columns.number(form), columns.title(form), columns.done(form), columns.note(form, "issue")], projects)
    page.line(numbered.format(4) + form.pick("heading d", ["施策の評価", "総括"]), "heading")
    lay_pairs(page, page.grid(), [columns.grade(form), columns.reason(form), columns.note(form, "next_step")], whole)


def subprojects(page, form, content):
    """A sheet with a list of 細事業: items with a parent, their costs adding up to the sheet's."""
    open_page(page, "sheet")
    whole = content.project(1)
    lay_pairs(page, page.grid(), forms.top_columns(form) + forms.story_columns(form), whole)
    page.line(form.pick("part heading", ["■ 事業の構成", "２　内訳", "【構成】"]), "heading")
    money_caption(page)

    def name(page, project, measure):
        page.item(project, parent=whole.title)
        return project.title, None
    told = [columns.Column((form.word("subproject"),), "item", "title", name)] + heads.costs(form, [-1, 0], []) + [columns.note(form, "summary")]
    base = whole.title[:-2].rstrip("の")
    names = [f"{base}{part}" for part in content.random.sample(["管理費", "委託費", "補助金", "備品購入費", "調査費", "広報費"], 3)]
    parts = []
    for title in names:
        part: Project = content.project(1)
        part.title = title
        parts.append(part)
    grid = lay_list(page, told, parts)
    lists.total_row(page, form, grid, told, parts, grid.height)
    for cell in [cell for (row, _), cell in grid.cells.items() if row == grid.height - 1 and not cell.head]:
        page.ignore(cell.text)
    lay_pairs(page, page.grid(), forms.verdict_columns(form), whole)


def cards(page, form, content):
    """Small cards: the name in its own row, then a few labels and values."""
    open_page(page, "list")
    style = form.pick("card title", ["label", "row", "line"])
    fields = [columns.department(form), columns.note(form, "summary"), columns.plan(form), columns.done(form), columns.grade(form), columns.note(form, "issue")]
    projects = content.projects(3, 7, 1)
    page.instances = len(projects)
    for project in projects:
        page.item(project)
        grid, row = page.grid(), 0
        if style == "line":
            page.blocks.pop()
            page.line(form.pick("card line", ["■ {}", "【{}】", "● {}", "◇{}"]).format(project.title), "heading")
            page.blocks.append(grid)
        elif style == "row":
            grid.put(0, 0, project.title, columns=2, head=True)
            row = 1
        else:
            row = lay_pairs(page, grid, [columns.title(form)], project)
        lay_pairs(page, grid, fields, project, row)
        page.line("", "blank")


def cards_two_up(page, form, content):
    """Cards of two projects beside each other in one grid."""
    open_page(page, "list")
    projects = content.projects(4, 6, 1)
    page.instances = len(projects)
    fields = [columns.title(form), columns.department(form), columns.note(form, "purpose"), columns.done(form), columns.grade(form)]
    gap = form.pick("card gap", [0, 1])
    for left, right in zip(projects[::2], projects[1::2]):
        grid = page.grid()
        lay_pairs(page, grid, fields, left)
        lay_pairs(page, grid, fields, right, at=2 + gap)
        page.line("", "blank")


def facing(page, form, content):
    """Facing pages: the second table has no key; its n-th row goes on with the n-th project."""
    open_page(page, "list")
    left = lists.key_columns(form) + [columns.note(form, "summary"), columns.plan(form)]
    right = [columns.done(form), columns.grade(form), columns.reason(form), columns.note(form, "issue")]
    projects = content.projects(3, 6, 1)
    lay_list(page, left, projects)
    page_number(page, 12)
    lay_list(page, right, projects)


def transposed(page, form, content):
    """Projects as columns."""
    open_page(page, "list")
    told = [columns.title(form), columns.department(form), columns.note(form, "purpose")] + columns.indicator_columns(form)
    told += [columns.value(form, "target", (form.word("target"),), None, 0), columns.value(form, "result", (form.word("result"),), None, 0)]
    told += [columns.grade(form), columns.note(form, "issue")]
    grid = Grid()
    row = lay_heads(page, grid, told)
    for project in content.projects(3, 5, 1):
        row += lay_row(page, grid, told, project, row)
    page.blocks.append(grid.turned())


def side_by_side(page, form, content):
    """Two lists side by side, whose rows do not belong together."""
    open_page(page, "list")
    left = [columns.title(form), columns.department(form), columns.grade(form)]
    right = [columns.title(form), columns.department(form), columns.disposition(form)] if form.chance("other right", 0.5) else left
    gap = form.pick("gap", [0, 1])
    grid, at = page.grid(), 0
    for told, count in ((left, content.random.randint(3, 6)), (right, content.random.randint(2, 6))):
        row = lay_heads(page, grid, told, at=at)
        for project in [content.project(1) for _ in range(count)]:
            row += lay_row(page, grid, told, project, row, at)
        at += len(told) + gap
    grid.head_rows = 0


def kpi_blocks(page, form, content):
    """A heading a project with a small table of its indicators under it."""
    open_page(page, "list")
    style = form.pick("kpi heading", ["■ {}", "（{n}）{}", "{n}　{}", "【{}】", "{n}．{}"])
    told = columns.indicator_columns(form) + [columns.baseline(form, (form.word("baseline"),))] + heads.values(form, [0], [-1, 0])
    projects = content.projects(3, 6, 2)
    page.instances = len(projects)
    for project in projects:
        page.item(project)
        page.line(style.format(project.title, n=project.number), "heading")
        if form.chance("department line", 0.6):
            page.line(f"{form.word('department')}：{columns.department(form).tell(page, project, None)[0]}")
        matrices.lay_measures(page, page.grid(), told, project, 0)
        if form.chance("issue line", 0.6):
            page.line(f"{form.word('issue')}：{columns.note(form, 'issue').tell(page, project, None)[0]}")
    legend(page)
