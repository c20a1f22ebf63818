#!/usr/bin/env python3
"""Scores the real sheets and measures what reading them costs, beside two yardsticks on the same bytes in the same run.

    python3 benches/real/run.py [--no-scores] [--no-costs] [--every N] [--binary B --yardstick Y]

1. ../shared/real/score.py and ../shared/cities/score.py are run where they stand, and their tables printed.
2. Over text/ and html/ of ../shared/real: instructions an input byte under callgrind (`hyotei extract`, one thread, output included,
   whole process less a run on an empty file), those of scraper::Html::parse_document (pages) and of one NFKC pass over the same files
   (less a run that only reads them), the ratios, and peak memory without callgrind. --every N takes each N-th sheet: a quick look.

Builds the release binary and the yardstick (benches/real/yardstick.rs) unless the binary is named; with `--binary` alone the yardsticks'
columns stay empty. Needs valgrind (apt-get install valgrind).
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CORPORA = ("text/ikeda", "text/kobe", "html/ikeda", "html/kobe")
# A process begins with the peak of the one that starts it: a small one does.
STARTER = """
import json, os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)])
_, status, usage = os.wait4(process, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024]))
"""


def build():
    """(hyotei, yardstick), as cargo says where they stand; one build for both."""
    out = subprocess.run(["cargo", "build", "--quiet", "--release", "--bin", "hyotei", "--bench", "yardstick", "--message-format=json"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    told = [json.loads(line) for line in out.stdout.splitlines() if line.startswith("{")]
    found = {message["target"]["name"]: message["executable"] for message in told if message.get("executable")}
    return found["hyotei"], found["yardstick"]


def print_scores(binary):
    for name in ("real", "cities"):
        script = SHARED / name / "score.py"
        print(f"\n{name}: what {script} says")
        if not script.exists():
            print(f"  does not stand at {script}: no figures of it")
            continue
        sys.stdout.flush()
        subprocess.run([sys.executable, str(script), os.path.abspath(binary)])


def instructions(*command):
    """What callgrind collected of a whole process, all threads."""
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if not found:
        sys.exit(f"callgrind counted nothing of {command}:\n{done.stderr[-2000:]}")
    return int(found.group(1))


def extract(binary, output, *paths):
    return [binary, "extract", "--quiet", "--threads", "1", "--output", output, *paths]


def peak(binary, output, *paths):
    """Peak memory in MB."""
    command = [str(word) for word in extract(binary, output, *paths)]
    done = subprocess.run([sys.executable, "-c", STARTER, *command], stdout=subprocess.PIPE, check=True)
    code, memory = json.loads(done.stdout)
    if code not in (0, 1):
        sys.exit(f"hyotei failed on {paths} with {code}")
    return memory


def print_costs(binary, yardstick, every):
    if not shutil.which("valgrind"):
        print("\ncosts: valgrind does not stand here (apt-get install valgrind): nothing measured")
        return
    corpora = [name for name in CORPORA if (SHARED / "real" / name).is_dir()]
    for name in CORPORA:
        if name not in corpora:
            print(f"\ncosts: {SHARED / 'real' / name} does not stand: nothing measured of it")
    if not corpora:
        return
    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(scratch)
        empty = work / "empty.txt"
        empty.write_text("")
        start_up = instructions(*extract(binary, work / "out", empty))
        print(f"\nInstructions (callgrind, one thread, output included); start-up, on an empty file: {start_up / 1e6:.1f} million, taken off")
        print(f"{'':12}{'sheets':>8}{'KB':>8}{'a byte':>10}{'tree':>8}{'ratio':>8}{'NFKC':>8}{'ratio':>8}{'peak MB':>9}   (tree and NFKC: instructions a byte)")
        folders = {}
        for name in corpora:
            folder = folders[name] = work / "in" / name
            folder.mkdir(parents=True)
            for path in sorted((SHARED / "real" / name).iterdir())[::every]:
                shutil.copy(path, folder)
            size = sum(path.stat().st_size for path in folder.iterdir())
            own = (instructions(*extract(binary, work / "out", folder)) - start_up) / size
            reading = instructions(yardstick, "read", folder) if yardstick else 0
            told = {task: (instructions(yardstick, task, folder) - reading) / size for task in ("tree", "nfkc") if yardstick and (task == "nfkc" or name.startswith("html"))}
            cells = "".join(f"{told[task]:8.0f}{own / told[task]:8.1f}" if task in told else f"{'-':>8}{'-':>8}" for task in ("tree", "nfkc"))
            print(f"{name:12}{len(list(folder.iterdir())):8}{size / 1e3:8.0f}{own:10,.0f}{cells}{peak(binary, work / 'out', folder):9.0f}", flush=True)
        for kind in ("text", "html"):
            both = [folders[name] for name in corpora if name.startswith(kind)]
            if both:
                print(f"{kind + '/':12} all of it in one run: peak {peak(binary, work / 'out', *both):.0f} MB")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--no-scores", action="store_true")
    arguments.add_argument("--no-costs", action="store_true")
    arguments.add_argument("--every", type=int, default=1)
    arguments.add_argument("--binary")
    arguments.add_argument("--yardstick")
    told = arguments.parse_args()
    binary, yardstick = (told.binary, told.yardstick) if told.binary else build()
    if not told.no_scores:
        print_scores(binary)
    if not told.no_costs:
        print_costs(binary, yardstick, told.every)


if __name__ == "__main__":
    main()
