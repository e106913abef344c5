"""The search index: which words are in which section of which page.

Sphinx's own index knows pages alone. This one takes its place, in the same file and through Sphinx's
own steps, so that it is made anew only where a page is; `search-engine.js` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import IO, Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.search import IndexBuilder, SearchLanguage

from .search_terms import Teaching, nothing, teaching_of

_PREFIX, _SUFFIX = "Search.setIndex(", ")"
# The letters of packed numbers; one of the second half says that the number goes on.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass
class Section:
    """A place a result leads to: its id, empty for the page itself, its title, and the words there.

    ``terms`` says of which terms of the glossary the section speaks, each with how much.
    """

    id: str
    title: str = ""
    title_words: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    terms: dict[str, int] = field(default_factory=dict)


class Collector(EnvironmentCollector):
    """Notes the sections of every page that is read, in ``env.bilingual_gallery_sections``."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        _noted(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Take over what another process read."""
        _noted(env).update(
            {name: _noted(other)[name] for name in docnames if name in _noted(other)}
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
        return sorted(env.found_docs - _noted(env).keys())

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note a page."""
        name = app.env.current_document.docname
        hidden = {"nosearch", "no-search"} & app.env.metadata[name].keys()
        words = words_with(language_of(app))
        sections = [] if hidden else sections_of(doctree, words, teaching_of(app, name))
        _noted(app.env)[name] = list(sections)


def _noted(env: BuildEnvironment) -> dict[str, list[Section]]:
    if not hasattr(env, "bilingual_gallery_sections"):
        env.bilingual_gallery_sections = {}  # type: ignore[attr-defined]
    noted: dict[str, list[Section]] = env.bilingual_gallery_sections  # type: ignore[attr-defined]
    return noted


def sections_in(env: BuildEnvironment) -> Mapping[str, Sequence[Section]]:
    """The sections of every page, by its name; a page that is not searched has none."""
    return _noted(env)


def language_of(app: Sphinx) -> SearchLanguage:
    """How the words of this build's language are taken apart."""
    code = app.config.html_search_language or app.config.language
    return IndexBuilder(app.env, code, app.config.html_search_options, "").lang


def words_with(language: SearchLanguage) -> Callable[[str], set[str]]:
    """What takes a text and gives the words that stand for it in the index."""

    def words(text: str) -> set[str]:
        stems = [language.stem(word.lower()).lower() for word in language.split(text)]
        # The index has spaces between its words, and some of Sphinx's languages leave some in theirs.
        parts = {part for stem in stems for part in stem.split()}
        return {part for part in parts if language.word_filter(part)}

    return words


def sections_of(
    doctree: nodes.document, words: Callable[[str], set[str]], teaching: Teaching = nothing
) -> list[Section]:
    """The sections of a page and the terms of a glossary, each with the words of its own alone."""
    page = Section("")
    done = [page]

    def visit(node: nodes.Node, section: Section) -> None:
        if isinstance(node, nodes.comment | nodes.raw | nodes.system_message):
            return
        if isinstance(node, nodes.Text):
            section.words |= words(node.astext())
            return
        if isinstance(node, nodes.Element) and "no-search" in node["classes"]:
            return
        if (found := _place(node)) is not None:
            place, title = found
            if page.title:
                section = Section(place["ids"][0])
                done.append(section)
            section.title = _own_name(title)  # the first heading is the page's
            section.title_words = words(title.astext())
        for term, much in teaching(node):
            section.terms[term] = section.terms.get(term, 0) + much
        for child in node.children:
            visit(child, section)

    visit(doctree, page)
    return done


def _place(node: nodes.Node) -> tuple[nodes.Element, nodes.Element] | None:
    """What a link may lead to and its title: a section, or an entry of a glossary."""
    place: nodes.Element | None = None
    title: nodes.Element | None = None
    if isinstance(node, nodes.section):
        place, title = node, node.next_node(nodes.title)
    elif isinstance(node, nodes.definition_list_item):
        place = title = node.next_node(nodes.term)
    if place is None or title is None or not place["ids"]:
        return None
    return place, title


def _own_name(title: nodes.Element) -> str:
    """The title in the page's language: the glossary has a term's other names behind it."""
    parts = [child for child in title.children if "other-name" not in _classes(child)]
    return "".join(part.astext() for part in parts).strip()


def _classes(node: nodes.Node) -> list[str]:
    return node["classes"] if isinstance(node, nodes.Element) else []


# Of the sections of the pages, and the pages in the order of the index: where names of terms lead.
Names = Callable[[dict[str, list[Section]], list[str]], dict[str, list[int]]]


class Format:
    """The file `searchindex.js`, a script so that it can be read from a disk too."""

    def __init__(self, env: BuildEnvironment, names: Names = lambda noted, docnames: {}) -> None:
        self._env, self._names = env, names

    def dump(self, frozen: dict[str, Any], stream: IO[str]) -> None:
        """Write what Sphinx knows of the pages, which words are in their sections, and where names lead."""
        data = {key: frozen[key] for key in ("docnames", "envversion", "filenames", "titles")}
        noted, docnames = _noted(self._env), frozen["docnames"]
        data |= index(noted, docnames) | {"names": _listed(self._names(noted, docnames))}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        stream.write(f"{_PREFIX}{text}{_SUFFIX}")

    def load(self, stream: IO[str]) -> dict[str, Any]:
        """What Sphinx needs to go on from; the words of the pages are in the environment."""
        text = stream.read()
        if not text.startswith(_PREFIX):
            raise ValueError("no search index")
        data: dict[str, Any] = json.loads(text[len(_PREFIX) : -len(_SUFFIX)])
        return data | {"alltitles": {}, "terms": {}, "titleterms": {}}


def index(noted: dict[str, list[Section]], docnames: list[str]) -> dict[str, Any]:
    """The sections as ``[page, id, title]``, and for each word the numbers of the sections it is in.

    The words are in one text, each followed by its numbers as ``packed`` writes them: as lists they
    would make up two thirds of the file.
    """
    places: list[list[Any]] = []
    terms: dict[str, list[int]] = {}
    title_terms: dict[str, list[int]] = {}
    for page, docname in enumerate(docnames):
        for section in noted.get(docname, []):
            for word in section.title_words:
                title_terms.setdefault(word, []).append(len(places))
            for word in section.words - section.title_words:
                terms.setdefault(word, []).append(len(places))
            places.append([page, section.id, section.title])
    return {"sections": places, "terms": _listed(terms), "titleterms": _listed(title_terms)}


def _listed(terms: dict[str, list[int]]) -> str:
    return " ".join(f"{word} {packed(numbers)}" for word, numbers in sorted(terms.items()))


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
