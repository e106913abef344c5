"""`drift`: the stale passages of the gallery, told on the terminal or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from ..config import Settings, settings_of
from ..errors import BuildError, fail_with, shown, slashed
from ..history.commits import Commit
from ..history.drift import Drift, Stale, find
from ..history.git import HistoryError
from ..source.gallery import collect, scripts_of

_WIDTH = 96


@dataclass(frozen=True)
class Wish:
    """What is asked: of the commits ``since`` one, or of what is not committed, a ``part`` of ``PENDING``.

    ``message`` is the file with what will be said of that. ``brief`` leaves the passages' texts out, and
    with ``exit_code`` a stale passage is told by the exit status too.
    """

    since: str = ""
    part: str = ""
    message: Path | None = None
    as_json: bool = False
    brief: bool = False
    exit_code: bool = False


def main(docs: Path, wish: Wish) -> int:
    """Print the stale passages; the exit status is 2 if they cannot be told.

    It is 1 if there are any and that is asked for, else 0.
    """
    settings = settings_of(docs)
    scripts = _scripts(settings, wish)
    try:
        drift = find(settings.root, scripts, wish.since, wish.part, _message(wish.message))
    except HistoryError as error:
        print(error, file=sys.stderr)
        return 2
    status = 1 if wish.exit_code and drift.stale else 0
    if wish.as_json:
        print(json.dumps(_table(drift, wish), indent=2))
        return status
    for path in [path for path in scripts if path not in drift.passages and not wish.part]:
        message = "git has no version of it that can be read; commit it"
        print(f"{shown(path)}:1: {message}", file=sys.stderr)
    if drift.begins is not None:
        begin = f"{drift.begins.short} ({drift.begins.date})"
        message = f"what was changed before {begin} is not known; run `git fetch --unshallow`"
        print(f"{shown(settings.root)}: the clone is shallow: {message}", file=sys.stderr)
    for each in drift.stale:
        print("\n".join(_lines(each, wish)))
    passages = {(each.path, each.passage) for each in drift.stale}
    are = "would be" if wish.part else "are"
    print(f"{len(passages)} of {sum(drift.passages.values())} passages {are} stale")
    if wish.part and drift.stale:
        print("change the other language too, or say `Drift: none` in the message of the commit")
    return status


def _scripts(settings: Settings, wish: Wish) -> list[Path]:
    """The scripts that are asked about; a mistake on the disk is no matter for what is staged."""
    if wish.part:
        return scripts_of(settings)
    gallery = collect(settings)
    fail_with([*gallery.mistakes, *gallery.unread])
    return [tutorial.path for tutorial in gallery.tutorials]


def _message(path: Path | None) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path else ""
    except OSError as error:
        assert path is not None
        message = f"{error.strerror}; name the file that holds the message of the commit"
        raise BuildError(f"{shown(path)}: {message}") from None


def _lines(stale: Stale, wish: Wish) -> Iterator[str]:
    days = "1 day" if stale.days == 1 else f"{stale.days} days"
    behind = (
        f"is {days} behind {stale.behind}"
        if stale.changed.id
        else f"lacks what is new in {stale.behind}"
    )
    yield f"{shown(stale.path)}:{stale.line}: {stale.language} {behind}"
    for language, commit in ((stale.behind, stale.changed), (stale.language, stale.last)):
        told = f"{commit.short} {commit.date} {commit.subject}" if commit.id else commit.subject
        yield f"    {language}: {told}"
    for hunk in stale.diff:
        yield from _wrapped(hunk, "    ", "      ")
    if not wish.brief:
        for name, text in (
            (f"{stale.behind} before", stale.before),
            (f"{stale.behind} now", stale.now),
            (stale.language, stale.text),
        ):
            yield f"    {name}:"
            for row in text.strip("\n").split("\n"):
                yield from _wrapped(row, "      | ", "      | ") if row.strip() else ["      |"]


def _wrapped(text: str, first: str, other: str) -> list[str]:
    # A word is not broken: whoever searches for it finds it.
    return wrap(
        text,
        width=_WIDTH,
        initial_indent=first,
        subsequent_indent=other,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table(drift: Drift, wish: Wish) -> dict[str, object]:
    return {
        "shallow": None if drift.begins is None else _commit(drift.begins),
        "since": wish.since or None,
        "part": wish.part or None,
        "passages": {slashed(path): number for path, number in drift.passages.items()},
        "stale": [
            {
                "path": slashed(each.path),
                "line": each.line,
                "language": each.language,
                "behind": each.behind,
                "days": each.days,
                "changed": _commit(each.changed) if each.changed.id else None,
                "last": _commit(each.last),
                "diff": "\n".join(each.diff),
                "before": each.before,
                "now": each.now,
                "text": each.text,
            }
            for each in drift.stale
        ],
    }


def _commit(commit: Commit) -> dict[str, str]:
    return {"commit": commit.id, "date": commit.date.isoformat(), "subject": commit.subject}
