"""What a term is called by those who look for it, and where each of its names leads.

A reader may type a term's name, what others call it, a form that the glossary avoids, or its name in
another language, with spaces or without. All of them lead to its entry in the glossary and to the
section that teaches it, whether they stand there or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

from ..config import code_of
from ..pages.state import state_of
from .glossary_page import PAGE, anchor, glossary_of
from .search_index import Format, Section, language_of
from .search_terms import best


def take_place(app: Sphinx) -> None:
    """``builder-inited``: set the format in which Sphinx writes and reads its search index to ours."""
    if app.builder.format == "html":
        app.builder.indexer_format = Format(app.env, partial(names, app))  # type: ignore[attr-defined]


def names(
    app: Sphinx, noted: Mapping[str, Sequence[Section]], docnames: Sequence[str]
) -> dict[str, list[int]]:
    """For each name of a term the sections it leads to, by their numbers in the index."""
    numbered: dict[str, list[tuple[int, Section]]] = {}
    number = 0
    for docname in docnames:
        sections = noted.get(docname, [])
        numbered[docname] = list(enumerate(sections, number))
        number += len(sections)
    entries = {section.id: number for number, section in numbered.get(PAGE, [])}
    state = state_of(app)
    settings = state.settings
    taught = best(
        (number, f"{settings.address(each.path)}.py" not in settings.unlisted, section.terms)
        for each in state.tutorials
        for number, section in numbered.get(settings.docname(each.path), [])
    )
    language = language_of(app)
    found: dict[str, set[int]] = {}
    for term in glossary_of(app).terms:
        places = (entries.get(anchor(term)), taught.get(term.id))
        there = {place for place in places if place is not None}
        for name in term.looked_up(code_of(app.config)) if there else ():
            for key in keys_of(language, name):
                found.setdefault(key, set()).update(there)
    return {key: sorted(there) for key, there in found.items()}


def keys_of(language: SearchLanguage, name: str) -> set[str]:
    """A name as queries are compared with it: its words without spaces, each as its stem, or as one word."""
    words = [word.lower() for word in language.split(name)]
    kept = [word for word in words if language.word_filter(word)]
    keys = {"".join(map(language.stem, kept)), language.stem("".join(kept))}
    return {key.lower() for key in keys if key}
