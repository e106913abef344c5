"""What each call of a library does, in a line of each language: the file that a site's author writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..contents import DISK, Contents
from ..errors import SourceError
from . import toml_file

# The name that a line begins with, as TOML has one with dots in it.
_BEGIN = re.compile(r"\s*\[?\s*[\"']([^\"']*)[\"']")
_EXAMPLE = '"torch.cat" = { de = "…", en = "…" }'


@dataclass(frozen=True)
class Call:
    """One call: its name as its reference has it, what it does by language, its file and its line there."""

    name: str
    told: Mapping[str, str]
    path: Path
    line: int

    def spoken(self, language: str) -> str:
        """The language in which a reader of one is told: another one where the line has no text in that."""
        return language if language in self.told else next(iter(self.told))


def load(path: Path, languages: tuple[str, ...], contents: Contents = DISK) -> Mapping[str, Call]:
    """The calls in a TOML file, in its order, each told in every one of ``languages``.

    Raises SourceError, with the line where it is known, for what cannot be read.
    """
    return _parsed(path, toml_file.text_of(path, contents, "bilingual_gallery_calls"), languages)


@cache
def _parsed(path: Path, text: str, languages: tuple[str, ...]) -> Mapping[str, Call]:
    lines: dict[str, int] = {}
    for number, row in enumerate(text.split("\n"), 1):
        if begin := _BEGIN.match(row):
            lines.setdefault(begin[1], number)
    calls = {}
    for name, told in toml_file.parsed(path, text).items():
        line = lines.get(name, 1)
        is_told = isinstance(told, dict) and all(
            isinstance(each, str) and each.strip() for each in told.values()
        )
        if not is_told or "." not in name:
            raise SourceError(path, line, f"{name} is no call; write it as in {_EXAMPLE}")
        if lacking := [code for code in languages if code not in told]:
            message = f"{name} has no text in {' and '.join(lacking)}; add it to the line"
            raise SourceError(path, line, message)
        calls[name] = Call(name, told, path, line)
    return calls
