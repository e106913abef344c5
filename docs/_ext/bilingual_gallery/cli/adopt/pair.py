"""Find what belongs together in the scripts of two languages: code by code, prose by the code beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from .code import alike
from .split import Piece

# Cells that have less in common are different cells.
_ENOUGH = 0.4
# What a gap costs, so that of two ways with the same likeness the one with fewer gaps is taken.
_GAP = 0.01


@dataclass(frozen=True)
class Part:
    """Adjacent prose, or a code cell: the numbers of its pieces in the script, and the pieces."""

    kind: str
    pieces: tuple[Piece, ...]
    first: int

    @property
    def text(self) -> str:
        """What it says."""
        return "\n\n".join(piece.text for piece in self.pieces)

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.pieces[0].line


Pair = tuple[Part | None, Part | None]


def parts_of(pieces: Sequence[Piece]) -> list[Part]:
    """The pieces of a script, those of prose that follow one another as one; the title stands alone."""
    parts: list[Part] = []
    for kind, run in groupby(enumerate(pieces), lambda at: at[1].kind if at[0] else "title"):
        members = list(run)
        groups = [members] if kind == "text" else [[each] for each in members]
        parts += [
            Part(each[0][1].kind, tuple(piece for _, piece in each), each[0][0]) for each in groups
        ]
    return parts


def pairs(own: Sequence[Part], other: Sequence[Part]) -> list[Pair]:
    """The parts of two scripts in order, each with its counterpart if there is one; the titles are a pair."""
    rows, columns = len(own), len(other)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for one in range(rows - 1, -1, -1):
        for two in range(columns - 1, -1, -1):
            fit = _fit(own[one], other[two])
            along = best[one + 1][two + 1] + fit if fit else 0.0
            best[one][two] = max(along, best[one + 1][two] - _GAP, best[one][two + 1] - _GAP)
    found: list[Pair] = [(own[0], other[0])]
    one = two = 1
    while one < rows and two < columns:
        fit = _fit(own[one], other[two])
        if fit and best[one][two] == best[one + 1][two + 1] + fit:
            found.append((own[one], other[two]))
            one, two = one + 1, two + 1
        elif best[one][two] == best[one + 1][two] - _GAP:
            found.append((own[one], None))
            one += 1
        else:
            found.append((None, other[two]))
            two += 1
    found += [(each, None) for each in own[one:]]
    return [*found, *((None, each) for each in other[two:])]


def finer(parts: Mapping[str, Part]) -> list[dict[str, Part]]:
    """What languages say at one place, piece by piece where all of them cut it into as many."""
    (count, *others) = {len(part.pieces) for part in parts.values()}
    if others or count == 1:
        return [dict(parts)]
    return [
        {name: Part(part.kind, (part.pieces[at],), part.first + at) for name, part in parts.items()}
        for at in range(count)
    ]


def _fit(one: Part, two: Part) -> float:
    if one.kind != two.kind:
        return 0.0
    if one.kind == "code":
        likeness = alike(one.text, two.text)
        return 2 * likeness if likeness >= _ENOUGH else 0.0
    return 0.2 + 0.8 * _same_marks(one.text, two.text)


def _same_marks(one: str, two: str) -> float:
    first, second = _marks(one), _marks(two)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.5


@cache
def _marks(text: str) -> Counter[str]:
    """What prose has in every language: names in Latin letters, numbers, underlines, directives."""
    return Counter(re.findall(r"[A-Za-z_][\w.]{2,}|\d[\d.]*|(?m:^[=~^-]{4})|\.\. \w+::", text))
