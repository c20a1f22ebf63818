"""Finds the boolean questions (fn … -> bool) of src/rebuild and src/interpret, and makes a copy of the tree in which each can be forced false."""

import collections
import pathlib
import re
import shutil

FOLDERS = ("rebuild", "interpret")
HEAD = re.compile(r"^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?fn[ \t]+(\w+)(?:<[^>{]*>)?\([^{;]*?\)[ \t\n]*->[ \t]*bool[ \t\n]*(?:where[^{]*)?\{", re.M)

ABLATION = """//! Which question is forced false in this run: only in the copy that benches/ablation makes.
use std::sync::LazyLock;

static OFF: LazyLock<u32> = LazyLock::new(|| std::env::var("HYOTEI_OFF").ok().and_then(|number| number.parse().ok()).unwrap_or(u32::MAX));

pub fn off(number: u32) -> bool {
    *OFF == number
}
"""

Question = collections.namedtuple("Question", "number file name line")


def tests_begin(text):
    """Where a file's own tests begin; its end where it has none."""
    found = re.search(r"^#\[cfg\(test\)\]\s*\n\s*mod \w+ \{", text, re.M)
    return found.start() if found else len(text)


def forced(text, file, first):
    """(the text with a switch at the head of each question, the questions); numbers run from `first`."""
    out, questions, at, end = [], [], 0, tests_begin(text)
    for match in HEAD.finditer(text):
        if match.start() >= end:
            break
        number = first + len(questions)
        out += [text[at : match.end()], f"\n    if crate::ablation::off({number}) {{\n        return false;\n    }}\n"]
        at = match.end()
        questions.append(Question(number, file, match.group(1), text.count("\n", 0, match.start(1)) + 1))
    return "".join(out) + text[at:], questions


def copy(root, scratch):
    """Copies what a build needs, with a switch in each question; gives the questions."""
    for name in ("Cargo.toml", "Cargo.lock", "schema.json"):
        shutil.copy(root / name, scratch / name)
    # Cargo.toml names the benches: their files have to be there, to be built they have not.
    for name in ("src", "benches", "tests", "fixtures"):
        if (scratch / name).exists():
            shutil.rmtree(scratch / name)
    shutil.copytree(root / "src", scratch / "src")
    for name in ("benches", "tests"):
        shutil.copytree(root / name, scratch / name, ignore=shutil.ignore_patterns("__pycache__"))
    questions = []
    for folder in FOLDERS:
        for path in sorted((scratch / "src" / folder).rglob("*.rs")):
            if path.name == "tests.rs":
                continue
            text, found = forced(path.read_text("utf-8"), str(path.relative_to(scratch / "src")), len(questions))
            path.write_text(text, "utf-8")
            questions += found
    (scratch / "src/ablation.rs").write_text(ABLATION, "utf-8")
    lib = scratch / "src/lib.rs"
    lib.write_text(lib.read_text("utf-8") + "pub mod ablation;\n", "utf-8")
    return questions
