"""Run tutorials once more, and tell which outputs are not those that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..config import Settings
from ..errors import SourceError
from ..source.tutorial import Tutorial
from .cache import OutputCache
from .entry import KEY, DamagedEntry, Entry, read
from .output import Figures, Output, Printed, Value
from .progress import Say
from .runs import run_all
from .tasks import script_line, task_of

_SHOWN = 60  # characters of a line that differs


def differing(
    tutorials: Sequence[Tutorial],
    entries: Mapping[Path, Entry | None],
    settings: Settings,
    say: Say,
) -> list[SourceError]:
    """What differs where the tutorials that have outputs run again, at the lines of their cells.

    Each runs in an interpreter of its own, so that addresses in memory differ too.
    """
    kept = {path: entry for path, entry in entries.items() if entry is not None}
    tasks = [task_of(each, settings) for each in tutorials if each.path in kept]
    found: list[SourceError] = []
    for task, result in run_all(
        tasks, OutputCache(settings.store).seconds(), settings, say, fresh=True
    ):
        if isinstance(result, SourceError):
            found.append(result)
            continue
        entry = kept[task.tutorial.path]
        files = {**result, KEY: task.key.encode()}
        try:
            again = read(task.key, entry.folder, files, len(task.job.cells))
        except DamagedEntry as error:
            found.append(SourceError(task.tutorial.path, 1, f"{error}"))
            continue
        images = {image.name: image.read_bytes() for image in entry.images}
        for cell, what in _cells(entry, again, images, files):
            line = script_line(task, task.job.first_lines[cell])
            message = f"its output differs from run to run: {what}; set a seed, or do not show it"
            found.append(SourceError(task.tutorial.path, line, message))
        for asked in {(each.line, each.name): each for each in task.tutorial.asked}.values():
            before, after = entry.told.get(asked.name), again.told.get(asked.name)
            if before != after:
                message = f"its value differs from run to run: {before!r} and then {after!r}"
                mend = "set a seed, or do not name it"
                found.append(SourceError(task.tutorial.path, asked.line, f"{message}; {mend}"))
    return sorted(found, key=lambda each: (each.path, each.line))


def _cells(
    first: Entry, second: Entry, images: Mapping[str, bytes], files: Mapping[str, bytes]
) -> Iterator[tuple[int, str]]:
    for cell, (before, after) in enumerate(zip(first.outputs, second.outputs, strict=True)):
        if before != after:
            yield cell, _difference(_text(before), _text(after))
        elif any(images.get(name) != files.get(f"images/{name}") for name in _files(before)):
            yield cell, "a figure"


def _text(outputs: Sequence[Output]) -> list[str]:
    lines: list[str] = []
    for output in outputs:
        if isinstance(output, Printed):
            lines += output.text.split("\n")
        elif isinstance(output, Value):
            lines += "\n".join(output.forms.values()).split("\n")
    return lines


def _difference(before: Sequence[str], after: Sequence[str]) -> str:
    for one, other in zip(before, after, strict=False):
        if one != other:
            return f"{one.strip()[:_SHOWN]!r} and then {other.strip()[:_SHOWN]!r}"
    return "there is more of it" if len(before) != len(after) else "its figures or their titles"


def _files(outputs: Sequence[Output]) -> Iterator[str]:
    for output in outputs:
        if isinstance(output, Figures):
            for picture in output.pictures:
                yield from (picture.file, *picture.finer.values())
