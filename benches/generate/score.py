"""Score (採点): the program's dataset of one document against the expectation.

A fact is an expected target, result, rating, note or comment (the reason beside a grade, in the rating's `comment` or an `assessment` note).
A record answers one fact at most. Facts marked `optional` and texts listed as `neutral` are neither asked nor wrong.
"""

from collections import Counter

from compare import bare, same, says

TABLES = ("targets", "results", "ratings", "notes")
CHECKS = {"duplicate-key", "sum-mismatch", "achievement-mismatch", "unlike-instances", "unit-unlike", "year-unlike", "numbering-broken",
          "title-is-label", "reading-doubtful"}


def by_document(dataset):
    """The dataset's records by document path."""
    items = {item["item_id"]: item for item in dataset["items"]}
    indicators = {indicator["indicator_id"]: indicator["name"] for indicator in dataset["indicators"]}
    told = {document["document_id"]: {"path": document["path"], "items": [], "indicators": [], "diagnostics": [], "records": []} for document in dataset["documents"]}
    for item in items.values():
        told[item["document_id"]]["items"].append(item)
    for indicator in dataset["indicators"]:
        item = items.get(indicator["item_id"])
        if item:
            told[item["document_id"]]["indicators"].append({"item": item["title"], "name": indicator["name"], "direction": indicator["direction"]})
    for table in TABLES:
        for record in dataset[table]:
            item = items.get(record["item_id"])
            document = record.get("document_id") or (item or {}).get("document_id") or record[f"{table[:-1]}_id"].split("-")[0]
            record["_title"], record["_indicator"] = (item or {}).get("title"), indicators.get(record.get("indicator_id"))
            told[document]["records"].append((table, record))
            if table == "ratings" and record.get("comment"):
                told[document]["records"].append(("comments", {**record, "text": record["comment"]}))
    for diagnostic in dataset["diagnostics"]:
        if diagnostic.get("document_id") in told:
            told[diagnostic["document_id"]]["diagnostics"].append(diagnostic["code"])
    return {document["path"]: document for document in told.values()}


def matched(facts, records):
    """Pairs of facts and records, those with the fewest answers first: index of fact → index of record."""
    answers = {}
    for place, (asked, fact) in enumerate(facts):
        answers[place] = [spot for spot, (table, record) in enumerate(records)
                          if says("comments" if asked == "comments" and table == "notes" and record["kind"] in ("assessment", "other") else table, fact, record, asked)]
    taken, pairs = set(), {}
    for place in sorted(answers, key=lambda place: (len(answers[place]), place)):
        for spot in answers[place]:
            if spot not in taken:
                taken.add(spot)
                pairs[place] = spot
                break
    return pairs


def count_items(expect, told, count):
    """Departments and parents of the items that were found."""
    found = {bare(item["title"]): item for item in reversed(told["items"])}
    by_id = {item["item_id"]: bare(item["title"]) for item in told["items"]}
    for item in expect["items"]:
        other = found.get(bare(item["title"]), {"departments": [], "parent_item_id": None})
        if item["departments"]:
            count["departments_asked"] += 1
            count["departments_right"] += [bare(one["name"]) for one in other["departments"]] == [bare(name) for name in item["departments"]]
        if item["parent"]:
            count["parents_asked"] += 1
            count["parents_right"] += by_id.get(other["parent_item_id"]) == bare(item["parent"])


    for fact in expect["directions"]:
        count["directions_asked"] += 1
        count["directions_right"] += any(same(one["item"], fact["item"]) and same(one["name"], fact["name"]) and one["direction"] == fact["direction"]
                                         for one in told["indicators"])


def count_confidence(told, right, count):
    """Records by stated confidence, in tenths, and how many of them were right."""
    for record, is_right in [(record, False) for _, record in told] + [(record, True) for _, record in right]:
        tenth = min(int(record["basis"]["confidence"] * 10), 9)
        count[f"said_{tenth}"] += 1
        count[f"said_{tenth}_right"] += is_right


def in_parts(facts, records, pairs):
    """A fact of several bullets may be told as one record a bullet: adds it to the pairs; the records that it takes."""
    used = set()
    for place, (table, fact) in enumerate(facts):
        if place in pairs or len(fact.get("parts", [])) < 2:
            continue
        free = [spot for spot in range(len(records)) if spot not in used and spot not in pairs.values()]
        told = matched([(table, {**fact, "text": part}) for part in fact["parts"]], [records[spot] for spot in free])
        if len(told) == len(fact["parts"]):
            spots = sorted(free[spot] for spot in told.values())
            pairs[place] = spots[0]
            used |= set(spots)
    return used


def score(expect, told):
    """Counts of one document."""
    count = Counter(documents=1)
    titles = [item["title"] for item in expect["items"]]
    got = [item["title"] or "" for item in told["items"]]
    left = list(got)
    for title in titles:
        match = next((one for one in left if same(one, title)), None)
        if match is not None:
            left.remove(match)
            count["items_right"] += 1
    count_items(expect, told, count)
    count["items_asked"], count["items_told"] = len(titles), len(got)
    facts = [(table, fact) for table in (*TABLES, "comments") for fact in expect[table] if not fact.get("optional")]
    extra = [(table, fact) for table in (*TABLES, "comments") for fact in expect[table] if fact.get("optional")]
    records, neutral = told["records"], {bare(text) for text in expect["neutral"]}
    pairs = matched(facts, records)
    used = set(pairs.values()) | in_parts(facts, records, pairs)
    rest = [spot for spot in range(len(records)) if spot not in used]
    allowed = {rest[spot] for spot in matched(extra, [records[spot] for spot in rest]).values()}
    allowed |= {spot for spot in rest if bare(records[spot][1].get("text") or records[spot][1].get("raw")) in neutral}
    wrong = [records[spot] for spot in rest if spot not in allowed]
    count_confidence(wrong, [records[spot] for spot in pairs.values()], count)
    count["asked"], count["right"] = len(facts), len(pairs)
    count["told"] = len(pairs) + len(wrong)
    count["wrong"] = len(wrong)
    count["silent"] = sum(record["basis"]["confidence"] >= 0.7 for _, record in wrong)
    count["whole"] = int(len(pairs) == len(facts) and not wrong and count["items_right"] == len(titles) == len(got))
    for place, (table, _) in enumerate(facts):
        count[f"{table}_asked"] += 1
        count[f"{table}_right"] += place in pairs
    missed = [(table, fact) for place, (table, fact) in enumerate(facts) if place not in pairs]
    return count, missed, wrong


def alarms(told):
    """Check diagnostics of a document, by code."""
    return Counter(code for code in told["diagnostics"] if code in CHECKS)


def remarks(told):
    """All diagnostics of a document, by code."""
    return Counter(told["diagnostics"])
