"""What git is asked, and what it says where it cannot answer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ..errors import BuildError, shown

# Inside a git hook these lead to the hook's repository, from the hook's folder.
_HOOK = frozenset(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"])
_AS_IT_IS: Mapping[str, str] = MappingProxyType({})


class HistoryError(BuildError):
    """Git cannot answer; ``str()`` of it is one line for the author."""


def state(gallery: Path) -> tuple[str, bool]:
    """The commit that HEAD is, and whether the clone is shallow.

    Raises HistoryError where there is no git, no repository or no commit.
    """
    said = ask(gallery, "rev-parse", "--is-shallow-repository")
    try:
        head = ask(gallery, "rev-parse", "--verify", "HEAD")
    except HistoryError:
        message = "its repository has no commit yet; commit the scripts"
        raise HistoryError(f"{shown(gallery)}: {message}") from None
    return head.decode().strip(), said.strip() == b"true"


def ask(
    folder: Path, *arguments: str, stdin: str = "", variables: Mapping[str, str] = _AS_IT_IS
) -> bytes:
    """The output of a command of git, run in ``folder`` with ``stdin`` and ``variables`` of its own.

    Raises HistoryError where there is no git, no repository, or nothing but a complaint.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _HOOK}
    command = ["git", "-C", str(folder), *arguments]
    environment = {**kept, **variables, "LC_ALL": "C"}  # we look into what it says
    try:
        done = subprocess.run(command, input=stdin.encode(), capture_output=True, env=environment)
    except FileNotFoundError:
        raise HistoryError(f"{shown(folder)}: no git to ask for its history; install it") from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace").partition("\n")[0].removeprefix("fatal: ")
    if "not a git repository" in said:
        said = "not in a git repository, so it has no history; clone the repository to have it"
    raise HistoryError(f"{shown(folder)}: {said}")


def git_path(folder: Path, name: str) -> Path:
    """Where git keeps one of its own files. Raises HistoryError."""
    return folder / os.fsdecode(ask(folder, "rev-parse", "--git-path", name).rstrip(b"\n"))


def index(folder: Path) -> Mapping[str, str]:
    """The variables by which a command sees the index that a hook is to look at, if this is in one.

    `git commit FILE` makes an index for that commit alone. Raises HistoryError.
    """
    given = os.environ.get("GIT_INDEX_FILE", "")
    if given and Path(given).resolve().parent == git_path(folder, "index").resolve().parent:
        return {"GIT_INDEX_FILE": str(Path(given).resolve())}
    return {}
