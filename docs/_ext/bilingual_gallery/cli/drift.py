"""`drift`: the stale passages of the gallery, told on the terminal or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from textwrap import wrap

from ..config import settings_of
from ..errors import fail_with, shown
from ..history.drift import Drift, Stale, find
from ..history.git import HistoryError
from ..history.versions import Commit
from ..source.gallery import collect


def main(docs: Path, *, since: str, as_json: bool) -> int:
    """Print the stale passages; the exit status is 0 where it could be told, and 2 where it could not."""
    settings = settings_of(docs)
    gallery = collect(settings)
    fail_with([*gallery.mistakes, *gallery.unread])
    scripts = [tutorial.path for tutorial in gallery.tutorials]
    try:
        drift = find(settings.root, scripts, since)
    except HistoryError as error:
        print(error, file=sys.stderr)
        return 2
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that has no Hangul
    if as_json:
        print(json.dumps(_table(drift, since), indent=2))
        return 0
    for path in [path for path in scripts if path not in drift.passages]:
        message = "git has no version of it that can be read; commit it"
        print(f"{shown(path)}:1: {message}", file=sys.stderr)
    if drift.begins is not None:
        begin = f"{drift.begins.short} ({drift.begins.date})"
        message = f"what was changed before {begin} is not known; run `git fetch --unshallow`"
        print(f"{shown(settings.root)}: the clone is shallow: {message}", file=sys.stderr)
    for each in drift.stale:
        print("\n".join(_lines(each)))
    passages = {(each.path, each.passage) for each in drift.stale}
    print(f"{len(passages)} of {sum(drift.passages.values())} passages are stale")
    return 0


def _lines(stale: Stale) -> Iterator[str]:
    days = "1 day" if stale.days == 1 else f"{stale.days} days"
    place = f"{shown(stale.path)}:{stale.line}"
    yield f"{place}: {stale.language} is {days} behind {stale.behind}"
    for language, commit in ((stale.behind, stale.changed), (stale.language, stale.last)):
        yield f"    {language}: {commit.short} {commit.date} {commit.subject}"
    for hunk in stale.diff:
        # A word is not broken: whoever searches for it finds it.
        yield from wrap(
            hunk,
            width=96,
            initial_indent="    ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _table(drift: Drift, since: str) -> dict[str, object]:
    return {
        "shallow": None if drift.begins is None else _commit(drift.begins),
        "since": since or None,
        "passages": {shown(path): number for path, number in drift.passages.items()},
        "stale": [
            {
                "path": shown(each.path),
                "line": each.line,
                "language": each.language,
                "behind": each.behind,
                "days": each.days,
                "changed": _commit(each.changed),
                "last": _commit(each.last),
                "diff": "\n".join(each.diff),
            }
            for each in drift.stale
        ],
    }


def _commit(commit: Commit) -> dict[str, str]:
    return {"commit": commit.id, "date": commit.date.isoformat(), "subject": commit.subject}
