"""What the sides of a merge knew together of a passage, before the merge itself changes anything in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations

from ..source.tutorial import Passage
from .state import Change, Id, Said, State, texts_of


def merged(states: Sequence[State], passage: Passage) -> State:
    """The state of ``passage`` on all sides together, which have the ``states``.

    A language knows what it knew on the sides that its text comes from. Where its text is on none, and
    more than one side changed it, the merge put these changes together, and it knows what all sides knew.
    Otherwise the merge changed it, and the state has what it was before that.
    """
    if len(states) == 1:
        return states[0]
    now = texts_of(passage)
    said: dict[str, Said] = {}
    sources: dict[str, Collection[int]] = {}
    for code in dict.fromkeys(code for state in states for code in state.said):
        sides = {
            index: state.said[code] for index, state in enumerate(states) if code in state.said
        }
        sources[code] = [index for index, each in sides.items() if each.text == now.get(code)]
        said[code] = _together([sides[index] for index in sources[code] or sides], sides.values())
        if code in now and not sources[code] and _differ(sides.values()):
            said[code] = replace(said[code], text=now[code])
    twins = _twins(states)
    for code, own in sources.items():
        known = said[code].has
        same = chain.from_iterable(twins.get(each, ()) for each in known)
        said[code] = replace(said[code], answered=said[code].answered.union(same))
        for other, from_there in sources.items():
            both = {*own} & {*from_there}
            if code != other and any(_in_step(states[index], code, other) for index in both):
                said[code] = said[code].knowing(said[other].changes)
    before = {text: then for state in reversed(states) for text, then in state.known.items()}
    newest = max(states, key=lambda state: max(each.number for each in state.said.values()))
    return State(newest.passage, said, before)


def _in_step(state: State, code: str, other: str) -> bool:
    return not state.said[code].open_in(state.said[other])


def _together(sources: Sequence[Said], sides: Iterable[Said]) -> Said:
    """What is known of a language whose text comes from ``sources``, some of all ``sides``."""
    changes = {each.id: each for source in sources for each in source.changes}
    return replace(
        max(sources, key=lambda each: each.number),
        history=frozenset[int]().union(*(each.history for each in sides)),
        changes=tuple(changes[own] for own in sorted(changes)),
        answered=frozenset[Id]().union(*(each.answered for each in sources)),
    )


def _differ(sides: Iterable[Said]) -> bool:
    """Has the language been changed on more than one side, each without the other?"""
    return any(
        one.number not in other.history and other.number not in one.history
        for one, other in combinations(sides, 2)
    )


def _twins(states: Sequence[State]) -> Mapping[Id, set[Id]]:
    """The changes that were made on one side and again on another, as a cherry-pick does."""
    found: dict[Id, set[Id]] = {}
    for one, other in combinations(states, 2):
        for code in one.said.keys() & other.said.keys():
            mine, theirs = one.said[code].changes, other.said[code].changes
            for change, twin in _pairs(_beyond(mine, theirs), _beyond(theirs, mine)):
                found.setdefault(change.id, set()).add(twin.id)
                found.setdefault(twin.id, set()).add(change.id)
    return found


def _beyond(changes: Sequence[Change], others: Sequence[Change]) -> Sequence[Change]:
    known = {each.id for each in others}
    return [each for each in changes if each.id not in known]


def _pairs(mine: Sequence[Change], theirs: Sequence[Change]) -> Iterable[tuple[Change, Change]]:
    for change in mine:
        for twin in theirs:
            if (change.before, change.after) == (twin.before, twin.after):
                yield change, twin
