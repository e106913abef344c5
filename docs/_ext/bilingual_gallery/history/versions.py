"""The versions of the gallery's scripts, as git has kept them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..errors import shown
from .git import HistoryError, ask, state


@dataclass(frozen=True)
class Commit:
    """A commit, with the day it was made; an ``excused`` one leaves no language behind.

    Its message says so in a trailer (``Drift: none``), or that of a later one (``Drift: none in``
    and the commit).
    """

    id: str
    date: date
    excused: bool
    subject: str

    @property
    def short(self) -> str:
        """As much of the id as an author wants to see."""
        return self.id[:10]


@dataclass(frozen=True)
class Version:
    """What a commit made of a script: its text, or None where it is not UTF-8."""

    commit: Commit
    text: str | None


@dataclass(frozen=True)
class History:
    """The versions of each script, oldest first, under the name it has now.

    A script that git does not know has none. ``begins`` is the oldest commit of a shallow clone.
    """

    versions: Mapping[Path, tuple[Version, ...]]
    begins: Commit | None


_TRAILERS = "%(trailers:key=Drift,valueonly,unfold,separator=%x1e)"
# The subject comes last, because it may hold anything.
_FORMAT = f"%H%x1f%cs%x1f{_TRAILERS}%x1f%s"
# Whatever the author's own git is told to do.
_LOG = ("log", "-z", "--first-parent", "--no-show-signature", "--encoding=UTF-8")
_RAW = ("-m", "-M", "--raw", "--no-abbrev", "--no-relative")
# A file may have come from anywhere in the repository.
_SCRIPTS = ":(top,glob)**/*.py"


def read(gallery: Path, scripts: Sequence[Path]) -> History:
    """The versions of ``scripts``, all below ``gallery``, from the first parents of git's HEAD.

    Raises HistoryError where there is no history, or none of these scripts.
    """
    _, shallow = state(gallery)
    prefix = ask(gallery, "rev-parse", "--show-prefix").decode().removesuffix("\n")
    names = {prefix + path.relative_to(gallery).as_posix(): path for path in scripts}
    blobs: dict[Path, list[tuple[Commit, str]]] = {path: [] for path in scripts}
    log = ask(gallery, *_LOG, *_RAW, f"--format={_FORMAT}", "--", _SCRIPTS)
    for commit, changes in _commits(log, _excused_later(gallery)):
        for change in changes:
            if change.name in names:
                path = names.pop(change.name)
                blobs[path].append((commit, change.blob))
                names[change.before] = path
    if scripts and not any(blobs.values()):
        raise HistoryError(f"{shown(gallery)}: git knows none of its scripts; commit them")
    texts = _texts(gallery, {blob for each in blobs.values() for _, blob in each})
    versions = {
        path: tuple(
            Version(commit, texts[blob]) for commit, blob in reversed(each) if blob in texts
        )
        for path, each in blobs.items()
    }
    return History(versions, _oldest(gallery) if shallow else None)


def since(gallery: Path, begin: str) -> Callable[[Commit], bool]:
    """A test whether a commit is not older than ``begin``: a date such as 2026-11-01, a commit or a tag.

    Where that is empty, it is true of every commit. Raises HistoryError for what is neither.
    """
    if not begin:
        return lambda commit: True
    if re.fullmatch(r"\d{4}-\d\d-\d\d", begin):
        try:
            day = date.fromisoformat(begin)
        except ValueError:
            raise HistoryError(f"--since {begin}: there is no such day") from None
        return lambda commit: commit.date >= day
    try:
        commit = ask(gallery, "rev-parse", "--verify", f"{begin}^{{commit}}").decode().strip()
    except HistoryError:
        message = "neither a date such as 2026-11-01 nor a commit or tag of this repository"
        raise HistoryError(f"--since {begin}: {message}") from None
    later = set(ask(gallery, "rev-list", f"{commit}..HEAD").decode().split())
    return lambda commit: commit.id in later


@dataclass(frozen=True)
class _Change:
    """A file that a commit changed: its name after and before, and what it then held."""

    name: str
    before: str
    blob: str


def _commits(log: bytes, excused: Sequence[str]) -> Iterator[tuple[Commit, list[_Change]]]:
    """The commits of a log, newest first; it has a field for each commit, change and name."""
    fields = iter(log.decode(errors="replace").split("\0"))
    commit: Commit | None = None
    changes: list[_Change] = []
    for field in fields:
        if field.lstrip("\n").startswith(":"):
            _, _, _, blob, status = field.split()
            before = next(fields)
            changes.append(_Change(next(fields) if status[0] == "R" else before, before, blob))
        elif field:
            if commit is not None:
                yield commit, changes
            commit, changes = _commit(field, excused), []
    if commit is not None:
        yield commit, changes


def _commit(field: str, excused: Sequence[str]) -> Commit:
    identifier, day, drift, subject = field.strip("\n").split("\x1f", 3)
    own = any(_NONE.match(each) and not _NONE_IN.match(each) for each in drift.split("\x1e"))
    later = any(identifier.startswith(each) for each in excused)
    return Commit(identifier, date.fromisoformat(day), own or later, subject)


_NONE = re.compile(r"none\b", re.IGNORECASE)
_NONE_IN = re.compile(r"none\s+in\s+([0-9a-f]{7,40})\b", re.IGNORECASE)


def _excused_later(gallery: Path) -> tuple[str, ...]:
    """The commits, however abbreviated, that a later one excuses."""
    asked = ("--regexp-ignore-case", "--grep=^Drift: *none in", f"--format={_TRAILERS}")
    told = ask(gallery, "log", "-z", "--no-show-signature", *asked).decode()
    found = (_NONE_IN.match(each) for each in re.split("[\0\x1e\n]", told))
    return tuple(match[1].lower() for match in found if match)


def _oldest(gallery: Path) -> Commit:
    """Where a shallow clone begins: git shows that commit without parents."""
    log = ask(gallery, *_LOG, "--max-parents=0", f"--format={_FORMAT}")
    return list(_commits(log, ()))[-1][0]


def _texts(gallery: Path, blobs: set[str]) -> dict[str, str | None]:
    """What the blobs hold; those that are not there (the file was deleted) are left out."""
    wanted = sorted(blobs)
    data = ask(gallery, "cat-file", "--batch", stdin="".join(f"{each}\n" for each in wanted))
    texts: dict[str, str | None] = {}
    position = 0
    for blob in wanted:
        end = data.index(b"\n", position)
        header = data[position:end].split()
        position = end + 1
        if header[-1] == b"missing":
            continue
        content = data[position : position + int(header[-1])]
        position += len(content) + 1
        try:
            texts[blob] = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            texts[blob] = None
    return texts
