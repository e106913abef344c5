"""Numbers that two languages say in words, and not the same: two questions here, three questions there.

A word may count or not, as in one of them, and a translator may leave a number out. So a number that one
language has too many is told only where the other has another one in its place.
"""

from __future__ import annotations

from collections import Counter

from ..lang import language
from ..lang.numbers import Number
from ..source.blocks import Block
from .finding import Text

# What takes half the time is twice as fast.
_INVERSE = frozenset(("0.5", "2"))
_SAME = {"0.5": ("0.5", "50%")}


def differing(
    one: tuple[Block, Text], two: tuple[Block, Text]
) -> tuple[list[Number], list[Number]]:
    """The numbers in words that each of two blocks has and the other has not; both or none are given."""
    (block, text), (other_block, other) = one, two
    ours = language(text.language).numbers.counted(block.text)
    theirs = language(other.language).numbers.counted(other_block.text) if ours else []
    if not theirs:
        return [], []
    values = [sorted(each.values[0] for each in found) for found in (ours, theirs)]
    if values[0] == values[1]:
        return [], []
    left = _left(ours, *two), _left(theirs, *one)
    if not all(left) or {each.values[0] for found in left for each in found} == _INVERSE:
        return [], []
    return left


def _left(numbers: list[Number], block: Block, text: Text) -> list[Number]:
    """The numbers that a block of another language does not say so often."""
    own = language(text.language).numbers
    counted = Counter(each.values[0] for each in own.counted(block.text))
    room = {
        value: max(
            counted[value], *(own.times(block.text, each) for each in _SAME.get(value, (value,)))
        )
        for value in {each.values[0] for each in numbers}
    }
    kept = []
    for each in numbers:
        room[each.values[0]] -= 1
        if room[each.values[0]] < 0:
            kept.append(each)
    return kept
