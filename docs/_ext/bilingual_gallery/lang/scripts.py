"""Which letters a text has: those of Hangul, of Kana, of Latin, each script by its name in ISO 15924.

A language says in ``Language.scripts`` in which of them it is written. For one without a file CLDR says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from babel.core import get_global

LATIN = "Latn"
_LETTERS = {
    LATIN: r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Hang": r"\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "Kana": r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff",
    "Hani": r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Cyrl": r"\u0400-\u052f",
    "Hebr": r"\u05d0-\u05ea",
    "Arab": r"\u0620-\u064a\u066e-\u06d3\u0750-\u077f",
    "Deva": r"\u0904-\u0939\u0958-\u0961",
    "Thai": r"\u0e01-\u0e4e",
}  # not Greek: the letters of formulas are
# What CLDR calls mixtures of scripts, and their variants.
_MIXED = {"Kore": ("Hang",), "Jpan": ("Kana", "Hani"), "Hans": ("Hani",), "Hant": ("Hani",)}
_OTHER = re.compile(f"[{''.join(each for name, each in _LETTERS.items() if name != LATIN)}]")


@cache
def _letters(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_LETTERS[script]}]")


def has_others(text: str) -> bool:
    """Does a text have letters of any script but Latin?"""
    return not text.isascii() and _OTHER.search(text) is not None


def count(text: str, scripts: Iterable[str]) -> int:
    """How many letters of these scripts a text has."""
    return sum(len(_letters(name).findall(text)) for name in scripts)


def letters(text: str) -> Mapping[str, int]:
    """How many letters of each script a text has; a script without any is not there."""
    found = {name: len(_letters(name).findall(text)) for name in _LETTERS}
    return {name: many for name, many in found.items() if many}


def likely(code: str) -> tuple[str, ...]:
    """The scripts in which CLDR knows a language to be written; Latin where it knows nothing."""
    full = get_global("likely_subtags").get(code.replace("-", "_").split("_")[0], "")
    named = next((part for part in full.split("_") if len(part) == 4), LATIN)
    return _MIXED.get(named, (named if named in _LETTERS else LATIN,))
