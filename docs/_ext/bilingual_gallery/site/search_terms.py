"""Which sections teach which terms of the glossary, so that the search leads there by any name of a term.

Those that conf.py has first and last in every tutorial teach none: they tell what comes, and they
repeat, practice and lead on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from ..config import code_of
from ..config.settings import Settings
from ..glossary.matcher import Finder, plain
from ..pages.state import settings_in
from .glossary_page import glossary_of

# How much a section teaches a term: for each mention; more for one in bold, where a term is explained,
# and for a title that mentions it, most for one that is the term and nothing else, however often others do.
_MENTION, _BOLD, _IN_TITLE, _TITLE = 1, 8, 8, 32
_LEAST = 2  # of a section that teaches it: a word in passing is no lesson; off the path _BOLD
_ENOUGH = 2  # of a section that goes before all of those that lie off the path
_LATER = 0.35  # what all of it counts for in a tutorial behind the first sections of conf.py

# Of a node what it says of terms: their ids, each with how much.
Teaching = Callable[[nodes.Node], Iterator[tuple[str, int]]]


def nothing(node: nodes.Node) -> Iterator[tuple[str, int]]:
    """The ``Teaching`` of a page that teaches no term."""
    return iter(())


def teaching_of(app: Sphinx, docname: str) -> Teaching:
    """What finds the terms that a page teaches, which a tutorial does and no other page."""
    glossary, settings = glossary_of(app), settings_in(app)
    if not glossary.terms or not settings.is_generated(docname):
        return nothing
    code = code_of(app.config)
    finders = Finder.of(glossary, code), Finder.of(glossary, code, with_verbs=True)
    return partial(taught_in, *finders, around(app))


def around(app: Sphinx) -> frozenset[str]:
    """The titles of the sections that are first and last in every tutorial."""
    form, code = settings_in(app).form, code_of(app.config)
    return frozenset(each[code] for each in (*form.first, *form.last) if code in each)


def taught_in(
    finder: Finder, in_titles: Finder, others: Set[str], node: nodes.Node
) -> Iterator[tuple[str, int]]:
    """Of a node the terms it teaches, each with how much; a title may make a verb of a term (``in_titles``)."""
    if not isinstance(node, nodes.title | nodes.strong | nodes.paragraph):
        return
    if not others.isdisjoint(_titles_above(node)):
        return
    text = node.astext()
    is_title = isinstance(node.parent, nodes.section) and isinstance(node, nodes.title)
    for mention in (in_titles if is_title else finder).mentions(text):
        much = _BOLD if isinstance(node, nodes.strong) else _MENTION
        if is_title:
            whole = plain(text) == plain(text[mention.start : mention.end])
            much = _TITLE if whole else _IN_TITLE
        yield mention.term.id, much


def _titles_above(node: nodes.Node | None) -> Iterator[str]:
    """The titles of the sections that a node is in."""
    while node is not None:
        if isinstance(node, nodes.section) and (title := node.next_node(nodes.title)) is not None:
            yield title.astext()
        node = node.parent


def standing(settings: Settings, script: Path) -> float:
    """What a tutorial counts for as the place to learn something: 1 on the path, less behind it, 0 off it."""
    if not settings.is_listed(script):
        return 0
    return 1 if settings.is_first(script) else _LATER


def best(sections: Iterable[tuple[int, float, Mapping[str, int]]]) -> dict[str, int]:
    """For each term the section that teaches it most, the first of several.

    A section is its number, the ``standing`` of its tutorial, and how much it teaches of which terms;
    they come in reading order.
    """
    most: dict[str, tuple[tuple[bool, float], int]] = {}
    for number, on_path, terms in sections:
        for term, much in terms.items():
            rank = bool(on_path) and much >= _ENOUGH, much * (on_path or 1)
            least = _LEAST if on_path else _BOLD
            if much >= least and (term not in most or rank > most[term][0]):
                most[term] = rank, number
    return {term: number for term, (_, number) in most.items()}
