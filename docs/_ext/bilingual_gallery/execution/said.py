"""What the outputs of tutorials say in text, for whoever compares the prose with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..config import Settings
from ..errors import SourceError
from ..source.tutorial import Tutorial
from .cache import OutputCache
from .entry import DamagedEntry, Entry
from .output import Figures, Printed, Value
from .tasks import task_of

# The forms of a value that are no text to a reader.
_DRAWN = "image/"


def texts_of(entry: Entry) -> tuple[str, ...]:
    """The texts in a run's outputs, and the values that it told."""
    return (*_texts(entry), *entry.told.values())


def kept(tutorials: Sequence[Tutorial], settings: Settings) -> dict[Path, tuple[str, ...]]:
    """The texts of those tutorials whose outputs are kept; runs nothing, and says nothing of the others."""
    store = OutputCache(settings.store)
    found = {}
    for tutorial in tutorials:
        try:
            task = task_of(tutorial, settings)
            entry = store.get(task.key, len(task.job.cells))
        except (DamagedEntry, SourceError):  # a build tells of it
            continue
        if entry is not None:
            found[tutorial.path] = texts_of(entry)
    return found


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
