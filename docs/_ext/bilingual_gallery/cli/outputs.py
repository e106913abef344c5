"""List, verify and prune the kept outputs."""

from __future__ import annotations

from pathlib import Path

from ..config import Settings, settings_of
from ..errors import fail_with, shown
from ..execution.cache import DamagedEntry, Entry, OutputCache
from ..execution.tasks import task_of
from ..source.gallery import collect


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
    store = OutputCache(settings_of(docs).store)
    checked = {key: _entry(store, key) for key in store.all_keys()}
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


ACTIONS = {"list": list_entries, "verify": verify, "prune": prune}


def _used(settings: Settings) -> dict[str, Path]:
    gallery = collect(settings)
    fail_with(gallery.mistakes)
    return {task_of(each, settings).key: each.path for each in gallery.tutorials}


def _entry(store: OutputCache, key: str) -> Entry | DamagedEntry | None:
    try:
        return store.get(key)
    except DamagedEntry as error:
        return error
