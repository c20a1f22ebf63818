#!/usr/bin/env python3
"""Measures `hyotei extract` against three yardsticks on the corpora of corpus.py and batches.py, and prints one table.

Every figure is processor time (user and system), not time on the clock: other work on the machine does not change it much.
hyotei is run as a user runs it, as a process that reads the files and writes the dataset; the yardsticks are given text
that was read and decoded already, so each ratio is against a bare pass and errs to hyotei's disadvantage.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import time
import warnings

import pandas

warnings.simplefilter("ignore")

PAGES = {"utf8": "utf-8", "cp932": "cp932", "eucjp": "euc_jp", "sheet_pages": "utf-8"}
# The breakdown is made on one file of so many.
STAGES_OF = 4
# What is aimed at: no more than the bare tree parse for pages, twice the NFKC pass for mixed text.
AIM = {"text": ("nfkc", 2.0), "utf8": ("html5ever", 1.0), "cp932": ("html5ever", 1.0), "eucjp": ("html5ever", 1.0), "sheets": ("nfkc", 2.0), "sheet_pages": ("html5ever", 1.0)}


# A process begins with the peak of the one that starts it: a small one does.
STARTER = """
import json, os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, usage = os.wait4(process, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]))
"""


def hyotei(program, folder, output, threads):
    """Processor time, time on the clock and peak memory (MB) of one run."""
    shutil.rmtree(output, ignore_errors=True)
    begun = time.monotonic()
    command = [program, "extract", "--quiet", "--threads", str(threads), "--output", str(output), str(folder)]
    done = subprocess.run([sys.executable, "-c", STARTER, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    code, seconds, memory = json.loads(done.stdout)
    if code not in (0, 1):
        sys.exit(f"hyotei failed on {folder} with {code}")
    return seconds, time.monotonic() - begun, memory


def built(messages, name):
    """The executable of a target, by what cargo said when it was built."""
    told = [json.loads(line) for line in messages.read_text("utf-8").splitlines() if line.startswith("{")]
    return [message["executable"] for message in told if message.get("executable") and message["target"]["name"] == name][-1]


def bench(program, task, folder, every):
    """The `name seconds` lines of benches/compare/main.rs."""
    out = subprocess.run([program, task, str(folder), str(every)], check=True, capture_output=True, text=True).stdout
    return {name: float(seconds) for name, seconds in (line.split("\t") for line in out.splitlines() if "\t" in line)}


def read_html(folder, encoding, size):
    """pandas.read_html on files spread over the folder until `size` bytes are read: processor time, bytes, files, failures."""
    files = sorted(folder.iterdir())
    begun, read, count, failed = time.process_time(), 0, 0, 0
    for path in files[:: max(1, len(files) // 40)]:
        if read >= size:
            break
        try:
            pandas.read_html(path, encoding=encoding)
        except Exception:
            failed += 1
        read, count = read + path.stat().st_size, count + 1
    return time.process_time() - begun, read, count, failed


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=pathlib.Path)
    arguments.add_argument("--build", type=pathlib.Path, required=True, help="what `cargo build --message-format=json` said")
    arguments.add_argument("--subset", type=int, default=1_000_000, help="bytes of each folder that pandas.read_html is given")
    told = arguments.parse_args()
    output = told.corpora / "output"
    program, yardsticks = built(told.build, "hyotei"), built(told.build, "compare")
    results, breakdown = {}, {}
    for name in AIM:
        folder = told.corpora / name
        size = sum(path.stat().st_size for path in folder.iterdir())
        row = {"bytes": size, "files": len(list(folder.iterdir()))}
        for threads in (1, 2):
            row[f"cpu{threads}"], row[f"clock{threads}"], row[f"peak{threads}"] = hyotei(program, folder, output, threads)
        row["output"] = sum(path.stat().st_size for path in output.rglob("*.json"))
        row.update(bench(yardsticks, "baseline", folder, 1))
        breakdown[name] = bench(yardsticks, "stages", folder, STAGES_OF)
        if name in PAGES:
            seconds, read, count, failed = read_html(folder, PAGES[name], told.subset)
            row.update(pandas=seconds * size / read, subset=read, subset_files=count, subset_failed=failed)
        results[name] = row
        # A run that is cut short leaves what it measured.
        (told.corpora / "results.json").write_text(json.dumps({"results": results, "stages": breakdown}, indent=1) + "\n")
        print(f"{name}: measured", flush=True)
    shutil.rmtree(output, ignore_errors=True)

    print("\nProcessor time of `hyotei extract` (release), whole process")
    print(f"{'':12} {'MB':>6} {'files':>6} {'1 thread s':>11} {'MB/s':>6} {'2 threads s':>12} {'on clock s':>11} {'peak MB':>8} {'peak MB, 2':>11} {'dataset MB':>11}")
    for name, row in results.items():
        print(
            f"{name:12} {row['bytes'] / 1e6:6.1f} {row['files']:6} {row['cpu1']:11.2f} {row['bytes'] / 1e6 / row['cpu1']:6.2f} {row['cpu2']:12.2f} "
            f"{row['clock1']:5.1f}/{row['clock2']:5.1f} {row['peak1']:8.0f} {row['peak2']:11.0f} {row['output'] / 1e6:11.1f}"
        )
    print("\nRatio of that to a yardstick on the same text (above 1: hyotei takes longer)")
    print(f"{'':12} {'html5ever tree':>22} {'one NFKC pass':>22} {'pandas.read_html':>24} {'aim':>20}")
    for name, row in results.items():
        cells = []
        for yardstick in ("html5ever", "nfkc", "pandas"):
            seconds = row.get(yardstick)
            cells.append(f"{row['cpu1'] / seconds:.3g}, {row['cpu2'] / seconds:.3g} ({seconds:.2f} s)" if seconds else "-")
        yardstick, aim = AIM[name]
        ratio = row["cpu1"] / row[yardstick]
        verdict = "reached" if ratio <= aim else f"missed by {ratio / aim:.1f} times"
        print(f"{name:12} {cells[0]:>22} {cells[1]:>22} {cells[2]:>24} {verdict:>20}")
    print("  1 thread, 2 threads, and in brackets the yardstick's own processor time.")
    for name in PAGES:
        row = results[name]
        print(f"  pandas.read_html, {name}: measured on {row['subset_files']} files ({row['subset'] / 1e6:.2f} MB, {row['subset_failed']} of them refused) and scaled by bytes.")
    print(f"\nWhere the time goes: % of the stages' processor time, 1 thread, on every {STAGES_OF}th file")
    stages = sorted({stage for times in breakdown.values() for stage in times})
    print(f"{'':18}" + "".join(f"{name:>12}" for name in breakdown))
    for stage in stages:
        print(f"{stage:18}" + "".join(f"{100 * times.get(stage, 0) / sum(times.values()):12.1f}" for times in breakdown.values()))
    print(f"{'all stages, s':18}" + "".join(f"{sum(times.values()):12.2f}" for times in breakdown.values()))


if __name__ == "__main__":
    main()
