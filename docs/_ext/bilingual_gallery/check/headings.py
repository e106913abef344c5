"""Headings that one language of a passage has and another has not: each page is made with its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..source import markdown
from ..source.markdown import Heading
from ..source.outline import paired
from .finding import Finding, Text

_RULE = "headings"
RULES = frozenset([_RULE])
# A heading of each text that say the same; None where one text has none.
Pair = tuple[Heading | None, Heading | None]


def compare(texts: Sequence[Text]) -> Iterator[Finding]:
    """Each language's headings against those of the first one."""
    first, *others = texts
    every = "both" if len(texts) == 2 else "every language"
    for other in others:
        for one, two in differing(first, other):
            if one is not None and two is not None:
                at = f"{first.language} (line {first.line + one.line})"
                message = f"{_said(two, other)} where {at} has level {one.level}"
                yield other.finding(two.line, _RULE, f"{message}; give {every} the same level")
                continue
            here, there, heading = (first, other, one) if one else (other, first, two)
            assert heading is not None
            message = f"{_said(heading, here)} that {there.language} (line {there.line}) lacks"
            mend = f"give {every} the same headings in the same order"
            yield here.finding(heading.line, _RULE, f"{message}; {mend}")


def _said(heading: Heading, text: Text) -> str:
    return f'{text.language} has "{heading.title}", a heading of level {heading.level},'


def _levels(text: Text) -> list[str]:
    return [
        each.kind for each in text.blocks if each.level == 0 and each.kind.startswith("heading")
    ]


def differing(one: Text, two: Text) -> list[Pair]:
    """The headings of two texts that stand in one alone, or have another level in the other."""
    if _levels(one) == _levels(two):
        return []
    own, other = (markdown.headings(each.markdown, each.syntax) for each in (one, two))
    numbers = paired(own, other)
    pairs: list[Pair] = [
        (heading, None if number is None else other[number])
        for heading, number in zip(own, numbers, strict=True)
    ]
    pairs += [(None, heading) for number, heading in enumerate(other) if number not in numbers]
    return [(ours, its) for ours, its in pairs if not ours or not its or ours.level != its.level]
