"""Where two long series surely meet: what is there once in each, and stands in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def anchors(ours: Sequence[object], theirs: Sequence[object]) -> Sequence[tuple[int, int]]:
    """The places, in order, of what stands once in each series; None is never the same as another.

    It is the longest series of such places that runs the same way in both, found as in the "patience diff"
    of Bazaar: by the longest increasing subsequence.
    """
    there = _single(theirs)
    pairs = [(at, there[each]) for each, at in _single(ours).items() if each in there]
    ends: list[int] = []  # the least place of theirs at which a series of each length ends
    last: list[int] = []  # and which pair that is
    before: list[int] = []  # for each pair the one before it
    for number, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [other], [number]
    series, number = [], last[-1] if last else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _single(series: Sequence[object]) -> dict[object, int]:
    """The place of each that stands there once, in order."""
    places: dict[object, list[int]] = {}
    for at, each in enumerate(series):
        if each is not None:
            places.setdefault(each, []).append(at)
    return {each: at[0] for each, at in places.items() if len(at) == 1}
