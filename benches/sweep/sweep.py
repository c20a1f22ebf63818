#!/usr/bin/env python3
"""How cost grows: each piece of text repeated to n and to 2n bytes, read by `hyotei extract --threads 1`.

    benches/sweep/sweep.py target/release/hyotei            # instructions by callgrind, slow
    benches/sweep/sweep.py target/release/hyotei --time     # processor time instead, quick and less sure

Prints each piece's ratio of 2n to n, start-up taken off, the worst first; exit code 1 if one is above 2.3 (of time: 2.9).
"""
import argparse, os, re, resource, subprocess, sys, tempfile, time

MARKS = list("：:=＝…・●○◎■□◆◇▼▲△※→←↑↓⇒。、，,．.;；/／|｜-－―ー~〜_＿+＋*＊#＃%％$￥&＆@！!？?'\"’”〃々〆") + ["\t", " ", "　", "・・", "<br>", "<b>", "</p>", "&amp;", "&#12354;"]
BRACKETS = list("()（）[]［］{}【】「」『』≪≫《》〔〕〈〉<>＜＞") + ["【あ】", "（あ）", "「あ", "<あ>", "[x]", "[ ]", "()", "（）", "（（", "）（"]
DIGITS = ["1", "１", "①", "Ⅰ", "一", "百", "ア", "(1)", "1.", "1,000", "1,", "12.5%", "1-1", "R5", "令和5年度", "H30～R2", "5年", "4月1日", "4/1", "1億2千万円", "▲1", "A", "Ａ", "a"]
WORDS = ["あ：", "あ:", "あ=", "目標：", "実績：", "評価：", "評価：Ａ ", "評価 ", "事業名：", "担当課：", "指標：", "【目標】", "【実績】1月：参加者1人、", "目標", "実績", "達成", "未達成", "達成：あ ", "A：達成 ",
         "Ａ：あ、", "ア：あ ", " ア：", "1 拡充 ", "同上", "同左", "〃", "あ", "あ い", "あ、い", "円", "千円", "人", "％", "担当", "課", "部", "令和", "年度", "年", "月", "の", "事業", "□あ ", "■あ□い", "☑", "レ",
         "http://a.jp/", "a@b.jp ", "(あ)い", "1あ", "あ1", "第1", "第1章 ", "1 あ", "ア あ", "・あ", "①あ", "※1", "か\u3099", "ｶﾞ", "𠮷", "漢字"]
MIXED = ["".join(MARKS[:20]), "".join(BRACKETS[:12]), "".join(DIGITS), "".join(WORDS), "あ：い=う（え）1 ", "【目標】あ：1（%）、", "評価：Ａ（達成）※1 "]


def shapes():
    """Name, and a text of about n bytes."""
    for group, pieces in (("mark", MARKS), ("bracket", BRACKETS), ("digit", DIGITS), ("word", WORDS), ("mixed", MIXED)):
        for piece in pieces:
            size = len(piece.encode())
            yield f"{group} line", piece, lambda n, piece=piece, size=size: piece * (n // size)
    for piece in WORDS + MIXED[3:]:
        size = len(piece.encode())
        if "\t" not in piece:
            yield "headed line", piece, lambda n, piece=piece, size=size: "【目標】" + piece * (n // size)
            yield "lines", piece, lambda n, piece=piece, size=size: (piece + "\n") * (n // (size + 1))
            yield "a row", piece, lambda n, piece=piece, size=size: "事業名\t評価\n" + (piece + "\t") * (n // (size + 1)) + "\n"
            yield "rows", piece, lambda n, piece=piece, size=size: "事業名\t評価\n" + (piece + "\tＡ\n") * (n // (size + 5))
            yield "a cell", piece, lambda n, piece=piece, size=size: "事業名\t評価\n図書館\t" + piece * (n // size) + "\n"
            yield "a head", piece, lambda n, piece=piece, size=size: piece * (n // size) + "\t評価\n図書館\tＡ\n公民館\tＢ\n"
            yield "tables", piece, lambda n, piece=piece, size=size: (piece + "\t評価\n図書館\tＡ\n\n" + piece + "\n\n") * (n // (2 * size + 26))
            yield "a page", piece, lambda n, piece=piece, size=size: "<html><body><table>" + ("<tr><td>" + piece + "</td><td>Ａ</td></tr>") * (n // (size + 33)) + "</table>"


def instructions(binary, path, out):
    told = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, "extract", path, "-o", out, "-q", "--threads", "1"], capture_output=True, text=True)
    return int(re.search(r"Collected : (\d+)", told.stderr).group(1))


def seconds(binary, path, out):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        subprocess.run([binary, "extract", path, "-o", out, "-q", "--threads", "1"], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return 60.0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binary")
    arguments.add_argument("--time", action="store_true", help="processor time in place of instructions")
    arguments.add_argument("--bytes", type=int, help="n; 1,000,000 with --time, else 60,000")
    arguments.add_argument("--only", help="shapes whose name holds this")
    arguments.add_argument("--all", action="store_true", help="print every shape, not only those above the bound")
    arguments.add_argument("--every", type=int, default=1, help="only every so manyth piece")
    chosen = arguments.parse_args()
    n = chosen.bytes or (1_000_000 if chosen.time else 60_000)
    measure, bound = (seconds, 2.9) if chosen.time else (instructions, 2.3)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, "x.txt"), os.path.join(folder, "out")
        open(path, "w").write("あ\n")
        start = min(measure(chosen.binary, path, out) for _ in range(3))
        asked = [shape for shape in shapes() if not chosen.only or chosen.only in shape[0]]
        for name, piece, make in asked[:: chosen.every]:
            costs = []
            for length in (n, 2 * n):
                open(path, "w").write(make(length))
                costs.append(max(measure(chosen.binary, path, out) - start, 0))
            # Processor time below 20 ms is noise.
            small = max(costs[0], 0.02) if chosen.time else costs[0]
            found.append((costs[1] / small, costs, name, piece))
            if chosen.all or costs[1] / small > bound:
                print(f"  {costs[1] / small:5.2f}  {costs[0]:>14,.2f} {costs[1]:>14,.2f}  {name} {piece[:40]!r}", flush=True)
    found.sort(reverse=True, key=lambda one: one[0])
    print(f"{len(found)} shapes at {n:,} and {2 * n:,} bytes, {'seconds' if chosen.time else 'instructions'}, start-up {start:,.2f} taken off; the worst ten:")
    for ratio, costs, name, piece in found[:10]:
        print(f"  {ratio:5.2f}  {costs[0]:>14,.2f} {costs[1]:>14,.2f}  {name} {piece[:40]!r}")
    above = sum(1 for one in found if one[0] > bound)
    print(f"above {bound}: {above}")
    sys.exit(1 if above else 0)


main()
