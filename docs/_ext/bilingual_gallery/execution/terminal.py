r"""What a terminal shows of what was printed: the last state of a line that was written several times.

``\r``, ``\b``, tabs and the sequences that move the cursor and erase do what they do there; colors
are kept, what else is meant for a terminal alone (its title, its cursor, links) leaves no trace, and a
character that nobody can see is written as an escape.
"""

from __future__ import annotations

import codecs
import re
import sys

from .colors import Style
from .row import Row
from .truncate import Ends, Piece

# How many rows the cursor may go back up over.
_ROWS = 100
# What is longer goes on in the next row, as at the edge of a screen, but not where it is read.
_WIDTH = 10_000
_SEQUENCE = (
    r"\x1b(?:\[(?P<parameters>[0-?]*)[ -/]*(?P<final>[@-~])"  # CSI, the cursor and the colors
    r"|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC and its like: titles, links
    r"|[#-/][0-~]|[78=>cDEHMNOZ\\])"  # character sets and modes
)
_UNSEEN = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]"
_CONTROL = re.compile(_UNSEEN)
_SPECIAL = re.compile(f"{_SEQUENCE}|{_UNSEEN}")
# A sequence of which the rest is still to come.
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]{0,4000}\x1b?|[#-/])?$")
_TAB = 8


class Terminal:
    """Takes bytes as they come; ``pieces`` is what they show, at most ``limit`` characters of it."""

    def __init__(self, limit: int) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")
        self._above = Ends(limit)  # the rows that the cursor can reach no more
        self._rows = [Row()]
        self._at = 0  # the row of the cursor
        self._column = 0
        self._style = Style()
        self._unfinished = ""

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Show more bytes; with ``last`` no more will come."""
        text = self._unfinished + self._decoder.decode(data, last)
        self._unfinished = ""
        if not last and (rest := _UNFINISHED.search(text)):
            text, self._unfinished = text[: rest.start()], rest[0]
        if not _CONTROL.search(text):
            self._write(text)
            return
        position = 0
        for special in _SPECIAL.finditer(text):
            self._write(text[position : special.start()])
            self._obey(special)
            position = special.end()
        self._write(text[position:])

    def pieces(self) -> list[Piece]:
        """What a terminal shows of all of it; nothing may be fed afterwards."""
        return self.end().pieces()

    def end(self) -> Ends:
        """All of it, as far as it is kept; nothing may be fed afterwards."""
        self.feed(b"", last=True)
        self._leave(len(self._rows) - 1)
        self._above.add(self._rows[0].shown())
        return self._above

    def last_lines(self, count: int) -> list[str]:
        """The last lines that hold something, without their colors."""
        shown = (row.plain().strip() for row in self._rows)
        return [line for line in shown if line][-count:]

    def _write(self, text: str) -> None:
        """Printable text, and ends of lines."""
        if not text:
            return
        first, *others = text.split("\n")
        self._put(first)
        if len(others) > _ROWS and self._at == len(self._rows) - 1 and not self._style:
            # A lot at once, of which the cursor can reach the end alone.
            self._leave(len(self._rows))
            self._above.add("\n".join(others[:-_ROWS]) + "\n")
            others = others[-_ROWS:]
            self._rows, self._at, self._column = [Row()], 0, 0
            self._put(others.pop(0))
        for line in others:
            self._line_feed()
            self._put(line)

    def _put(self, text: str) -> None:
        while text:
            room = _WIDTH - self._column
            if room <= 0:
                self._rows[self._at].goes_on = True
                self._line_feed()
                continue
            self._column = self._rows[self._at].write(self._column, text[:room], self._style)
            text = text[room:]

    def _line_feed(self) -> None:
        self._at += 1
        self._column = 0
        if self._at == len(self._rows):
            self._rows.append(Row())
        if len(self._rows) > _ROWS:
            self._leave(1)

    def _leave(self, count: int) -> None:
        """Let the cursor reach the first rows no more."""
        for row in self._rows[:count]:
            self._above.add(row.shown() + ("" if row.goes_on else "\n"))
        del self._rows[:count]
        self._at -= count

    def _obey(self, special: re.Match[str]) -> None:
        sign = special[0]
        if sign == "\r":
            self._column = 0
        elif sign == "\b":
            self._column = max(0, self._column - 1)
        elif sign == "\t":
            self._put(" " * (_TAB - self._column % _TAB))
        elif special["final"]:
            self._control(special["final"], special["parameters"])
        elif not sign.startswith("\x1b") or len(sign) == 1:
            self._put(_escape(sign))

    def _control(self, final: str, parameters: str) -> None:
        if final == "m":
            self._style = self._style.changed(parameters)
            return
        number = int(parameters) if parameters.isascii() and parameters.isdigit() else 0
        row = self._rows[self._at]
        match final:
            case "A" | "F":
                self._at = max(0, self._at - (number or 1))
            case "B" | "E":
                self._at = min(len(self._rows) - 1, self._at + (number or 1))
            case "C":
                self._column = min(_WIDTH, self._column + (number or 1))
            case "D":
                self._column = max(0, self._column - (number or 1))
            case "G":
                self._column = min(_WIDTH, max(0, number - 1))
            case "K":
                row.erase(0 if number else self._column, None if number != 1 else self._column + 1)
            case "J" if number == 0:
                row.erase(self._column, None)
                del self._rows[self._at + 1 :]
        if final in "EF":
            self._column = 0


def shown(text: str) -> str:
    """What a terminal shows of a whole text."""
    terminal = Terminal(sys.maxsize)
    terminal.feed(text.encode("utf-8", "backslashreplace"))
    return terminal.end().whole()


def _escape(sign: str) -> str:
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"
