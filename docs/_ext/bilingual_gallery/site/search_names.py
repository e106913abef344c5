"""What a site knows beside its pages' words: names of terms, questions, how words are said, what comes last.

A reader may type a term's name, what others call it, a form that the glossary avoids, or its name in
another language, with spaces or without. All of them lead to its entry in the glossary and to the
section that teaches it, whether they stand there or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

from ..config import code_of
from ..lang import language
from ..pages.state import state_of
from .calls_page import HERE
from .glossary_page import PAGE, anchor, glossary_of
from .search_index import LAST, Format, language_of
from .search_sections import Section
from .search_terms import around, best, standing

# In the front matter of a page of links, `leads: true`: it comes behind the sections that it leads to.
LEADS = "leads"


def take_place(app: Sphinx) -> None:
    """``builder-inited``: set the format in which Sphinx writes and reads its search index to ours."""
    if app.builder.format == "html":
        app.builder.indexer_format = Format(app.env, Site(app))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Site:
    """``Known`` of one language's build."""

    app: Sphinx

    def names(
        self, noted: Mapping[str, Sequence[Section]], docnames: Sequence[str]
    ) -> Mapping[str, list[int]]:
        """For each name of a term the sections it leads to, by their numbers in the index."""
        numbered: dict[str, list[tuple[int, Section]]] = {}
        number = 0
        for docname in docnames:
            sections = noted.get(docname, [])
            numbered[docname] = list(enumerate(sections, number))
            number += len(sections)
        entries = {section.id: number for number, section in numbered.get(PAGE, [])}
        state = state_of(self.app)
        scripts = [each.path for each in state.tutorials]
        taught = best(
            (number, standing(state.settings, script), section.terms)
            for script in scripts
            for number, section in numbered.get(state.settings.docname(script), [])
        )
        path = [
            each
            for script in scripts
            if state.settings.is_listed(script)
            for each in numbered.get(state.settings.docname(script), [])
            if self._around.isdisjoint(each[1].within)
        ]
        words = language_of(self.app)
        found: dict[str, set[int]] = {}
        for term in glossary_of(self.app).terms:
            called = term.looked_up(code_of(self.app.config))
            lesson = taught.get(term.id)
            if lesson is None:
                lesson = used(path, {words.stem(written(name)) for name in called})
            places = (entries.get(anchor(term)), lesson)
            there = {place for place in places if place is not None}
            for name in called if there else ():
                for key in keys_of(words, name):
                    found.setdefault(key, set()).update(there)
        return {key: sorted(there) for key, there in found.items()}

    def asked(
        self, noted: Mapping[str, Sequence[Section]], docnames: Sequence[str]
    ) -> list[tuple[list[int], str]]:
        """What pages of links ask in bold, with the sections that answer it: of a page, its first one.

        These are the words of people who have not read the answer, and so do not know its own.
        """
        numbers: dict[tuple[str, str], int] = {}
        for docname in docnames:
            for place, section in enumerate(noted.get(docname, [])):
                numbers[docname, section.id if place else ""] = len(numbers)
        leading = [name for name in docnames if LEADS in self.app.env.metadata[name]]
        found: dict[str, set[int]] = {}
        for lead in chain.from_iterable(
            section.leads for name in leading for section in noted.get(name, [])
        ):
            if (number := numbers.get((lead.page, lead.id))) is not None:
                found.setdefault(lead.question, set()).add(number)
        return [(sorted(answers), question) for question, answers in sorted(found.items())]

    def readings(self) -> Iterator[tuple[str, str]]:
        """How words in other letters are said in this language, where the glossary tells, and the words."""
        if language(code_of(self.app.config)).readings is None:
            return
        words = language_of(self.app)
        for word, reading in glossary_of(self.app).readings.items():
            if len(reading) > 1:  # one syllable is a word of its own, too
                yield words.stem(reading).lower(), words.stem(word.lower()).lower()

    def behind(self, docname: str, section: Section) -> int:
        """0 for what teaches on the path; behind it what is off it, exercises, the glossary, and the rest."""
        if "orphan" in self.app.env.metadata[docname]:
            return LAST
        if not self._around.isdisjoint(section.within):
            return 4 if section.title in self._around else 2
        if not {HERE, LEADS}.isdisjoint(self.app.env.metadata[docname]):
            return 4  # every call or question is here, and is still to lead to where it is taught
        if docname == PAGE:
            return 3
        return self._behind.get(docname, 0)

    @cached_property
    def _behind(self) -> Mapping[str, int]:
        """The pages of tutorials off the path, and of those behind the first sections, each with its rank."""
        settings = state_of(self.app).settings
        scripts = [each.path for each in state_of(self.app).tutorials]
        listed = [each for each in scripts if settings.is_listed(each)]
        later = {settings.docname(each): 6 for each in listed if not settings.is_first(each)}
        return later | {settings.docname(each): 1 for each in scripts if each not in listed}

    @cached_property
    def _around(self) -> frozenset[str]:
        return around(self.app)


def written(name: str) -> str:
    """A name of several words as code has it, ``loss_function``; nothing for one word."""
    parts = name.lower().split()
    return "_".join(parts) if len(parts) > 1 else ""


def used(path: Sequence[tuple[int, Section]], names: Set[str]) -> int | None:
    """The first section on the path whose code has one of the names, for a term that none teaches."""
    kinds = ("often", "prose", "code")
    there = (n for n, each in path if any(not names.isdisjoint(each.words[k]) for k in kinds))
    return next(there, None)


def keys_of(language: SearchLanguage, name: str) -> set[str]:
    """A name as queries are compared with it: its words without spaces, each as its stem, or as one word."""
    words = [word.lower() for word in language.split(name)]
    kept = [word for word in words if language.word_filter(word)]
    keys = {"".join(map(language.stem, kept)), language.stem("".join(kept))}
    return {key.lower() for key in keys if key}
