"""The sections of a tutorial in one language: the prose from heading to heading, and the code between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ..source.blocks import Block
from ..source.code import CodeCell
from ..source.tutorial import Passage, Tutorial
from .finding import Finding, Text


@dataclass(frozen=True)
class Section:
    """A section: its texts, the first of which begins with its heading, and its code."""

    title: str
    texts: list[Text] = field(default_factory=list)
    code: list[CodeCell] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line of the script where it begins."""
        return self.texts[0].line

    @property
    def blocks(self) -> Iterator[Block]:
        """What its prose consists of."""
        return chain.from_iterable(text.blocks for text in self.texts)

    def finding(self, rule: str, message: str) -> Finding:
        """What is wrong with the whole of it, told at its heading."""
        return self.texts[0].finding(0, rule, message)


def sections(tutorial: Tutorial, language: str) -> list[Section]:
    """The sections of level 2, after all that comes before the first."""
    found = [Section("")]
    for part in tutorial.parts:
        if isinstance(part, CodeCell):
            found[-1].code.append(part)
            continue
        for text in pieces(tutorial, part, language):
            title = title_of(text)
            if title is not None:
                found.append(Section(title))
            found[-1].texts.append(text)
    return found


def pieces(tutorial: Tutorial, passage: Passage, language: str) -> Sequence[Text]:
    """A passage cut at its headings."""
    prose = passage.prose_in(language)
    spoken = passage.spoken(language)
    text = Text(tutorial.path, prose.line, spoken, prose.text, syntax=tutorial.syntax)
    return [piece for piece in text.sections if piece.markdown.strip()]


def title_of(text: Text, level: int = 2) -> str | None:
    """The heading of a level that a text begins with; None if it begins with anything else."""
    first = text.blocks[0] if text.blocks else None
    if first is None or first.kind != f"heading of level {level}":
        return None
    return "".join(each.text for each in first.inlines)
