"""How alike two blocks of different languages are, by what is the same in every language.

That is code, formulas, numbers, addresses, names in Latin letters, and how long a text is. No word is
translated: the alignment needs no more than which of several blocks is meant.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..lang import language
from ..source.blocks import Block
from ..source.sentences import sentences
from .finding import Text
from .said import long

# Blocks of one of these classes may stand for each other, though that is a difference.
_CLASSES = (
    ("words", re.compile(r"paragraph|heading|term|name of a field|table cell|comment")),
    ("code", re.compile(r"code fence|\{(?:code|code-block|sourcecode|parsed-literal)\}|\{code")),
    ("formula", re.compile(r"formula|\{math\}")),
    ("list", re.compile(r"(?:numbered )?list of")),
    ("table", re.compile(r"table of|\{(?:list|csv)-table\}|\{table\}")),
    ("picture", re.compile(r"\{(?:image|figure)\}")),
    ("box", re.compile(r"\{|quote|alert")),
)
_CELL = "table cell"
_COUNTS = re.compile(r"\b\d+\b")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_IN_CODE = re.compile(r"[A-Za-z_]\w*|\d+(?:\.\d+)*")
# What a block has beside its words, as far as it is counted.
_KINDS = ("code", "math", "link", "image", "reference", "strong", "html")

_SAME_KIND, _SAME_CLASS, _OTHER_CLASS = 0.6, 0.2, 0.0  # what a pair is worth by its kinds alone
_NAMED, _UNNAMED = 1.2, 0.5  # what it gains with all names shared, and loses with none
_WORDS = 0.5  # for words in Latin letters that both have
_FORM = 0.3  # for as many pieces of code, links and so on
_SENTENCE, _LEADS_ON = 0.3, 0.15  # lost for a sentence more in one, and if one alone leads on
_LENGTH, _FAR = 0.5, 0.9  # lost for each factor of e in length, and at most
LEAST = -0.9  # two blocks of one class rather belong together than that each stands alone


def kind(block: Block) -> str:
    """What a block is, without how many items or rows it has, or how a formula is written."""
    if block.is_formula:
        return "formula"
    return _COUNTS.sub("", block.kind) if _is_counted(block) else block.kind


def _is_counted(block: Block) -> bool:
    return " of " in block.kind and not block.kind.startswith("heading")


def group(block: Block) -> str:
    """The class of a block; those that are in none stand for their like alone."""
    return next((name for name, pattern in _CLASSES if pattern.match(block.kind)), block.kind)


@dataclass(frozen=True)
class Features:
    """What of one or more blocks of a language can be found again in another language."""

    blocks: tuple[Block, ...]
    text: Text

    @cached_property
    def names(self) -> frozenset[str]:
        """Code and the words in it, formulas, numbers and addresses."""
        return frozenset(self._names())

    @cached_property
    def words(self) -> frozenset[str]:
        """The words in Latin letters."""
        return frozenset(
            word.lower() for block in self.blocks for word in _LATIN.findall(block.text)
        )

    @cached_property
    def form(self) -> tuple[int, ...]:
        """How many pieces of each kind there are."""
        kinds = [inline.kind for block in self.blocks for inline in block.inlines]
        return tuple(kinds.count(each) for each in _KINDS)

    @cached_property
    def length(self) -> float:
        """How many letters English has for it."""
        letters = sum(long(block.text) for block in self.blocks if block.inlines)
        lines = sum(len(block.raw) for block in self.blocks if not block.inlines)
        return (letters + lines) / language(self.text.language).length

    @cached_property
    def sentences(self) -> int:
        """How many there are."""
        return sum(len(sentences(block)) for block in self.blocks if block.inlines)

    @cached_property
    def leads_on(self) -> bool:
        """Does it end in a colon, and lead to what follows?"""
        return self.blocks[-1].text.rstrip().endswith((":", "\uff1a"))

    def _names(self) -> Iterable[str]:
        numbers = language(self.text.language).numbers
        for block in self.blocks:
            for inline in block.inlines:
                if inline.kind in ("code", "eval", "math"):
                    yield " ".join(inline.text.split())
                    if inline.kind == "code":
                        yield from _IN_CODE.findall(inline.text)
                elif inline.kind in ("link", "image", "reference", "footnote"):
                    yield inline.text
            if block.inlines:
                for number in numbers.find(block.text):
                    # In prose a digit may stand in words elsewhere.
                    if len(number.values[-1]) > 1 or block.kind == _CELL:
                        yield number.values[-1]
            else:
                yield from (line.strip() for line in block.raw.split("\n") if line.strip())


def likeness(one: Features, two: Features) -> float:
    """What is gained by pairing these blocks; ``LEAST`` at least, and more than 1 where it is sure."""
    first, second = one.blocks[0], two.blocks[0]
    if kind(first) == kind(second):
        found = _SAME_KIND
    else:
        found = _SAME_CLASS if group(first) != "words" else _OTHER_CLASS
    if one.names or two.names:
        shared = 2 * len(one.names & two.names) / (len(one.names) + len(two.names))
        found += _NAMED * shared - _UNNAMED * (1 - shared)
    if few := min(len(one.words), len(two.words)):
        found += _WORDS * len(one.words & two.words) / few
    many = sum(one.form) + sum(two.form)
    if many:
        other = sum(abs(ours - theirs) for ours, theirs in zip(one.form, two.form, strict=True))
        found += _FORM * (0.5 - other / many)
    found -= _SENTENCE * min(abs(one.sentences - two.sentences), 2)
    found -= _LEADS_ON * (one.leads_on != two.leads_on)
    far = abs(math.log((one.length + 5) / (two.length + 5)))
    return max(LEAST, found - min(_FAR, _LENGTH * far))
