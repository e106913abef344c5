"""The sentences of a passage, and those that say the same in two languages.

Only what is sure is paired: the passage has the same blocks in both languages, and a paragraph as many
sentences. What stands in a directive, as a solution does, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..config import Syntax
from ..lang.marks import CLOSE
from .blocks import Block, blocks

# An ending, what closes with it, and the space behind it; languages without spaces need none.
FULL = "\u3002\uff01\uff1f"  # the endings of languages without spaces
_CLOSING = rf"['\"”’」』\uff09)\]{CLOSE}]"
_END = re.compile(rf"[.?!…]{_CLOSING}*\s+|[{FULL}]{_CLOSING}*\s*")
# Behind these a sentence goes on.
_SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|etc|Fig|Dr|z\. ?B|d\. ?h|bzw)|\b[A-Z])\.\s+$")


@dataclass(frozen=True)
class Sentence:
    """A sentence in a block: from where to where in what is shown of it."""

    block: Block
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The sentence with code and formulas between their marks."""
        return self.block.shown[self.start : self.end]


def sentences(block: Block) -> list[Sentence]:
    """The sentences of a block, in order."""
    text, found, start = block.text, [], 0
    for end in [*(each.end() for each in _END.finditer(text)), len(text)]:
        if _SHORT.search(text[start:end]):
            continue
        if said := text[start:end].strip():
            begin = start + text[start:end].index(said)
            found.append(Sentence(block, begin, begin + len(said)))
        start = end
    return found


def paragraphs(text: str, syntax: Syntax) -> list[tuple[int, Block]]:
    """The paragraphs of a text that are in no directive; before each, how many headings there were."""
    found, headings, inside = [], 0, -1
    for block in blocks(text, syntax):
        if inside >= 0 and block.level > inside:
            continue
        inside = block.level if block.kind.startswith("{") else -1
        headings += block.kind.startswith("heading") and block.level == 0
        if block.kind == "paragraph":
            found.append((headings, block))
    return found


def pairs(own: str, other: str, syntax: Syntax) -> Iterator[tuple[int, Sentence, Sentence]]:
    """The sentences of a passage that are sure to say the same, with how many headings stand above each."""
    if _form(own, syntax) != _form(other, syntax):
        return
    for (headings, block), (_, counterpart) in zip(
        paragraphs(own, syntax), paragraphs(other, syntax), strict=True
    ):
        both = sentences(block), sentences(counterpart)
        if len(both[0]) == len(both[1]):
            yield from ((headings, *each) for each in zip(*both, strict=True))


def _form(text: str, syntax: Syntax) -> Sequence[tuple[str, int]]:
    return [(each.kind.split(" ")[0], each.level) for each in blocks(text, syntax)]
