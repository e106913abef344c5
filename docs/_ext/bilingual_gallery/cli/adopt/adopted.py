"""What was adopted, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Note:
    """What a person has to look at: its ``kind``, where it is, what it is, and the text that it is about."""

    kind: str
    path: Path
    line: int
    message: str
    text: str = ""


@dataclass
class Adopted:
    """A script of all languages, what was counted on the way, and what is to be looked at.

    Of the ``passages`` those are ``paired`` that have prose in every language. Those in which a language has
    the words of another are ``untranslated``.
    """

    sources: Mapping[str, Path]
    text: str = ""
    passages: int = 0
    paired: int = 0
    untranslated: int = 0
    cells: int = 0
    merged: int = 0
    notes: list[Note] = field(default_factory=list)
