"""The lines and columns of what is set in lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .tokens import written

_DISTANCE = re.compile(r"\s*\*?\s*(\[\s*-?[\d.]+\s*[a-z]+\s*\])?")
_DEEPER = {"{": 1, "\\begin": 1, "}": -1, "\\end": -1}


def rows_of(tokens: Sequence[str]) -> list[list[str]]:
    r"""The lines, cut at each ``\\`` that is in no group; how far apart they stand is left out."""
    first, *others = _cut(tokens, ("\\\\", "\\cr", "\\newline"))
    return [first, *(_without_distance(each) for each in others)]


def columns_of(row: Sequence[str]) -> list[list[str]]:
    """The columns of a line, cut at each ``&`` that is in no group."""
    return _cut(row, ("&",))


def ended(rows: list[list[str]]) -> list[list[str]]:
    """The lines without an empty one at the end."""
    return rows[:-1] if len(rows) > 1 and not written(rows[-1]).strip() else rows


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    r"""Lines with ``\\`` between them."""
    return [token for row in rows for token in (*row, "\\\\")][:-1]


def _cut(tokens: Sequence[str], marks: Sequence[str]) -> list[list[str]]:
    pieces: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += _depth(token)
        if token in marks and depth == 0:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces


def _depth(token: str) -> int:
    """By how much a token leads deeper; a rewritten one may hold the whole beginning of something."""
    if token in _DEEPER:
        return _DEEPER[token]
    return (
        0
        if len(token) < 3
        else (
            len(re.findall(r"(?<!\\)\{|\\begin\b", token))
            - len(re.findall(r"(?<!\\)\}|\\end\b", token))
        )
    )


def _without_distance(row: list[str]) -> list[str]:
    begin = _DISTANCE.match(written(row[:12]))
    length = len(begin[0]) if begin else 0
    while length > 0 and row:
        length -= len(row[0])
        row = row[1:]
    return row
