#!/usr/bin/env python3
"""What each file of a folder costs alone: processor time, peak memory and bytes of dataset.json, for each binary that is named.

    benches/poison/cases.py [--folder ../shared/cases/hostile] BEFORE [AFTER ...]
"""
import argparse, json, os, subprocess, sys, tempfile

# A process begins with the peak of the one that starts it: a small one does.
STARTER = """
import json, os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)])
_, status, usage = os.wait4(process, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]))
"""

arguments = argparse.ArgumentParser()
root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
arguments.add_argument("--folder", default=next((path for path in (os.path.join(root, "../shared/cases/hostile"), "/work/shared/cases/hostile") if os.path.isdir(path)), None))
arguments.add_argument("binary", nargs="+")
chosen = arguments.parse_args()
if not chosen.folder:
    sys.exit("../shared/cases/hostile does not stand here: nothing was measured")
print("processor s, peak MB, MB of dataset.json, exit code; a column for each of " + ", ".join(chosen.binary))
for name in sorted(os.listdir(chosen.folder)):
    if name.endswith(".md"):
        continue
    path, cells = os.path.join(chosen.folder, name), []
    for binary in chosen.binary:
        with tempfile.TemporaryDirectory() as out:
            done = subprocess.run([sys.executable, "-c", STARTER, os.path.abspath(binary), "extract", path, "-o", out, "-q", "--threads", "1"], check=True, capture_output=True, text=True)
            code, seconds, memory = json.loads(done.stdout)
            dataset = os.path.join(out, "dataset.json")
            size = os.path.getsize(dataset) / 1e6 if os.path.exists(dataset) else 0
            cells.append(f"{seconds:7.2f} s {memory:7.1f} MB {size:8.3f} MB {code}")
    print(f"{name:28}{os.path.getsize(path):>8,} bytes  " + "  |".join(cells), flush=True)
