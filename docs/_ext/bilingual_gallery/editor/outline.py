"""The cells of a script, and whose language each is, however unfinished the script is.

``source`` reads a script that is whole, or says what is wrong. While an author types, most scripts are not
whole; what is looked up here needs no more than the markers of the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..config import Settings
from .documents import Document

_MARKER = re.compile(r"#\s*%%(?P<rest>.*)")
_MARKDOWN = re.compile(r"\s*\[(?:markdown|md)\]")
_LANGUAGE = re.compile(r"""\blang\s*=\s*["']([^"']*)["']""")
_QUOTES = re.compile(r"[rR]?(\"\"\"|''')")


@dataclass(frozen=True)
class Piece:
    """Text that one language has, or all share (``language`` is empty): its first row in the file, from 0.

    ``cuts`` are how many characters stand in each of the file's lines before the text's own.
    """

    language: str
    row: int
    rows: tuple[str, ...]
    cuts: tuple[int, ...]
    plain: bool = False  # a comment in code, which is no Markdown

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.rows)

    @property
    def end(self) -> int:
        """The row behind its last."""
        return self.row + len(self.rows)

    def offset(self, row: int, column: int) -> int:
        """The place in the text of a place in the file that is in it."""
        before = sum(len(each) + 1 for each in self.rows[: row - self.row])
        own = self.rows[row - self.row]
        return before + min(max(column - self.cuts[row - self.row], 0), len(own))

    def place(self, offset: int) -> tuple[int, int]:
        """The row and the column in the file of a place in the text."""
        row = self.text.count("\n", 0, offset)
        begin = self.text.rfind("\n", 0, offset) + 1
        return self.row + row, self.cuts[row] + offset - begin


@dataclass(frozen=True)
class Cell:
    """A cell: ``row`` is that of its marker, ``end`` the row behind it; None for code's language."""

    row: int
    end: int
    is_code: bool
    marker: str
    pieces: tuple[Piece, ...]

    @property
    def language(self) -> str:
        """The language of prose; empty for code, and for prose that all languages share."""
        return "" if self.is_code or not self.pieces else self.pieces[0].language


@dataclass(frozen=True)
class Group:
    """What says the same: a passage, a group of comments in code, or a page, by language."""

    pieces: tuple[Piece, ...] = field(default=())

    def of(self, language: str) -> Piece | None:
        """What one language says."""
        return next((each for each in self.pieces if each.language == language), None)


def cells(document: Document, languages: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of a script."""
    return _cells(document.text, tuple(document.lines), tuple(languages))


@lru_cache(maxsize=32)
def _cells(text: str, lines: tuple[str, ...], languages: tuple[str, ...]) -> tuple[Cell, ...]:
    starts = [row for row, line in enumerate(lines) if _MARKER.match(line)]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    found = []
    for row, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        marker = _MARKER.match(lines[row])
        rest = marker["rest"] if marker else ""
        body = row + 1 if marker else row
        while end > body and not lines[end - 1].strip():
            end -= 1
        if _MARKDOWN.match(rest):
            language = match[1] if (match := _LANGUAGE.search(rest)) else ""
            piece = _prose(lines, body, end, language)
            found.append(Cell(row, end, False, rest, (piece,)))
        else:
            comments = tuple(_comments(lines, body, end, languages))
            found.append(Cell(row, end, True, rest, comments))
    return tuple(found)


def _prose(lines: Sequence[str], body: int, end: int, language: str) -> Piece:
    quotes = _QUOTES.match(lines[body].strip()) if body < end else None
    if quotes is None:
        texts = [re.sub(r"^#( |$)", "", line, count=1) for line in lines[body:end]]
        cuts = [len(line) - len(text) for line, text in zip(lines[body:end], texts, strict=True)]
        return Piece(language, body, tuple(texts), tuple(cuts))
    begin = len(lines[body]) - len(lines[body].lstrip()) + quotes.end()
    rows, cuts = [lines[body][begin:]], [begin]
    for line in lines[body + 1 : end]:
        rows.append(line)
        cuts.append(0)
    if rows[-1].rstrip().endswith(quotes[1]):
        rows[-1] = rows[-1].rstrip().removesuffix(quotes[1])
    return Piece(language, body, tuple(rows), tuple(cuts))


def _comments(
    lines: Sequence[str], body: int, end: int, languages: Sequence[str]
) -> Iterator[Piece]:
    tag = re.compile(rf"\s*# ({'|'.join(map(re.escape, languages))}): ?")
    row = body
    while row < end:
        match = tag.match(lines[row])
        first = row
        rows: list[str] = []
        cuts: list[int] = []
        while match and row < end and (here := tag.match(lines[row])) and here[1] == match[1]:
            rows.append(lines[row][here.end() :])
            cuts.append(here.end())
            row += 1
        if match:
            yield Piece(match[1], first, tuple(rows), tuple(cuts), plain=True)
        row += not match


def groups(document: Document, languages: Sequence[str]) -> list[Group]:
    """What says the same in a script, in its order: adjacent cells or comments of other languages each."""
    found: list[Group] = []
    pending: list[Piece] = []

    def end() -> None:
        if pending:
            found.append(Group(tuple(pending)))
            pending.clear()

    for cell in cells(document, languages):
        if cell.is_code or not cell.language:
            end()
        for piece in cell.pieces:
            follows = not cell.is_code or (bool(pending) and pending[-1].end == piece.row)
            if not follows or piece.language in {each.language for each in pending}:
                end()
            pending.append(piece)
        if cell.is_code or not cell.language:
            end()
    end()
    return found


def page(document: Document, language: str) -> Piece:
    """A page that is written by hand, without its front matter, which no reader sees."""
    lines = document.lines
    begin = 0
    if lines and lines[0] == "---" and "---" in lines[1:]:
        begin = lines.index("---", 1) + 1
    rows = lines[begin:]
    return Piece(language, begin, tuple(rows), (0,) * len(rows))


def piece_at(document: Document, path: Path, settings: Settings, row: int) -> Piece | None:
    """The text of a language in a file that has this row; None where there is none."""
    if path.suffix == ".md":
        language = language_of(path, settings)
        return None if language is None else page(document, language)
    for group in groups(document, settings.codes):
        for piece in group.pieces:
            if piece.row <= row < piece.end:
                return piece
    return None


def language_of(path: Path, settings: Settings) -> str | None:
    """The language of a page by its folder; None for what is no page."""
    return next(
        (code for code in settings.codes if path.is_relative_to(settings.docs / code)), None
    )
