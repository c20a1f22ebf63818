#!/usr/bin/env python3
"""10,000 documents of which 1 % are poisoned: all others are delivered, each poisoned one is named.

    benches/poison/poison.py target/release/hyotei [--documents 10000]
"""
import argparse, json, os, random, resource, subprocess, tempfile, time

arguments = argparse.ArgumentParser()
arguments.add_argument("binary")
arguments.add_argument("--documents", type=int, default=10_000)
chosen = arguments.parse_args()
root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
seeds = [open(os.path.join(root, "fixtures", name), encoding="utf-8").read() for name in sorted(os.listdir(os.path.join(root, "fixtures"))) if name.endswith(".txt")]
random.seed(18)


def poison(kind, number):
    """A name's ending and bytes, or None for a dangling link."""
    noise = random.randbytes(200) + number.to_bytes(4, "big")
    return [
        (".png", b"\x89PNG\r\n\x1a\n\0" + noise),
        (".bin", b"\0" + noise),
        (".xlsx", b"PK\x03\x04" + noise),
        (".pdf", b"%PDF-1.7\n" + noise),
        (".xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise),
        (".zip", b"PK\x05\x06" + noise),
        (".txt", ("事業名\t評価\n図書館" + str(number)).encode() + b"\xff\xfe\x81\n"),
        (".lnk.txt", None),
        (".gz", b"\x1f\x8b\x08" + noise),
        (".7z", b"7z\xbc\xaf\x27\x1c" + noise),
    ][kind % 10]


with tempfile.TemporaryDirectory() as work:
    folder, out = os.path.join(work, "in"), os.path.join(work, "out")
    os.mkdir(folder)
    bad, good = set(), set()
    for number in range(chosen.documents):
        name = f"{number:05}"
        if number % 100 == 37:
            ending, data = poison(number // 100, number)
            name += ending
            bad.add(name)
            if data is None:
                os.symlink("nowhere", os.path.join(folder, name))
            else:
                open(os.path.join(folder, name), "wb").write(data)
        else:
            lines = random.choice(seeds).split("\n")
            at = random.randrange(max(1, len(lines) - 12))
            name += ".txt"
            good.add(name)
            open(os.path.join(folder, name), "w", encoding="utf-8").write("\n".join(lines[at : at + 12]) + f"\n第{number}号\n")
    before = time.time()
    run = subprocess.run([chosen.binary, "extract", folder, "-o", out, "-q"], capture_output=True, text=True)
    clock = time.time() - before
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    dataset = json.load(open(os.path.join(out, "dataset.json")))
    paths = {row["document_id"]: row["path"] for row in dataset["documents"]}
    lost = {paths[row["document_id"]] for row in dataset["diagnostics"] if row["severity"] == "loss"}
    said = {line.split(":")[0] for line in run.stderr.splitlines()}
    missing = good - set(paths.values())
    unnamed = {name for name in bad if name not in lost or name not in said}
    print(f"{chosen.documents} documents, {len(bad)} poisoned: exit code {run.returncode}, {len(good - missing)} of {len(good)} others delivered, {len(bad - unnamed)} of {len(bad)} poisoned ones named, "
          f"{len(lost - bad)} others named; {clock:.1f} s, {usage.ru_maxrss / 1024:.0f} MB at most")
    for name in sorted(missing | unnamed)[:10]:
        print("  not as it should be:", name)
