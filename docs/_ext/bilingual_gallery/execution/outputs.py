"""The outputs of a gallery's tutorials: from the store, else from a run."""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from ..config import Settings
from ..errors import SourceError, shown
from ..source.tutorial import Tutorial
from . import dask, local
from .cache import DamagedEntry, Entry, OutputCache
from .job import RunError
from .progress import Row, Say, table, watch
from .tasks import Task, longest_first, script_line, task_of


def ensure(
    tutorials: Sequence[Tutorial],
    settings: Settings,
    say: Say,
    meanwhile: Callable[[], None] = lambda: None,
) -> tuple[dict[Path, Entry | None], set[Path], list[SourceError]]:
    """Each tutorial's outputs, what has run for them, and what went wrong.

    None stands for outputs that are not in the store and not to be made: the build runs nothing,
    or not this tutorial. All that is missing runs, whatever happens to some of it. ``say`` is told
    how far it is; ``meanwhile`` is done while the first of them run.
    """
    store = OutputCache(settings.store)
    tasks = {tutorial.path: task_of(tutorial, settings) for tutorial in tutorials}
    entries = {path: _kept(store, task) for path, task in tasks.items()}
    for path, task in tasks.items():
        if entries[path] is None and not _selected(task, settings):
            _tell_damage(store, task, say)
    failures: list[SourceError] = []
    ran: set[Path] = set()
    wanted = [path for path in tasks if entries[path] is None and _selected(tasks[path], settings)]
    if wanted:
        with store.running(say):
            # Another build may have made them while this one waited.
            entries |= {path: _kept(store, tasks[path], say) for path in wanted}
            missing = [tasks[path] for path in wanted if entries[path] is None]
            with _termination_is_exit():
                failures = list(_run(missing, store, settings, say, meanwhile))
            made = {task.tutorial.path: _kept(store, task) for task in missing}
        ran = {path for path, entry in made.items() if entry is not None}
        entries |= made
    if ran:
        say(table([_row(path, entry, path in ran) for path, entry in entries.items() if entry]))
    return entries, ran, failures


def _kept(store: OutputCache, task: Task, say: Say | None = None) -> Entry | None:
    """The task's entry; a damaged one is none, and with ``say`` it is reported and set aside."""
    try:
        return store.get(task.key)
    except DamagedEntry as error:
        if say is not None:
            aside = shown(store.set_aside(task.key))
            where = shown(task.tutorial.path)
            say(f"{where}: its kept outputs are damaged: {error}; set aside in {aside}, run again")
        return None


def _tell_damage(store: OutputCache, task: Task, say: Say) -> None:
    try:
        store.get(task.key)
    except DamagedEntry as error:
        say(f"{shown(task.tutorial.path)}: its kept outputs are damaged: {error}; run it again")


def _selected(task: Task, settings: Settings) -> bool:
    # The pattern sees the gallery, and not where on this machine it lies.
    path = task.tutorial.path
    place = f"/{path.relative_to(settings.gallery_of(path).scripts.parent)}"
    return settings.run and re.search(settings.selected, place) is not None


def _run(
    missing: Sequence[Task],
    store: OutputCache,
    settings: Settings,
    say: Say,
    meanwhile: Callable[[], None],
) -> Iterator[SourceError]:
    """Run the tasks and keep their outputs; yields what went wrong."""
    if not missing:
        return
    ordered = longest_first(missing, store.seconds())
    place = dask if settings.scheduler else local
    with place.workers(settings, ordered) as submit:
        futures: dict[Future[dict[str, bytes]], Task] = {}
        for task in ordered:
            try:
                futures[submit(task)] = task
            except RunError as error:
                yield _told(task, error)
        meanwhile()
        names = {future: shown(task.tutorial.path) for future, task in futures.items()}
        for future in watch(names, say):
            task = futures[future]
            problem = future.exception()
            if problem is not None:
                unforeseen = RunError(f"it could not be run: {type(problem).__name__}: {problem}")
                yield _told(task, problem if isinstance(problem, RunError) else unforeseen)
                continue
            try:
                store.put(task.key, future.result())
            except OSError as full:
                why = f"its outputs could not be kept: {full.strerror or full}; make room for them"
                yield SourceError(task.tutorial.path, 1, why)


@contextmanager
def _termination_is_exit() -> Iterator[None]:
    """In the block, SIGTERM raises SystemExit, so that runs and their folders are cleared away as on Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _told(task: Task, error: RunError) -> SourceError:
    return SourceError(task.tutorial.path, script_line(task, error.line), error.message)


def _row(path: Path, entry: Entry, ran: bool) -> Row:
    what = "ran" if ran else "reused"
    return Row(shown(path), what, entry.seconds, entry.megabytes)
