"""A tutorial as no tool in particular sees it: prose in each language around shared code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

LANGUAGES = {"ko": "한국어", "en": "English"}

# Words that no tutorial holds otherwise, so that a page shows whether it took up an edit.
REVISED_PROSE = "bench0revised0prose"
REVISED_CODE = "bench0revised0code"


@dataclass(frozen=True)
class Prose:
    """The same Markdown passage in every language: language code to text."""

    text: Mapping[str, str]


@dataclass(frozen=True)
class Code:
    """One code cell; a whole-line comment that begins with ``# ko:`` or ``# en:`` is that language's."""

    text: str

    def shown(self, language: str) -> str:
        """What is run and shown in ``language``: its comments untagged, those of the others gone."""
        lines = []
        for line in self.text.split("\n"):
            tag = re.match(rf"(\s*)# ({'|'.join(LANGUAGES)}): ?(.*)", line)
            if tag is None:
                lines.append(line)
            elif tag[2] == language:
                lines.append(f"{tag[1]}# {tag[3]}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Tutorial:
    """One tutorial: the section (folder) it belongs to, its file name without ending, its parts."""

    section: str
    name: str
    parts: tuple[Prose | Code, ...]


def with_prose_edit(tutorial: Tutorial) -> Tutorial:
    """``tutorial`` with one sentence more in its second passage, in every language.

    Not in the first passage: its first paragraph is on the index cards too.
    """
    index = [i for i, part in enumerate(tutorial.parts) if isinstance(part, Prose)][1]
    passage = tutorial.parts[index]
    assert isinstance(passage, Prose)
    said = {
        code: f"{text.rstrip()}\n\nThis is {REVISED_PROSE}." for code, text in passage.text.items()
    }
    return _with_part(tutorial, index, Prose(said))


def with_code_edit(tutorial: Tutorial) -> Tutorial:
    """``tutorial`` with one assignment more before its last code cell, so the cell's output stays."""
    index = max(i for i, part in enumerate(tutorial.parts) if isinstance(part, Code))
    cell = tutorial.parts[index]
    assert isinstance(cell, Code)
    return _with_part(tutorial, index, Code(f"{REVISED_CODE} = True\n{cell.text}"))


def _with_part(tutorial: Tutorial, index: int, part: Prose | Code) -> Tutorial:
    parts = (*tutorial.parts[:index], part, *tutorial.parts[index + 1 :])
    return replace(tutorial, parts=parts)
