"""What one language's prose has and another's has not: blocks, code, formulas, links, numbers."""

from __future__ import annotations

import io
import re
import tokenize
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ..config import Editions
from ..lang import language
from ..lang.numbers import Number
from ..source.blocks import WORDS, Block
from . import number_words
from .finding import Finding, Text


@dataclass(frozen=True)
class Item:
    """Something that every language has to have: how it is shown, what it counts as, its line.

    For a number the line is looked up when it is asked for, which is seldom.
    """

    shown: str
    key: str
    line: int
    number: Number | None = None

    def line_in(self, block: Block) -> int:
        """Its line (from 0) in the text of the block."""
        return block.line_at(self.number.offset) if self.number else self.line


BLOCKS = "blocks"
# So many of the things that a language lacks are told by name.
_TOLD = 5
# What of a block, in a text of one language, has to be in the others too.
Items = Callable[[Block, Text, Editions], list[Item]]


def compare(texts: Sequence[Text], editions: Editions = ()) -> Iterator[Finding]:
    """Each language's prose of one passage against the first one's.

    Where the blocks differ no more is said, because which ones belong together is not known.
    """
    first, *others = texts
    both = "both" if len(texts) == 2 else "every language"
    for other in others:
        if other.markdown == first.markdown:
            continue
        if (different := _other_blocks(first, other, both)) is not None:
            yield different
            continue
        for one, two in zip(_compared(first), _compared(other), strict=True):
            yield from _other_items(first, one, other, two, editions, both)


def _compared(text: Text) -> list[Block]:
    """All but the words in figures, which ``figure_words`` compares: the code's own language may have none."""
    return [block for block in text.blocks if block.kind != WORDS]


def _other_blocks(first: Text, other: Text, both: str) -> Finding | None:
    for one, two in zip_longest(_compared(first), _compared(other)):
        if one and two and (one.kind, one.level) == (two.kind, two.level):
            continue
        ours = _named(one) if one else ""
        theirs = _named(two) if two else ""
        if ours == theirs:
            ours = f"{ours} at another depth"
        line = first.line + (one.line if one else first.markdown.rstrip().count("\n"))
        row = two.line if two else other.markdown.rstrip().count("\n")
        at = f"{first.language} (line {line})"
        said = _difference(other.language, theirs, at, ours)
        return other.finding(row, BLOCKS, f"{said}; give {both} the same blocks in the same order")
    return None


def _difference(here: str, extra: str, there: str, lacking: str) -> str:
    """What is ``here`` and what is ``there``, or what only one of them has."""
    if extra and lacking:
        return f"{here} has {extra} where {there} has {lacking}"
    return (
        f"{here} has {extra} that {there} lacks"
        if extra
        else f"{there} has {lacking} that {here} lacks"
    )


def _named(block: Block) -> str:
    return f"{'an' if block.kind[0] in 'aeiouH' else 'a'} {block.kind}"


def _other_items(
    first: Text, one: Block, other: Text, two: Block, editions: Editions, both: str
) -> Iterator[Finding]:
    for rule, (items, told) in _ITEMS.items():
        mend = told.format(both=both)
        ours, theirs = items(one, first, editions), items(two, other, editions)
        lacking, extra = _without(ours, theirs), _without(theirs, ours)
        if rule == "numbers":
            lacking, extra = _unsaid(lacking, extra, (one, first), (two, other))
            if not lacking and not extra:
                lacking, extra = _in_words((one, first), (two, other))
        elif [item.key for item in ours] == [item.key for item in theirs]:
            continue
        if rule == "fences" and not lacking and not extra:
            at = f"{first.language} (line {first.line + one.line})"
            yield other.finding(
                two.line, rule, f"its lines are in another order than in {at}; {mend}"
            )
        if lacking or extra:
            line = first.line + (lacking[0].line_in(one) if lacking else one.line)
            row = extra[0].line_in(two) if extra else two.line
            at = f"{first.language} (line {line})"
            said = _difference(other.language, _listed(extra), at, _listed(lacking))
            yield other.finding(row, rule, f"{said}; {mend}")


def _listed(items: Sequence[Item]) -> str:
    told = [item.shown for item in items[:_TOLD]]
    return ", ".join(told) + (f" and {len(items) - _TOLD} more" if len(items) > _TOLD else "")


def _without(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    left = Counter(item.key for item in others)
    left.subtract(item.key for item in items)
    kept = []
    for item in reversed(items):
        if left[item.key] < 0:
            left[item.key] += 1
            kept.append(item)
    return kept[::-1]


def _unsaid(
    lacking: Sequence[Item], extra: Sequence[Item], one: tuple[Block, Text], two: tuple[Block, Text]
) -> tuple[list[Item], list[Item]]:
    """Without the numbers that the other language says in words or in another unit (thousands, say)."""

    def left(items: Sequence[Item], others: Sequence[Item], in_: tuple[Block, Text]) -> list[Item]:
        block, text = in_
        meant = {value for item in others if item.number for value in item.number.values}
        say = language(text.language).numbers.say
        said = {item.key: item.number and say(block.text, item.number) for item in items}
        return [
            item
            for item in items
            if item.number and not meant.intersection(item.number.values) and not said[item.key]
        ]

    return left(lacking, extra, two), left(extra, lacking, one)


def _in_words(one: tuple[Block, Text], two: tuple[Block, Text]) -> tuple[list[Item], list[Item]]:
    """The numbers that each of two blocks says in words, where it is another number."""
    ours, theirs = (
        [Item(each.written, each.values[0], block.line, each) for each in numbers]
        for (block, _), numbers in zip((one, two), number_words.differing(one, two), strict=True)
    )
    return ours, theirs


def _inlines(*kinds: str) -> Items:
    def items(block: Block, text: Text, editions: Editions) -> list[Item]:
        return [
            Item(*_shown_and_key(inline.kind, inline.text), inline.line)
            for inline in block.inlines
            if inline.kind in kinds
        ]

    return items


def _shown_and_key(kind: str, text: str) -> tuple[str, str]:
    if kind == "eval":
        return f"{{eval}}`{text}`", " ".join(text.split())
    if kind == "code":
        return f"`{text}`", " ".join(text.split())
    if kind == "math":  # words in a formula belong to its language
        return f"${' '.join(text.split())}$", re.sub(r"\\text\s*\{[^{}]*\}|\s", "", text)
    return (text, text) if kind != "strong" else ("bold", kind)


def _links(block: Block, text: Text, editions: Editions) -> list[Item]:
    links = [
        inline
        for inline in block.inlines
        if inline.kind == "link" and not inline.text.startswith("#")
    ]
    return [Item(inline.text, _page(inline.text, editions), inline.line) for inline in links]


def _page(address: str, editions: Editions) -> str:
    """The address, or one that all editions of the same page have in common."""
    for number, edition in enumerate(editions):
        for beginning in sorted(dict(edition).values(), key=len, reverse=True):
            if address.startswith(beginning.removesuffix("*")):
                rest = address[len(beginning) :] if not beginning.endswith("*") else ""
                return f"{number} {rest}"
    return address


def _references(block: Block, text: Text, editions: Editions) -> list[Item]:
    return [
        Item(inline.text, inline.text, inline.line)
        for inline in block.inlines
        if inline.kind in ("reference", "footnote")
        or (inline.kind == "link" and inline.text.startswith("#"))
    ]


def _numbers(block: Block, text: Text, editions: Editions) -> list[Item]:
    found = language(text.language).numbers.find(block.text)
    return [Item(number.written, number.values[0], block.line, number) for number in found]


def _fences(block: Block, text: Text, editions: Editions) -> list[Item]:
    if not block.kind.startswith(("code fence", "{code", "{sourcecode")):
        return []
    lines = _without_comments(block.raw)
    return [Item(f"`{line}`", line, block.body + row) for row, line in lines if line]


def _without_comments(source: str) -> list[tuple[int, str]]:
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


# For each rule, what has to be the same, and the mend.
_ITEMS: Mapping[str, tuple[Items, str]] = {
    "code": (_inlines("code"), "name the same code in {both}"),
    "formulas": (_inlines("math"), "write the same formulas in {both}"),
    "images": (_inlines("image"), "show the same images in {both}"),
    "links": (_links, "link the same pages in {both}"),
    "references": (_references, "refer to the same places in {both}"),
    "expressions": (_inlines("eval"), "ask for the same values in {both}"),
    "numbers": (_numbers, "give the same numbers in {both}"),
    "bold": (_inlines("strong"), "set the same words in bold"),
    "html": (_inlines("html"), "use the same HTML in {both}"),
    "fences": (_fences, "let no more than comments differ in a code fence"),
}

RULES = frozenset([BLOCKS, *_ITEMS])
