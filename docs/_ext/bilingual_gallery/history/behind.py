"""The passages of the scripts as they are now in which a language is behind, for the pages to say so.

``drift`` tells of what is committed. A page shows what lies on the disk, so what has not been
committed counts as one more version: it may answer a change, and leaves nobody behind.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..files import package_digest, write
from . import git, versions
from .commits import Commit
from .staleness import states_after, walk
from .state import State, raw
from .versions import Version

_NOT_COMMITTED = Commit("", date.max, excused=True, subject="")
_Lagging = Mapping[str, Sequence[State]]


@dataclass(frozen=True)
class Behind:
    """A passage in which ``language``, whose prose begins at ``line`` of the script, is behind ``other``.

    ``before`` is the Markdown of the other language when both were in step, ``now`` what it has become;
    ``since`` is the day of the first change that has no answer.
    """

    line: int
    language: str
    other: str
    since: date
    before: str
    now: str


def find(
    gallery: Path, scripts: Mapping[Path, str], kept_in: Path
) -> Mapping[Path, tuple[Behind, ...]]:
    """What is behind in ``scripts``, by their paths below ``gallery`` with what they say now.

    Nothing in a shallow clone, which cannot know. The walk through the history is kept in the folder
    ``kept_in``, for as long as git's HEAD is the same. Raises HistoryError where there is none.
    """
    head, is_shallow = git.state(gallery)
    if is_shallow:
        return {}
    lagging = _lagging(gallery, sorted(scripts), head, kept_in)
    found = {
        path: tuple(_behind(path, text, lagging[name]))
        for path, text in scripts.items()
        if (name := path.relative_to(gallery).as_posix()) in lagging
    }
    return {path: each for path, each in found.items() if each}


def _behind(path: Path, text: str, states: Sequence[State]) -> Iterator[Behind]:
    for state in states_after(path, [states], Version(_NOT_COMMITTED, text)) or ():
        for language, lag in state.lags.items():
            yield Behind(
                line=state.passage.prose_in(language).line,
                language=language,
                other=lag.behind,
                since=lag.changes[0].date,
                before=lag.raw,
                now=raw(state.passage, lag.behind),
            )


# What was asked last: every language's build asks the same, in forks of one process.
_asked: dict[bytes, _Lagging] = {}


def _lagging(gallery: Path, scripts: Sequence[Path], head: str, kept_in: Path) -> _Lagging:
    """The passages of each script, as it is committed, that has one in which a language lags."""
    names = [path.relative_to(gallery).as_posix() for path in scripts]
    key = _digest(repr((package_digest(), str(gallery), head, names)).encode())
    if key not in _asked:
        place = kept_in / "history.pickle"
        lagging = _kept(place, key)
        if lagging is None:
            lagging = _walked(gallery, dict(zip(scripts, names, strict=True)))
            content = pickle.dumps(lagging)
            write(place, key + _digest(content) + content)
        _asked.clear()
        _asked[key] = lagging
    return _asked[key]


def _walked(gallery: Path, names: Mapping[Path, str]) -> _Lagging:
    try:
        told = versions.read(gallery, [*names])
    except git.HistoryError:
        return {}  # git knows none of them
    walked = {name: walk(path, told.versions[path]) or () for path, name in names.items()}
    return {name: states for name, states in walked.items() if any(each.lags for each in states)}


def _kept(place: Path, key: bytes) -> _Lagging | None:
    """What an earlier build has read; None where it was of something else, or the file is damaged."""
    kept = place.read_bytes() if place.is_file() else b""
    content = kept[2 * len(key) :]
    if kept[: 2 * len(key)] != key + _digest(content):
        return None
    lagging: _Lagging = pickle.loads(content)
    return lagging


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
