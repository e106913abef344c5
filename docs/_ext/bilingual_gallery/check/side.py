"""One of two blocks that are compared, and what it says in whatever form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..lang import function_words, language
from ..lang.scripts import has_others
from ..source.blocks import Block
from .finding import Text
from .items import Item

DIGITS = re.compile(r"\d+(?:\.\d+)*")
_COUNTED = re.compile(rf"(?<![A-Za-z\d.]){DIGITS.pattern}")
# What each of two blocks has too much, by rule; of a rule that is not there, both have the same.
Different = dict[str, tuple[list[Item], list[Item]]]


@dataclass(frozen=True)
class Side:
    """A block, the text it is in, and its items by rule."""

    block: Block
    text: Text
    items: Mapping[str, Sequence[Item]]

    def has(self, code: str) -> bool:
        """Has the block this code between backticks?"""
        return any(item.key == code for item in self.items.get("code", ()))

    def gives(self, number: str) -> bool:
        """Has the block this number, in its text, code or formulas? In a name, as CIFAR10, it is none."""
        items = [item for rule in ("code", "formulas") for item in self.items.get(rule, ())]
        there = {each for item in items for each in _COUNTED.findall(item.key)}
        there.update(item.key for item in self.items.get("numbers", ()))
        return number in there

    def counts(self, other: Side) -> bool:
        """Does the block say a number in words that the other does not say?"""
        said = language(self.text.language).numbers.in_words(self.block.text)
        there = {value for item in other.items.get("numbers", ()) for value in item.values}
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
