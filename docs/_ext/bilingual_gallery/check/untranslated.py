"""What is not translated yet: prose cells and comments that a language lacks, or that wait for their text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..source.code import CodeCell
from ..source.tutorial import Passage
from .finding import Finding

RULE = "untranslated"
RULES = frozenset([RULE])


def check(path: Path, part: Passage | CodeCell) -> Iterator[Finding]:
    """What is to be told of a part of a tutorial."""
    if isinstance(part, Passage):
        for told in part.untranslated:
            yield Finding(path, told.line, RULE, told.message)
        return
    for line in part.lines:
        if line.is_draft:
            message = f"not translated yet: write this comment in {line.language} over the one in the brackets"
            yield Finding(path, line.number, RULE, message)
