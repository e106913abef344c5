"""A text of any length, of which the beginning and the end are kept in a memory of fixed size.

Colors in it are written with characters that Unicode sets aside for a program's own use and that
``terminal.py`` lets nobody print; so no printed text looks like one, and a cut leaves no half of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .output import Output, Printed, Value

# A line that is longer is cut too: nobody reads on.
LINE = 2_000
_PLAIN = "text/plain"
# Around the parameters of a color: what ESC [ and m are in a terminal.
COLOR, COLOR_END = "\ufdd0", "\ufdd1"
_COLORS = re.compile(f"{COLOR}([0-9;]*){COLOR_END}")
# What a cut has left of a color at the end of a text, and at the beginning of one.
_BROKEN_END, _BROKEN_BEGIN = re.compile(f"{COLOR}[0-9;]*$"), re.compile(f"^[0-9;]*{COLOR_END}")

# Text, and how many characters are left out behind it.
Piece = tuple[str, int]


class Ends:
    """The beginning and the end of a text that comes in parts: ``limit`` characters, half of each."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._length = 0
        self._head = ""
        self._tail = ""

    def add(self, text: str) -> None:
        """Take the next part of the text."""
        room = self._limit - len(self._head)
        self._length += len(text)
        self._head += text[:room]
        self._tail += text[room:]
        if len(self._tail) > 2 * self._limit:
            self._tail = self._tail[-self._limit :]

    def whole(self) -> str:
        """The text, which has to be within the limit."""
        return self._head

    def pieces(self) -> list[Piece]:
        """What is kept, whole lines where it has several, and how much is left out behind each piece."""
        if self._length <= self._limit:
            return list(_short_lines(self._head))
        half = self._limit // 2
        beginning = _beginning(self._head[:half])
        end = _end((self._head + self._tail)[half - self._limit - 1 :])
        *first, (last, _) = _short_lines(beginning)
        left_out = self._length - len(beginning) - len(end)
        return [*first, (last, left_out), *_short_lines(end)]


def pieces(text: str, limit: int) -> list[Piece]:
    """What is kept of a whole text."""
    ends = Ends(limit)
    ends.add(text)
    return ends.pieces()


def printable(text: str) -> str:
    """The text with what no file can hold as UTF-8 (half a surrogate pair) as ``\\udcff``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def within(outputs: Iterable[Output], limit: int) -> Iterator[Output]:
    """The outputs of a cell with at most ``limit`` characters of what it printed, and of each value's text."""
    kept = list(outputs)
    printed = [output.text for output in kept if isinstance(output, Printed)]
    fronts = _budget(printed, limit if sum(map(len, printed)) <= limit else limit // 2)
    backs = _budget(printed[::-1], limit // 2)[::-1]
    shares = zip(fronts, backs, strict=True)
    for output in kept:
        if isinstance(output, Printed):
            yield from _shortened(output, *next(shares))
        elif isinstance(output, Value) and _PLAIN in output.forms:
            yield from _short_value(output, limit)
        else:
            yield output


def _budget(texts: Iterable[str], limit: int) -> list[int]:
    shares = []
    for text in texts:
        shares.append(min(len(text), limit))
        limit -= shares[-1]
    return shares


def _shortened(output: Printed, front: int, back: int) -> Iterator[Printed]:
    text = output.text
    if front + back >= len(text):
        yield output
        return
    beginning, end = _beginning(text[:front]), _end(text[len(text) - back - 1 :] if back else "")
    yield Printed(beginning, len(text) - len(beginning) - len(end))
    if end or output.left_out:
        yield Printed(end, output.left_out)


def _short_value(value: Value, limit: int) -> Iterator[Output]:
    (text, left_out), *others = pieces(value.forms[_PLAIN], limit)
    yield Value({**value.forms, _PLAIN: text}, left_out)
    if len(value.forms) == 1:
        yield from (Printed(*each) for each in others)


def _short_lines(text: str) -> Iterator[Piece]:
    """The text with the middle of each line left out that is too long."""
    now = ""
    for line in text.split("\n") if len(text) > LINE else ():
        if len(line) > LINE:
            begin, end = _beginning(line), _end(line)
            yield now + begin, len(line) - len(begin) - len(end)
            now, line = "", end
        now += f"{line}\n"
    yield now[:-1] if now else text, 0


def _beginning(text: str) -> str:
    """The whole lines of a beginning that is cut off somewhere, and of a long line a part."""
    lines, parted, rest = text.rpartition("\n")
    if parted and len(rest) <= LINE // 2:
        return lines
    begin = _BROKEN_END.sub("", rest[: LINE // 2])
    return f"{lines}{parted}{begin}" + (f"{COLOR}0{COLOR_END}" if COLOR in begin else "")


def _end(text: str) -> str:
    """The whole lines behind the first character of an end, and of a long line a part."""
    rest, parted, lines = text.partition("\n")
    if parted and lines and len(rest) <= LINE // 2:
        return lines
    return _BROKEN_BEGIN.sub("", rest[1:][-LINE // 2 :]) + parted + lines


def as_text(text: str, limit: int) -> str:
    """A text without colors, its beginning and its end, with dots for what is left out."""
    return "\n…\n".join(each for each, _ in pieces(_COLORS.sub("", text), limit))


def as_kept(output: Output) -> Output:
    """The output with the colors in its text as a terminal reads them, and as they are kept."""
    if isinstance(output, Printed):
        return Printed(_COLORS.sub("\x1b[\\1m", output.text), output.left_out)
    if isinstance(output, Value) and _PLAIN in output.forms:
        text = _COLORS.sub("\x1b[\\1m", output.forms[_PLAIN])
        return Value({**output.forms, _PLAIN: text}, output.left_out)
    return output
