"""What matplotlib warns of while a cell's figures are saved."""

from __future__ import annotations

import contextlib
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# How it warns of a letter: the letter's number, and the fonts without it.
GLYPH = re.compile(
    r"Glyph (\d+) \(.*?\) missing from (?:current font|font\(s\) (.*?))\.$", re.MULTILINE
)
_OURS = Path(__file__).parent


@contextlib.contextmanager
def heard(tell: Callable[[str], None]) -> Iterator[None]:
    """In the block figures are saved: ``tell`` is told of letters without a glyph, and nobody else is.

    A figure is saved in several resolutions, and warns in each, at a line that no reader has. Other
    warnings are printed once, as readers have them too.
    """
    before: Callable[..., None] = warnings.showwarning
    said: list[str] = []

    def show(
        message: Warning | str, category: type[Warning], filename: str, *others: Any, **named: Any
    ) -> None:
        if not _is_foreign(filename):
            before(message, category, filename, *others, **named)
        elif (line := f"{category.__name__}: {message}") not in said:
            said.append(line)

    warnings.showwarning = show
    try:
        yield
    finally:
        if warnings.showwarning is show:
            warnings.showwarning = before
        for line in said:
            if GLYPH.search(line):
                tell(f"{line}\n")
            else:
                print(line, file=sys.stderr)


def _is_foreign(filename: str) -> bool:
    """Is it a file of whoever saves the figures?"""
    path = Path(filename)
    return path.parent in (_OURS, _OURS.parent) or "sphinx_gallery" in path.parts
