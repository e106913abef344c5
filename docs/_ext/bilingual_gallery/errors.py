"""What goes wrong, told to the author."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


class BuildError(Exception):
    """What a build or a command cannot go on from; every exception of this package is one.

    ``str()`` of it is what its author reads: a line for each mistake, and the mend in it. The command
    line and ``hooks.connect`` turn it into SystemExit, and nobody else. ``mistakes`` are those lines, where
    each is known to be one.
    """

    mistakes: Sequence[SourceError] = ()


@dataclass(frozen=True, order=True)
class Edit:
    """A piece of a file and what is to stand there: ``begin`` to ``end`` becomes ``text``.

    Both count characters of the file's text as it was decoded, with its line ends as they are and a
    byte order mark as its first character.
    """

    begin: int
    end: int
    text: str


class SourceError(BuildError):
    """One mistake in one file: a script, conf.py, the glossary or a page.

    ``str()`` of it is the whole message: ``path:line: what is wrong, and the mend``. The path is
    relative to the working directory where that is near, so that an editor can open it. ``fix`` is the
    mend where a machine can make it: all of its edits, or none.
    """

    def __init__(self, path: Path, line: int, message: str, fix: tuple[Edit, ...] = ()) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: {self.message}"


# What is given the mistakes of a file, one after the other: it may raise the first, or note them all.
Tell = Callable[[SourceError], None]


def refuse(mistake: SourceError) -> None:
    """The ``Tell`` that goes no further than the first mistake."""
    raise mistake


def shown(path: Path) -> str:
    """The path as an author wants to read it: from the working directory, where that is the shorter one."""
    try:
        name = min(os.path.relpath(path), str(path), key=len)
    except ValueError:  # on another drive of Windows
        name = str(path)
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in name)


def slashed(path: Path) -> str:
    """The same path for other programs, which want slashes on Windows, too."""
    return Path(shown(path)).as_posix()


def no_right(error: OSError) -> BuildError | None:
    """A file of another owner, or in a file system that is only read, in a line; None for other errors."""
    if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS) or error.filename is None:
        return None
    message = f"{error.strerror}; build as the owner of this file, or make it writable"
    return BuildError(f"{shown(Path(os.fsdecode(error.filename)))}: {message}")


def need_fork() -> None:
    """Raises BuildError on a system where no tutorial can be run and no language built, such as Windows."""
    if not hasattr(os, "fork"):
        raise BuildError(
            "a build needs fork, which this system lacks; build on Linux or macOS, or on Windows in WSL "
            "(start, new, adopt, check, fill, drift and pytest work here)"
        )


def fail_with(mistakes: Sequence[SourceError]) -> None:
    """Raises BuildError with a line for each of the mistakes, if there are any."""
    if mistakes:
        error = BuildError("\n".join(str(mistake) for mistake in mistakes))
        error.mistakes = tuple(mistakes)
        raise error
