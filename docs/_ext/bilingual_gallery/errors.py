"""What goes wrong in a tutorial, told to its author."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


class SourceError(Exception):
    """One mistake in one script.

    ``str()`` of it is the whole message: ``path:line: what is wrong, and the mend``. The path is
    relative to the working directory where it lies below it, so that an editor can open it.
    """

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: {self.message}"


def shown(path: Path) -> str:
    """The path as an author wants to read it: relative when the file is below the working directory."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def fail_with(mistakes: Sequence[SourceError]) -> None:
    """Ends Sphinx with one line for each mistake, if there are any.

    Of every exception but SystemExit, Sphinx prints a traceback, which tells an author nothing.
    """
    if mistakes:
        raise SystemExit("\n".join(str(mistake) for mistake in mistakes))
