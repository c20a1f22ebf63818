#!/usr/bin/env python3
"""Makes two corpora of real proportions: batches of sheets that share a form, as a municipality hands them over.

    python3 benches/compare/batches.py FOLDER [--bytes 20000000]

- sheets/: mixed text; sheet_pages/: the same sheets as web pages (UTF-8).

A form is a fixture of fixtures/forms that tells of at most three items. A batch is 20 to 451 sheets of one form (`b03_0017.txt`): what is
printed on every sheet stays; names of items, sentences and numbers are changed. So most cell texts of a batch are repeats, as in
the real sheets (Ikeda: 83 % of the cell texts of 151 sheets; Kobe: 57 % of 22); the script prints its own share.
"""

import argparse
import collections
import json
import pathlib
import random
import re

import corpus

MOST_ITEMS = 3


def golds():
    return [(path, json.loads(path.read_text("utf-8"))) for path in sorted((corpus.FIXTURES / "forms").glob("*.gold.json"))]


def forms():
    """(text, titles of its items) of each fixture that is one sheet."""
    out = []
    for path, gold in golds():
        text = path.with_name(path.name.replace(".gold.json", ".txt"))
        if text.exists() and len(gold["items"]) <= MOST_ITEMS:
            out.append((text.read_text("utf-8").replace("\r\n", "\n"), [item["title"] for item in gold["items"] if item["title"]]))
    return out


def names():
    """Names of items, of all fixtures."""
    return sorted({item["title"] for _, gold in golds() for item in gold["items"] if item["title"] and 4 <= len(item["title"]) <= 24})


def sentences(texts):
    found = set()
    for text in texts:
        found.update(match.group(1) for match in re.finditer(r"(?:^|[\t。>])([^\t\n。<>:：|・]{12,60}。)", text, re.M))
    return sorted(found)


def filled(form, titles, pool, told, chance):
    """One sheet of the form: other names, other sentences, other numbers."""
    for title in titles:
        form = form.replace(title, f"{chance.choice(pool)}{chance.randint(1, 9)}")
    out = []
    for line in form.split("\n"):
        # What a mark means is printed, not filled in.
        if not re.match(r"\s*\S{1,3}[:：]", line):
            told_again = lambda match: match.group(1) + chance.choice(told)[:-1]
            line = corpus.varied(re.sub(r"(^|[。\t])[^。<>:：|・\t]{12,}?(?=。)", told_again, line), told, chance)
        out.append(line)
    return "\n".join(out)


def repeats(sheets):
    """The share of the cell texts that stand elsewhere in the batch before."""
    cells = collections.Counter(cell.strip() for sheet in sheets for cell in re.split(r"[\t\n]", sheet) if cell.strip())
    return 1 - len(cells) / max(1, sum(cells.values()))


def batches(most):
    """Batches of sheets as text, until `most` bytes are made."""
    chance = random.Random(corpus.SEED + 2)
    all_forms, pool = forms(), names()
    told = sentences([text for text, _ in all_forms])
    total = count = 0
    while total < most:
        form, titles = all_forms[count % len(all_forms)]
        size = max(20, min(451, int(chance.lognormvariate(4.4, 0.8))))
        batch = []
        while len(batch) < size and total < most:
            batch.append(filled(form, titles, pool, told, chance))
            total += len(batch[-1].encode())
        yield batch
        count += 1


def page(sheet):
    return '<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"></head><body>\n' + corpus.page_section(sheet) + "</body></html>\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--bytes", type=int, default=20_000_000)
    told = arguments.parse_args()
    for name, ending, made in (("sheets", "txt", str), ("sheet_pages", "html", page)):
        folder = told.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        total, sizes, shares = 0, [], []
        for at, batch in enumerate(batches(told.bytes)):
            # A page is longer than its text.
            if total >= told.bytes:
                break
            sizes.append(len(batch))
            shares.append(repeats(batch) * len(batch))
            for number, sheet in enumerate(batch):
                data = made(sheet).encode("utf-8")
                (folder / f"b{at:02}_{number:04}.{ending}").write_bytes(data)
                total += len(data)
        print(f"{name}: {len(sizes)} batches of {min(sizes)} to {max(sizes)} sheets, {sum(sizes)} files, {total / 1e6:.1f} MB, {100 * sum(shares) / sum(sizes):.0f} % of cell texts are repeats")


if __name__ == "__main__":
    main()
