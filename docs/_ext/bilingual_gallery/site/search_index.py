"""The search index: which words are in which section of which page.

Sphinx's own index knows pages alone. This one takes its place, in the same file and through Sphinx's
own steps, so that it is made anew only where a page is; `search-engine.js` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from itertools import takewhile
from typing import IO, Any, Protocol

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.search import IndexBuilder, SearchLanguage

from ..pages.state import is_alone
from .search_sections import KINDS, Section, Words, sections_of
from .search_terms import teaching_of

# How far behind others the pages come that no list of contents has.
LAST = 5
_PREFIX, _SUFFIX = "Search.setIndex(", ")"
# The letters of packed numbers; one of the second half says that the number goes on.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Collector(EnvironmentCollector):
    """Notes the sections of every page that is read, in ``env.bilingual_gallery_sections``."""

    _words: Words | None = None

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        sections_in(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Take over what another process read."""
        sections_in(env).update(
            {name: sections_in(other)[name] for name in docnames if name in sections_in(other)}
        )

    def get_outdated_docs(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: Set[str],
        changed: Set[str],
        removed: Set[str],
    ) -> list[str]:
        """The pages that were read when nobody noted them."""
        return sorted(env.found_docs - sections_in(env).keys())

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note a page."""
        if is_alone():
            return
        name = app.env.current_document.docname
        hidden = {"nosearch", "no-search"} & app.env.metadata[name].keys()
        if self._words is None:  # pages have many words in common
            self._words = words_with(language_of(app))
        sections = [] if hidden else sections_of(doctree, self._words, teaching_of(app, name))
        sections_in(app.env)[name] = sections


def sections_in(env: BuildEnvironment) -> dict[str, list[Section]]:
    """The sections of every page that was read, by its name."""
    if not hasattr(env, "bilingual_gallery_sections"):
        env.bilingual_gallery_sections = {}  # type: ignore[attr-defined]
    sections: dict[str, list[Section]] = env.bilingual_gallery_sections  # type: ignore[attr-defined]
    return sections


def language_of(app: Sphinx) -> SearchLanguage:
    """How the words of this build's language are taken apart."""
    code = app.config.html_search_language or app.config.language
    return IndexBuilder(app.env, code, app.config.html_search_options, "").lang


def words_with(language: SearchLanguage) -> Words:
    """What takes a text and gives the words that stand for it in the index."""
    stem = cache(language.stem)

    def words(text: str) -> list[str]:
        stems = [stem(word.lower()).lower() for word in language.split(text)]
        # The index has spaces between its words, and some of Sphinx's languages leave some in theirs.
        parts = [part for stem in stems for part in stem.split()]
        return [part for part in parts if language.word_filter(part) and not _is_letter(part)]

    return words


def _is_letter(word: str) -> bool:
    """A Latin letter alone, or behind a number, as in 1e6: nobody looks for that."""
    return word.isascii() and len(word.lstrip("0123456789")) == 1


class Known(Protocol):
    """What else is known of a site: where names of terms lead, how words are said, what comes behind."""

    def names(
        self, noted: Mapping[str, Sequence[Section]], docnames: Sequence[str]
    ) -> Mapping[str, list[int]]:
        """For each name of a term the sections it leads to, by their numbers in the index."""

    def asked(
        self, noted: Mapping[str, Sequence[Section]], docnames: Sequence[str]
    ) -> Sequence[tuple[list[int], str]]:
        """What people ask, each with the numbers of the sections that answer it."""

    def readings(self) -> Iterable[tuple[str, str]]:
        """How words in other letters are said, and the words."""

    def behind(self, docname: str, section: Section) -> int:
        """In which way a section comes behind others: a place in BEHIND of search-engine.js."""


class Nothing:
    """What is known where nothing is."""

    def names(
        self, noted: Mapping[str, Sequence[Section]], docnames: Sequence[str]
    ) -> Mapping[str, list[int]]:
        """No names."""
        return {}

    def asked(
        self, noted: Mapping[str, Sequence[Section]], docnames: Sequence[str]
    ) -> Sequence[tuple[list[int], str]]:
        """No questions."""
        return []

    def readings(self) -> Iterable[tuple[str, str]]:
        """No readings."""
        return ()

    def behind(self, docname: str, section: Section) -> int:
        """All are alike."""
        return 0


class Format:
    """The file `searchindex.js`, a script so that it can be read from a disk too."""

    def __init__(self, env: BuildEnvironment, known: Known | None = None) -> None:
        self._env, self._known = env, known or Nothing()

    def dump(self, frozen: dict[str, Any], stream: IO[str]) -> None:
        """Write what Sphinx knows of the pages, which words are in their sections, and where names lead."""
        data = {key: frozen[key] for key in ("docnames", "envversion", "filenames", "titles")}
        sections, docnames = sections_in(self._env), frozen["docnames"]
        places, words = index(sections, docnames, self._known)
        names = self._known.names(sections, docnames)
        data |= places | {"asked": self._known.asked(sections, docnames)}
        data |= {"names": fronted(sorted(names)), "named": _listed(sorted(names), names)}
        said = sorted(each for each in self._known.readings() if each[1] in words)
        data["said"] = " ".join(f"{reading} {word}" for reading, word in said)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        stream.write(f"{_PREFIX}{text}{_SUFFIX}")

    def load(self, stream: IO[str]) -> dict[str, Any]:
        """What Sphinx needs to go on from; the words of the pages are in the environment."""
        text = stream.read()
        if not text.startswith(_PREFIX):
            raise ValueError("no search index")
        data: dict[str, Any] = json.loads(text[len(_PREFIX) : -len(_SUFFIX)])
        return data | {"alltitles": {}, "terms": {}, "titleterms": {}}


def index(
    pages: Mapping[str, Sequence[Section]], docnames: Sequence[str], known: Known
) -> tuple[dict[str, Any], Set[str]]:
    """The sections as ``[page, id, title]``, for each word the numbers of those it is in; and the words.

    The words are in one text. For each kind but titles, which the browser takes apart itself, another has
    the numbers of each word in the same order, as ``packed`` writes them: as lists they would make up two
    thirds of the file, and between the words they would be harder to compress.
    """
    places: list[list[Any]] = []
    ranks = ""
    kinds: dict[str, dict[str, list[int]]] = {kind: {} for kind in KINDS}
    for page, docname in enumerate(docnames):
        for section in pages.get(docname, []):
            rank = known.behind(docname, section)
            for word, kind in section.kinds():
                # Code on a page that no list of contents has is about this site, and found by its prose.
                if kind != "code" or rank != LAST:
                    kinds[kind].setdefault(word, []).append(len(places))
            places.append([page, section.id, section.title])
            ranks += str(rank)
    words = sorted({word for each in kinds.values() for word in each})
    listed = {kind: _listed(words, each) for kind, each in kinds.items() if kind != "title"}
    return {"sections": places, "behind": ranks, "words": fronted(words), "kinds": listed}, {*words}


def fronted(words: Iterable[str]) -> str:
    """Words in lower case, in order: how much each shares with the one before, A for nothing, and the rest."""
    text, before = "", ""
    for word in words:
        pairs = zip(word[:25], before, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        text += chr(ord("A") + same) + word[same:]
        before = word
    return text


def _listed(words: Iterable[str], numbers: Mapping[str, list[int]]) -> str:
    return " ".join(packed(numbers.get(word, [])) for word in words)


def packed(numbers: list[int]) -> str:
    """Rising numbers as text: of each the distance to the one before, five bits to a letter."""
    text, before = "", 0
    for number in numbers:
        distance, before = number - before, number
        while distance >= 32:
            text += _LETTERS[32 + distance % 32]
            distance //= 32
        text += _LETTERS[distance]
    return text
