"""The numbers in which two blocks differ, without those that each says in its own way.

A number may stand in words, in another unit (thousands, say), in code, or in a name with a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lang import language
from . import number_words
from .items import Item
from .side import DIGITS, Different, Side

_NAME = re.compile(r"([a-z]+)(\d.*)")
# What counts or explains, as in a matrix of 2x2, more often than it measures.
_SMALL = re.compile(r"\d")


def numbers(found: Different, one: Side, two: Side) -> Different:
    """The numbers that differ, and small ones that one block has where the other has none."""
    ours, theirs = found.get("numbers", ([], []))
    if not ours and not theirs:
        return {"numbers": _in_words(one, two)}
    coded = _coded(found, 0), _coded(found, 1)
    ours_only, theirs_only = _unmeant(ours, theirs, coded[1]), _unmeant(theirs, ours, coded[0])
    lacking, extra = _unsaid(ours_only, two), _unsaid(theirs_only, one)
    # A number that is there is said again in one language, if nothing stands there in its place.
    if not extra:
        lacking = [item for item in lacking if not two.gives(item.key)]
    if not lacking:
        extra = [item for item in extra if not one.gives(item.key)]
    left = [*lacking, *extra]
    if not left:
        changed = _more(ours_only, one, two), _more(theirs_only, two, one)
        return {"numbers": changed if all(changed) else _in_words(one, two)}
    replaced = (
        (theirs or coded[1] or two.counts(one))
        if lacking
        else (ours or coded[0] or one.counts(two))
    )
    if replaced or any(_SMALL.fullmatch(item.key) is None for item in left):
        return {"numbers": (lacking, extra)}
    return {"asides": (lacking, extra)}


def _coded(found: Different, side: int) -> set[str]:
    """The numbers in the code and formulas that one of the blocks has too much."""
    items = [item for rule in ("code", "formulas") for item in found.get(rule, ([], []))[side]]
    return {number for item in items for number in DIGITS.findall(item.key)}


def _unmeant(items: Sequence[Item], others: Sequence[Item], coded: set[str]) -> list[Item]:
    """Without the numbers that the other block has in another unit, in code, or in a name."""
    meant = set(coded)
    for item in others:
        meant.update(item.values, _parts(item))
    return [
        item
        for item in items
        if not meant.intersection(item.values) and not meant.issuperset(_parts(item) or (None,))
    ]


def _unsaid(items: Sequence[Item], there: Side) -> list[Item]:
    """Without the numbers that the block there says in words."""
    say, text = language(there.text.language).numbers.say, there.block.text
    return [item for item in items if item.number and not say(text, item.number)]


def _more(items: Sequence[Item], here: Side, there: Side) -> list[Item]:
    """The numbers that this block says more often than the other, in digits and words together.

    One may be said in words there. But if of two that are in digits on one side alone each is also said
    more often on its side, the one stands in the place of the other: `the second axis has size 1`.
    """
    own, other = (language(side.text.language).numbers for side in (here, there))
    return [
        item
        for item in items
        if item.values == (item.key,)  # one with a unit means two
        and own.times(here.block.text, item.key) > other.times(there.block.text, item.key)
    ]


def _parts(item: Item) -> list[str]:
    """The numbers in one that is written together: in a name, as CIFAR10, or in a row, as 3,224,224."""
    if name := _NAME.fullmatch(item.key):
        return [name[2]]
    return item.shown.split(",") if item.shown.count(",") else []


def _in_words(one: Side, two: Side) -> tuple[list[Item], list[Item]]:
    """The numbers that each of two blocks says in words, where it is another number."""
    sides = (one.block, one.text), (two.block, two.text)
    ours, theirs = (
        [Item(each.written, each.values[0], side.block.line, each) for each in numbers]
        for side, numbers in zip((one, two), number_words.differing(*sides), strict=True)
    )
    return ours, theirs
