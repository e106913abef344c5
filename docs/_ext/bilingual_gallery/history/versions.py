"""The versions of the gallery's scripts, as git has kept them, and which was made from which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..errors import shown
from . import commits
from .commits import Commit, Node
from .git import HistoryError, ask, state


@dataclass(frozen=True)
class Version:
    """What a commit made of a script: its text, or None where it is not UTF-8.

    ``parents`` are the versions that it was made from, by their places among the script's versions:
    several where a merge brings together what differs.
    """

    commit: Commit
    text: str | None
    parents: tuple[int, ...] = ()


@dataclass(frozen=True)
class History:
    """The versions of each script, each after those it was made from, under the name it has now.

    A script that git does not know has none. ``begins`` is the oldest commit of a shallow clone.
    """

    versions: Mapping[Path, tuple[Version, ...]]
    begins: Commit | None


@dataclass(frozen=True)
class Pending:
    """What is not committed yet: the ``node`` that it would be, and what differs from each of its parents.

    ``texts`` holds what no blob of git does, under a name of its own.
    """

    node: Node
    edges: commits.Edges
    texts: Mapping[str, str | None]


def read(gallery: Path, scripts: Sequence[Path], pending: Pending | None = None) -> History:
    """The versions of ``scripts``, all below ``gallery``, from all that git's HEAD was made from.

    With ``pending``, that is the last of them. Raises HistoryError where there is no history, or none of
    these scripts.
    """
    head, shallow = state(gallery)
    prefix = ask(gallery, "rev-parse", "--show-prefix").decode().removesuffix("\n")
    names = {path: prefix + path.relative_to(gallery).as_posix() for path in scripts}
    nodes = commits.history(gallery, pending.node.parents if pending else (head,))
    edges = dict(commits.edges(gallery, nodes))
    begins = next(node.commit for node in reversed(nodes) if not node.parents) if shallow else None
    if pending:
        nodes, edges = [pending.node, *nodes], edges | dict(pending.edges)
    told = _names(nodes, edges, names)
    made = {path: _made(path, nodes, edges, told) for path in scripts}
    if scripts and not any(made.values()):
        raise HistoryError(f"{shown(gallery)}: git knows none of its scripts; commit them")
    own = pending.texts if pending else {}
    blobs = {each.blob for versions in made.values() for each in versions} - own.keys()
    texts = {**_texts(gallery, blobs), **own}
    versions = {
        path: tuple(Version(each.commit, texts.get(each.blob), each.parents) for each in each_made)
        for path, each_made in made.items()
    }
    return History(versions, begins)


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


def _names(
    nodes: Sequence[Node], edges: commits.Edges, names: Mapping[Path, str]
) -> Mapping[str, Mapping[Path, str]]:
    """What each script is called at each commit."""
    told: dict[str, Mapping[Path, str]] = {nodes[0].commit.id: names}
    for node in nodes:
        here = told[node.commit.id]
        for parent in node.parents:
            changed = edges[node.commit.id, parent]
            other = {
                path: changed[name].before
                for path, name in here.items()
                if name in changed and changed[name].before != name
            }
            told.setdefault(parent, {**here, **other} if other else here)
    return told


@dataclass(frozen=True)
class _Made:
    """A version whose text has not been read; ``before`` is a bit for each version it comes from, and it."""

    commit: Commit
    blob: str
    parents: tuple[int, ...]
    before: int


def _made(
    path: Path, nodes: Sequence[Node], edges: commits.Edges, names: Mapping[str, Mapping[Path, str]]
) -> Sequence[_Made]:
    """The versions of a script. Where a commit leaves it as it was, there is none.

    Nor is there where a merge brings only what one side had already. A script that is deleted, and comes
    back, goes on from where it was.
    """
    made: list[_Made] = []
    at: dict[str, int | None] = {}  # the version that there is at each commit
    blobs: dict[str, str] = {}
    for node in reversed(nodes):
        own, parents = node.commit.id, node.parents
        name = names[own][path]
        told = [edges[own, parent].get(name) for parent in parents or ("",)]
        known = next((change.blob for change in told if change), None)
        blobs[own] = known or (blobs[parents[0]] if parents else "")
        sides = _sides((at[parent] for parent in parents), made)
        blob = blobs[own].strip("0")
        if not blob or (len(sides) == 1 and made[sides[0]].blob == blobs[own]):
            at[own] = sides[0] if sides else None
            continue
        at[own] = len(made)
        before = 1 << len(made)
        for side in sides:
            before |= made[side].before
        made.append(_Made(node.commit, blobs[own], sides, before))
    last = at[nodes[0].commit.id]
    return made[: last + 1] if last is not None else []


def _sides(versions: Iterable[int | None], made: Sequence[_Made]) -> tuple[int, ...]:
    """The versions of which none comes from another."""
    all_of_them = dict.fromkeys(each for each in versions if each is not None)
    return tuple(
        each
        for each in all_of_them
        if not any(other != each and made[other].before >> each & 1 for other in all_of_them)
    )


def _texts(gallery: Path, blobs: set[str]) -> dict[str, str | None]:
    """What the blobs hold; those that are not there are left out."""
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
        texts[blob] = text_in(content)
    return texts


def text_in(content: bytes) -> str | None:
    """What a file says, with the ends of lines that all have in the end; None where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
