"""Ask git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .errors import shown

# Inside a git hook these lead to the hook's repository, from the hook's folder.
_HOOK = frozenset(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"])


class HistoryError(Exception):
    """What is asked of the history cannot be told; ``str()`` of it is one line for the author."""


def ask(folder: Path, *arguments: str, stdin: str = "") -> bytes:
    """What git says in ``folder``.

    Raises HistoryError where there is no git, no repository, or nothing but a complaint.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _HOOK}
    command = ["git", "-C", str(folder), *arguments]
    environment = kept | {"LC_ALL": "C"}  # we look into what it says
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
