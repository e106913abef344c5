"""What a tutorial printed, made fit to be kept: valid text, and no more of it than is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .output import Output, Printed, Value

# A line that is longer is cut too: nobody reads on.
_LINE = 2_000
_PLAIN = "text/plain"
# What colors a terminal.
_ANSI = re.compile(r"\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])")


def printable(text: str) -> str:
    """The text without colors, and what no file can hold as UTF-8 (half a surrogate pair) as ``\\udcff``."""
    return _ANSI.sub("", text).encode("utf-8", "backslashreplace").decode("utf-8")


def within(outputs: Iterable[Output], limit: int) -> Iterator[Output]:
    """The outputs of a cell with at most ``limit`` characters of what it printed, and of each value's text."""
    left = limit
    for output in outputs:
        if isinstance(output, Printed):
            kept, left_out = cut(output.text, left)
            left -= len(kept)
            yield Printed(kept, left_out)
        elif isinstance(output, Value) and _PLAIN in output.forms:
            kept, left_out = cut(output.forms[_PLAIN], limit)
            yield Value({**output.forms, _PLAIN: kept}, left_out)
        else:
            yield output


def cut(text: str, limit: int) -> tuple[str, int]:
    """At most ``limit`` characters of the text, and how many are left out."""
    kept = "\n".join(line[:_LINE] for line in text[:limit].split("\n"))
    if kept == text:
        return text, 0
    kept = kept.rstrip(" \n")
    return kept, len(text.rstrip("\n")) - len(kept)
