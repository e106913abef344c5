"""The lines in which a text names its translators: each language has its own, and none has another's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ..lang import language
from ..source.blocks import Block
from ..source.inlines import Inline
from .finding import Text


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
        credited = pattern.match(said) is not None or (credited and _is_names(line))
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


def _is_names(line: Sequence[Inline]) -> bool:
    """Has a line links, and nothing but signs beside them?"""
    deep, links, beside = 0, 0, ""
    for inline in line:
        links += inline.kind == "link"
        deep += inline.kind in ("link", "strong", "em")
        deep -= inline.kind == "close"
        beside += inline.shown if not deep else ""
    return links > 0 and re.search(r"\w", beside) is None
