"""Which lines of reStructuredText are prose, and which its parser takes as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .rst import TITLED, VERBATIM, directive_name

Kind = Literal["prose", "literal", "fence"]

# The sign of an item, behind which a block may begin as at the begin of a line.
_ITEM = re.compile(r"(?:[-+*\u2022\u2023\u2043]|\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)])[ \t]+")
_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_DIRECTIVE = re.compile(rf"\.\. +(?:\|[^|\n]+\| +)?({_NAME}) ?::(?=[ \t]|$)")
# What else two points begin that is read: a target, a footnote or a citation.
_READ = re.compile(r"\.\. +(?:_|\[)|\.\.$")
_OPTION = re.compile(r"[ \t]+:(?![: ])[^:\n]+:(?=[ \t]|$)")
# A fence of Markdown, in which reStructuredText sees no code.
_FENCE = re.compile(r"[ \t]*```\w*[ \t]*$")
_FENCE_END = re.compile(r"[ \t]*```[ \t]*$")


@dataclass(frozen=True)
class Run:
    """Lines of one kind, from ``begin`` to before ``end``."""

    kind: Kind
    begin: int
    end: int


def runs(lines: Sequence[str], language: str) -> Iterator[Run]:
    """The lines of a text in order; the names of directives may be those of ``language``."""
    at = begin = 0
    while at < len(lines):
        kind, first, end = _from(lines, at, language)
        if kind != "prose":
            if begin < first:
                yield Run("prose", begin, first)
            yield Run(kind, first, end)
            begin = end
        at = end
    if begin < len(lines):
        yield Run("prose", begin, len(lines))


def _from(lines: Sequence[str], at: int, language: str) -> tuple[Kind, int, int]:
    """What begins in a line: where what is not prose begins and ends, or that the line is prose."""
    line = lines[at]
    if _FENCE.match(line):
        closing = (n for n in range(at + 1, len(lines)) if _FENCE_END.match(lines[n]))
        if (end := next(closing, 0)) > at + 1:
            return "fence", at, end + 1
    column, rest = _placed(line)
    if directive := _DIRECTIVE.match(rest):
        name = directive_name(directive[1], language)
        if name in VERBATIM:
            return "literal", at + (name in TITLED), _body(lines, at + 1, column)
        end = at + 1
        options = False
        while end < len(lines) and lines[end].strip() and _column(lines[end]) > column:
            options = options or _OPTION.match(lines[end]) is not None
            if not options:  # the argument goes on
                break
            end += 1
        return ("literal", at + 1, end) if options else ("prose", at, at + 1)
    if rest.startswith("..") and re.match(r"\.\.(?: |$)", rest):
        if _READ.match(rest):
            return "prose", at, at + 1
        return "literal", at, _body(lines, at + 1, column)  # a comment
    if rest.startswith(">>> ") and (at == 0 or not lines[at - 1].strip()):
        return "literal", at, _while(lines, at, lambda line: bool(line.strip()))
    if rest.endswith("::") and not "".join(lines[at + 1 : at + 2]).strip():
        first = _while(lines, at + 1, lambda line: not line.strip())
        end = _body(lines, first, column)
        if end == first and first < len(lines):  # what is quoted need not be indented
            sign = lines[first].strip()[0]
            if _column(lines[first]) == column and not sign.isalnum() and sign.isascii():
                end = _while(lines, first, lambda line: line.strip().startswith(sign))
        return ("literal", first, end) if end > first else ("prose", at, first)
    return "prose", at, at + 1


def _placed(line: str) -> tuple[int, str]:
    """The column in which the text of a line begins, and the text: behind the signs of items."""
    rest = line.expandtabs().rstrip()
    column = len(rest) - len(rest.lstrip())
    rest = rest.lstrip()
    while item := _ITEM.match(rest):
        column, rest = column + item.end(), rest[item.end() :]
    return column, rest


def _column(line: str) -> int:
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


def _body(lines: Sequence[str], at: int, column: int) -> int:
    """Where the lines end that are deeper than a column; empty ones behind the last do not count."""
    end = at
    for number in range(at, len(lines)):
        if lines[number].strip():
            if _column(lines[number]) <= column:
                break
            end = number + 1
    return end


def _while(lines: Sequence[str], at: int, holds: object) -> int:
    assert callable(holds)
    return next((n for n in range(at, len(lines)) if not holds(lines[n])), len(lines))
