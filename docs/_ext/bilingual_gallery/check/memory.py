"""What has been found in passages that are looked at again, for a check that stays in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from ..glossary.model import NONE, Glossary
from .finding import Finding, Text

# A text, where it begins in its file, and its lines there, by which its mends are made.
_Key = tuple[tuple[Text, int, str], ...]


class Memory:
    """The findings of each passage in the last check.

    An author's keystroke changes one passage of the hundreds that a course has. When a setting changes,
    or a file that a rule looks for comes or goes, another memory is needed.
    """

    def __init__(self) -> None:
        self._now: dict[_Key, tuple[Finding, ...]] = {}
        self._before = self._now
        self._glossary = NONE

    def begin(self, glossary: Glossary) -> None:
        """Begin a check with these terms: what the one before it did not ask for is forgotten."""
        self._before, self._now = self._now if glossary is self._glossary else {}, {}
        self._glossary = glossary

    def of(
        self, passage: Sequence[Text], find: Callable[[], Iterable[Finding]]
    ) -> tuple[Finding, ...]:
        """What is found in a passage, by ``find`` where nobody has looked at it yet."""
        key = tuple((text, *_place(text)) for text in passage)
        known = self._now.get(key)
        if known is None:
            known = self._before.get(key)
        if known is None:
            known = tuple(find())
        self._now[key] = known
        return known


def _place(text: Text) -> tuple[int, str]:
    starts = _starts(text.whole)
    begin = starts[min(text.line - 1, len(starts) - 1)]
    end = starts[min(text.line + text.markdown.count("\n"), len(starts) - 1)]
    return begin, text.whole[begin:end]


@lru_cache(maxsize=64)  # all texts of a file ask
def _starts(whole: str) -> Sequence[int]:
    """Where the lines of a file begin, and where it ends."""
    return (0, *(match.end() for match in re.finditer(r"\r\n?|\n", whole)), len(whole))
