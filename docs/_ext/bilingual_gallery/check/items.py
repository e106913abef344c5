"""What of a block every language has to have: its code, formulas, links, numbers, each as an item."""

from __future__ import annotations

import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent

from ..config import Editions
from ..lang import language
from ..lang.numbers import Number
from ..source.blocks import Block
from ..source.inlines import Inline
from . import addresses
from .finding import Text


@dataclass(frozen=True)
class Item:
    """Something that every language has to have: how it is shown, what it counts as, its line.

    For a number the line is looked up when it is asked for, which is seldom.
    """

    shown: str
    key: str
    line: int
    number: Number | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """All that a number may mean; nothing for what is none."""
        return self.number.values if self.number else ()

    def line_in(self, block: Block) -> int:
        """Its line (from 0) in the text of the block."""
        return block.line_at(self.number.offset) if self.number else self.line


# For each rule the mend, in the order in which they are told.
MENDS: Mapping[str, str] = {
    "code": "name the same code in {both}",
    "backticks": "write it in the same form, between backticks, in {both}",
    "formulas": "write the same formulas in {both}",
    "images": "show the same images in {both}",
    "links": "link the same pages in {both}",
    "references": "refer to the same places in {both}",
    "expressions": "ask for the same values in {both}",
    "numbers": "give the same numbers in {both}",
    "asides": "say it in {both}, or in none",
    "bold": "set the same words in bold",
    "html": "use the same HTML in {both}",
    "fences": "let no more than comments differ in a code fence",
}
# The rule for what is in a block, by the kind of the inline.
_RULES = {
    "code": "code",
    "math": "formulas",
    "image": "images",
    "link": "links",
    "reference": "references",
    "footnote": "references",
    "eval": "expressions",
    "strong": "bold",
    "html": "html",
}
_SPACES = re.compile(r"(?<=\S)[ \t]+")
# Elements that say what Markdown says by its marks.
_EMPHASIS = frozenset(("em", "i", "strong", "b"))


def items_of(block: Block, text: Text, editions: Editions) -> dict[str, list[Item]]:
    """The items of a block by rule, in their order; a rule of which it has none is not there."""
    found: dict[str, list[Item]] = {}
    for inline in block.inlines:
        if (rule := _RULES.get(inline.kind)) is None:
            continue
        if rule == "links" and inline.text.startswith("#"):
            rule = "references"
        elif rule == "html" and inline.text in _EMPHASIS:
            if inline.text in ("em", "i"):  # as that of Markdown, it is the language's own
                continue
            rule = "bold"
        item = Item(*_shown_and_key(rule, inline, editions), inline.line)
        found.setdefault(rule, []).append(item)
    if block.inlines and (numbers := [*language(text.language).numbers.find(block.text)]):
        found["numbers"] = [
            Item(number.written, number.values[0], block.line, number) for number in numbers
        ]
    if block.kind.startswith(("code fence", "{code", "{sourcecode")):
        lines = without_comments(dedent(block.raw))
        found["fences"] = [
            Item(f"`{line}`", _SPACES.sub(" ", line), block.body + row)
            for row, line in lines
            if line
        ]
    return found


def _shown_and_key(rule: str, inline: Inline, editions: Editions) -> tuple[str, str]:
    text = inline.text
    if rule == "expressions":
        return f"{{eval}}`{text}`", " ".join(text.split())
    if rule == "code":
        return f"`{text}`", " ".join(text.split())
    if rule == "formulas":  # words in a formula belong to its language
        return f"${' '.join(text.split())}$", re.sub(r"\\text\s*\{[^{}]*\}|\s", "", text)
    if rule == "links":
        return text, addresses.page(text, editions)
    return ("bold", "bold") if rule == "bold" else (text, text)


def without(items: Sequence[Item], others: Iterable[Item]) -> list[Item]:
    """The items that are not among the others, or not so often."""
    left = Counter(item.key for item in others)
    left.subtract(item.key for item in items)
    kept = []
    for item in reversed(items):
        if left[item.key] < 0:
            left[item.key] += 1
            kept.append(item)
    return kept[::-1]


def without_comments(source: str) -> list[tuple[int, str]]:
    """The lines of code with their rows; comments, which each language has its own, are taken out."""
    lines = [line.rstrip() for line in source.split("\n")]
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                lines[row - 1] = lines[row - 1][:column].rstrip()
    except (tokenize.TokenError, SyntaxError):  # not Python
        lines = [re.sub(r"(^|\s)#.*", "", line).rstrip() for line in lines]
    return list(enumerate(lines))
