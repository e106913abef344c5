"""The way from a place in one language to the place that says the same in each other one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types as lsp

from ..config import Settings, Syntax
from ..source.blocks import Block, blocks
from ..source.sentences import sentences
from .documents import Document
from .outline import Piece, groups, language_of, page
from .session import Session

# What may stand before the first letter of a sentence and belongs to it.
_MARKUP = "*_`$[(\"'“「『{<~"


@dataclass(frozen=True)
class Side:
    """What one language says, and the file where it stands."""

    piece: Piece
    document: Document
    path: Path


def counterparts(session: Session, path: Path, position: lsp.Position) -> list[lsp.Location]:
    """Where the other languages say what stands at a position, as exactly as can be told.

    That is a sentence where the languages have as many in the same paragraph, else the paragraph, and
    where they have not the same paragraphs, the section or the passage.
    """
    settings = session.settings
    if settings is None:
        return []
    document = session.document(path)
    sides = list(_sides(session, settings, document, path, position.line))
    own = next((each for each in sides if each.path == path and _has(each, position.line)), None)
    if own is None:
        return []
    column = document.column(position) - own.piece.cuts[position.line - own.piece.row]
    spot = (position.line - own.piece.row, max(column, 0))
    found = []
    for other in sides:
        if other is not own:
            row, column = _across(own.piece, other.piece, spot, settings.syntax)
            place = other.document.at(other.piece.row + row, other.piece.cuts[row] + column)
            uri = session.uri(other.path)
            found.append(lsp.Location(uri, lsp.Range(place, place)))
    return found


def _has(side: Side, row: int) -> bool:
    return bool(side.piece.language) and side.piece.row <= row < side.piece.end


def _sides(
    session: Session, settings: Settings, document: Document, path: Path, row: int
) -> Iterator[Side]:
    """All languages of what stands in a row, in the order of conf.py."""
    if not session.is_page(path):
        for group in groups(document, settings.codes):
            if any(piece.row <= row < piece.end for piece in group.pieces):
                yield from (Side(piece, document, path) for piece in group.pieces)
        return
    language = language_of(path, settings)
    name = path.relative_to(settings.docs / str(language))
    for code in settings.codes:
        there = settings.docs / code / name
        text = document if there == path else session.document(there)
        if text.text:
            yield Side(page(text, code), text, there)


_Spot = tuple[int, int]  # a row of a text, and a column in it


def _across(own: Piece, other: Piece, spot: _Spot, syntax: Syntax) -> _Spot:
    """The place in another language that says what one says at a place."""
    here, there = (blocks(each.text, syntax, each.plain) for each in (own, other))
    index = max((at for at, each in enumerate(here) if each.line <= spot[0]), default=None)
    if index is None:
        return 0, 0
    if _form(here) != _form(there):
        section = sum(_is_heading(each) for each in here[: index + 1])
        headings = [each for each in there if _is_heading(each)]
        # Where one language has another section besides, nothing is sure.
        counts = len(headings) == sum(map(_is_heading, here))
        return (headings[section - 1].line, 0) if counts and section else (0, 0)
    begins = list(_begins(here[index], own.rows))
    meant = list(_begins(there[index], other.rows))
    if len(begins) != len(meant):
        return min(there[index].line, len(other.rows) - 1), 0
    at = max((at for at, begin in enumerate(begins) if begin <= spot), default=0)
    return meant[at]


def _form(parts: Sequence[Block]) -> list[tuple[str, int]]:
    return [(each.kind.split(" ")[0], each.level) for each in parts]


def _is_heading(block: Block) -> bool:
    return block.kind.startswith("heading") and block.level == 0


def _begins(block: Block, rows: Sequence[str]) -> Iterator[_Spot]:
    """Where the sentences of a block begin, or the block itself where it has none."""
    found = sentences(block)
    if not found:
        yield min(block.line, len(rows) - 1), 0
    last: _Spot = (0, 0)
    for sentence in found:
        row = min(block.line_at(sentence.start), len(rows) - 1)
        word = re.search(r"[^\W_]+", sentence.shown)
        least = last[1] if last[0] == row else 0
        column = rows[row].find(word[0], least) if word else -1
        if column < 0:
            column = least
        last = (row, column + len(word[0]) if word else column)
        while column > least and rows[row][column - 1] in _MARKUP:
            column -= 1
        yield row, column
