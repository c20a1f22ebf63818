"""Forms (評価シート): one project a sheet, labels beside or over its values."""

import columns
from arrange import lay_over, lay_pairs, lay_pairs_across
from layouts import heads, matrices
from layouts.opening import legend, money_caption, open_page


def top_columns(form):
    """What stands at the head of a sheet."""
    number = [columns.number(form)] if form.chance("number", 0.6) else []
    section = [columns.section(form)] if form.chance("section", 0.4) else []
    return number + [columns.title(form), columns.department(form)] + section


def story_columns(form):
    """目的, 対象, 手段 ... in the form's order."""
    return [columns.note(form, kind) for kind in form.some("story", ["subject", "purpose", "means", "summary", "legal", "background"], 2, 5)]


def verdict_columns(form):
    """評価, 方向性, 課題 at the foot."""
    told = [columns.grade(form)] + ([columns.reason(form)] if form.chance("reason", 0.5) else [])
    told += [columns.disposition(form)] if form.chance("disposition", 0.5) else []
    return told + [columns.note(form, kind) for kind in form.some("verdict notes", ["issue", "next_step", "opinion"], 1, 3)]


def beside(page, form, content):
    """Label beside value, one a row; costs by year as rows."""
    open_page(page, "sheet")
    money_caption(page)
    told = top_columns(form) + story_columns(form) + heads.costs(form, [-1, 0], [1]) + verdict_columns(form)
    lay_pairs(page, page.grid(), told, content.project(1))


def beside_four(page, form, content):
    """Label, value, label, value in one row."""
    open_page(page, "sheet")
    money_caption(page)
    told = top_columns(form) + heads.costs(form, [0], [1]) + story_columns(form) + verdict_columns(form)
    lay_pairs_across(page, page.grid(), told, content.project(1), across=form.pick("across", [2, 2, 3]))


def over(page, form, content):
    """Labels over values."""
    open_page(page, "sheet")
    money_caption(page)
    told = top_columns(form) + story_columns(form) + heads.costs(form, [0], [1]) + verdict_columns(form)
    lay_over(page, page.grid(), told, content.project(1), across=form.pick("across", [3, 4]))


def over_matrix(page, form, content):
    """Label-value rows, then indicators by year in the same grid."""
    open_page(page, "sheet")
    grid, project = page.grid(), content.project(2)
    told = columns.indicator_columns(form) + heads.values(form, [-1, 0, 1], [-1, 0])
    row = lay_pairs(page, grid, top_columns(form) + story_columns(form), project, value_columns=len(told) - 1, labels=1)
    matrices.lay_measures(page, grid, told, project, row)
    lay_pairs(page, grid, verdict_columns(form), project, grid.height, value_columns=len(told) - 1, labels=1)
    legend(page)


def costs(page, form, content):
    """A sheet with a table of costs by year, its sources adding up."""
    open_page(page, "sheet")
    project = content.project(1)
    lay_pairs(page, page.grid(), top_columns(form) + story_columns(form), project)
    page.line(form.pick("cost heading", ["２　事業費の推移", "■ 事業費", "【コスト】", "(2) 投入した経費"]), "heading")
    money_caption(page)
    matrices.lay_costs(page, page.grid(), form, project)
    page.line(form.pick("verdict heading", ["３　評価", "■ 評価", "【点検】", "(3) 評価と今後"]), "heading")
    lay_pairs(page, page.grid(), verdict_columns(form), project)


def choices(page, form, content):
    """Choices in one cell, the chosen one marked."""
    open_page(page, "sheet")
    project = content.project(1)
    on, off = form.pick("box", [("■", "□"), ("☑", "□"), ("●", "○"), ("☒", "☐")])
    joint = form.pick("choice joint", ["　", "　　", " ", "\n"])

    def choice(options, chosen, subject, kinds):
        def tell(page, project, measure):
            raw = chosen(project)
            text = joint.join((on if option == raw else off) + option for option in options)
            return text, page.fact("ratings", project, kind=kinds, raw=raw, subject=form.word(subject))
        return columns.Column((form.word(subject),), "item", subject, tell)
    told = top_columns(form) + story_columns(form) + [
        choice(form.progress, lambda project: project.progress[page.year], "progress", ["progress", "grade", "achievement"]),
        choice(form.dispositions, lambda project: project.disposition, "disposition", ["disposition"]), columns.note(form, "issue")]
    lay_pairs(page, page.grid(), told, project)


def choice_cells(page, form, content):
    """Choices with their marks in cells of their own."""
    open_page(page, "sheet")
    grid, project = page.grid(), content.project(1)
    on, off = form.pick("box", [("■", "□"), ("☑", "□"), ("●", "○"), ("レ", "")])
    wide = 2 * max(len(form.dispositions), len(form.progress))
    row = lay_pairs(page, grid, top_columns(form) + story_columns(form), project, value_columns=wide, labels=1)
    mark_first = form.chance("mark first", 0.7)
    for role, options, raw, kinds in (("progress", form.progress, project.progress[page.year], ["progress", "grade", "achievement"]),
                                      ("disposition", form.dispositions, project.disposition, ["disposition"])):
        grid.put(row, 0, form.word(role), head=True)
        fact = page.fact("ratings", project, kind=kinds, raw=raw, subject=form.word(role))
        for place, option in enumerate(options):
            mark = on if option == raw else off
            grid.put(row, 1 + 2 * place + (not mark_first), mark, facts=[fact] if option == raw else [])
            grid.put(row, 1 + 2 * place + mark_first, option)
        row += 1
    lay_pairs(page, grid, [columns.note(form, "issue")], project, row, value_columns=wide, labels=1)


def viewpoints(page, form, content):
    """Grades with a reason beside them in a small matrix."""
    open_page(page, "sheet")
    project, separate = content.project(1), form.chance("separate", 0.5)
    grid = page.grid()
    row = lay_pairs(page, grid, top_columns(form) + story_columns(form), project, value_columns=2, labels=1)
    if separate:
        page.line(form.pick("view heading", ["２　評価", "■ 点検結果", "【評価】"]), "heading")
        grid, row = page.grid(), 0
    matrices.lay_viewpoints(page, grid, form, project, row)
    lay_pairs(page, grid, [columns.note(form, "issue"), columns.note(form, "next_step")], project, grid.height, value_columns=2, labels=1)
    legend(page)


def strips(page, form, content):
    """Upright labels of strips (計画, 実施, 評価, 改善) at the left edge."""
    open_page(page, "sheet")
    money_caption(page)
    grid, project, row = page.grid(), content.project(1), 0
    names = form.pick("strip names", [["計画", "実施", "評価", "改善"], ["Ｐｌａｎ", "Ｄｏ", "Ｃｈｅｃｋ", "Ａｃｔｉｏｎ"], ["計画（Ｐ）", "実施（Ｄ）", "評価（Ｃ）", "改革（Ａ）"]])
    told = [story_columns(form), heads.costs(form, [-1, 0], [1]) + [columns.done(form)], [columns.grade(form), columns.reason(form)],
            [columns.disposition(form), columns.note(form, "issue"), columns.note(form, "next_step")]]
    row = lay_pairs(page, grid, top_columns(form), project, at=0, labels=3)
    upright = "\n" if form.chance("upright", 0.6) else ""
    for name, part in zip(names, told):
        end = lay_pairs(page, grid, part, project, row, at=1, labels=2)
        grid.put(row, 0, upright.join(name), rows=end - row, head=True)
        row = end
