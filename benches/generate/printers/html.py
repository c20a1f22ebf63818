"""HTML: tables with their spans told, headings and paragraphs."""

import html
import re

from page import Line


def inline(text):
    """Text with `**` as bold and line ends as `<br>`."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html.escape(text)).replace("\n", "<br>")


def line(block):
    """A line as a heading, a paragraph, a rule or nothing."""
    if block.style == "blank":
        return ""
    if block.style == "rule" or re.fullmatch(r"-{4,}", block.text):
        return "<hr>"
    marked = re.match(r"(#{1,3}) (.*)", block.text)
    if marked:
        level = min(len(marked[1]) + 1, 4)
        return f"<h{level}>{inline(marked[2])}</h{level}>"
    tag = {"title": "h1", "heading": "h2"}.get(block.style, "p")
    return f"<{tag}>{inline(block.text)}</{tag}>"


def table(grid, heads_told):
    """A table; `th` only where the form's page tells heads apart."""
    lines = ['<table border="1">']
    for row in range(grid.height):
        cells = []
        for slot in grid.slots(row):
            if slot == "covered":
                continue
            if slot is None:
                cells.append("<td></td>")
                continue
            tag = "th" if slot.head and heads_told else "td"
            spans = (f' rowspan="{slot.rows}"' if slot.rows > 1 else "") + (f' colspan="{slot.columns}"' if slot.columns > 1 else "")
            cells.append(f"<{tag}{spans}>{inline(slot.text)}</{tag}>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return "\n".join([*lines, "</table>"])


def write(page, damages):
    """The page as bytes."""
    heads_told = page.form.chance("th", 0.5)
    title = next((block.text for block in page.blocks if isinstance(block, Line)), "")
    body = [line(block) if isinstance(block, Line) else table(block, heads_told) for block in page.blocks]
    return "\n".join(["<!DOCTYPE html>", '<html lang="ja"><head><meta charset="utf-8">', f"<title>{html.escape(title)}</title></head><body>",
                      *filter(None, body), "</body></html>", ""]).encode()
