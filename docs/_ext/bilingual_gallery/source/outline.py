"""Which heading of a text in one language says what another one of a text in another language says.

They pair in order. Where one language has a heading besides, their levels and what both write alike (code,
numbers, names) tell which one that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .markdown import Heading

_ALIKE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|\d+")
# What a pair is worth: by its levels, for each word that both have, and for each that one of them lacks.
_LEVEL, _OTHER_LEVEL, _SAME, _LACKING = 4.0, 1.0, 1.0, 1.5
_LEAST = 0.1


def paired(own: Sequence[Heading], other: Sequence[Heading]) -> list[int | None]:
    """For each of our headings the number of the other's that says the same; None where there is none."""
    if [each.level for each in own] == [each.level for each in other]:
        return [*range(len(own))]

    @cache
    def best(i: int, j: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if i == len(own) or j == len(other):
            return 0.0, ()
        found = [best(i + 1, j), best(i, j + 1)]
        if (own[i].level == 1) == (other[j].level == 1):  # a title is no section
            worth, pairs = best(i + 1, j + 1)
            found.insert(0, (worth + _worth(own[i], other[j]), ((i, j), *pairs)))
        return max(found, key=lambda each: each[0])

    pairs = dict(best(0, 0)[1])
    return [pairs.get(number) for number in range(len(own))]


def _worth(one: Heading, two: Heading) -> float:
    few, many = sorted((_alike(one), _alike(two)), key=len)
    worth = _LEVEL if one.level == two.level else _OTHER_LEVEL
    return max(worth + _SAME * len(few & many) - _LACKING * len(few - many), _LEAST)


def _alike(heading: Heading) -> frozenset[str]:
    """What a heading would have in any language that writes it in its own letters, and more in English."""
    return frozenset(each.lower() for each in _ALIKE.findall(heading.words))
