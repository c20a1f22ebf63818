#!/usr/bin/env python3
"""Checks of the generator itself: run `python3 benches/generate/check.py`."""

import pathlib
import random
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import document
import held_out
import sample
import score
from compare import bare
from layouts import LAYOUTS
from words import WORDS


def some():
    """A document of every layout, part and format."""
    for index, (layout, (_, formats)) in enumerate(LAYOUTS.items()):
        for part in document.PARTS:
            for file_format in formats:
                yield document.single("check", index, part, layout=layout, file_format=file_format)


def perfect(expect):
    """A dataset of the document that says exactly what is expected."""
    told = {"items": [], "indicators": [], "records": [], "diagnostics": []}
    for index, item in enumerate(expect["items"]):
        told["items"].append({"item_id": str(index), "title": item["title"], "departments": [{"name": name} for name in item["departments"]], "parent_item_id": None})
    for table in (*score.TABLES, "comments"):
        for fact in expect[table]:
            record = {"_title": fact["item"], "_indicator": fact.get("indicator"), "dimensions": [{"value": fact.get("dimension")}], "value": fact.get("value"), "unit": fact.get("unit"),
                      "value_status": fact.get("status"), "text": fact.get("text"), "raw": fact.get("raw"), "subject": fact.get("subject"),
                      "kind": (fact.get("kind") or [""])[0], "baseline": fact.get("baseline"), "header": [fact.get("half") or ""],
                      "period": {"fiscal_years": [fact["year"]] if fact.get("year") else []}, "basis": {"confidence": 0.9}}
            told["records"].append((table, record))
    return told


class Check(unittest.TestCase):
    def test_no_word_stands_in_two_roles_and_every_role_has_twelve(self):
        told = [word for words in WORDS.values() for word in words]
        self.assertEqual(len(told), len(set(told)))
        self.assertTrue(all(len(words) >= 12 for words in WORDS.values()))

    def test_the_list_of_held_out_fits_the_tables(self):
        self.assertTrue(held_out.LAYOUTS <= set(LAYOUTS))
        for role, words in held_out.WORDS.items():
            self.assertTrue(words <= set(WORDS[role][3:]), role)

    def test_the_same_seed_gives_the_same_bytes(self):
        for one, other in zip(some(), some()):
            self.assertEqual(one.data, other.data)
            self.assertEqual(one.expect, other.expect)

    def test_held_out_words_stand_in_their_part_only(self):
        held = {word for words in held_out.WORDS.values() for word in words}
        for one in some():
            if one.expect["part"] != "held-out words":
                self.assertFalse(held & set(one.expect["words"].values()), one.name)

    def test_every_fact_stands_on_the_page(self):
        for one in some():
            if one.expect["format"] == "xlsx":
                continue
            printed = bare(re.sub(r"<[^>]*>|[,，\t\"]", "", one.data.decode()))
            cut = "cut cell" in one.expect["damages"]
            for table in (*score.TABLES, "comments"):
                for fact in one.expect[table]:
                    value = fact.get("value")
                    text = fact.get("raw") or fact.get("text") or {"pending": "集計中", "not_set": "－"}.get(fact.get("status")) or (
                        str(abs(value)) if value is not None else "")
                    parts = fact.get("parts") or [text]
                    for part in parts:
                        part = re.sub(r"[<>,]", "", bare(part))
                        self.assertTrue(cut or part in printed or part.removesuffix(".0") in printed, (one.name, fact))

    def test_the_committed_sample_is_what_the_generator_writes(self):
        folder = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "generated"
        for one in sample.documents():
            self.assertEqual((folder / one.name).read_bytes(), one.data, f"{one.name}: run sample.py and read the difference")

    def test_a_perfect_dataset_scores_one_and_a_wrong_year_does_not(self):
        for one in some():
            told = perfect(one.expect)
            count, missed, wrong = score.score(one.expect, told)
            self.assertEqual((count["asked"], count["items_asked"]), (count["right"], count["items_right"]), (one.name, missed))
            self.assertEqual(count["told"], count["right"], (one.name, wrong))
            dated = [record for table, record in told["records"] if record["period"]["fiscal_years"] and record["value"] is not None]
            if dated:
                random.Random(1).choice(dated)["period"]["fiscal_years"][0] += 40
                count, _, _ = score.score(one.expect, told)
                self.assertEqual((count["right"], count["silent"]), (count["asked"] - 1, 1), one.name)


if __name__ == "__main__":
    unittest.main()
