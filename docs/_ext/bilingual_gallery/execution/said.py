"""What the outputs of tutorials say in text, for whoever compares the prose with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from ..config import Settings
from ..errors import SourceError
from ..source.tutorial import Tutorial
from .cache import OutputCache
from .entry import DamagedEntry, Entry
from .job import RESULT
from .output import Figures, Printed, Value
from .tasks import task_of

# The forms of a value that are no text to a reader.
_DRAWN = "image/"


def texts_of(entry: Entry) -> tuple[str, ...]:
    """The texts in a run's outputs, and the values that it told."""
    return (*_texts(entry), *entry.told.values())


def kept(tutorials: Sequence[Tutorial], settings: Settings) -> dict[Path, tuple[str, ...]]:
    """The texts of those tutorials whose outputs are kept; runs nothing, and says nothing of the others."""
    found = {}
    for tutorial in tutorials:
        with suppress(DamagedEntry, SourceError, OSError):  # not there, or a build tells of it
            task = task_of(tutorial, settings)
            known = (settings.store / task.key / RESULT).stat()
            stamp = (known.st_mtime_ns, known.st_ino)
            texts = _kept(settings.store, task.key, len(task.job.cells), stamp)
            if texts is not None:
                found[tutorial.path] = texts
    return found


@lru_cache(maxsize=1024)  # a process that stays asks at each save
def _kept(store: Path, key: str, cells: int, stamp: object) -> tuple[str, ...] | None:
    """The texts of an entry whose result bears this ``stamp``; None if it is gone. Raises DamagedEntry."""
    entry = OutputCache(store).get(key, cells)
    return None if entry is None else texts_of(entry)


def of_entries(entries: Mapping[Path, Entry | None]) -> dict[Path, tuple[str, ...]]:
    """The texts of the tutorials that have outputs."""
    return {path: texts_of(entry) for path, entry in entries.items() if entry is not None}


def _texts(entry: Entry) -> Iterator[str]:
    for output in (output for cell in entry.outputs for output in cell):
        if isinstance(output, Printed):
            yield output.text
        elif isinstance(output, Value):
            yield from (text for form, text in output.forms.items() if not form.startswith(_DRAWN))
        elif isinstance(output, Figures):
            yield from (picture.alt for picture in output.pictures)
