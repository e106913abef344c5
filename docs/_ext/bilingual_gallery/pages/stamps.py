"""What tells whether the files that pages are made from are the same: one look at each, and none into it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field

from ..config import Settings
from ..history import git
from ..history.git import HistoryError

# A file: when its content and its place last changed, how long it is, and which one it is.
_Stamp = tuple[int, int, int, int]


@dataclass(frozen=True)
class Stamps:
    """Of ``files`` by their paths, and ``head``, what git has as the last commit."""

    files: Mapping[str, _Stamp] = field(default_factory=dict)
    head: object = None

    @classmethod
    def of(cls, settings: Settings) -> Stamps:
        """As they are now."""
        return cls(_files(settings), _head(settings))


def _head(settings: Settings) -> object:
    try:
        return git.state(settings.root)
    except HistoryError:
        return None


def _files(settings: Settings) -> Mapping[str, _Stamp]:
    """Of every file in the galleries, in the languages' folders (but what is made there) and beside conf.py."""
    folders = {*(settings.docs / code for code in settings.codes)}
    made = {str(folder / each.pages) for folder in folders for each in settings.galleries}
    folders |= {each.scripts for each in settings.galleries}
    known: dict[str, _Stamp] = {}
    for folder in sorted(folders):
        known.update(_below(str(folder), made))
    known.update(_below(str(settings.docs), None))
    for named in (settings.glossary, settings.calls, settings.figure_style):
        if named is not None:
            with suppress(OSError):
                known[str(named)] = _stamp(named.stat())
    return known


def _below(folder: str, made: Set[str] | None) -> Iterator[tuple[str, _Stamp]]:
    """The files in a folder, and in those in it that are not ``made``; in none of them for None."""
    with suppress(OSError), os.scandir(folder) as entries:
        for each in entries:
            if not each.is_dir(follow_symlinks=False):
                with suppress(OSError):  # a link that leads nowhere
                    yield each.path, _stamp(each.stat())
            elif made is not None and each.path not in made and not _is_hidden(each.name):
                yield from _below(each.path, made)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def _stamp(known: os.stat_result) -> _Stamp:
    return (known.st_mtime_ns, known.st_ctime_ns, known.st_size, known.st_ino)
