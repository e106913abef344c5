"""Which piece of a page stands for which in another language: what ``counterparts.js`` finds in the browser.

Whoever has the pages of both languages, as a book of two has, asks here. A test holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from .pieces import Walk


def counterparts(ours: Walk, theirs: Walk) -> Sequence[int | None]:
    """For each piece of ours the number of the piece of theirs; None where there is none.

    Pages of one form are paired in order; of others, the groups that have the same id and form.
    """
    places = {group.id: place for place, group in enumerate(theirs.groups)}
    in_order = all(places.get(group.id, place) == place for place, group in enumerate(ours.groups))
    if in_order and _form(ours) == _form(theirs):
        return range(len(theirs.pieces))
    found: list[int | None] = [None] * len(ours.pieces)
    for number, group in enumerate(ours.groups):
        place = places.get(group.id)
        if place is None or not (group.named or theirs.groups[place].named):
            continue
        own, other = _numbers(ours, number), _numbers(theirs, place)
        kinds = [ours.pieces[each].kind for each in own]
        if kinds == [theirs.pieces[each].kind for each in other]:
            for each, its in zip(own, other, strict=True):
                found[each] = its
    return found


def _form(walk: Walk) -> list[tuple[int, str]]:
    return [(piece.group, piece.kind) for piece in walk.pieces]


def _numbers(walk: Walk, group: int) -> list[int]:
    return [number for number, piece in enumerate(walk.pieces) if piece.group == group]
