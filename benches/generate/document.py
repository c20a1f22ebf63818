"""Documents (文書): a form, its content, its damages and its format make the bytes and what the program should tell of them."""

import random
from dataclasses import dataclass

import damage
import faults
import held_out
from content import Content
from form import Form
from layouts import LAYOUTS
from page import Grid, Page
from printers import PRINTERS

WIDE_SIGNS = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
PARTS = ["tuning", "held-out layouts", "held-out words"]


@dataclass
class Document:
    """A file's name and bytes, the expectation, and the bytes without the planted fault where there is one."""

    name: str
    data: bytes
    expect: dict
    right: bytes = b""


def widen(page):
    """Digits and separators of all cells in full width."""
    for cell in (cell for block in page.blocks if isinstance(block, Grid) for cell in block.cells.values()):
        cell.text = cell.text.translate(WIDE_SIGNS)


def layouts_of(part):
    """The layouts that a part may use."""
    return [name for name in LAYOUTS if (name in held_out.LAYOUTS) == (part == "held-out layouts")]


def make(name, form, seed, file_format, part, shift=0, shared=None, fault=False, instances=1, damaged=True):
    """One document of a form. The same arguments give the same bytes."""
    def build():
        content = Content(seed, form, shift, shared)
        page = Page(form, content.year)
        LAYOUTS[form.layout][0](page, form, content)
        if form.chance("wide digits", 0.06):
            widen(page)
        return page
    damages = damage.draw(seed, file_format) if damaged else damage.Damages()
    page = build()
    planted, right = None, b""
    if fault:
        whole = build()
        damage.apply(whole, damages, seed)
        right = PRINTERS[file_format][0](whole, damages)
        planted = faults.plant(page, seed, max(instances, page.instances, len(page.items)))
    damage.apply(page, damages, seed)
    data = PRINTERS[file_format][0](page, damages)
    expect = {"document": name + PRINTERS[file_format][1], "layout": form.layout, "format": file_format, "part": part, "seed": str(seed), "year": page.year,
              "damages": damages.kinds, "words": dict(sorted(form.used.items())), "traits": page.traits + ([f"held-out words {form.pick('held share', form.SHARES):.0%}"] if form.words_held else []), "fault": planted, "items": page.items}
    for table in ("targets", "results", "ratings", "notes", "comments"):
        expect[table] = [{key: value for key, value in record.items() if key != "table"} for record in page.records if record["table"] == table]
    expect["directions"] = page.directions
    expect["neutral"] = sorted(set(page.neutral))
    return Document(expect["document"], data, expect, right)


def form_of(seed, layout, part):
    """A form of a layout in a part."""
    return Form(seed, layout, words_held=part == "held-out words", styles_held=part == "held-out words")


def single(seed, index, part, fault=False, layout=None, file_format=None):
    """The index-th document of a run, by itself."""
    source = random.Random(f"{seed}/{part}/{index}")
    names = [name for name in layouts_of(part) if file_format is None or file_format in LAYOUTS[name][1]]
    layout = layout or names[index % len(names)]
    formats = LAYOUTS[layout][1]
    file_format = file_format or source.choice(formats)
    name = f"{index:04d}_{layout}"
    form_seed = f"{seed}/{part}/{index}/form"
    return make(name, form_of(form_seed, layout, part), f"{seed}/{part}/{index}", file_format, part, fault=fault)


def batch(seed, index, part, fault=False):
    """The index-th batch of a run: 2 to 8 documents of one form; sometimes sentences are shared, a sheet stands in two formats, or two years meet."""
    source = random.Random(f"{seed}/{part}/batch/{index}")
    names = layouts_of(part)
    layout = names[index % len(names)]
    formats, count = LAYOUTS[layout][1], source.randint(2, 8)
    file_format, trait = source.choice(formats), source.choice(["", "", "shared", "two formats", "two years"])
    form_seed = f"{seed}/{part}/batch/{index}/form"
    told = []
    for place in range(count):
        name, spot = f"{index:04d}_{layout}_{place}", f"{seed}/{part}/batch/{index}/{place}"
        form = form_of(form_seed, layout, part)
        more = {"shared": form_seed if trait == "shared" else None, "instances": count, "fault": fault and place == count // 2}
        if trait == "two years" and place % 2:
            spot, more["shift"] = f"{seed}/{part}/batch/{index}/{place - 1}", 1
        chosen = file_format
        if trait == "two formats" and place == count - 1 and count > 1:
            spot = f"{seed}/{part}/batch/{index}/{place - 1}"
            chosen = formats[(formats.index(file_format) + 1) % len(formats)]
            more["fault"] = False
        told.append(make(name, form, spot, chosen, part, **more))
    for document in told:
        document.expect["batch"] = trait or "plain"
    return told
