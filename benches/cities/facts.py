"""Compares what was read of a sheet with its facts (facts.json): titles, departments, indicators, values, costs, ratings.

Adapted from ../shared/cities/score.py; asks more of ratings: rater and indicator where the facts give them (`baseline` and `full_marks` are
not asked). One record answers one number. What is said of a fact:
  exact       one record says it, with the right item, indicator (or subject), fiscal year, role (target/result), amount and unit
  wrong       one of these is said, and false
  incomplete  nothing said is false, but year, indicator or value is missing; a missing unit is counted apart (`without unit`)
  text        the fact stands only inside another text
  absent      no record has it
"""

import collections
import pathlib
import re
import unicodedata

KINDS = {"title": "title", "dept": "department", "ind": "indicator", "cost": "cost by year", "val": "indicator by year", "rating": "rating"}
COST = {"item": 3, "indicator": 4, "year": 4, "role": 2, "amount": 2, "unit": 1, "no indicator": 2, "no year": 2, "no value": 1, "rater": 2, "no rater": 1}

# `silent`: the confidence of what was said wrong, where its record tells one. `defects`: what is false or missing.
Verdict = collections.namedtuple("Verdict", "kind said confidence defects fact near", defaults=(None, (), None, ""))


def bare(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or "").replace("<br>", ""))


def key(text):
    return re.sub(r"[・,，、。()\[\]（）「」【】\-－‐―~〜～:：/]", "", bare(text))


def number(text):
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)([^\d\s]{0,6})", re.sub(r"^[△▲]", "-", bare(text).replace(",", "")))
    return float(match.group(1)) if match else None


def same(a, b):
    return key(a) == key(b) != ""


def holds(a, b):
    a, b = key(a), key(b)
    return bool(a and b and (a in b or b in a))


def documents(dataset):
    """The rows of each document, by the stem of its path."""
    docs = {d["document_id"]: collections.defaultdict(list, doc=d) for d in dataset.get("documents", [])}
    items = {}
    for item in dataset.get("items", []):
        items[item["item_id"]] = item
        docs[item["document_id"]]["items"].append(item)
    for table in ("indicators", "targets", "results", "ratings", "notes"):
        for row in dataset.get(table, []):
            row["_item"] = items.get(row["item_id"]) or {"title": None, "document_id": row.get("document_id")}
            if row["_item"]["document_id"] in docs:
                docs[row["_item"]["document_id"]][table].append(row)
    return {pathlib.PurePath(doc["doc"]["path"]).stem: doc for doc in docs.values()}


def title(fact, doc):
    titles = [item["title"] or "" for item in doc["items"]]
    said = "exact" if any(same(t, fact["name"]) for t in titles) else "text" if any(holds(fact["name"], t) for t in titles) else "absent"
    return Verdict("title", said, None, (), fact, "; ".join(titles)[:80])


def department(fact, doc):
    named = any(same(d["name"], fact["name"]) for item in doc["items"] for d in item["departments"])
    return Verdict("department", "exact" if named else "absent", None, (), fact)


def indicator(fact, doc):
    named = [row for row in doc["indicators"] if holds(row["name"], fact["name"])]
    here = [row for row in named if holds(row["_item"]["title"], fact["item"])]
    # The unit may stand in brackets behind the name, as printed.
    names = {fact["name"], fact["name"] + fact["unit"] if fact.get("unit") else fact["name"]}
    return Verdict("indicator", "exact" if any(same(row["name"], name) for row in here for name in names) else "wrong" if named else "absent", None, (), fact)


def same_grade(printed, fact):
    """Numbers are the same number; a grade may be told with what is printed behind it."""
    if number(printed) is not None and number(fact) is not None:
        return number(printed) == number(fact)
    a, b = key(printed), key(fact)
    return bool(a and b and (a.startswith(b) or b.startswith(a)))


def unsaid(fact, row, names):
    """Of rater and indicator, where the facts give them: what the record says otherwise, or not at all."""
    bad = []
    if "rater" in fact and row["rater"] != fact["rater"]:
        bad.append("rater" if row["rater"] else "no rater")
    if "ind" in fact and not holds(names.get(row["indicator_id"]), fact["ind"]):
        bad.append("indicator" if row["indicator_id"] else "no indicator")
    return sorted(bad, key=lambda defect: defect.startswith("no "))


def rating(fact, doc):
    kind, names = fact["kind"], {row["indicator_id"]: row["name"] for row in doc["indicators"]}
    about = [r for r in doc["ratings"] if same_grade(r["raw"], fact["raw"]) and holds(r["subject"], fact["subject"])]
    right = [r for r in about if holds(r["_item"]["title"], fact["item"]) and (r["kind"] == kind or (kind == "grade" and r["kind"] != "disposition"))]
    if right:
        bad, best = min(((unsaid(fact, r, names), r) for r in right), key=lambda pair: sum(COST[b] for b in pair[0]))
        said = "exact" if not bad else "incomplete" if bad[0].startswith("no ") else "wrong"
        return Verdict(kind, said, best["basis"]["confidence"], tuple(bad), fact, best["raw"][:80])
    false = about or [r for r in doc["ratings"] if holds(r["subject"], fact["subject"]) and holds(r["_item"]["title"], fact["item"])]
    if false:
        return Verdict(kind, "wrong", max(r["basis"]["confidence"] for r in false), (), fact, "; ".join(r["raw"] for r in false)[:80])
    raw = key(fact["raw"])
    inside = any(raw[:12] and raw[:12] in key(r["text"]) for table in ("notes", "targets", "results") for r in doc[table])
    return Verdict(kind, "text" if inside else "absent", None, (), fact)


def defects(fact, role, record, indicators):
    bad, named = [], indicators.get(record["indicator_id"])
    if not holds(record["_item"]["title"], fact["item"]):
        bad.append("item")
    if named is None:
        bad.append("no indicator")
    elif not any(holds(name, named["name"]) for name in fact["ind"].split("|") if key(name)):
        bad.append("indicator")
    years = (record["period"] or {}).get("fiscal_years") or []
    if fact.get("year") is not None and fact["year"] not in years:
        bad.append("year" if years else "no year")
    if fact.get("role") and role != fact["role"]:
        bad.append("role")
    if fact.get("v") is not None:
        if record["value"] is None:
            bad.append("no value")
        elif not any(abs(record["value"] - fact["v"] * s) <= 1e-6 * max(1, abs(fact["v"] * s)) for s in fact.get("scale") or [1]):
            bad.append("amount")
        elif bare(fact.get("unit")) and bare(record["unit"]) not in bare(fact["unit"]):
            bad.append("unit")
    return bad


def values(facts, doc):
    """The verdicts on numbers by year, and the counts of records that should be 0 (`told twice`, `unasked`, `headless`)."""
    indicators = {row["indicator_id"]: row for row in doc["indicators"]}
    records = [(role, row) for table, role in (("targets", "target"), ("results", "result")) for row in doc[table]]
    pairs = []
    for i, fact in enumerate(facts):
        for j, (role, row) in enumerate(records):
            if key(row["text"]) == key(fact["raw"]) or (fact.get("v") is not None and number(row["text"]) == fact["v"]):
                bad = defects(fact, role, row, indicators)
                pairs.append((sum(COST[b] for b in bad), i, j, bad))
    taken, answered = set(), {}
    for _, i, j, bad in sorted(pairs, key=lambda pair: pair[:3]):
        if i not in answered and j not in taken:
            answered[i] = (records[j][1], bad)
            taken.add(j)
    out, extra = [], collections.Counter()
    for i, fact in enumerate(facts):
        kind = KINDS[fact["t"]]
        if i in answered:
            row, bad = answered[i]
            said = "exact" if not bad else "wrong" if any(not b.startswith("no ") for b in bad) else "incomplete"
            extra["without unit"] += bool(bare(fact.get("unit"))) and not row["unit"]
            out.append(Verdict(kind, said, row["basis"]["confidence"], tuple(bad), fact, row["text"][:80]))
        else:
            printed = r"(?<![\d,.])" + re.escape(bare(fact["raw"])) + r"(?![\d,.]\d)"
            inside = any(re.search(printed, bare(r["text"])) for table in ("notes", "targets", "results") for r in doc[table])
            out.append(Verdict(kind, "text" if inside else "absent", None, (), fact))
    asked = {number(fact["raw"]) for fact in facts}
    told = [(j, row) for j, (_, row) in enumerate(records) if row["value"] is not None]
    places = collections.Counter((row["source"]["start"], row["source"]["end"]) for _, row in told)
    extra["with a value"] = len(told)
    for j, row in told:
        extra["told twice"] += places[row["source"]["start"], row["source"]["end"]] > 1
        extra["unasked"] += j not in taken and number(row["text"]) in asked
        extra["headless"] += not row["header"]
    return out, extra


def sheet(doc, facts):
    """(verdicts, extra, whether the number of items is right) of one sheet; `doc` is None where nothing was read."""
    if doc is None:
        return [Verdict(f["kind"] if f["t"] == "rating" else KINDS[f["t"]], "absent", None, (), f) for f in facts], collections.Counter(), False
    one = {"title": title, "dept": department, "ind": indicator, "rating": rating}
    verdicts = [one[fact["t"]](fact, doc) for fact in facts if fact["t"] in one]
    numbers, extra = values([fact for fact in facts if fact["t"] in ("cost", "val")], doc)
    return verdicts + numbers, extra, len(doc["items"]) == sum(fact["t"] == "title" for fact in facts)
