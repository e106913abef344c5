"""What is on the disk, for editors that do not tell a server what changes there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..config import Settings

Look = Mapping[Path, tuple[int, int]]


def look(settings: Settings) -> Look:
    """The author's files of a project, each with when it was saved and how long it is."""
    found = {}
    for path in _files(settings):
        with contextlib.suppress(OSError):
            seen = path.stat()
            found[path] = (seen.st_mtime_ns, seen.st_size)
    return found


def _files(settings: Settings) -> Iterator[Path]:
    yield settings.docs / "conf.py"
    yield from filter(None, (settings.glossary, settings.calls))
    for code in settings.codes:
        for folder, _, names in os.walk(settings.docs / code):
            if not settings.is_generated(
                Path(folder, "x").relative_to(settings.docs / code).as_posix()
            ):
                yield from (Path(folder, name) for name in names)
    for gallery in settings.galleries:
        for folder, inner, names in os.walk(gallery.scripts):
            inner[:] = [each for each in inner if each[0] not in "._"]
            yield from (Path(folder, name) for name in names)
