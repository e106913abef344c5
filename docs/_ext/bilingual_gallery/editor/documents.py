"""The text of a file that an editor has open, and its places as editors count them.

pygls keeps texts too, but it takes what Python takes for the end of a line, a form feed among it, and so
applies an edit below one at the wrong place. The protocol knows three: LF, CR LF and CR.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lsprotocol import types as lsp

_END = re.compile(r"\r\n|\n|\r")


def _utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _utf16(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


# How an editor counts the columns of a line: how many there are in a text.
_UNITS: Mapping[str, Callable[[str], int]] = {
    lsp.PositionEncodingKind.Utf8.value: _utf8,
    lsp.PositionEncodingKind.Utf16.value: _utf16,
    lsp.PositionEncodingKind.Utf32.value: len,
}


@dataclass(frozen=True)
class Document:
    """A text, and the ``encoding`` in which its editor counts columns."""

    text: str
    encoding: str = lsp.PositionEncodingKind.Utf16.value
    version: int | None = None

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in _END.finditer(self.text))]

    def line(self, row: int) -> str:
        """A line without its end; an empty one below the last."""
        if row >= len(self.starts):
            return ""
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[row] : end].rstrip("\r\n")

    @property
    def lines(self) -> list[str]:
        """All lines, without their ends."""
        return [self.line(row) for row in range(len(self.starts))]

    def offset(self, position: lsp.Position) -> int:
        """The place of a position in the text; behind a line's last sign, that line's end."""
        if position.line >= len(self.starts):
            return len(self.text)
        return self.starts[position.line] + self.column(position)

    def column(self, position: lsp.Position) -> int:
        """How many characters stand in a line before a position."""
        line, measure = self.line(position.line), _UNITS[self.encoding]
        if measure(line) <= position.character:
            return len(line)
        # Each sign is at least one unit, so the place is not behind this one.
        column, units = 0, 0
        while units < position.character:
            units += measure(line[column])
            column += 1
        return column

    def position(self, offset: int) -> lsp.Position:
        """The position of a place in the text."""
        offset = max(0, min(offset, len(self.text)))
        row = bisect_right(self.starts, offset) - 1
        before = self.text[self.starts[row] : offset]
        return lsp.Position(row, _UNITS[self.encoding](before))

    def at(self, row: int, column: int) -> lsp.Position:
        """The position of a character in a line, both counted from 0."""
        row = min(row, len(self.starts) - 1)
        return self.position(self.starts[row] + min(column, len(self.line(row))))

    def range(self, begin: int, end: int) -> lsp.Range:
        """From place to place in the text."""
        return lsp.Range(self.position(begin), self.position(end))

    def whole_line(self, row: int) -> lsp.Range:
        """What stands in a line, without the blanks around it; the last line for one that there is not."""
        row = max(0, min(row, len(self.starts) - 1))
        line = self.line(row)
        begin = len(line) - len(line.lstrip())
        return lsp.Range(self.at(row, begin), self.at(row, len(line.rstrip())))

    def changed(self, change: lsp.TextDocumentContentChangeEvent, version: int | None) -> Document:
        """The document after an edit, of a part or of all of it."""
        text = change.text
        if isinstance(change, lsp.TextDocumentContentChangePartial):
            begin, end = self.offset(change.range.start), self.offset(change.range.end)
            text = self.text[:begin] + text + self.text[max(begin, end) :]
        return Document(text, self.encoding, version)
