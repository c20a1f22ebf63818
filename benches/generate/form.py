"""A form (様式): every choice of layout, label word, unit and year style that all sheets of one form share.

A choice is drawn from the form's seed and the choice's own name, so it is the same on every sheet whatever was asked before it.
"""

import random

import held_out
from words import DISPOSITIONS, GRADES, PROGRESS, VIEWPOINTS, WORDS

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class Form:
    """The choices of one form. `words_held` lets label words that are held out appear, in a share of its labels."""

    SHARES = [0.25, 0.5, 0.8]

    def __init__(self, seed, layout, words_held=False, styles_held=False):
        self.seed, self.layout = seed, layout
        self.words_held, self.styles_held = words_held, styles_held
        self.used = {}
        heisei = self.chance("heisei", 0.2)
        self.year = self.pick("year now", range(2009, 2016) if heisei else range(2022, 2026))
        self.heisei = heisei
        self.grades = self.pick("grades", GRADES)
        self.progress = self.pick("progress", PROGRESS)
        self.dispositions = self.pick("dispositions", DISPOSITIONS)
        self.viewpoints = self.pick("viewpoints", VIEWPOINTS)
        self.year_style = self.pick("year style", ["full", "full", "full wide", "letter", "letter wide", "bare", "western", "both"])
        self.unit_place = self.pick("unit place", ["column", "column", "name", "value"])
        self.money_unit = self.pick("money unit", ["千円", "千円", "円"])
        self.money_place = self.pick("money place", ["head", "caption", "value"])
        self.suffix_year = self.pick("year suffix", ["年度", "年度", "年度"])

    def source(self, key):
        """Random numbers that belong to one choice."""
        return random.Random(f"{self.seed}/{key}")

    def pick(self, key, options):
        """One of the options, always the same for this key."""
        return self.source(key).choice(list(options))

    def chance(self, key, share):
        """True in this share of forms."""
        return self.source(key).random() < share

    def some(self, key, options, low, high):
        """Between `low` and `high` of the options, in their order."""
        options, source = list(options), self.source(key)
        chosen = source.sample(range(len(options)), min(len(options), source.randint(low, high)))
        return [options[index] for index in sorted(chosen)]

    def word(self, role):
        """The label that this form prints for a role."""
        if role not in self.used:
            held = held_out.WORDS.get(role, set())
            tuning = [word for word in WORDS[role] if word not in held]
            self.used[role] = self.pick(f"common {role}", tuning[:3]) if self.chance(f"is common {role}", 0.45) else self.pick(f"word {role}", tuning)
            if self.words_held and held and self.chance(f"held {role}", self.pick("held share", self.SHARES)):
                self.used[role] = self.pick(f"held word {role}", sorted(held))
        return self.used[role]

    def year_text(self, year, style=None):
        """A fiscal year as this form prints it."""
        style = style or self.year_style
        era, letter, number = ("令和", "R", year - 2018) if year >= 2019 else ("平成", "H", year - 1988)
        first = "元" if number == 1 else str(number)
        if style == "full wide":
            return f"{era}{first}年度".translate(WIDE)
        if style == "letter":
            return f"{letter}{number}"
        if style == "letter wide":
            return ("Ｒ" if letter == "R" else "Ｈ") + str(number).translate(WIDE)
        if style == "bare":
            return f"{first}年度".translate(WIDE) if self.chance("bare wide", 0.5) else f"{first}年度"
        if style == "western":
            return f"{year}年度"
        if style == "both":
            return f"{era}{first}({year})年度"
        return f"{era}{first}年度"

    def head_of_money(self, text):
        """A head over amounts, with its unit where this form prints it there."""
        return f"{text}（{self.money_unit}）" if self.money_place == "head" else text
