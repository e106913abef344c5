"""The outputs of a gallery's tutorials: from the store, else from a run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from .. import endings
from ..config import Settings
from ..errors import SourceError, shown
from ..source.tutorial import Tutorial
from .cache import OutputCache
from .dependencies import Installed
from .entry import DamagedEntry, Entry
from .inline_value import InlineValue
from .job import RESULT
from .progress import Row, Say, table
from .runs import Result, run_all
from .tasks import Task, task_of


@dataclass(frozen=True)
class Means:
    """How outputs are made: what holds the store meanwhile, what runs tasks, as ``run_all``, and where.

    ``environ`` are the variables by which a tutorial's outputs are kept, None those of this process. A
    build needs no others than these; who stays and runs one tutorial after another does.
    """

    held: Callable[[OutputCache, Say], AbstractContextManager[None]] = OutputCache.running
    run: Callable[..., Iterator[tuple[Task, Result]]] = run_all
    environ: Mapping[str, str] | None = None


def ensure(
    tutorials: Sequence[Tutorial],
    settings: Settings,
    say: Say,
    meanwhile: Callable[[], None] = lambda: None,
    detail: Say = lambda _: None,
    means: Means = Means(),
) -> tuple[dict[Path, Entry | None], set[Path], list[SourceError]]:
    """Each tutorial's outputs, what has run for them, and what went wrong.

    None stands for outputs that are not in the store and not to be made: the build runs nothing,
    or not this tutorial. All that is missing runs, whatever happens to some of it. ``say`` is told
    how far it is, ``detail`` what else was printed in the runs; ``meanwhile`` is done while the first
    of them run.
    """
    store, installed = OutputCache(settings.store), Installed()
    tasks = {each.path: task_of(each, settings, means.environ) for each in tutorials}
    # What workers have installed cannot be looked at from here.
    looked_at = None if settings.scheduler else installed
    found = {path: _kept(store, task, looked_at) for path, task in tasks.items()}
    entries: dict[Path, Entry | None] = {}
    for path, entry in found.items():
        entries[path] = None if isinstance(entry, str) else entry
        if is_selected(path, settings):
            continue
        if isinstance(entry, str):
            say(f"{shown(path)}: {entry}; run it again")
        elif entry and (lacking := entry.lacks(tasks[path].job.expressions)):
            asked = ", ".join(f"`{each}`" for each in lacking)
            say(f"{shown(path)}: there is no value yet for {asked}; run it again")
    failures: list[SourceError] = []
    ran: set[Path] = set()
    wanted = [
        path
        for path, task in tasks.items()
        if not _is_whole(entries[path], task) and is_selected(path, settings)
    ]
    if wanted:
        with means.held(store, say):
            missing = []
            for path in wanted:  # another build may have made them while this one waited
                entry = _kept(store, tasks[path], looked_at)
                if isinstance(entry, str):
                    aside = _make_way(store, tasks[path])
                    say(f"{shown(path)}: {entry}{aside}; run again")
                if isinstance(entry, Entry):
                    entries[path] = entry
                if isinstance(entry, str) or not _is_whole(entry, tasks[path]):
                    missing.append(tasks[path])
            with endings.raised():
                failures = list(_run(missing, store, settings, say, meanwhile, means))
            for task in missing:
                made = _kept(store, task, None)
                if isinstance(made, Entry) and _is_whole(made, task):
                    entries[task.tutorial.path] = made
                    ran.add(task.tutorial.path)
                    _tell_log(made, task, detail)
    if ran:
        say(table([_row(path, entry, path in ran) for path, entry in entries.items() if entry]))
    return entries, ran, failures


def _kept(store: OutputCache, task: Task, installed: Installed | None) -> Entry | str | None:
    """The task's entry; why it cannot be used, if one is there that cannot."""
    try:
        entry = store.get(task.key, len(task.job.cells))
    except DamagedEntry as error:
        return f"its kept outputs are damaged: {error}"
    changed = installed.differs(entry) if entry and installed else ""
    return f"its kept outputs are of another time: {changed}" if changed else entry


def _is_whole(entry: Entry | None, task: Task) -> bool:
    """Is there all that a page needs: the outputs, and the value of each expression of its prose?"""
    return entry is not None and not entry.lacks(task.job.expressions)


def _make_way(store: OutputCache, task: Task) -> str:
    """Take an entry that cannot be used out of the way; returns where to, if a person may look at it."""
    try:
        store.get(task.key, len(task.job.cells))
    except DamagedEntry:
        return f"; set aside in {shown(store.set_aside(task.key))}"
    store.remove(task.key)
    return ""


def _tell_log(entry: Entry, task: Task, detail: Say) -> None:
    if entry.log.strip():
        detail(
            f"{shown(task.tutorial.path)}: what the run printed beside its outputs:\n{entry.log}"
        )


def is_selected(path: Path, settings: Settings) -> bool:
    """Is a script to be run, as the pattern of conf.py or of the command line says?"""
    # The pattern sees the gallery, and not where on this machine it lies.
    place = f"/{path.relative_to(settings.gallery_of(path).scripts.parent)}"
    return settings.run and re.search(settings.selected, place) is not None


def _run(
    missing: Sequence[Task],
    store: OutputCache,
    settings: Settings,
    say: Say,
    meanwhile: Callable[[], None],
    means: Means,
) -> Iterator[SourceError]:
    """Run the tasks and keep their outputs; yields what went wrong."""
    for task, result in means.run(missing, store.seconds(), settings, say, meanwhile):
        if isinstance(result, SourceError):
            yield result
            continue
        if mistakes := _mistakes(result, task):
            yield from mistakes  # an expression may have changed what came after it
            continue
        try:
            if task.key in store.all_keys():  # it lacks a value that this one has
                store.remove(task.key)
            store.put(task.key, result)
        except OSError as full:
            why = f"its outputs could not be kept: {full.strerror or full}; make room for them"
            yield SourceError(task.tutorial.path, 1, why)


def _mistakes(files: Mapping[str, bytes], task: Task) -> list[SourceError]:
    """The expressions that failed in a run, which has left ``files``, at each line where one stands."""
    told = [InlineValue(*each) for each in json.loads(files[RESULT])["values"]]
    wrong = {(each.cells, each.expression): each.mistake for each in told if each.mistake}
    found = {
        (asked.line, f"{{eval}}`{asked.expression.source}`: {wrong[asked.name]}"): None
        for asked in task.tutorial.asked
        if asked.name in wrong
    }
    return [SourceError(task.tutorial.path, line, message) for line, message in found]


def _row(path: Path, entry: Entry, ran: bool) -> Row:
    what = "ran" if ran else "reused"
    return Row(shown(path), what, entry.seconds, entry.megabytes)
