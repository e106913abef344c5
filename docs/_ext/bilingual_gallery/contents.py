"""What the files of a project hold: what is on disk, or what stands for it.

An editor has text that is not saved yet, and git text that is staged and differs from what is on disk.
Both are looked at as if they were there.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Contents:
    """``instead`` is what stands for files, by their absolute paths; None for one that is not there."""

    instead: Mapping[Path, bytes | None] = field(default_factory=dict)

    def read(self, path: Path) -> bytes:
        """The bytes of a file. Raises OSError where there is none, or nobody may read it."""
        if path not in self.instead:
            return path.read_bytes()
        if (data := self.instead[path]) is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return data

    def text(self, path: Path) -> str:
        """The text of a file in UTF-8, each line with LF at its end. Raises OSError or UnicodeDecodeError."""
        return lines_end_in_lf(self.read(path).decode("utf-8"))

    def has(self, path: Path) -> bool:
        """Is there such a file?"""
        if path in self.instead:
            return self.instead[path] is not None
        return path.is_file()

    def below(self, folder: Path, *patterns: str) -> list[Path]:
        """What is there below a folder and fits a pattern, as ``*.py`` or ``**/*.md``, by its path."""
        found = {path for pattern in patterns for path in folder.glob(pattern)}
        for path in self.instead:
            if path.is_relative_to(folder):
                name = path.relative_to(folder)
                if any(_fits(name, pattern) for pattern in patterns):
                    found.add(path)
        return sorted(path for path in found if self.instead.get(path, b"") is not None)


DISK = Contents()


def _fits(name: Path, pattern: str) -> bool:
    last = pattern.removeprefix("**/")
    deep = last != pattern or len(name.parts) == pattern.count("/") + 1
    return deep and name.match(last)


def lines_end_in_lf(text: str) -> str:
    """The text as Python reads a file: whatever ends a line becomes LF."""
    return re.sub(r"\r\n?", "\n", text)
