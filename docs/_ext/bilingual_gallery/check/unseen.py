"""Prose that a reader does not see, or sees otherwise than its author meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..source.blocks import UNSEEN, Block
from ..source.elements import ENDLESS, KNOWN
from ..source.inlines import Inline
from .finding import Finding, Text

RULES = frozenset(["unseen", "unclosed"])

_PERCENT, _PLUS = UNSEEN["myst_line_comment"], UNSEEN["myst_block_break"]
_MENDS = {
    _PERCENT: "a line that begins with % is a comment, which no reader sees; write \\% for the sign",
    _PLUS: "a line that begins with +++ is not shown; write \\+++ for the signs, or take it out",
}


def check(text: Text) -> Iterator[Finding]:
    """What is lost in a text."""
    if text.plain:
        return
    if text.unclosed is not None:
        yield text.finding(text.unclosed[0], "unclosed", text.unclosed[1])
    left: list[Inline] = []  # what blocks of HTML open, which later ones may close
    for block in text.blocks:
        if block.kind in _MENDS:
            for row in range(block.raw.count("\n") + 1 if block.kind == _PERCENT else 1):
                yield text.finding(block.line + row, "unseen", _MENDS[block.kind])
        yield from _unknown(text, block)
        if block.kind == "HTML" or block.kind.startswith("{"):
            left = _open([*left, *block.inlines])
        elif not block.kind.startswith("heading"):
            yield from (_unclosed(text, each) for each in _open(block.inlines))
    yield from (_unclosed(text, each) for each in left)


def _unknown(text: Text, block: Block) -> Iterator[Finding]:
    in_heading = block.kind.startswith("heading")
    for inline in block.inlines:
        name = inline.text
        if inline.kind != "html":
            continue
        if name not in KNOWN and "-" not in name:
            message = (
                f"<{name}> is no element of HTML, so no reader sees it; put it between ` and `"
            )
            yield text.finding(inline.line, "unseen", message)
        elif in_heading:
            message = f"<{name}> in a heading, which is text alone, so it is left out; take it out"
            yield text.finding(inline.line, "unseen", message)


def _open(inlines: Sequence[Inline]) -> list[Inline]:
    """The elements that nothing closes."""
    found: list[Inline] = []
    for inline in inlines:
        if inline.kind == "html" and inline.text in KNOWN - ENDLESS:
            found.append(inline)
        elif inline.kind == "close":
            at = next(
                (n for n in reversed(range(len(found))) if found[n].text == inline.text), None
            )
            if at is not None:
                del found[at]
    return found


def _unclosed(text: Text, inline: Inline) -> Finding:
    message = f"<{inline.text}> is never closed; close it, or write \\< for the sign"
    return text.finding(inline.line, "unclosed", message)
