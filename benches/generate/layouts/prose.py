"""Prose (文章): projects under headings, their content as keys with values; 21 styles of heading by 15 of keys."""

import columns
import held_out
from arrange import joined
from layouts import heads
from layouts.opening import open_page

HEADINGS = [
    "## {t}", "### {n} {t}", "**{t}**", "■{t}", "●{t}", "◆ {t}", "（{n}）{t}", "{n}．{t}", "{n}　{t}", "【{t}】", "〔{n}〕{t}",
    "○ {t}", "第{n} {t}", "{c}{t}", "1-{n} {t}", "〈{t}〉", "事業{n}：{t}", "□ {t}", "{w}：{t}", "{t}\n----", "# {n}. {t}",
]
KEYS = [
    "{k}：{v}", "{k}　{v}", "**{k}** {v}", "【{k}】{v}", "{k}\n{v}", "・{k}：{v}", "- {k}: {v}", "（{k}）{v}", "[{k}] {v}", "{k} … {v}",
    "○{k}\n　{v}", "**{k}**：{v}", "〈{k}〉{v}", "{k} / {v}", "＜{k}＞\n{v}",
]


def circled(number):
    """① and so on."""
    return chr(0x2460 + number - 1) if number <= 20 else chr(0x3251 + number - 21) if number <= 35 else f"({number})"


def style(form, key, options, held):
    """A style's number: a held-out one only where the form may show them."""
    numbers = sorted(held) if form.styles_held else [number for number in range(len(options)) if number not in held]
    return form.pick(key, numbers)


def write(page, form, text):
    """Lines of a key style; `**` and `#` stay as printed."""
    for line in text.split("\n"):
        page.line(line, "prose")


def body(form):
    """The keys of every project, in the form's order."""
    told = [columns.department(form)] + [columns.note(form, kind) for kind in form.some("prose notes", ["purpose", "subject", "summary"], 1, 2)]
    kind = form.pick("prose middle", ["values", "costs", "deeds"])
    if kind == "values":
        told += [columns.indicator(form)] + [columns.value(form, role, ((0, form.word(role)),), 0) for role in ("target", "result")]
    elif kind == "costs":
        told += heads.costs(form, [-1, 0], [1])
    else:
        told += [columns.plan(form), columns.done(form), columns.progress(form)]
    told += [columns.grade(form)] if form.chance("prose grade", 0.8) else [columns.disposition(form)]
    return told + [columns.note(form, kind) for kind in form.some("prose close", ["issue", "next_step"], 1, 2)]


def keys(page, form, content):
    """A heading a project, then keys and values; every project has the same keys."""
    open_page(page, "list")
    heading = HEADINGS[style(form, "heading style", HEADINGS, held_out.HEADING_STYLES)]
    key = KEYS[style(form, "key style", KEYS, held_out.KEY_STYLES)]
    page.traits += [f"heading {heading!r}", f"key {key!r}"]
    parting = form.chance("blank lines", 0.6)
    form.money_place = "value"
    form.unit_place = form.pick("prose unit", ["name", "value"])
    told = body(form)
    projects = content.projects(3, 8, 1)
    page.instances = len(projects)
    for project in projects:
        page.item(project)
        if parting:
            page.line("", "blank")
        write(page, form, heading.format(t=project.title, n=project.number, c=circled(project.number), w=form.word("title")))
        for column in told:
            text, _ = column.tell(page, project, project.measures[0])
            if not text and form.chance("blank keys left out", 0.5):
                continue
            write(page, form, key.format(k=joined(page, column), v=text.replace("\n", "、")))


def bullets(page, form, content):
    """Headings of sections, projects under them, plans and deeds as bullets."""
    open_page(page, "list")
    heading = HEADINGS[style(form, "heading style", HEADINGS, held_out.HEADING_STYLES)]
    label = form.pick("bullet label", ["【{}】", "（{}）", "〇{}", "＜{}＞", "{}："])
    dot = form.pick("dot", ["・", "・ ", "- ", "　・"])
    for index in range(1, content.random.randint(3, 4)):
        page.line("", "blank")
        page.line(page.ignore(f"第{index}章　" + content.random.choice(["安心", "活力", "共生", "基盤"]) + "のまちづくり"), "heading")
        for project in content.projects(2, 3, 1):
            page.item(project)
            page.line("", "blank")
            write(page, form, heading.format(t=project.title, n=project.number, c=circled(project.number), w=form.word("title")))
            for role, table, texts in (("plan", "targets", project.plans), ("done", "results", project.deeds)):
                page.line(label.format(form.word(role)), "prose")
                both = list(dict.fromkeys([texts[page.year], texts[page.year - 1]]))
                page.fact(table, project, text="".join(both), parts=both)
                for text in both:
                    page.line(dot + text, "prose")
            text, _ = columns.note(form, "issue").tell(page, project, None)
            page.line(label.format(form.word("issue")), "prose")
            page.line(dot + (text or "－"), "prose")


def cells_with_keys(page, form, content):
    """A table of two columns whose cells hold several keys: a row that names the project, then purposes at the left and deeds at the right."""
    open_page(page, "list")
    grid = page.grid()
    grid.head_rows, row = 1, 1
    grid.put(0, 0, form.word("title"), head=True)
    grid.put(0, 1, f"{form.year_text(page.year)}の取組", head=True)
    key = form.pick("key in cell", ["【{k}】{v}", "【{k}】 {v}", "＜{k}＞{v}", "〔{k}〕{v}", "（{k}）{v}"])
    name = form.pick("name in cell", ["**{t}**", "{n}　{t}", "1-{n} {t}", "{t}"])
    left = [columns.note(form, kind) for kind in form.some("left keys", ["purpose", "subject", "means", "background"], 2, 3)]
    right = [columns.plan(form), columns.done(form), columns.note(form, "issue")]
    for project in content.projects(2, 5, 1):
        page.item(project)
        grid.put(row, 0, name.format(t=project.title, n=project.number), columns=2)
        for place, told in enumerate((left, right)):
            lines = [key.format(k=joined(page, column), v=column.tell(page, project, None)[0]) for column in told]
            grid.put(row + 1, place, "\n".join(lines))
        row += 2
