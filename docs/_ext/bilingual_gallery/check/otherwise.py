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

    def names(self, code: str) -> bool:
        """Does the block have this code without backticks?"""
        own = self.text.language
        core = code.removesuffix("()").strip("'\"")
        if core.lower() in function_words.strong(own) | function_words.weak(own):
            return False  # it is a word of the language in any text
        plain = re.escape(core.removesuffix("s")) if core.isalpha() else re.escape(core)
        return bool(
            re.search(rf"(?<![A-Za-z0-9_]){plain}(?:e?s)?(?![A-Za-z0-9_])", self.block.text, re.I)
        )


def settle(found: Different, one: Side, two: Side) -> Different:
    """What is left of the differences of two blocks, without what each says in its own way."""
    left = dict(found)
    lacking, extra = left.pop("numbers", ([], []))
    if lacking or extra:
        lacking, extra = (
            _unsaid(lacking, extra, two, _coded(found, 1)),
            _unsaid(extra, lacking, one, _coded(found, 0)),
        )
    left["numbers"] = (lacking, extra) if lacking or extra else _in_words(one, two)
    if "code" in left:
        left["code"], left["backticks"] = _code(*left["code"], one, two)
    if "links" in left and "references" in left:
        (ours, theirs), (refs, others) = left["links"], left["references"]
        ours, others = _pair_off(ours, others, lambda a, b: same_page(a.shown, b.shown))
        theirs, refs = _pair_off(theirs, refs, lambda a, b: same_page(a.shown, b.shown))
        left["links"], left["references"] = (ours, theirs), (refs, others)
    if "fences" in left:
        left["fences"] = _pair_off(*left["fences"], _is_translated)
    return {rule: both for rule, both in left.items() if any(both)}


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


def _coded(found: Different, side: int) -> set[str]:
    """The numbers in the code and formulas that one of the blocks has too much."""
    items = [item for rule in ("code", "formulas") for item in found.get(rule, ([], []))[side]]
    return {number for item in items for number in re.findall(r"\d+(?:\.\d+)*", item.key)}


def _unsaid(
    items: Sequence[Item], others: Sequence[Item], there: Side, coded: set[str]
) -> list[Item]:
    """Without the numbers that the block there says in words, in another unit, in code, or in a name."""
    meant, text = set(coded), there.block.text
    for item in others:
        meant.update(item.number.values if item.number else (), _parts(item))
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
    if has_others(one.key) != has_others(two.key):
        return all(_PROSE.fullmatch(item.key.strip("'\"")) for item in (one, two))
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
        ours, theirs = (re.sub(r"[^\W\d_]+", "", each) for each in (ours, theirs))
        return sorted(re.findall(r"\d+|[^\w\s]", ours)) == sorted(
            re.findall(r"\d+|[^\w\s]", theirs)
        )
    return ours == theirs
