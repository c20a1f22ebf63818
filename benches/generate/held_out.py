"""Held out (取り置き): the layouts, styles and words that nothing may be tuned on, read from `held_out.toml`."""

import pathlib
import tomllib

with open(pathlib.Path(__file__).parent / "held_out.toml", "rb") as _file:
    _TOLD = tomllib.load(_file)

LAYOUTS = set(_TOLD["layouts"])
HEADING_STYLES = set(_TOLD["heading_styles"])
KEY_STYLES = set(_TOLD["key_styles"])
WORDS = {role: set(words) for role, words in _TOLD["words"].items()}
