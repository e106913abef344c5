"""What a check finds, and the text it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from ..config import SYNTAX, Syntax
from ..errors import Edit as Edit
from ..errors import SourceError, shown
from ..source import markdown
from ..source.blocks import Block, blocks


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend. ``str()`` of it is the whole message: ``path:line: [rule] message``.

    ``fix`` is the mend where a machine can make it: all of its edits of the file, or none.
    """

    path: Path
    line: int
    rule: str
    message: str
    fix: tuple[Edit, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: [{self.rule}] {self.message}"

    @classmethod
    def of(cls, mistake: SourceError, rule: str = "script") -> Finding:
        """A mistake that kept a file from being read; ``rule`` says what kind of file."""
        return cls(mistake.path, mistake.line, rule, mistake.message, mistake.fix)


@dataclass(frozen=True)
class Text:
    """Prose of one language, and the line of a file where it begins.

    ``plain`` is set for a comment in code, which is not Markdown; other texts are in ``syntax``.
    ``whole`` is all that the file holds, with its line ends as they are, where that is known.
    """

    path: Path
    line: int
    language: str
    markdown: str
    plain: bool = False
    syntax: Syntax = SYNTAX
    whole: str = field(default="", compare=False, repr=False)

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """What it consists of."""
        return blocks(self.markdown, self.syntax, self.plain)

    @cached_property
    def sections(self) -> Sequence[Text]:
        """The text cut at its headings."""
        rows = self.markdown.split("\n")
        headings = markdown.headings(self.markdown, self.syntax)
        cuts = [0, *(heading.line for heading in headings), len(rows)]
        return [
            replace(self, line=self.line + start, markdown="\n".join(rows[start:end]))
            for start, end in pairwise(cuts)
        ]

    def finding(self, row: int, rule: str, message: str, fix: tuple[Edit, ...] = ()) -> Finding:
        """What is wrong at a row of this text, counted from 0."""
        return Finding(self.path, self.line + row, rule, message, fix)
