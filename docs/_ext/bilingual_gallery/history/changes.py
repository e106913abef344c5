"""The day on which each script last changed, as its commits say: the same in every clone of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import git

# A merge counts with what it brought into the branch, on its own day, as for stale translations.
_LOG = ("log", "-z", "--first-parent", "-m", "--no-show-signature")
_NAMES = ("--name-only", "--no-renames", "--relative")


@dataclass(frozen=True)
class Changes:
    """The last day of each script; ``is_shallow`` where the clone lacks the commits of some.

    A script that differs from what is committed has no day: nobody knows when it changed.
    """

    days: Mapping[Path, date]
    is_shallow: bool = False


def last_changes(folder: Path, scripts: Sequence[Path]) -> Changes:
    """When each of the ``scripts`` below ``folder`` last changed. Raises HistoryError."""
    _, is_shallow = git.state(folder)
    # A shallow clone ends in commits without parents, which seem to have made every file.
    ends = git.ask(folder, "rev-list", "--max-parents=0", "HEAD").split() if is_shallow else []
    differing = git.ask(folder, "diff", "-z", "--name-only", "--relative", "HEAD", "--", ".")
    unknown = set(_names(differing))
    wanted = {path.relative_to(folder).as_posix(): path for path in scripts}
    days: dict[Path, date] = {}
    commit, day = b"", date.min
    for field in _names(git.ask(folder, *_LOG, *_NAMES, "--format=%x1f%H%x1f%cs", "--", ".")):
        if field.startswith("\x1f"):
            _, identifier, told = field.split("\x1f")
            commit, day = identifier.encode(), date.fromisoformat(told.strip())
        elif (name := field.lstrip("\n")) in wanted and name not in unknown:
            unknown.add(name)
            if commit not in ends:
                days[wanted[name]] = day
    return Changes(days, is_shallow)


def _names(told: bytes) -> list[str]:
    return [field for field in told.decode(errors="replace").split("\0") if field]
