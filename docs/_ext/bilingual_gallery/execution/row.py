"""One row of a terminal: what is written over what, column by column."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from .colors import Style
from .truncate import COLOR, COLOR_END


class Row:
    """One row: a text as long as all of it is plain and one column wide, else a cell for each column."""

    def __init__(self) -> None:
        self._text = ""
        self._cells: list[tuple[str, Style]] | None = None
        self.goes_on = False

    def write(self, column: int, text: str, style: Style) -> int:
        """Write ``text`` over what is at ``column``; returns the column behind it."""
        if self._cells is None and not style and _is_narrow(text):
            self._text = self._text.ljust(column) if column > len(self._text) else self._text
            end = column + len(text)
            self._text = self._text[:column] + text + self._text[end:]
            return end
        cells = self._as_cells()
        for sign in text:
            width = _width(sign)
            if not width:  # it stands on the one before it
                if 0 < column <= len(cells):
                    before = column - 1 if cells[column - 1][0] else column - 2
                    cells[before] = (cells[before][0] + sign, cells[before][1])
                continue
            cells.extend([(" ", _DEFAULT)] * (column + width - len(cells)))
            self._part(column)
            self._part(column + width)
            cells[column : column + width] = [(sign, style), ("", style)][:width]
            column += width
        return column

    def erase(self, begin: int, end: int | None) -> None:
        """Make the columns from ``begin`` up to ``end`` blank."""
        cells = self._as_cells()
        self._part(begin)
        if end is None or end >= len(cells):
            del cells[begin:]
        else:
            self._part(end)
            cells[begin:end] = [(" ", _DEFAULT)] * (end - begin)

    def shown(self) -> str:
        """The row with its colors; one that begins here ends here too."""
        if self._cells is None:
            return self._text
        pieces, now = [], _DEFAULT
        for sign, style in self._cells:
            if style != now:
                pieces.append(f"{COLOR}{style.parameters}{COLOR_END}")
                now = style
            pieces.append(sign)
        return "".join([*pieces, f"{COLOR}0{COLOR_END}" if now else ""])

    def plain(self) -> str:
        """The row without its colors."""
        return self._text if self._cells is None else "".join(sign for sign, _ in self._cells)

    def _as_cells(self) -> list[tuple[str, Style]]:
        if self._cells is None:
            self._cells = [(sign, _DEFAULT) for sign in self._text]
        return self._cells

    def _part(self, column: int) -> None:
        """Make a letter that is two columns wide blank, if ``column`` is its second."""
        cells = self._as_cells()
        if 0 < column < len(cells) and not cells[column][0]:
            cells[column - 1 : column + 1] = [(" ", _DEFAULT)] * 2


_DEFAULT = Style()


def _is_narrow(text: str) -> bool:
    return text.isascii() or all(_width(sign) == 1 for sign in text)


@lru_cache(4096)
def _width(sign: str) -> int:
    """How many columns a sign takes."""
    if unicodedata.category(sign) in ("Mn", "Me") or sign in "\u200b\u200c\u200d":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
