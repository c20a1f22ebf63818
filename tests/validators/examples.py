#!/usr/bin/env python3
"""Runs the examples of README.md and docs/tables.md as they stand, in the folder of a dataset.

    examples.py DATASET [--write]

Each block of Python runs by itself; where a block of text follows, that is what it must print (--write puts there what it prints). Blocks of
R are run where Rscript stands, else said. The dataset is `hyotei extract fixtures/cities/minase/text --to csv,ndjson,parquet,sqlite`.
"""

import difflib
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(python|r)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.M | re.S)
NEEDED = {("README.md", "python"): 2, ("docs/tables.md", "python"): 7, ("docs/tables.md", "r"): 3}


def main():
    folder, write = sys.argv[1], "--write" in sys.argv
    counts, bad = dict.fromkeys(NEEDED, 0), []
    rscript = shutil.which("Rscript")
    for name in ("README.md", "docs/tables.md"):
        path = ROOT / name
        page = path.read_text(encoding="utf8")

        def run(block):
            language, code, wanted = block.groups()
            counts[name, language] = counts.get((name, language), 0) + 1
            line = page.count("\n", 0, block.start()) + 1
            if language == "r" and not rscript:
                return block[0]
            command = [sys.executable, "-c", code] if language == "python" else [rscript, "--encoding=UTF-8", "-e", code]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "HOME": folder, "PYTHONUTF8": "1"})
            if done.returncode or (language == "r" and "Warning" in done.stderr):
                bad.append(f"{name}:{line}: the example fails:\n{done.stderr[-2000:]}")
            elif wanted is not None and done.stdout != wanted:
                if write:
                    return block[0].replace(f"```text\n{wanted}```", f"```text\n{done.stdout}```")
                bad.append(f"{name}:{line}: the example prints something else:\n" + "\n".join(difflib.unified_diff(wanted.splitlines(), done.stdout.splitlines(), "told", "printed", lineterm="")))
            elif language == "r" and not done.stdout:
                bad.append(f"{name}:{line}: the example prints nothing")
            return block[0]

        new = BLOCK.sub(run, page)
        if new != page:
            path.write_text(new, encoding="utf8")
    if bad:
        sys.exit("\n".join(bad))
    for key, least in NEEDED.items():
        if counts[key] < least:
            sys.exit(f"{key[0]}: {counts[key]} examples in {key[1]}, not {least}")
    print(f"examples: {sum(n for (_, language), n in counts.items() if language == 'python')} in Python run and print what they should" + (f", {counts['docs/tables.md', 'r']} in R run" if rscript else "; Rscript is not here: those in R were not run"))


main()
