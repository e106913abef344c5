"""What a language says in another way: a number in words, a name in plain text, a page by another address.

From what each of two blocks has and the other lacks, these take out what is no difference in what is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..lang import function_words, language
from ..lang.scripts import has_others
from ..source.blocks import Block
from . import number_words
from .addresses import same_page
from .finding import Text
from .items import Item

# What each of two blocks has too much, by rule; of a rule that is not there, both have the same.
Different = dict[str, tuple[list[Item], list[Item]]]
_NAME = re.compile(r"([a-z]+)(\d.*)")
_PROSE = re.compile(r"[^\W\d_]+(?:[\s,.!?'’-]+[^\W\d_]+)*[.!?]?")
# What counts or explains, as in a matrix of 2x2, more often than it measures.
_SMALL = re.compile(r"\d")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")


@dataclass(frozen=True)
class Side:
    """A block, the text it is in, and its items by rule."""

    block: Block
    text: Text
    items: Mapping[str, Sequence[Item]]

    def has(self, code: str) -> bool:
        """Has the block this code between backticks?"""
        return any(item.key == code for item in self.items.get("code", ()))

    def gives(self, number: Item) -> bool:
        """Has the block this number, in its text, code or formulas?"""
        items = [item for rule in ("code", "formulas") for item in self.items.get(rule, ())]
        there = {each for item in items for each in _DIGITS.findall(item.key)}
        there.update(item.key for item in self.items.get("numbers", ()))
        return number.key in there

    def counts(self, other: Side) -> bool:
        """Does the block say a number in words that the other does not say?"""
        said = language(self.text.language).numbers.in_words(self.block.text)
        there = {value for item in other.items.get("numbers", ()) for value in _values(item)}
        left = said - there
        return bool(
            left and left - language(other.text.language).numbers.in_words(other.block.text)
        )

    def names(self, code: str) -> bool:
        """Does the block have this code without backticks?"""
        own = self.text.language
        core = code.removesuffix("()").strip("'\"").lstrip(".")
        if has_others(core):  # no name of a program, but words between backticks
            return True
        if core.lower() in function_words.strong(own) | function_words.weak(own):
            return False  # it is a word of the language in any text
        plain = re.escape(core.removesuffix("s")) if core.isalpha() else re.escape(core)
        return bool(
            re.search(rf"(?<![A-Za-z0-9_]){plain}(?:e?s)?(?![A-Za-z0-9_])", self.block.text, re.I)
        )


def settle(found: Different, one: Side, two: Side) -> Different:
    """What is left of the differences of two blocks, without what each says in its own way."""
    left = dict(found)
    left.pop("numbers", None)
    left |= _numbers(found, one, two)
    if "code" in left:
        left["code"], left["backticks"] = _code(*left["code"], one, two)
    if "formulas" in left:
        left["formulas"] = _formulas(*left["formulas"], one, two)
    if "links" in left and "references" in left:
        (ours, theirs), (refs, others) = left["links"], left["references"]
        ours, others = _pair_off(ours, others, lambda a, b: same_page(a.shown, b.shown))
        theirs, refs = _pair_off(theirs, refs, lambda a, b: same_page(a.shown, b.shown))
        left["links"], left["references"] = (ours, theirs), (refs, others)
    if "fences" in left:
        left["fences"] = _pair_off(*left["fences"], _is_translated)
    return {rule: both for rule, both in left.items() if any(both)}


def _numbers(found: Different, one: Side, two: Side) -> Different:
    """The numbers that differ, and small ones that one block has where the other has none."""
    ours, theirs = found.get("numbers", ([], []))
    if not ours and not theirs:
        return {"numbers": _in_words(one, two)}
    coded = _coded(found, 0), _coded(found, 1)
    lacking, extra = _unsaid(ours, theirs, two, coded[1]), _unsaid(theirs, ours, one, coded[0])
    # A number that is there is said again in one language, if nothing stands there in its place.
    if not extra:
        lacking = [item for item in lacking if not two.gives(item)]
    if not lacking:
        extra = [item for item in extra if not one.gives(item)]
    left = [*lacking, *extra]
    if not left:
        return {"numbers": _in_words(one, two)}
    replaced = (
        (theirs or coded[1] or two.counts(one))
        if lacking
        else (ours or coded[0] or one.counts(two))
    )
    if replaced or any(_SMALL.fullmatch(item.key) is None for item in left):
        return {"numbers": (lacking, extra)}
    return {"lone-numbers": (lacking, extra)}


def _pair_off(
    items: Sequence[Item], others: Sequence[Item], same: Callable[[Item, Item], bool]
) -> tuple[list[Item], list[Item]]:
    """The items that have no other one that is the ``same``, and the others; each has one at most."""
    left, kept = list(others), []
    for item in items:
        place = next((at for at, other in enumerate(left) if same(item, other)), None)
        if place is None:
            kept.append(item)
        else:
            del left[place]
    return kept, left


def _values(item: Item) -> tuple[str, ...]:
    return item.number.values if item.number else ()


def _coded(found: Different, side: int) -> set[str]:
    """The numbers in the code and formulas that one of the blocks has too much."""
    items = [item for rule in ("code", "formulas") for item in found.get(rule, ([], []))[side]]
    return {number for item in items for number in _DIGITS.findall(item.key)}


def _unsaid(
    items: Sequence[Item], others: Sequence[Item], there: Side, coded: set[str]
) -> list[Item]:
    """Without the numbers that the block there says in words, in another unit, in code, or in a name."""
    meant, text = set(coded), there.block.text
    for item in others:
        meant.update(_values(item), _parts(item))
    say = language(there.text.language).numbers.say
    return [
        item
        for item in items
        if item.number
        and not meant.intersection(item.number.values)
        and not meant.issuperset(_parts(item) or (None,))
        and not say(text, item.number)
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


def _formulas(
    lacking: Sequence[Item], extra: Sequence[Item], one: Side, two: Side
) -> tuple[list[Item], list[Item]]:
    """Without the symbols that one language says once more, which stand in another formula of the other."""

    def kept(items: Sequence[Item], there: Side) -> list[Item]:
        others = " ".join(item.key for item in there.items.get("formulas", ()))
        return [item for item in items if not (len(item.key) == 1 and item.key in others)]

    if lacking and extra:
        return list(lacking), list(extra)
    return kept(lacking, two), kept(extra, one)


def _code(
    lacking: Sequence[Item], extra: Sequence[Item], one: Side, two: Side
) -> tuple[tuple[list[Item], list[Item]], tuple[list[Item], list[Item]]]:
    """The code that one block does not name at all, and that which it names in another form."""
    ours, theirs = _pair_off(lacking, extra, _says_the_same)
    named = _pair_off(ours, theirs, _is_same_code)
    unnamed = (
        [item for item in named[0] if not two.has(item.key) and not two.names(item.key)],
        [item for item in named[1] if not one.has(item.key) and not one.names(item.key)],
    )
    if any(unnamed):  # what the other block names instead, it may name elsewhere too
        return (unnamed[0] or named[0], unnamed[1] or named[1]), ([], [])
    # What is there is named again in one language, where the other says it in a pronoun or not at all.
    return unnamed, (
        [item for item in ours if not two.has(item.key) or two.names(item.key)],
        [item for item in theirs if not one.has(item.key) or one.names(item.key)],
    )


def _says_the_same(one: Item, two: Item) -> bool:
    """Are these words between backticks, each in its language, or a name and its plural?"""
    translated, other = (one, two) if has_others(one.key) else (two, one)
    if has_others(translated.key):
        known = {word.lower() for word in _LATIN.findall(translated.key)}
        theirs = {word.lower() for word in _LATIN.findall(other.key)}
        return bool(known & theirs) or _PROSE.fullmatch(other.key.strip("'\"")) is not None
    short, long = sorted((one.key, two.key), key=len)
    return short.isalpha() and long in (f"{short}s", f"{short}es")


def _is_same_code(one: Item, two: Item) -> bool:
    """Is this the same code but for spaces, quotation marks, empty brackets, or the module before it?"""
    a, b = (
        re.sub(r"\s+", "", item.key).replace('"', "'").removesuffix("()") for item in (one, two)
    )
    a, b = sorted((a, b), key=len)
    return a == b or b.endswith(f".{a}")


def _core(code: str) -> str:
    return re.sub(r"\s+", "", code).replace('"', "'").strip("'").removesuffix("()")


def _is_translated(one: Item, two: Item) -> bool:
    """Do two lines differ in no more than words, which at least one of them has in another script?"""
    if not has_others(one.key + two.key):
        return False
    ours, theirs = (_STRING.sub("''", item.key) for item in (one, two))
    if has_others(ours + theirs):  # no string of a program
        return sorted(_DIGITS.findall(ours)) == sorted(_DIGITS.findall(theirs))
    return ours == theirs
