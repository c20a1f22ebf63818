"""Compares a dataset with hand-made gold, by table: what tests/hyotei/gold.rs does, on dataset.json of any build.

Texts are compared after NFKC, without white space and bullets and with glyphs mended, found at a similarity of 0.9; every other field
that the gold gives must be equal. A gold record with `also` may stand in that table too.
"""

import collections
import unicodedata

RECORDS = ("indicators", "targets", "results", "ratings", "notes")
MENDED = str.maketrans({"实": "実", "實": "実", "踐": "践", "～": "~", "〜": "~", "−": "-", "－": "-", "―": "-", **{c: None for c in "・•●◆○*"}})
NOTHING = object()


def folded(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text or "") if not c.isspace()).translate(MENDED)


def alike(a, b, least=0.9):
    """Whether 1 − edit distance / longer length is at least `least`; the distance is sought in a band."""
    a, b = folded(a), folded(b)
    if a == b:
        return True
    longer = max(len(a), len(b))
    most = int((1 - least) * longer + 1e-9)
    if abs(len(a) - len(b)) > most:
        return False
    apart = collections.Counter(a)
    apart.subtract(collections.Counter(b))
    if max(sum(n for n in apart.values() if n > 0), -sum(n for n in apart.values() if n < 0)) > most:
        return False
    far = most + 1
    row = {j: j for j in range(min(len(b), most) + 1)}
    for i, x in enumerate(a, 1):
        below = {}
        for j in range(max(0, i - most), min(len(b), i + most) + 1):
            if j == 0:
                below[j] = i
                continue
            below[j] = min(row.get(j - 1, far) + (x != b[j - 1]), row.get(j, far) + 1, below.get(j - 1, far) + 1)
        row = below
    return row.get(len(b), far) <= most


def same_words(a, b):
    return (a is None and b is None) or (isinstance(a, str) and isinstance(b, str) and folded(a) == folded(b))


def same_list(a, b):
    return isinstance(a, list) and isinstance(b, list) and len(a) == len(b) and all(map(same_words, a, b))


def same_number(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-9 * max(abs(a), 1.0)
    return a is None and b is None


def agrees(wanted, row, *names):
    """Equal, or the same words, wherever the gold has the name."""
    return all(name not in wanted or wanted[name] == row.get(name) or (name in ("unit", "level", "code") and same_words(wanted[name], row.get(name))) for name in names)


def period_fits(wanted, row):
    period = row.get("period") or {}
    years = period.get("fiscal_years")
    return (
        ("fy" not in wanted or (wanted["fy"] is None and not years) or years == wanted["fy"])
        and ("fy_from" not in wanted or ((years or [None])[0] == wanted["fy_from"] and period.get("end") is None))
        and all(name not in wanted or period.get(name) == wanted[name] for name in ("start", "end"))
        and ("asof" not in wanted or period.get("as_of") == wanted["asof"])
    )


def departments_fit(wanted, item):
    if "departments" not in wanted:
        return True
    rows = item.get("departments") or []

    def fits(a, b):
        printed = a if isinstance(a, str) else a.get("name") or ""
        lead = "●" in printed or (isinstance(a, dict) and a.get("lead") is True)
        return folded(printed) == folded(b.get("name")) and (not lead or b.get("lead") is True)

    return len(wanted["departments"]) == len(rows) and all(map(fits, wanted["departments"], rows))


def indicator_fits(wanted, row, names):
    name = wanted.get("indicator", NOTHING)
    if name is NOTHING:
        return True
    if name is None:
        return row.get("indicator_id") is None
    found = names.get(row.get("indicator_id"))
    return found is not None and folded(found) == folded(name)


def record_fits(table, wanted, row, names):
    """The fields of a record, its item apart."""
    if table == "indicators":
        named = same_words(wanted["name"], row["name"]) or (wanted["name"] is None and not row["name"])
        return named and agrees(wanted, row, "unit", "level", "declared_empty")
    if table == "ratings":
        about = folded(wanted.get("about"))
        headed = about in folded(row.get("subject")) or any(about in folded(head) for head in row.get("header") or [])
        return (
            headed
            and same_words(wanted.get("value"), row.get("raw"))
            and period_fits(wanted, row)
            and agrees(wanted, row, "kind", "rank", "of", "rater")
            and ("code" not in wanted or same_words(wanted["code"], row.get("code")))
            and indicator_fits(wanted, row, names)
            and ("comment" not in wanted or alike(wanted["comment"], row.get("comment")))
        )
    return (
        ("labels" not in wanted or same_list(wanted["labels"], row.get("labels")))
        and all(name not in wanted or wanted[name] == row.get(name) for name in ("level", "kind", "unit", "value_status"))
        and period_fits(wanted, row)
        and ("value" not in wanted or same_number(wanted["value"], row.get("value")))
        and (wanted.get("baseline") is not True or row.get("baseline") is True)
        and ("same_as" not in wanted or bool(row.get("same_as")))
        and indicator_fits(wanted, row, names)
        and (alike(wanted["text"], row.get("text")) or ("line" in wanted and alike(wanted["line"], row.get("text"))))
    )


def match_items(items, gold):
    """Pairs the items; gives the score and the gold key of each product item."""
    taken, keys, found = set(), {}, 0
    for wanted in gold.get("items", []):
        titled = [i for i, item in enumerate(items) if i not in taken and same_words(wanted.get("title"), item.get("title"))]
        labelled = [i for i in titled if "label" not in wanted or same_words(wanted["label"], items[i].get("label"))]
        whole = [i for i in labelled if ("path" not in wanted or same_list(wanted["path"], items[i].get("path"))) and departments_fit(wanted, items[i])]
        near = (whole or labelled or titled or [None])[0]
        if near is not None:
            taken.add(near)
            keys[items[near]["item_id"]] = wanted["key"]
            found += bool(whole)
    return (found, len(gold.get("items", [])), len(items)), keys


def compare(dataset, gold):
    """{table: (found, in gold, in product)}; a table that the gold does not have is not scored."""
    out = {}
    out["items"], keys = match_items(dataset.get("items", []), gold)
    names = {row["indicator_id"]: row.get("name") or "" for row in dataset.get("indicators", [])}
    for table in RECORDS:
        if gold.get(table) is None:
            continue
        rows, used, found = dataset.get(table, []), set(), 0
        about = [keys.get(row.get("item_id")) for row in rows]

        def first(wanted):
            return next((i for i, row in enumerate(rows) if i not in used and about[i] == (wanted.get("item") or "") and record_fits(table, wanted, row, names)), None)

        for wanted in gold[table]:
            at = first(wanted)
            if at is not None:
                used.add(at)
                found += 1
        allowed = 0
        for other in ("targets", "results"):
            for wanted in gold.get(other, []):
                if wanted.get("also") == table and (at := first(wanted)) is not None:
                    used.add(at)
                    allowed += 1
        out[table] = (found, len(gold[table]), len(rows) - allowed)
    if gold.get("rating_scales") is not None:
        codes = lambda scale: [folded(member.get("code")) for member in scale.get("members", [])]
        stated = [codes(scale) for scale in dataset.get("rating_scales", []) if scale.get("legend") != "not_found"]
        left, found = list(stated), 0
        for wanted in gold["rating_scales"]:
            if codes(wanted) in left:
                left.remove(codes(wanted))
                found += 1
        out["rating_scales"] = (found, len(gold["rating_scales"]), len(stated))
    return out


def f1(score):
    found, gold, product = score
    return 2 * found / (gold + product) if gold + product else 1.0


def add(scores):
    """The sum of scores."""
    return tuple(map(sum, zip(*scores))) if scores else (0, 0, 0)
