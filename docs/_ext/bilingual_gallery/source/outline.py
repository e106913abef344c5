"""Which heading of a text in one language says what another one of a text in another language says.

They pair in order. Where one language has a heading besides, their levels and what both write alike (code,
numbers, names) tell which one that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .markdown import Heading

_ALIKE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|\d+")
# What a pair is worth: by its levels, for each word that both have, and for each that one of them lacks.
_LEVEL, _OTHER_LEVEL, _SAME, _LACKING = 4.0, 1.0, 1.0, 1.5
_LEAST = 0.1


def paired(own: Sequence[Heading], other: Sequence[Heading]) -> list[int | None]:
    """For each of our headings the number of the other's that says the same; None where there is none."""
    if [each.level for each in own] == [each.level for each in other]:
        return [*range(len(own))]

    ours, theirs = [*map(_alike, own)], [*map(_alike, other)]
    rows = [
        [0.0] * (len(other) + 1)
    ]  # what the headings from i and from j on are worth; the last first
    pairs: set[tuple[int, int]] = set()  # those that are better than leaving one of them alone
    for i in reversed(range(len(own))):
        below, row = rows[-1], [0.0] * (len(other) + 1)
        for j in reversed(range(len(other))):
            row[j] = max(below[j], row[j + 1])
            if (own[i].level == 1) == (other[j].level == 1):  # a title is no section
                worth = below[j + 1] + _worth(own[i], other[j], ours[i], theirs[j])
                if worth >= row[j]:
                    row[j] = worth
                    pairs.add((i, j))
        rows.append(row)
    rows.reverse()
    found: list[int | None] = [None] * len(own)
    i = j = 0
    while i < len(own) and j < len(other):
        if (i, j) in pairs:
            found[i] = j
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _worth(one: Heading, two: Heading, ours: frozenset[str], theirs: frozenset[str]) -> float:
    few, many = sorted((ours, theirs), key=len)
    worth = _LEVEL if one.level == two.level else _OTHER_LEVEL
    return max(worth + _SAME * len(few & many) - _LACKING * len(few - many), _LEAST)


def _alike(heading: Heading) -> frozenset[str]:
    """What a heading would have in any language that writes it in its own letters, and more in English."""
    return frozenset(each.lower() for each in _ALIKE.findall(heading.words))
