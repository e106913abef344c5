"""The terms of the tutorials in every language, read from one file.

[[term]]
id = "matrix"                    # its anchor on the page, the same in every language
names = { de = "Matrix", en = "matrix" }
also = { en = ["matrices"] }     # other forms that are right; a plural in s need not be told
also_called = { en = ["grid"] }  # what others say: on the page and in the search, and free to write
avoid = { en = ["matrixes"] }    # forms that are not written here; the search knows them
common = true                    # its first use needs no gloss beside it; false if not said
meaning = { de = "…", en = "…" } # a sentence or two of Markdown, for the page

[[phrase]]                       # what this project does not write, though it is no term
language = "fr"
avoid = "un email"
instead = "un courriel"

[readings]                       # how Latin words are said, in the letters of a language whose rules
shape = "…"                      # go by the sound of a word (``Language.readings``)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from ..contents import DISK, Contents
from ..errors import SourceError
from ..lang import languages
from . import toml_file


@dataclass(frozen=True)
class Term:
    """One term: for each language its name, other right forms, wrong forms and what it means.

    ``also_called`` is what others call it, which says nothing of whether it is right here: that one is
    in ``also`` if it is, in ``avoid`` if it is wrong, in neither if it has meanings of its own.
    ``line`` is where the file has it. The first use of a ``common`` word needs no gloss beside it.
    """

    id: str
    line: int
    names: Mapping[str, str]
    also: Mapping[str, Sequence[str]]
    avoid: Mapping[str, Sequence[str]]
    meaning: Mapping[str, str]
    common: bool = False
    also_called: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def forms(self, language: str) -> tuple[str, ...]:
        """What the term may be called in a language, its name first; empty if it has none there."""
        name = (self.names[language],) if language in self.names else ()
        return (*name, *self.also.get(language, ()))

    def looked_up(self, language: str) -> Set[str]:
        """All that a reader of a language may call the term, right or wrong, in that language or another."""
        names = (each for code in self.names for each in self.forms(code))
        others = chain.from_iterable(self.also_called.values())
        return {*names, *others, *self.also.get(language, ()), *self.avoid.get(language, ())}


@dataclass(frozen=True)
class Phrase:
    """Words that are not written in a language, and what is written instead."""

    language: str
    avoid: str
    instead: str


@dataclass(frozen=True, eq=False)
class Glossary:
    """All terms, phrases and readings; empty where a project has no file for them."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)


NONE = Glossary()

# How a word may be read: in the letters of the languages that ask for it.
_READINGS = tuple(each.readings for each in languages() if each.readings)
_SAID_IN = "|".join(f"(?:{each.pattern})" for each in _READINGS)
_HOW_TO_SAY = ", or ".join(each.wanted for each in _READINGS)


def load(path: Path | None, contents: Contents = DISK) -> Glossary:
    """The glossary in a TOML file, or an empty one for None; ``contents`` is what the file holds.

    Raises SourceError, with the line where it is known, for what cannot be read.
    """
    if path is None:
        return NONE
    return _parse(path, toml_file.text_of(path, contents, "bilingual_gallery_glossary"))


@cache  # every language's build reads it, in forks of one process
def _parse(path: Path, text: str) -> Glossary:
    source = _Source(path, text)
    data = toml_file.parsed(path, text)
    if unknown := sorted(data.keys() - {"term", "phrase", "readings"}):
        raise source.mistake(unknown[0], f"unknown {unknown[0]}; write term, phrase or readings")

    terms: dict[str, Term] = {}
    for line, entry in source.entries(data, "term", _TERM, {"id", "names"}):
        name = entry.pop("id")
        if name in terms:
            first = terms[name].line
            raise SourceError(path, line, f"line {first} has the id {name} too; rename one")
        kept = {"also": {}, "avoid": {}, "meaning": {}, **entry}
        terms[name] = Term(id=name, line=line, **kept)
    phrases = source.entries(data, "phrase", _PHRASE, _PHRASE.keys())
    readings = data.get("readings", {})
    for word, reading in readings.items() if isinstance(readings, dict) else [("readings", "")]:
        if not (isinstance(reading, str) and re.fullmatch(_SAID_IN, reading)):
            raise source.mistake(word, f"{word} needs {_HOW_TO_SAY}")
    return Glossary(tuple(terms.values()), tuple(Phrase(**each) for _, each in phrases), readings)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value))


def _are_texts(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_is_text, value.values()))


def _are_lists(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(forms, list) and all(map(_is_text, forms)) for forms in value.values()
    )


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


# For each key what it has to be, and how that is written.
_Kind = Mapping[str, tuple[Callable[[object], bool], str]]
_TERM: _Kind = {
    "id": (_is_slug, 'lower-case words and hyphens, as in id = "loss-function"'),
    "names": (
        _are_texts,
        'a text for each language, as in names = { de = "Matrix", en = "matrix" }',
    ),
    "also": (_are_lists, 'lists of texts, as in also = { en = ["matrices"] }'),
    "also_called": (_are_lists, 'lists of texts, as in also_called = { en = ["grid"] }'),
    "avoid": (_are_lists, 'lists of texts, as in avoid = { en = ["matrixes"] }'),
    "meaning": (_are_texts, 'a text for each language, as in meaning = { de = "…", en = "…" }'),
    "common": (_is_bool, "true or false"),
}
_PHRASE: _Kind = {
    "language": (_is_text, 'a language, as in language = "fr"'),
    "avoid": (_is_text, "a text"),
    "instead": (_is_text, "a text"),
}


@dataclass(frozen=True)
class _Source:
    """The file, where the lines of what is wrong are found."""

    path: Path
    text: str

    def mistake(self, key: str, message: str, first: int = 1) -> SourceError:
        """A mistake at the first line from ``first`` on that sets the key."""
        rows = self.text.split("\n")
        begin = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
        found = (number for number in range(first, len(rows) + 1) if begin.match(rows[number - 1]))
        return SourceError(self.path, next(found, first), message)

    def entries(
        self, data: Mapping[str, Any], name: str, kind: _Kind, needed: Set[str]
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every ``[[name]]`` with its line; raises SourceError for the first that is not as ``kind``."""
        found = data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise self.mistake(name, f"write [[{name}]] above each {name}")
        header = re.compile(rf"^[ \t]*\[\[\s*{name}\s*\]\]", re.MULTILINE)
        lines = [self.text.count("\n", 0, at.start()) + 1 for at in header.finditer(self.text)]
        for entry, line in zip(found, chain(lines, repeat(1)), strict=False):
            if unknown := sorted(entry.keys() - kind.keys()):
                message = f"unknown key {unknown[0]}; write {', '.join(kind)}"
                raise self.mistake(unknown[0], message, line)
            if lacking := sorted(needed - entry.keys()):
                raise SourceError(
                    self.path, line, f"this {name} lacks {' and '.join(lacking)}; add it"
                )
            for key, value in entry.items():
                fits, written = kind[key]
                if not fits(value):
                    raise self.mistake(key, f"{key} needs {written}", line)
            yield line, entry
