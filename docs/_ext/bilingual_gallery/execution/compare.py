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
from .tasks import Task, script_line, task_of

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
        images = {f"images/{image.name}": image.read_bytes() for image in entry.images}
        found += _between(task, (entry, images), _made(task, result))
    return sorted(found, key=lambda each: (each.path, each.line))


def two_runs(tutorials: Sequence[Tutorial], settings: Settings, say: Say) -> list[SourceError]:
    """What differs between two runs of each tutorial, whatever is kept; neither is kept.

    Each run has an interpreter of its own, so that addresses in memory differ too.
    """
    seconds = OutputCache(settings.store).seconds()
    tasks = [task_of(each, settings) for each in tutorials]
    found: list[SourceError] = []
    first: dict[Path, Made] = {}
    for task, result in run_all(tasks, seconds, settings, say, fresh=True):
        if isinstance(result, SourceError):
            found.append(result)
        else:
            first[task.tutorial.path] = _made(task, result)
    again = [task for task in tasks if task.tutorial.path in first]
    for task, result in run_all(again, seconds, settings, say, fresh=True):
        if isinstance(result, SourceError):
            found.append(result)
        else:
            found += _between(task, first[task.tutorial.path], _made(task, result))
    return sorted(found, key=lambda each: (each.path, each.line))


# What a run gave, or why that cannot be read; and its files.
Made = tuple[Entry | DamagedEntry, Mapping[str, bytes]]


def _made(task: Task, files: Mapping[str, bytes]) -> Made:
    whole = {**files, KEY: task.key.encode()}
    try:
        return read(task.key, Path(), whole, len(task.job.cells)), files
    except DamagedEntry as error:
        return error, files


def _between(task: Task, one: Made, other: Made) -> Iterator[SourceError]:
    """What differs between two runs, each thing at the line of its cell or its expression."""
    path = task.tutorial.path
    (first, images), (again, files) = one, other
    if isinstance(first, DamagedEntry) or isinstance(again, DamagedEntry):
        yield SourceError(path, 1, f"{first if isinstance(first, DamagedEntry) else again}")
        return
    for cell, what in _cells(first, again, images, files):
        line = script_line(task, task.job.first_lines[cell])
        said = f"the output of code cell {cell + 1} differs from run to run: {what}"
        yield SourceError(path, line, f"{said}; set a seed, or do not show it")
    for asked in {(each.line, each.name): each for each in task.tutorial.asked}.values():
        before, after = first.told.get(asked.name), again.told.get(asked.name)
        if before != after:
            message = f"its value differs from run to run: {before!r} and then {after!r}"
            yield SourceError(path, asked.line, f"{message}; set a seed, or do not name it")


def _cells(
    first: Entry, second: Entry, images: Mapping[str, bytes], files: Mapping[str, bytes]
) -> Iterator[tuple[int, str]]:
    for cell, (before, after) in enumerate(zip(first.outputs, second.outputs, strict=True)):
        if before != after:
            yield cell, _difference(_text(before), _text(after))
        elif any(
            images.get(name) != files.get(name)
            for name in (f"images/{each}" for each in _files(before))
        ):
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
