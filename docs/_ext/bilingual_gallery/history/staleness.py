"""Which languages lag in each passage of a script, found by walking its versions from the oldest on."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import SourceError
from ..source.tutorial import Passage
from .commits import Commit
from .merging import merged
from .passages import passages_of
from .state import Change, State, begun, texts_of, whole
from .versions import Version

# The number of what comes after all versions of a script.
NEXT = sys.maxsize


def walk(path: Path, versions: Sequence[Version]) -> Sequence[State] | None:
    """The passages of a script's newest version; None where there is none that can be read.

    The changes of an older version that cannot be read count for the next one that can.
    """
    # Of each version the states of its passages; of one that cannot be read, those it was made from.
    sides: list[Sequence[Sequence[State]]] = []
    readable = False
    for number, version in enumerate(versions):
        known: list[Sequence[State]] = []
        for side in (side for parent in version.parents for side in sides[parent]):
            if not any(side is each for each in known):
                known.append(side)
        states = states_after(path, known, version, number)
        readable = states is not None
        sides.append(known if states is None else [states])
    return sides[-1][0] if readable else None


def states_after(
    path: Path, sides: Sequence[Sequence[State]], version: Version, number: int = NEXT
) -> Sequence[State] | None:
    """The passages of a version that was made from ``sides``; None for one that cannot be read."""
    passages = _read(path, version)
    if passages is None:
        return None
    found = [_predecessors(side, passages) for side in sides]
    states = []
    for place, passage in enumerate(passages):
        before = [state for each in found if (state := each[place])]
        if before:
            state = merged(before, passage)
            states.append(state.followed_by(passage, version.commit, number))
        else:
            states.append(_new(passage, version.commit, number))
    return states


def _read(path: Path, version: Version) -> Sequence[Passage] | None:
    try:
        return None if version.text is None else passages_of(path, version.text)
    except SourceError:
        return None


def _new(passage: Passage, commit: Commit, number: int) -> State:
    """A passage that begins here, which all its languages know."""
    texts = texts_of(passage)
    known = frozenset((number, code) for code in texts)
    said = {}
    for code, text in texts.items():
        change = Change(number, code, commit, "", text, "")
        own = begun(passage, code, commit, number)
        said[code] = replace(own, changes=(change,), answered=known)
    return State(passage, said, {whole(passage): said})


def _predecessors(known: Sequence[State], passages: Sequence[Passage]) -> list[State | None]:
    """For each passage what it comes from, wherever that stood: it has a language's text in common.

    Where all languages are new, it comes from what stood there; if nothing did, no language lags in it.
    """
    found: list[State | None] = [None] * len(passages)
    free = list(known)
    languages = dict.fromkeys(code for passage in passages for code in texts_of(passage))
    # What is the same in all languages first, or its twin in one of them could take its place.
    for key in (whole, *(_in(code) for code in languages)):
        waiting: dict[Hashable, list[State]] = defaultdict(list)
        for state in free:
            waiting[key(state.passage)].append(state)
        for index, passage in enumerate(passages):
            if found[index] is None and key(passage) and waiting[key(passage)]:
                found[index] = waiting[key(passage)].pop(0)
        taken = {id(state) for state in found}
        free = [state for state in free if id(state) not in taken]
    _fill_gaps(found, known)
    return found


def _fill_gaps(found: list[State | None], known: Sequence[State]) -> None:
    """Pair what is left between two neighbors, where there is as much of it as there was."""
    places = {id(state): place for place, state in enumerate(known)}
    at = [None if state is None else places[id(state)] for state in found]
    taken = set(at)
    begin = 0
    while begin < len(at):
        end = begin
        while end < len(at) and at[end] is None:
            end += 1
        left = -1 if begin == 0 else at[begin - 1]
        right = len(known) if end == len(at) else at[end]
        assert left is not None
        assert right is not None
        free = [place for place in range(left + 1, right) if place not in taken]
        if len(free) == end - begin:
            found[begin:end] = [known[place] for place in free]
        begin = end + 1


def _in(language: str) -> Callable[[Passage], Hashable]:
    return lambda passage: texts_of(passage).get(language)
