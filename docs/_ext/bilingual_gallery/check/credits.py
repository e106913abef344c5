"""The lines in which a text names its translators: each language has its own, and none has another's.

Such a line begins with a word for it and is short. A sentence, code or a number in it says something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ..lang import language
from ..source.blocks import Block
from ..source.inlines import Inline
from ..source.sentences import FULL
from .finding import Text

_LONGEST = 120  # letters of a line of names
_DATE = re.compile(r"\b(?:19|20)\d\d(?:[-./]\d\d?)*\b")


def without_credits(text: Text) -> list[Block]:
    """The blocks of a text without the lines that name its translators."""
    pattern = _credit(text.language)
    if pattern is None or pattern.search(text.markdown) is None:
        return list(text.blocks)
    kept = (_without(block, pattern) for block in text.blocks)
    return [block for block in kept if block is not None]


@cache
def _credit(code: str) -> re.Pattern[str] | None:
    words = language(code).credit
    if not words:
        return None
    return re.compile(rf"^\W*(?:{words})\W{{0,4}}(?:[:\uff1a]|by\b)", re.MULTILINE | re.IGNORECASE)


def _without(block: Block, pattern: re.Pattern[str]) -> Block | None:
    if block.kind != "paragraph" or pattern.search(block.text) is None:
        return block
    lines = _lines(block)
    kept: list[Inline] = []
    credited = False
    for line in lines:
        said = "".join(each.shown for each in line)
        # What goes on in the next line is names with their addresses.
        begins = pattern.match(said) is not None and _is_credit(line, said)
        credited = begins or (credited and _is_names(line))
        if not credited:
            kept += [*([Inline("break", "", line[0].line)] if kept else []), *line]
    return replace(block, inlines=tuple(kept)) if kept else None


def _lines(block: Block) -> Sequence[Sequence[Inline]]:
    lines: list[list[Inline]] = [[]]
    for inline in block.inlines:
        if inline.kind == "break":
            lines.append([])
        else:
            lines[-1].append(inline)
    return [line for line in lines if line]


def _is_credit(line: Sequence[Inline], said: str) -> bool:
    """May a line that begins like a credit be one?"""
    links, beside = _beside(line)
    return (
        len(said) <= _LONGEST
        and not any(inline.kind in ("code", "math", "eval") for inline in line)
        and re.search(r"\d", _DATE.sub("", beside)) is None
        and (links > 0 or not said.rstrip("\"'”’) ").endswith(tuple(FULL + ".")))
    )


def _is_names(line: Sequence[Inline]) -> bool:
    """Has a line links, and nothing but signs beside them?"""
    links, beside = _beside(line)
    return links > 0 and re.search(r"\w", beside) is None


def _beside(line: Sequence[Inline]) -> tuple[int, str]:
    """How many links a line has, and what it says beside them and beside what is emphasized."""
    deep, links, beside = 0, 0, ""
    for inline in line:
        links += inline.kind == "link"
        deep += inline.kind in ("link", "strong", "em")
        deep -= inline.kind == "close"
        beside += inline.shown if not deep else ""
    return links, beside
