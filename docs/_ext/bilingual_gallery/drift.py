"""Stale translations: what one language has changed and another has not followed, told to the author."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import TextIOWrapper
from pathlib import Path
from textwrap import wrap

from . import history, lags
from .collection import collect, fail_with
from .engine import settings_of
from .errors import shown
from .git import HistoryError
from .history import Commit
from .lags import State


@dataclass(frozen=True)
class Stale:
    """A passage in which ``language``, whose prose is at ``line``, is behind another.

    ``passage`` is the line it begins at. ``changed`` is the first commit that the language has not
    answered, ``last`` the one that last changed it; ``diff`` is what has been changed in the other
    one since they were in step: words, a line for each place.
    """

    path: Path
    passage: int
    line: int
    language: str
    behind: str
    changed: Commit
    last: Commit
    diff: tuple[str, ...]

    @property
    def days(self) -> int:
        """From the last change of the language to the one it has not answered."""
        return max((self.changed.date - self.last.date).days, 0)  # clocks differ


@dataclass(frozen=True)
class Drift:
    """The stale passages, oldest first, and how many passages each script has as it is committed.

    A script that git does not know, or that cannot be read as it is committed, is not among them.
    ``begins`` is the commit that a shallow clone begins with: what is older cannot be known.
    """

    stale: tuple[Stale, ...]
    passages: Mapping[Path, int]
    begins: Commit | None


def find(gallery: Path, scripts: Sequence[Path], since: str = "") -> Drift:
    """The drift of the ``scripts`` below ``gallery``, but for what was changed before ``since``.

    Raises HistoryError where there is no history, or for a ``since`` that is no date and no commit.
    """
    told = history.read(gallery, scripts)
    counts = history.since(gallery, since)
    walked = {path: lags.walk(path, told.versions[path]) for path in scripts}
    stale = [
        each
        for path, states in walked.items()
        for state in states or ()
        for each in _stale(path, state, counts)
    ]
    stale.sort(key=lambda each: (each.changed.date, each.path, each.line))
    passages = {path: len(states) for path, states in walked.items() if states is not None}
    return Drift(tuple(stale), passages, told.begins)


def _stale(path: Path, state: State, counts: Callable[[Commit], bool]) -> Iterator[Stale]:
    for language, lag in state.lags.items():
        changed = next(filter(counts, lag.changes), None)
        if changed is not None:
            yield Stale(
                path=path,
                passage=state.passage.line,
                line=state.passage.prose_in(language).line,
                language=language,
                behind=lag.behind,
                changed=changed,
                last=state.last[language],
                diff=tuple(_word_diff(lag.text.split(), state.passage.text(lag.behind).split())),
            )


def _word_diff(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Each place that changed, with three words around it: ``… a [-b-]{+c+} d …``."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(3):
        words = ["…"] if group[0][1] > 0 else []
        for _, begin, end, new_begin, new_end in group:
            gone, come = " ".join(old[begin:end]), " ".join(new[new_begin:new_end])
            if gone == come:
                words.append(gone)
            else:
                words.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
        yield " ".join([*words, *(["…"] if group[-1][2] < len(old) else [])])


def main(docs: Path, *, since: str, as_json: bool) -> int:
    """Print the stale passages; the exit status is 0 where it could be told, and 2 where it could not."""
    settings = settings_of(docs)
    gallery = collect(settings)
    fail_with(gallery.mistakes)
    scripts = [tutorial.path for tutorial in gallery.tutorials]
    try:
        drift = find(settings.gallery, scripts, since)
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
        print(f"{shown(settings.gallery)}: the clone is shallow: {message}", file=sys.stderr)
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
