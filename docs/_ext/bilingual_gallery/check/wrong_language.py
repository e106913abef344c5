"""Prose in another language than its cell, its page or its comment says: what nobody has translated yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lang import language
from ..lang.tags import name_in
from ..source.blocks import Block
from .finding import Finding, Text
from .tongue import is_prose, may_have_others, other_than, pieces

_RULE = "language"
RULES = frozenset([_RULE])


@dataclass
class Foreign:
    """The blocks of a text that are in another language, and what is told of them."""

    blocks: set[Block] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def check(text: Text, languages: tuple[str, ...]) -> Foreign:
    """The paragraphs, items, headings and sentences of a text that are not in its language.

    Those that follow one another are told once, at the first. ``languages`` are those of the site.
    """
    own, found, before = language(text.language), Foreign(), None
    if not text.language:
        return found
    for block in filter(is_prose, text.blocks):
        (whole,) = pieces(block)
        other = other_than(own, whole, languages)
        if other is not None:
            found.blocks.add(block)
            if other != before:
                found.findings.append(_finding(text, whole.row, other))
        elif may_have_others(own, block, languages):
            for piece in pieces(block, sentences=True):
                foreign = other_than(own, piece, languages)
                if foreign is not None and foreign != before:
                    found.findings.append(_finding(text, piece.row, foreign))
                before = foreign
        before = other
    return found


def _finding(text: Text, row: int, other: str) -> Finding:
    name = name_in(other) if other else "another language"
    where = f"`# {text.language}:`" if text.plain else f"{text.language}"
    mend = f"write it in {name_in(text.language)}"
    return text.finding(row, _RULE, f"this is in {name}, and stands under {where}; {mend}")
