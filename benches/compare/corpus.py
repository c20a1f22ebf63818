#!/usr/bin/env python3
"""Makes the corpora of the comparison from the fixtures, seeded: many files of realistic size in four folders.

    python3 benches/compare/corpus.py FOLDER [--bytes 20000000]

- text/: mixed text, as the evaluations of a municipality are handed over, 4 to 120 KB a file;
- utf8/, cp932/, eucjp/: web pages, 8 to 150 KB a file; the same pages in every encoding, until the folder is full.

Pages have the head, navigation and foot of fixtures/forms/11_city_web_page.html. Between them stand that page's own
sections, and sections of the mixed-text fixtures with tab-separated lines as tables, dashed lines as lists and other lines
as paragraphs. Numbers and clauses are changed, so that no two files and few sentences are the same.
"""

import argparse
import html
import pathlib
import random
import re

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures"
SEED = 20240930
CODECS = {"utf8": ("utf-8", "UTF-8"), "cp932": ("cp932", "Shift_JIS"), "eucjp": ("euc_jp", "EUC-JP")}


def sections_of_text():
    """The mixed-text fixtures, cut at headings over tables and at page ends: each section can stand in any file."""
    sections = []
    for path in sorted(FIXTURES.glob("*.txt")) + sorted((FIXTURES / "forms").glob("*.txt")):
        text = path.read_text("utf-8").replace("\r\n", "\n")
        part = []
        for block in re.split(r"\n{2,}", text):
            part.append(block)
            # A section is at least a table with what stands over it.
            if sum(map(len, part)) > 1200:
                sections.append("\n\n".join(part))
                part = []
        if part:
            sections.append("\n\n".join(part))
    return sections


def sections_of_page():
    """The headings of the fixture page, each with what follows it, and the page around them."""
    page = (FIXTURES / "forms/11_city_web_page.html").read_text("utf-8")
    head, rest = page.split("<main id=\"main\">\n", 1)
    main, foot = rest.split("</main>", 1)
    top, *parts = re.split(r"(?=<h2>)", main)
    return head + "<main id=\"main\">\n" + top, parts[:-1], parts[-1] + "</main>" + foot


def clauses(sections):
    """Openings of sentences, for exchange."""
    found = set()
    for section in sections:
        found.update(match.group(1) for match in re.finditer(r"(?:^|[>。\t])([^<>。、\t\n:：|]{6,20}、)(?=[^<>\t\n]{8,}。)", section, re.M))
    return sorted(found)


def varied(text, openings, chance):
    """The text with other numbers and other openings of its sentences; years, months and days stay, so do tags."""

    def number(match):
        digits = match.group()
        return "".join(chance.choice("123456789") if at == 0 and digit != "0" else chance.choice("0123456789") for at, digit in enumerate(digits))

    def opening(match):
        return match.group(1) + chance.choice(openings)

    out = []
    for part in re.split(r"(<[^>]*>)", text):
        if not part.startswith("<"):
            part = re.sub(r"(?<![0-9HRSＨＲ成和/.（(第-])[0-9]{1,4}(?![0-9年月日期次/.]|ヶ年|か年|カ年)", number, part)
            part = re.sub(r"(^|[。\t])[^<>。、\t\n:：|]{6,20}、(?=[^<>\t\n]{8,}。)", lambda match: opening(match) if chance.random() < 0.8 else match.group(), part, flags=re.M)
        out.append(part)
    return "".join(out)


def page_section(text):
    """A section of mixed text as a part of a web page."""
    out = []
    inline = lambda cell: cell if re.search(r"</?\w+[^>]*>", cell) else html.escape(cell, quote=False)
    for block in re.split(r"\n{2,}", text):
        lines = [line for line in block.split("\n") if line.strip()]
        while lines:
            kind = "table" if "\t" in lines[0] else "list" if re.match(r"\s*- ", lines[0]) else "line"
            taken = []
            while lines and kind == ("table" if "\t" in lines[0] else "list" if re.match(r"\s*- ", lines[0]) else "line"):
                taken.append(lines.pop(0))
            if kind == "table":
                rows = []
                for at, line in enumerate(taken):
                    tag = "th" if at == 0 else "td"
                    rows.append("<tr>\n" + "".join(f"<{tag}>{inline(cell)}</{tag}>\n" for cell in line.split("\t")) + "</tr>\n")
                out.append("<table class=\"data\" border=\"1\">\n<tbody>\n" + "".join(rows) + "</tbody>\n</table>\n")
            elif kind == "list":
                out.append("<ul>\n" + "".join(f"<li>{inline(line.strip()[2:])}</li>\n" for line in taken) + "</ul>\n")
            else:
                for line in taken:
                    tag = "h3" if re.match(r"\s*[●■◆【]", line) else "p"
                    out.append(f"<{tag}>{inline(line.strip())}</{tag}>\n")
    return "".join(out)


def length(chance, most):
    """Characters of a file: most are small, some are long."""
    return min(most, int(chance.lognormvariate(9.3, 0.8)))


def write_texts(folder, most, sections, openings):
    chance = random.Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    total = count = 0
    while total < most:
        wanted, parts = length(chance, 40_000), []
        while sum(map(len, parts)) < wanted:
            parts.append(varied(chance.choice(sections), openings, chance))
        data = (f"令和{chance.randint(2, 6)}年度　事業評価結果 {count}\n\n" + "\n\n".join(parts) + "\n").encode("utf-8")
        (folder / f"{count:05}.txt").write_bytes(data)
        total, count = total + len(data), count + 1
    return total, count


def write_pages(folder, most, name, sections, openings):
    codec, label = CODECS[name]
    chance = random.Random(SEED + 1)
    folder.mkdir(parents=True, exist_ok=True)
    top, own, foot = sections_of_page()
    converted = [page_section(section) for section in sections]
    total = count = 0
    while total < most:
        wanted, parts = length(chance, 60_000), []
        while sum(map(len, parts)) < wanted:
            parts.append(varied(chance.choice(own if chance.random() < 0.3 else converted), openings, chance))
        page = top.replace("10482", f"{10482 + count}").replace("charset=\"UTF-8\"", f"charset=\"{label}\"") + "".join(parts) + foot
        data = page.encode(codec, "xmlcharrefreplace")
        (folder / f"{count:05}.html").write_bytes(data)
        total, count = total + len(data), count + 1
    return total, count


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--bytes", type=int, default=20_000_000)
    told = arguments.parse_args()
    sections = sections_of_text()
    openings = clauses(sections)
    total, count = write_texts(told.folder / "text", told.bytes, sections, openings)
    print(f"text: {count} files, {total / 1e6:.1f} MB")
    for name in CODECS:
        total, count = write_pages(told.folder / name, told.bytes, name, sections, openings)
        print(f"{name}: {count} files, {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
