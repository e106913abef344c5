"""What git has staged, in place of what lies on the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..contents import Contents
from .git import ask, index


@dataclass(frozen=True)
class Staged:
    """The files that a commit would change, and the contents of all files as it would leave them."""

    files: frozenset[Path]
    contents: Contents


def staged(folders: Sequence[Path]) -> Staged:
    """What is staged below these folders, which are in one repository.

    Files that git does not know are not there. Raises HistoryError where there is no repository.
    """
    folder = folders[0]
    top = Path(os.fsdecode(ask(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    variables = index(folder)

    def named(*command: str) -> list[Path]:
        told = ask(folder, *command, "-z", "--", *map(str, folders), variables=variables)
        return [top / os.fsdecode(name) for name in told.split(b"\0") if name]

    changed = ("--name-only", "--no-renames", "--no-ext-diff", "--no-relative")
    others = named("ls-files", "--others", "--full-name")
    unknown: dict[Path, bytes | None] = dict.fromkeys(others)
    differing = named("diff", *changed)
    texts = {path: _blob(folder, path.relative_to(top), variables) for path in differing}
    files = named("diff", "--cached", "--diff-filter=d", *changed)
    return Staged(frozenset(files), Contents({**unknown, **texts}))


def _blob(folder: Path, name: Path, variables: Mapping[str, str]) -> bytes:
    return ask(folder, "cat-file", "blob", f":{name.as_posix()}", variables=variables)
