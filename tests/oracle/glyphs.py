"""Tells what JNTAJIS, JIS X 0208 and OpenCC know of each pair of glyphs.

Input: VARIANT <tab> STANDARD lines. Output, a line for each: VARIANT, STANDARD, `shrinks` or `-` (JNTAJIS shrinks or transliterates
the one to the other), `jis` or `-` (the variant is in JIS X 0208), and what OpenCC makes of it: from simplified to traditional
Chinese, and from there to Japanese.
"""
import sys

from jntajis import MJShrinkSchemeCombo, jnta_shrink_translit, mj_shrink_candidates
from opencc import OpenCC

EVERY_SCHEME = (
    MJShrinkSchemeCombo.JIS_INCORPORATION_UCS_UNIFICATION_RULE
    | MJShrinkSchemeCombo.INFERENCE_BY_READING_AND_GLYPH
    | MJShrinkSchemeCombo.MOJ_NOTICE_582
    | MJShrinkSchemeCombo.MOJ_FAMILY_REGISTER_ACT_RELATED_NOTICE
)


def shrinks(variant, standard):
    return standard in mj_shrink_candidates(variant, EVERY_SCHEME) or jnta_shrink_translit(variant) == standard


def in_jis(character):
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    traditional, japanese = OpenCC("s2t"), OpenCC("t2jp")
    for line in sys.stdin:
        variant, standard = line.rstrip("\n").split("\t")
        made = japanese.convert(traditional.convert(variant))
        print(variant, standard, "shrinks" if shrinks(variant, standard) else "-", "jis" if in_jis(variant) else "-", made, sep="\t")


if __name__ == "__main__":
    main()
