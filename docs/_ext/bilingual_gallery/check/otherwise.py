"""What a language says in another way: a number in words, a name in plain text, a page by another address.

From what each of two blocks has and the other lacks, these take out what is no difference in what is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from ..lang.scripts import has_others
from . import addresses
from .items import Item
from .other_numbers import numbers
from .side import DIGITS, Different, Side

_PROSE = re.compile(r"[^\W\d_]+(?:[\s,.!?'’-]+[^\W\d_]+)*[.!?]?")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_LISTED = re.compile(r"[\d.,;()\[\]{}\\]+")
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")


def settle(found: Different, one: Side, two: Side) -> Different:
    """What is left of the differences of two blocks, without what each says in its own way."""
    left = dict(found)
    left.pop("numbers", None)
    left |= numbers(found, one, two)
    if "code" in left:
        left["code"], left["backticks"] = _code(*left["code"], one, two)
    if "formulas" in left and not all(left["formulas"]):
        left["formulas"], symbols = _formulas(*left["formulas"], one, two)
        lacking, extra = left.get("asides", ([], []))
        left["asides"] = [*lacking, *symbols[0]], [*extra, *symbols[1]]
    links = left.get("links", ([], []))
    for side, more in zip(links, _on_one_host(one, two), strict=True):
        side.extend(more)
    left["links"] = links
    if "references" in left:
        (ours, theirs), (refs, others) = left["links"], left["references"]
        ours, others = _pair_off(ours, others, lambda a, b: addresses.same_page(a.shown, b.shown))
        theirs, refs = _pair_off(theirs, refs, lambda a, b: addresses.same_page(a.shown, b.shown))
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


def _on_one_host(one: Side, two: Side) -> tuple[list[Item], list[Item]]:
    """The links that differ among those whose editions name their pages in words of their own.

    An edition such as https://ko.wikipedia.org/wiki/* leaves open which page is which one, but where both
    blocks link to the pages of one language, these are the same.
    """
    ours, theirs = (
        [item for item in side.items.get("links", ()) if addresses.is_open(item.key)]
        for side in (one, two)
    )
    if len({urlsplit(item.shown).netloc.lower() for item in (*ours, *theirs)}) != 1:
        return [], []
    return _pair_off(ours, theirs, _has_same_address)


def _has_same_address(one: Item, two: Item) -> bool:
    return addresses.page(one.shown, ()) == addresses.page(two.shown, ())


def _formulas(
    lacking: Sequence[Item], extra: Sequence[Item], one: Side, two: Side
) -> tuple[tuple[list[Item], list[Item]], tuple[list[Item], list[Item]]]:
    """The formulas that one block has where the other has none, and those of little weight among them.

    These are symbols, of which those are left out that another formula of the other block has already, and
    numbers that stand there in plain text, as 0-1 for $[0,1]$.
    """

    def parted(items: Sequence[Item], there: Side) -> tuple[list[Item], list[Item]]:
        others = " ".join(item.key for item in there.items.get("formulas", ()))
        symbols = [item for item in items if len(item.key) == 1 and item.key.isalpha()]
        plain = [item for item in items if _gives(there, item)]
        formulas = [item for item in items if item not in symbols and item not in plain]
        return formulas, [*(item for item in symbols if item.key not in others), *plain]

    (ours, names), (theirs, others) = parted(lacking, two), parted(extra, one)
    return (ours, theirs), (names, others)


def _gives(there: Side, formula: Item) -> bool:
    """Is this a formula of nothing but numbers, as $[0,1]$ is, all of which the other block gives?"""
    numbers = DIGITS.findall(formula.key) if _LISTED.fullmatch(formula.key) else ()
    return bool(numbers) and all(map(there.gives, numbers))


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
    # preds may well be another variable than pred, and Datasets hardly is.
    return short[:1].isupper() and short.isalpha() and long in (f"{short}s", f"{short}es")


def _is_same_code(one: Item, two: Item) -> bool:
    """Is this the same code but for spaces, quotation marks, empty brackets, or the module before it?"""
    a, b = (
        re.sub(r"\s+", "", item.key).replace('"', "'").removesuffix("()") for item in (one, two)
    )
    a, b = sorted((a, b), key=len)
    return a == b or b.endswith(f".{a}")


def _is_translated(one: Item, two: Item) -> bool:
    """Do two lines differ in no more than words, which at least one of them has in another script?"""
    if not has_others(one.key + two.key):
        return False
    ours, theirs = (_STRING.sub("''", item.key) for item in (one, two))
    if has_others(ours + theirs):  # no string of a program
        return _has_same_digits(ours, theirs)
    strings = [_STRING.findall(item.key) for item in (one, two)]
    return (
        ours == theirs
        and len(strings[0]) == len(strings[1])
        and all(
            a == b or (has_others(a + b) and _has_same_digits(a, b))
            for a, b in zip(*strings, strict=True)
        )
    )


def _has_same_digits(one: str, two: str) -> bool:
    return sorted(DIGITS.findall(one)) == sorted(DIGITS.findall(two))
