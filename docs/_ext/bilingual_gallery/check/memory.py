"""What has been found in passages that are looked at again, for a check that stays in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..glossary.model import NONE, Glossary
from .finding import Edit, Finding, Text

# A text and its lines in its file, by which its mends are made.
_Key = tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class _Known:
    """What was found in a passage whose texts began at these places of their files."""

    begins: tuple[int, ...]
    findings: tuple[Finding, ...]

    def at(self, begins: tuple[int, ...]) -> tuple[Finding, ...] | None:
        """The same where they begin elsewhere; None where nobody knows which mend is at which place."""
        distances = {now - before for now, before in zip(begins, self.begins, strict=True)}
        if distances == {0} or not any(each.fix for each in self.findings):
            return self.findings
        if len(distances) > 1:
            return None
        (by,) = distances
        return tuple(replace(each, fix=_moved(each.fix, by)) for each in self.findings)


def _moved(fix: Iterable[Edit], by: int) -> tuple[Edit, ...]:
    return tuple(Edit(each.begin + by, each.end + by, each.text) for each in fix)


class Memory:
    """The findings of each passage in the last check.

    An author's keystroke changes one passage of the hundreds that a course has. When a setting changes,
    or a file that a rule looks for comes or goes, another memory is needed.
    """

    def __init__(self) -> None:
        self._now: dict[_Key, _Known] = {}
        self._before = self._now
        self._glossary = NONE
        self._is_whole = True

    def begin(self, glossary: Glossary, *, whole: bool = True) -> None:
        """Begin a check with these terms: what the one before it did not ask for is forgotten.

        Of one that is not ``whole``, because it is about some files alone, nothing is forgotten after it.
        """
        known = self._now if self._is_whole else {**self._before, **self._now}
        self._before, self._now = known if glossary is self._glossary else {}, {}
        self._glossary, self._is_whole = glossary, whole

    def of(
        self, passage: Sequence[Text], find: Callable[[], Iterable[Finding]]
    ) -> tuple[Finding, ...]:
        """What is found in a passage, by ``find`` where nobody has looked at it yet."""
        places = [_place(text) for text in passage]
        key = tuple((text, said) for text, (_, said) in zip(passage, places, strict=True))
        begins = tuple(begin for begin, _ in places)
        known = self._now.get(key) or self._before.get(key)
        findings = known.at(begins) if known else None
        if findings is None:
            findings = tuple(find())
        self._now[key] = _Known(begins, findings)
        return findings


def _place(text: Text) -> tuple[int, str]:
    starts = _starts(text.whole)
    begin = starts[min(text.line - 1, len(starts) - 1)]
    end = starts[min(text.line + text.markdown.count("\n"), len(starts) - 1)]
    return begin, text.whole[begin:end]


@lru_cache(maxsize=64)  # all texts of a file ask
def _starts(whole: str) -> Sequence[int]:
    """Where the lines of a file begin, and where it ends."""
    return (0, *(match.end() for match in re.finditer(r"\r\n?|\n", whole)), len(whole))
