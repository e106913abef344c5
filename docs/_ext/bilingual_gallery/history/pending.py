"""What is not committed yet, as the commit that it would be: what is staged, or all that lies on the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from . import commits
from .commits import Change, Commit, Node
from .git import ask, git_path, index, state
from .messages import excuse
from .versions import Pending, text_in


def staged(gallery: Path, message: str = "") -> Pending:
    """What is in the index. ``message`` is what will be said of it, which may excuse it.

    While a merge is not committed, it comes from all that are merged. Raises HistoryError.
    """
    return _pending(gallery, message, "staged", "--cached", variables=index(gallery))


def worktree(gallery: Path, message: str = "") -> Pending:
    """What is on the disk, of all files that git knows; otherwise as ``staged``."""
    pending = _pending(gallery, message, "not committed")
    top = Path(os.fsdecode(ask(gallery, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    texts: dict[str, str | None] = {}
    edges: dict[tuple[str, str], Mapping[str, Change]] = {}
    for edge, told in pending.edges.items():
        edges[edge] = {name: _on_disk(top, name, change, texts) for name, change in told.items()}
    return replace(pending, edges=edges, texts=texts)


def _on_disk(top: Path, name: str, change: Change, texts: dict[str, str | None]) -> Change:
    """A file that differs is no blob of git's; one that is gone stays gone."""
    path = top / name
    if not path.is_file():
        return change
    texts[f"on disk: {name}"] = text_in(path.read_bytes())
    return Change(change.before, f"on disk: {name}")


def _pending(
    gallery: Path,
    message: str,
    subject: str,
    *options: str,
    variables: Mapping[str, str] | None = None,
) -> Pending:
    head, _ = state(gallery)
    parents = (head, *_merged(gallery))
    commit = Commit("", date.today(), excuse(message).own, subject)
    edges = {
        (commit.id, parent): commits.changes(_ask_diff(gallery, parent, options, variables or {}))
        for parent in parents
    }
    return Pending(Node(commit, parents), edges, {})


def _ask_diff(
    gallery: Path, parent: str, options: Sequence[str], variables: Mapping[str, str]
) -> list[str]:
    told = ask(
        gallery, "diff", *options, *commits.RAW, parent, "--", commits.SCRIPTS, variables=variables
    )
    return [field for field in told.decode(errors="replace").split("\0") if field]


def _merged(gallery: Path) -> Sequence[str]:
    """The commits that a merge brings in which is not committed yet."""
    path = git_path(gallery, "MERGE_HEAD")
    return path.read_text().split() if path.is_file() else []
