"""Openings (冒頭): the title of a document, notes to the filler, captions, page numbers."""

from subjects import CITIES

SHEETS = ["事務事業評価シート", "事業評価調書", "事務事業評価表", "行政評価シート", "事業点検調書", "事業カルテ"]
LISTS = ["事務事業評価結果一覧", "行財政改革の取組状況", "実施計画の進捗状況", "主要事業の評価結果", "総合戦略の検証結果", "行政改革大綱の取組結果"]


def open_page(page, kind):
    """The document's title with its fiscal year in full, sometimes the city and a note to the filler."""
    form = page.form
    name = form.pick("document name", SHEETS if kind == "sheet" else LISTS)
    year = form.year_text(page.year, "full")
    page.line(form.pick("title style", [f"{year}　{name}", f"{name}（{year}）", f"{year}{name}"]), "title")
    if form.chance("city", 0.5):
        page.line(page.ignore(form.pick("city name", CITIES)))
    if form.chance("filler note", 0.2):
        page.line(page.ignore("※太枠の欄は所管課が記入すること。"))


def money_caption(page):
    """（単位：千円） over a table, where the form prints the unit there."""
    if page.form.money_place == "caption":
        page.line(page.ignore(page.form.pick("caption style", ["（単位：{}）", "単位：{}"]).format(page.form.money_unit)))


def legend(page):
    """What the grades mean, where the form prints it."""
    form = page.form
    if form.chance("legend", 0.4):
        told = form.pick("legend joint", ["　", "、", "／"]).join(f"{code}：{meaning}" for code, meaning in form.grades)
        page.line(page.ignore(f"※{form.word('grade')}　{told}"))


def page_number(page, number):
    """A page number in the form's style."""
    page.line(page.form.pick("page number style", ["- {} -", "－ {} －", "{}ページ", "{} / 48"]).format(number), "page")
