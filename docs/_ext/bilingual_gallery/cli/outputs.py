"""List, verify, prune and forget the kept outputs, and compare those of two runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..config import Settings, settings_of
from ..errors import BuildError, fail_with, shown
from ..execution.cache import OutputCache
from ..execution.compare import two_runs
from ..execution.entry import DamagedEntry, Entry
from ..execution.tasks import task_of
from ..source.gallery import collect, scripts_of
from .named import named


def list_entries(docs: Path) -> int:
    """Print a line for each entry: key, tutorial, seconds, megabytes, and whether it is in use."""
    settings = settings_of(docs)
    store, used = OutputCache(settings.store), _used(settings)
    for key in store.all_keys():
        entry = _entry(store, key)
        if isinstance(entry, Entry):
            use = shown(used[key]) if key in used else f"{entry.name} (no tutorial uses it)"
            print(f"{key}  {entry.seconds:7.1f} s  {entry.megabytes:6.0f} MB  {use}")
        else:
            print(f"{key}  damaged: {entry}")
    return 0


def verify(docs: Path) -> int:
    """Check every entry to the last bit; the exit status is 1 if one is damaged."""
    settings = settings_of(docs)
    store, cells = OutputCache(settings.store), _cells(settings)
    checked = {key: _entry(store, key, cells.get(key)) for key in store.all_keys()}
    damaged = {key: entry for key, entry in checked.items() if isinstance(entry, DamagedEntry)}
    for key, error in damaged.items():
        print(f"{shown(store.root / key)}: {error}; the next build runs it again")
    print(f"{len(checked) - len(damaged)} entries are whole, {len(damaged)} damaged")
    return 1 if damaged else 0


def prune(docs: Path) -> int:
    """Remove the entries that no tutorial uses; none is removed if a script cannot be read."""
    settings = settings_of(docs)
    store = OutputCache(settings.store)
    with store.running(print):
        used = _used(settings)
        unused = [key for key in store.all_keys() if key not in used]
        for key in unused:
            store.remove(key)
    print(f"{len(unused)} entries removed, {len(store.all_keys())} kept")
    return 0


def forget(docs: Path, names: Sequence[str]) -> int:
    """Remove the entries of the tutorials with these names, so that the next build runs them again.

    Raises BuildError where no tutorial has the name.
    """
    settings = settings_of(docs)
    gallery = collect(settings)
    fail_with([*gallery.mistakes, *gallery.unread])
    if not names:
        raise BuildError("name the tutorials to run again, as in `outputs forget docs blitz/hello`")
    by_path = {each.path: each for each in gallery.tutorials}
    chosen = [by_path[path] for path in named(names, [*by_path], settings)]
    store = OutputCache(settings.store)
    with store.running(print):
        for tutorial in chosen:
            key = task_of(tutorial, settings).key
            if there := key in store.all_keys():
                store.remove(key)
            print(f"{shown(tutorial.path)}: {'forgotten' if there else 'it has no outputs'}")
    return 0


def compare(docs: Path, names: Sequence[str]) -> int:
    """Run tutorials twice, each time afresh, and print what differs; the exit status is 1 if anything does.

    All of them, or those with these names. What is kept stays as it is. Raises BuildError where no
    tutorial has a name.
    """
    settings = settings_of(docs)
    gallery = collect(settings)
    chosen = named(names, scripts_of(settings), settings)
    unread = [each for each in gallery.unread if not chosen or each.path in chosen]
    fail_with([*gallery.mistakes, *unread])
    tutorials = [each for each in gallery.tutorials if not chosen or each.path in chosen]
    with OutputCache(settings.store).running(print):
        found = two_runs(tutorials, settings, print)
    for mistake in found:
        print(mistake)
    different = {mistake.path for mistake in found}
    for each in tutorials:
        if each.path not in different:
            print(f"{shown(each.path)}: the same twice")
    return 1 if found else 0


ACTIONS = {"list": list_entries, "verify": verify, "prune": prune}


def _used(settings: Settings) -> dict[str, Path]:
    gallery = collect(settings)
    fail_with([*gallery.mistakes, *gallery.unread])
    return {task_of(each, settings).key: each.path for each in gallery.tutorials}


def _cells(settings: Settings) -> dict[str, int]:
    """How many code cells each entry that is in use has, as far as its script can be read."""
    tasks = (task_of(each, settings) for each in collect(settings).tutorials)
    return {task.key: len(task.job.cells) for task in tasks}


def _entry(store: OutputCache, key: str, cells: int | None = None) -> Entry | DamagedEntry | None:
    try:
        return store.get(key, cells)
    except DamagedEntry as error:
        return error
