"""Comparison (照合): does a record that the program told say a fact of the page, wholly? Texts are compared after NFKC without white space."""

import re
import unicodedata
from functools import lru_cache

SCALES = {"千円": ("円", 1000), "百万円": ("円", 1000000), "万円": ("円", 10000), "億円": ("円", 100000000), "%": ("1", 0.01), "千人": ("人", 1000)}
# The dataset writes one unit in one way.
SPELLINGS = {"箇所": "か所", "カ所": "か所", "ヶ所": "か所", "ケ所": "か所"}
STATUS = {"not_set", "pending"}


@lru_cache(maxsize=100000)
def bare(text):
    """NFKC without white space, line ends and bullets."""
    return re.sub(r"\s|<br>|・", "", unicodedata.normalize("NFKC", text or ""))


def same(one, other):
    """The same text, leniently."""
    return bool(bare(one)) and bare(one) == bare(other)


def holds(one, other):
    """One text stands in the other."""
    one, other = bare(one), bare(other)
    return bool(one and other and (one in other or other in one))


def amount(value, unit):
    """Value and unit in one common unit."""
    unit = SPELLINGS.get(bare(unit), bare(unit))
    base, scale = SCALES.get(unit, (unit, 1))
    return value * scale, base


def years(record):
    """Its fiscal years."""
    return (record.get("period") or {}).get("fiscal_years") or []


def right_value(fact, record):
    """Value and unit, status, or text."""
    if fact.get("status"):
        return record.get("value") is None and record.get("value_status") == fact["status"]
    if "value" in fact:
        if record.get("value") is None:
            return False
        told, base = amount(record["value"], record.get("unit"))
        asked, asked_base = amount(fact["value"], fact["unit"])
        return base == asked_base and abs(told - asked) <= 1e-6 * max(1, abs(asked))
    return same(fact["text"], record.get("text"))


def right_indicator(fact, record):
    """The indicator's name; an amount may also stand under none, or under the name of the cost."""
    name = record["_indicator"]
    if fact.get("dimension"):
        told = [one["value"] for one in record.get("dimensions") or []] + [name, *(record.get("labels") or [])]
        return name is not None and bare(name).startswith(bare(fact["indicator"])) and any(holds(fact["dimension"], one) for one in told)
    if fact.get("cost"):
        return name is None or holds(name, fact["name"]) or re.search("費|額|予算|決算|コスト|経費|財政|効果", bare(name)) is not None
    if not fact.get("indicator"):
        return True
    return name is not None and (same(name, fact["indicator"]) or "unit" in fact and same(name, f"{fact['indicator']}({fact['unit']})")
                                 or "unit" not in fact and same(re.sub(r"[(（][^()（）]*[)）]$", "", name), fact["indicator"])
                                 or bare(name).endswith(bare(fact["indicator"])))


def under(text, record):
    """A text stands in the record's subject or a head over it."""
    return any(holds(text, told) for told in [record.get("subject"), *(record.get("header") or [])] if told)


def says(table, fact, record, asked_table):
    """The record says the fact: item, indicator or subject, fiscal year, role, value or text."""
    if table != asked_table and table not in fact.get("also", []):
        return False
    if not same(fact["item"], record["_title"]):
        return False
    if fact.get("year") is not None and years(record) != [fact["year"]]:
        return False
    if table in ("targets", "results"):
        if fact.get("half") and not (under(fact["half"], record) or holds(fact["half"], (record.get("period") or {}).get("raw"))):
            return False
        if fact.get("baseline") and not record.get("baseline"):
            return False
        return right_indicator(fact, record) and right_value(fact, record)
    if table == "ratings":
        raw = bare(record.get("raw"))
        if record["kind"] not in fact["kind"] or not (raw.rstrip("%") == bare(fact["raw"]) or raw.startswith(bare(fact["raw"]) + "(")):
            return False
        if fact.get("half") and not (under(fact["half"], record) or holds(fact["half"], (record.get("period") or {}).get("raw"))):
            return False
        if fact.get("indicator"):
            return right_indicator(fact, record)
        return not fact.get("subject") or under(fact["subject"], record)
    if table == "notes":
        return record["kind"] in fact["kind"] and bare(fact["text"]) == bare(record["text"])
    return same(fact["text"], record["text"])
