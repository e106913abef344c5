"""The expressions in a prose cell, `` {eval}`accuracy:.1%` ``: where each stands, whatever is around it.

A code span or a fence shows such a thing as it is. What is one is told by the parser alone: each
candidate gets a number in the place of its content, and those that come out as roles are expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from ..config import Syntax
from .blocks import Block, blocks
from .replacement_field import Field

# The role, and the kind of its inline; MyST-NB has it under this name too.
ROLE = "eval"
_CANDIDATE = re.compile(rf"\{{{ROLE}\}}(`+)(?!`)((?:(?!\{{{ROLE}\}}`).)+?)(?<!`)\1(?!`)")
_BEGIN, _END = "\ue0f0", "\ue0f1"  # around the number of a candidate
_NUMBER = re.compile(rf"{_BEGIN}(\d+){_END}")
# Inlines whose text is shown as it stands, or not at all; code is meant to be.
_NO_PROSE = frozenset(["math", "html", "link", "image", "file"])


@dataclass(frozen=True)
class Expression:
    """One expression: its text in one form, its row (from 0), and its place in the Markdown.

    ``source`` is its text as it stands there, which a table wants otherwise.
    """

    text: str
    row: int
    begin: int
    end: int
    source: str


@lru_cache(maxsize=4096)
def expressions(text: str, syntax: Syntax) -> tuple[Expression, ...]:
    """The expressions in a Markdown text, in order; those that ``mistake_in`` tells of left out."""
    found = [*_CANDIDATE.finditer(text)] if f"{{{ROLE}}}`" in text else []
    if not found:
        return ()
    numbered = _numbered(text)
    seen = [int(inner[1:-1]) for _, inner, _ in _roles(numbered, syntax) if inner[:1] == _BEGIN]
    said = [inner.strip() for _, inner, _ in _roles(text, syntax)]
    if len(seen) != len(said):
        return ()
    return tuple(
        Expression(
            words,
            text.count("\n", 0, found[at].start()),
            found[at].start(),
            found[at].end(),
            found[at][2].strip(),
        )
        for at, words in zip(seen, said, strict=True)
    )


def mistake_in(text: str, syntax: Syntax) -> tuple[int, str] | None:
    """The first row (from 0) of a text with an expression that cannot be one, and what is wrong."""
    if f"{{{ROLE}}}`" not in text:
        return None
    if (row := _out_of_place(text, syntax)) is not None:
        return row, (
            "HTML, a formula, an address and an alternative text cannot have an expression;"
            " write it in the text"
        )
    found = expressions(text, syntax)
    roles = _roles(text, syntax)
    if len(found) != len(roles):
        return roles[0][2], "an expression goes on in the next line; write it in one"
    for each, (block, _, _) in zip(found, roles, strict=True):
        if block.kind.startswith("heading") and not block.level:
            message = "a section's heading cannot have an expression; write it in the text below"
            return each.row, message
        try:
            Field.of(each.text)
        except ValueError as error:
            return each.row, f"{{{ROLE}}}`{each.source}`: {error}"
    return None


def replaced(text: str, syntax: Syntax, said: Callable[[Expression, str], tuple[str, str]]) -> str:
    """The text with something in the place of each expression.

    ``said`` gets an expression and the rest of its line, and returns what stands for both.
    """
    for each in reversed(expressions(text, syntax)):
        end = text.find("\n", each.end)
        end = len(text) if end < 0 else end
        text = text[: each.begin] + "".join(said(each, text[each.end : end])) + text[end:]
    return text


def _numbered(text: str) -> str:
    """The text with a number in the place of what each candidate holds."""
    numbers = count()
    return _CANDIDATE.sub(
        lambda each: f"{{{ROLE}}}{each[1]}{_BEGIN}{next(numbers)}{_END}{each[1]}", text
    )


def _out_of_place(text: str, syntax: Syntax) -> int | None:
    """The row (from 0) of the first candidate that a reader would see as it is written."""
    for block in blocks(_numbered(text), syntax):
        shown = [block.raw] if block.kind in ("HTML", "formula") else []
        shown += [
            " ".join((each.text, *(said for _, said in each.attributes)))
            for each in block.inlines
            if each.kind in _NO_PROSE
        ]
        for number in (found[1] for each in shown for found in _NUMBER.finditer(each)):
            candidates = [*_CANDIDATE.finditer(text)]
            return text.count("\n", 0, candidates[int(number)].start())
    return None


def _roles(text: str, syntax: Syntax) -> list[tuple[Block, str, int]]:
    """Each role of ours that the parser sees: its block, its content and its row."""
    return [
        (block, inline.text, inline.line)
        for block in blocks(text, syntax)
        for inline in block.inlines
        if inline.kind == ROLE
    ]
