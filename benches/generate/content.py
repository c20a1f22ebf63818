"""Content (内容): random projects with indicators, costs, grades and sentences, as plausible as a reader could ask for.

Sums come out, rates follow from target and result, and years run on. Nothing here knows how it will be printed.
"""

import random
from dataclasses import dataclass, field

from sentences import SENTENCES
from subjects import DEPARTMENTS, LAWS, SECTIONS, SUBJECTS

REFORMS = ["の見直し", "の推進", "の適正化", "の充実"]
COST_PARTS = ["国県支出金", "地方債", "その他", "一般財源"]


@dataclass
class Measure:
    """An indicator with its years: `targets` and `results` hold numbers, `None` for a blank, or a text such as 集計中."""

    name: str
    unit: str
    up: bool
    decimals: int
    targets: dict = field(default_factory=dict)
    results: dict = field(default_factory=dict)
    baseline: float = 0
    final: float = 0

    def printed(self, number):
        """A number with separators and this measure's decimals."""
        return number if isinstance(number, str) else "" if number is None else f"{number:,.{self.decimals}f}"

    def rate(self, year):
        """達成率 in percent with one decimal, where it can be told."""
        target, result = self.targets.get(year), self.results.get(year)
        if isinstance(target, (int, float)) and isinstance(result, (int, float)) and target and self.up:
            return round(result / target * 100, 1)
        return None


@dataclass
class Project:
    """One item and all that may be told of it."""

    title: str
    number: int
    section: str
    departments: list
    notes: dict
    measures: list
    costs: dict
    grade: str
    grades: dict
    reasons: dict
    disposition: str
    progress: dict
    plans: dict
    deeds: dict
    effects: dict
    parts: list = field(default_factory=list)


class Content:
    """Draws projects for one document. `shared` makes departments, grades and sentences agree over all sheets of a batch."""

    def __init__(self, seed, form, shift=0, shared=None):
        self.random, self.form, self.shift = random.Random(f"{seed}/content"), form, shift
        self.shared = random.Random(shared) if shared else None
        self.fixed = {}
        reform = form.chance("titles of reforms", 0.3)
        self.pairs = [(subject, deed) for subject in SUBJECTS for deed in (REFORMS[len(subject["name"]) % 3:][:2] if reform else subject["deeds"])]
        self.random.shuffle(self.pairs)
        self.taken = 0

    @property
    def year(self):
        """The fiscal year reported on."""
        return self.form.year + self.shift

    def common(self, key, draw):
        """What `draw` gives; the same for all projects of a batch that shares its sentences."""
        if not self.shared:
            return draw(self.random)
        if key not in self.fixed:
            self.fixed[key] = draw(random.Random(f"{self.form.seed}/shared/{key}"))
        return self.fixed[key]

    def sentence(self, kind, subject, source=None):
        """A sentence about a subject; with chance a second one."""
        source = source or self.random
        chosen = source.sample(SENTENCES[kind], 2 if source.random() < 0.3 else 1)
        return "".join(chosen).format(n=subject["name"], p=subject["people"])

    def measure(self, told):
        """An indicator with seven years around the one reported on."""
        name, unit, low, high, way = told
        low, high, source = float(low), float(high), self.random
        decimals = 1 if unit == "％" or (high < 30 and unit == "ha") else 0
        start = source.uniform(low, low + (high - low) * 0.6)
        step = (high - low) * source.uniform(0.01, 0.05) * (1 if way == "+" else -1)
        rounded = lambda number: round(max(number, 0.5 if decimals else 1), decimals) if decimals else int(round(max(number, 1)))
        measure = Measure(name, unit, way == "+", decimals, baseline=rounded(start))
        for index, year in enumerate(range(self.year - 3, self.year + 4)):
            measure.targets[year] = rounded(start + step * (index + 1))
            if year <= self.year:
                measure.results[year] = rounded(start + step * (index + 1) * source.uniform(0.5, 1.3) + (high - low) * source.uniform(-0.01, 0.02))
        if unit == "％":
            for series in (measure.targets, measure.results):
                for year in series:
                    series[year] = min(series[year], 100.0)
        measure.final = measure.targets[self.year + 3]
        if source.random() < 0.08:
            measure.results[self.year] = "集計中"
        elif source.random() < 0.08:
            measure.targets[self.year - 2] = "－"
        return measure

    def cost(self):
        """Amounts by year and source in the form's unit; the parts add up."""
        scale = 1 if self.form.money_unit == "千円" else 1000
        base, source, costs = self.random.randint(300, 60000), self.random, {}
        for year in range(self.year - 3, self.year + 3):
            total = int(base * source.uniform(0.8, 1.3)) * scale
            national, bond = int(total * source.uniform(0, 0.4)), int(total * source.choice([0, 0, 0.2]))
            other = int(total * source.uniform(0, 0.1))
            parts = dict(zip(COST_PARTS, [national, bond, other, total - national - bond - other]))
            budget = int(total * source.uniform(1.0, 1.12))
            costs[year] = {"settled": total, "budget": budget, "parts": parts}
        return costs

    def project(self, measures=2):
        """The next project; titles differ within a document."""
        subject, deed = self.pairs[self.taken % len(self.pairs)]
        self.taken += 1
        source, form = self.random, self.form
        notes = {kind: self.common(kind, lambda s, k=kind: self.sentence(k, subject, s)) if kind in ("issue", "next_step") else self.sentence(kind, subject)
                 for kind in ("purpose", "means", "summary", "background", "issue", "next_step", "opinion")}
        rare = source.random()
        if rare < 0.12:
            notes[source.choice(["issue", "next_step", "opinion"])] = "" if rare < 0.06 else source.choice(["特になし", "なし。", "特になし。"])
        notes["subject"], notes["legal"] = subject["people"], source.choice(LAWS)
        grade = lambda s: s.choice(form.grades)[0]
        years = range(self.year - 3, self.year + 4)
        return Project(
            title=subject["name"] + deed, number=self.taken, section=source.choice(SECTIONS),
            departments=self.common("departments", lambda s: s.sample(DEPARTMENTS, 2 if s.random() < 0.15 else 1)),
            notes=notes, measures=[self.measure(told) for told in source.sample(subject["indicators"], min(measures, len(subject["indicators"])))],
            costs=self.cost(), grade=self.common("grade", grade), grades={view: grade(source) for view in form.viewpoints},
            reasons={view: self.sentence("reason", subject) for view in ["", *form.viewpoints]},
            disposition=source.choice(form.dispositions), progress={year: source.choice(form.progress) for year in years},
            plans={year: self.sentence("plan", subject) for year in years}, deeds={year: self.sentence("done", subject) for year in years},
            effects={year: (source.randint(20, 9000) if source.random() < 0.95 else -source.randint(20, 900)) * (1 if form.money_unit == "千円" else 1000) for year in years},
        )

    def projects(self, low, high, measures=2):
        """Several projects."""
        count = self.random.randint(low, high)
        return [self.project(measures) for _ in range(count * 3 if high > 7 and self.random.random() < 0.1 else count)]
