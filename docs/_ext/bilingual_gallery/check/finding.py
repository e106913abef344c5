"""What a check finds, and the text it looks at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from ..config import SYNTAX, Syntax
from ..errors import Edit as Edit
from ..errors import SourceError, shown
from ..source.blocks import Block, blocks, sections
from ..source.fences import unclosed

# What stands in a block's text for code, formulas and values, which have no letters.
_NO_LETTERS = re.compile("[\U000f0000-\U000ffffd]+")


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
        return [
            self._cut(row, markdown, found)
            for row, markdown, found in sections(self.markdown, self.syntax)
        ]

    @cached_property
    def unclosed(self) -> tuple[int, str] | None:
        """The row of its first fence that is not closed, and what is wrong with the mend."""
        return unclosed(self.markdown, self.syntax)

    def _cut(self, row: int, markdown: str, found: Sequence[Block] | None) -> Text:
        piece = replace(self, line=self.line + row, markdown=markdown)
        if found is not None and not self.plain:  # so that nothing is parsed twice
            vars(piece)["blocks"] = found
            if self.unclosed is None:
                vars(piece)["unclosed"] = None
        return piece

    def finding(self, row: int, rule: str, message: str, fix: tuple[Edit, ...] = ()) -> Finding:
        """What is wrong at a row of this text, counted from 0."""
        return Finding(self.path, self.line + row, rule, _NO_LETTERS.sub("…", message), fix)
