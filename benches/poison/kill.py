#!/usr/bin/env python3
"""kill -9 at random moments: no torn file, and `--resume` gives the bytes of an unbroken run.

    benches/poison/kill.py target/release/hyotei FOLDER [--kills 50]
"""
import argparse, os, random, re, shutil, subprocess, tempfile, time

arguments = argparse.ArgumentParser()
arguments.add_argument("binary")
arguments.add_argument("folder")
arguments.add_argument("--kills", type=int, default=50)
chosen = arguments.parse_args()
binary = os.path.abspath(chosen.binary)


def command(out, *more):
    return [binary, "extract", chosen.folder, "-o", out, "-q", "--threads", "1", *more]


with tempfile.TemporaryDirectory() as work:
    whole, broken = os.path.join(work, "whole"), os.path.join(work, "broken")
    start = time.time()
    code = subprocess.run(command(whole), capture_output=True).returncode
    length = time.time() - start
    expected = open(os.path.join(whole, "dataset.json"), "rb").read()
    random.seed(18)
    torn = differs = resumed = killed = failed = 0
    # A dataset of another run: whole, and not what this run writes.
    older = b'{"older": true}\n'
    for number in range(chosen.kills):
        shutil.rmtree(broken, ignore_errors=True)
        # Every other run goes into a folder that holds an older dataset: it must stay whole or be replaced whole.
        if number % 2:
            os.makedirs(broken)
            open(os.path.join(broken, "dataset.json"), "wb").write(older)
        run = subprocess.Popen(command(broken), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() * length * 1.1)
        killed += run.poll() is None
        run.kill()
        run.wait()
        for folder, _, names in os.walk(broken):
            for name in names:
                if name.endswith(".json") and not name.startswith("."):
                    torn += open(os.path.join(folder, name), "rb").read() not in (older, expected)
        told = subprocess.run(command(broken, "--resume"), capture_output=True, text=True)
        failed += told.returncode != code
        before = re.search(r"hyotei: (\d+) of \d+ document", told.stderr)
        resumed += before is not None and before[1] != "0"
        differs += open(os.path.join(broken, "dataset.json"), "rb").read() != expected
        left = [name for name in os.listdir(broken) if name.startswith(".hyotei")]
        torn += len(left)
    print(f"{chosen.kills} runs of {length:.1f} s, {killed} killed before their end: {torn} torn or left files, {resumed} resumed from a spool, {failed} that failed, {differs} outputs that differ ({len(expected):,} bytes)")
