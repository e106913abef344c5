"""Fences that are never closed, at any depth: in boxes, lists and quotes the end of those ends them too.

What follows such a fence is swallowed, or shown as code, and nothing else would say so at its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..config import Syntax
from ..memo import kept
from . import markdown
from .blocks import DEEP, VERBATIM, options_of

_MAY_BE = re.compile(r"```|~~~|:::")
_BEFORE = re.compile(r"[\s>]*")
_DIRECTIVE = re.compile(r"\s*\{([\w:+-]+)\}")


@kept
def unclosed(text: str, syntax: Syntax) -> tuple[int, str] | None:
    """The row (from 0) of the first fence of a text that is not closed, and what is wrong with the mend."""
    return next(_unclosed(text, syntax, 0, 0), None)


def _unclosed(text: str, syntax: Syntax, first: int, depth: int) -> Iterator[tuple[int, str]]:
    if depth > DEEP or _MAY_BE.search(text) is None:
        return
    rows = text.split("\n")
    for token in markdown.parse(text, syntax):
        if token.type not in ("fence", "colon_fence") or not token.map:
            continue
        begin, end = token.map
        mark = token.markup
        if not (end - begin > 1 and _closes(rows[min(end, len(rows)) - 1], mark)):
            message = f"this fence is never closed; close it with {mark} on a line of its own"
            yield first + begin, message
            continue
        directive = _DIRECTIVE.match(token.info)
        inner = re.compile(rf"{re.escape(mark)}(?!{re.escape(mark[0])})\s*[\w{{]")
        for row in range(begin + 1, end - 1) if mark[0] != ":" else ():
            if inner.match(_BEFORE.sub("", rows[row], count=1)):
                message = (
                    f"this fence is not closed before another begins ({mark}, {row - begin} lines below);"
                    f" close it there with {mark}, or write {mark}{mark[0]} around both"
                )
                yield first + begin, message
                return
        if directive and directive[1] not in VERBATIM:
            skipped, body = options_of(token.content)
            yield from _unclosed(body, syntax, first + begin + 1 + skipped, depth + 1)


def _closes(row: str, mark: str) -> bool:
    said = _BEFORE.sub("", row, count=1).rstrip()
    return len(said) >= len(mark) and said == mark[0] * len(said)
