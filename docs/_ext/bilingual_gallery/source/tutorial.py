"""A bilingual script that has been read: prose cells per language around shared code cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path

from ..config import Syntax
from . import markdown
from .bylines import is_byline
from .cells import Metadata
from .code import CodeCell
from .expressions import Expression, expressions
from .outline import paired
from .suppressions import Suppression
from .untranslated import Untranslated


@dataclass(frozen=True)
class Prose:
    """One language's Markdown; ``line`` is that of its first line in the script.

    The text is verbatim but for the ``suppressions`` that its author wrote there; ``metadata`` is what
    the cell's marker says for Jupyter.
    """

    line: int
    text: str
    suppressions: tuple[Suppression, ...] = ()
    metadata: Metadata = ()


@dataclass(frozen=True)
class Passage:
    """The same thing said in the languages of a tutorial, in their order.

    A language in which it is not written yet is not among them; its readers get the first one's text.
    """

    line: int
    prose: tuple[tuple[str, Prose], ...]
    untranslated: tuple[Untranslated, ...] = ()

    def prose_in(self, language: str) -> Prose:
        """What the readers of a language get."""
        return dict(self.prose).get(language, self.prose[0][1])

    def text(self, language: str) -> str:
        """The Markdown that the readers of a language get, verbatim."""
        return self.prose_in(language).text

    def spoken(self, language: str) -> str:
        """The language that ``prose_in`` is written in: another one where that is not written yet."""
        return language if language in dict(self.prose) else self.prose[0][0]

    def is_in(self, language: str) -> bool:
        """Is it written in the language?"""
        return language in dict(self.prose)

    @property
    def is_shared(self) -> bool:
        """Do all languages have one and the same text, as of a formula?"""
        first, *others = (prose for _, prose in self.prose)
        return bool(others) and all(each == first for each in others)  # at one and the same line


@dataclass(frozen=True)
class Asked:
    """An expression in the prose of one language: its line in the script, and after how many code cells.

    What stands above all code has its value at the end of the run.
    """

    expression: Expression
    language: str
    line: int
    cells: int

    @property
    def name(self) -> tuple[int, str]:
        """What its value is kept under, whatever the prose around it says."""
        return self.cells, self.expression.text


@dataclass(frozen=True, eq=False)
class Tutorial:
    """A script that has been read; the same text gives the same object.

    ``script`` is its text, as far as that is known; ``empty`` are the lines of the markers of code cells
    that hold nothing: they are no parts.
    """

    path: Path
    languages: tuple[str, ...]
    parts: tuple[Passage | CodeCell, ...]
    syntax: Syntax
    script: str = field(default="", repr=False)
    empty: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The script's name without its ending."""
        return self.path.stem

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The prose, in order."""
        return tuple(part for part in self.parts if isinstance(part, Passage))

    @property
    def code(self) -> tuple[CodeCell, ...]:
        """The code, in order."""
        return tuple(part for part in self.parts if isinstance(part, CodeCell))

    @cached_property
    def begun(self) -> frozenset[str]:
        """The languages in which some of its prose is written."""
        own = (passage for passage in self.passages if not passage.is_shared)
        return frozenset(code for passage in own for code, _ in passage.prose)

    def lacks(self, language: str) -> bool:
        """Is nothing of it written in a language, while in others it is?"""
        return bool(self.begun) and language not in self.begun

    def spoken(self, language: str) -> str:
        """The language that its page in one is in: another one where it is not translated at all."""
        return self.passages[0].spoken(language) if self.lacks(language) else language

    def turns(self, language: str) -> frozenset[int]:
        """The lines of the passages from which on readers of a language get the text of another one.

        Above each of these stands that it is not translated; what follows in the same language goes on.
        Where nothing is translated, the first one says so of the whole.
        """
        found, before, usual = set(), "", language
        for passage in self.passages:
            spoken = passage.spoken(language)
            if passage.is_shared:
                continue
            if spoken not in (usual, before):
                found.add(passage.line)
                if not before and self.lacks(language):
                    usual = spoken
            before = spoken
        return frozenset(found)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The expressions in the prose, in order."""
        return tuple(self._asked())

    def _asked(self) -> Iterator[Asked]:
        cells = 0
        for part in self.parts:
            if isinstance(part, CodeCell):
                cells += 1
                continue
            for language, prose in part.prose:
                for each in expressions(prose.text, self.syntax):
                    place = cells or len(self.code)
                    yield Asked(each, language, prose.line + each.row, place)

    @property
    def settings(self) -> dict[str, object]:
        """What the code says of its run: ``timeout`` in seconds, ``resources`` by name."""
        return dict(setting for cell in self.code for setting in cell.settings)

    def switch(self, name: str) -> tuple[int, object] | None:
        """The line and the value of one of Sphinx-Gallery's settings; the last one counts."""
        found = (each for cell in self.code for each in cell.switches)
        return next(
            ((line, each.value) for line, each in reversed([*found]) if each.name == name), None
        )

    def title(self, language: str) -> str:
        """The title as plain text."""
        return markdown.headings(self.passages[0].text(language), self.syntax)[0].title

    def introduction(self, language: str) -> str:
        """The first paragraph below the title as plain text on one line; one of names only if nothing follows.

        Such a one may fill the title's cell, so it alone is looked for in the passages below.
        """
        text = self.passages[0].text(language)
        end = markdown.headings(text, self.syntax)[0].end  # above the title stands the way to it
        below = "\n".join(text.split("\n")[end:])
        first = next(markdown.paragraphs(below, self.syntax), "")
        if not is_byline(first, language):
            return first
        texts = (below, *(each.text(language) for each in self.passages[1:]))
        every = chain.from_iterable(markdown.paragraphs(each, self.syntax) for each in texts)
        return next((each for each in every if not is_byline(each, language)), first)

    def section_ids(self, id_language: str, language: str = "") -> tuple[str, ...]:
        """An id for every heading that a page in ``language`` has, in order (in ``id_language`` if empty).

        It is made from the heading in ``id_language`` that says the same. A heading without one has an id
        from its own words that ends in its language, so that no page in another language has it.
        """
        known: dict[str, int] = {}  # each with the last number tried after it
        whole = [
            [_unique(heading.words, "", known) for heading in self._headings(passage, id_language)]
            for passage in self.passages
        ]
        if not language or language == id_language:
            return tuple(chain.from_iterable(whole))
        ids: list[str] = []
        for passage, others in zip(self.passages, whole, strict=True):
            own = self._headings(passage, language)
            pairs = paired(own, self._headings(passage, id_language))
            ids += (
                _unique(heading.words, language, known) if number is None else others[number]
                for heading, number in zip(own, pairs, strict=True)
            )
        return tuple(ids)

    def _headings(self, passage: Passage, language: str) -> tuple[markdown.Heading, ...]:
        return markdown.headings(passage.text(language), self.syntax)


def _unique(words: str, language: str, known: dict[str, int]) -> str:
    """An id that is not ``known`` yet, and is from then on."""
    stem = "-".join(filter(None, (markdown.slug(words) or "section", language.lower())))
    identifier = stem
    while identifier in known:
        known[stem] += 1
        identifier = f"{stem}-{known[stem]}"
    known[identifier] = 1
    return identifier


def figure_passages(tutorial: Tutorial) -> Iterator[tuple[int, Passage]]:
    """The passages directly below code, which tell of its figures, each with the number of its cell of code."""
    cell = -1
    for before, part in pairwise([None, *tutorial.parts]):
        if isinstance(part, CodeCell):
            cell += 1
        elif isinstance(before, CodeCell) and isinstance(part, Passage):
            yield cell, part
