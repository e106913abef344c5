"""The commits that a commit comes from, on every side of every merge, and what each changed of the scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .git import ask
from .messages import Excuse, excuse

# Whatever the author's own git is told to do.
_LOG = ("log", "-z", "--no-patch", "--topo-order", "--no-show-signature", "--encoding=UTF-8")
RAW = ("-z", "-M", "--raw", "--no-abbrev", "--no-relative")
_EDGES = ("diff-tree", "--stdin", "--root", "-r", "--always", *RAW)
_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
# A file may have come from anywhere in the repository.
SCRIPTS = ":(top,glob)**/*.py"


@dataclass(frozen=True)
class Commit:
    """A commit, with the day it was made; an ``excused`` one leaves no language behind.

    Its message says so (``Drift: none``), or that of a later one (``Drift: none in`` and the commit). That
    of a merge says it of all that the merge brought. What is not committed yet has no ``id``.
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
class Node:
    """A commit and those it was made from."""

    commit: Commit
    parents: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A file that differs from what it was: its name ``before``, and what it holds now."""

    before: str
    blob: str


# What differs between a commit and one that it was made from (or nothing), by the name it has now.
Edges = Mapping[tuple[str, str], Mapping[str, Change]]


def history(gallery: Path, tips: Sequence[str]) -> list[Node]:
    """The commits that ``tips`` come from and these themselves, each before those it was made from."""
    log = ask(gallery, *_LOG, "--format=%H%x1f%P%x1f%cs%x1f%B", *tips).decode(errors="replace")
    read = [_node(field) for field in log.split("\0") if field]
    excused = _excused(read)
    return [
        replace(node, commit=replace(node.commit, excused=node.commit.id in excused))
        for node, _ in read
    ]


def _node(field: str) -> tuple[Node, Excuse]:
    identifier, parents, day, message = field.lstrip("\n").split("\x1f", 3)
    subject = " ".join(message.strip("\n").partition("\n\n")[0].split("\n"))
    commit = Commit(identifier, date.fromisoformat(day), False, subject)
    return Node(commit, tuple(parents.split())), excuse(message)


def _excused(read: Sequence[tuple[Node, Excuse]]) -> set[str]:
    """The ids of the commits that leave no language behind."""
    named = tuple(other for _, said in read for other in said.others)
    told = [node for node, said in read if said.own or (named and node.commit.id.startswith(named))]
    parents = {node.commit.id: node.parents for node, _ in read}
    return {each for node in told for each in (node.commit.id, *_brought(node, parents))}


def _brought(merge: Node, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The commits that a merge brings to its first parent."""
    if len(merge.parents) < 2:
        return set()
    return _from(merge.parents[1:], parents) - _from(merge.parents[:1], parents)


def _from(tips: Iterable[str], parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = list(tips)
    while waiting:
        if (each := waiting.pop()) not in found:
            found.add(each)
            waiting += parents.get(each, ())
    return found


def edges(gallery: Path, nodes: Iterable[Node]) -> Edges:
    """What each commit changed of the scripts, beside each of those it was made from."""
    pairs = [(node.commit.id, each) for node in nodes for each in node.parents or ("",)]
    asked = "".join(f"{' '.join(pair).strip()}\n" for pair in pairs)
    told = ask(gallery, *_EDGES, "--", SCRIPTS, stdin=asked)
    return dict(zip(pairs, _groups(told), strict=True))


def _groups(told: bytes) -> Iterator[Mapping[str, Change]]:
    """What follows each id of a commit in what ``diff-tree`` tells."""
    group: list[str] | None = None
    for field in told.decode(errors="replace").split("\0"):
        if _ID.fullmatch(field):  # a name ends in .py
            if group is not None:
                yield changes(group)
            group = []
        elif field and group is not None:
            group.append(field)
    if group is not None:
        yield changes(group)


def changes(told: Iterable[str]) -> Mapping[str, Change]:
    """The files that differ, from the fields in which git tells them raw."""
    found: dict[str, Change] = {}
    fields = iter(told)
    for field in fields:
        _, _, _, blob, status = field.split()
        before = next(fields)
        found[next(fields) if status[0] in "RC" else before] = Change(before, blob)
    return found
