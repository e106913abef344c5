"""The lines that say who wrote or translated a text, which tell nobody what it is about."""

from __future__ import annotations

import re
from functools import cache

from ..lang import language
from ..lang.tags import DEFAULT

_LONGEST = 240  # letters of a few lines of names
_SENTENCE = (".", "!", "?", "\u3002", "\uff01", "\uff1f")
_WORD = re.compile(r"\b(?!and\b|by\b)[a-z]{2,}")  # which no name is


def is_byline(paragraph: str, code: str) -> bool:
    """Does a paragraph of a language, as readers see it, hold names and no sentence?"""
    names = _begins(code).match(paragraph)
    if names is None or len(paragraph) > _LONGEST:
        return False
    return not paragraph.endswith(_SENTENCE) or _WORD.search(paragraph, names.end()) is None


@cache
def _begins(code: str) -> re.Pattern[str]:
    # Who translates often leaves the author's line as it is.
    every = (
        words
        for each in (code, DEFAULT)
        for words in (language(each).byline, language(each).credit)
    )
    return re.compile(
        rf"\W*(?:{'|'.join(filter(None, every))})\W{{0,4}}(?:[:\uff1a]|by\b)", re.IGNORECASE
    )
