"""What the search shows before anything is typed: the tutorials, and a few of the terms they teach.

A script of its own, as the pages that have the box are not all made anew when a tutorial changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sphinx.application import Sphinx

from ..config import code_of
from ..files import write
from ..pages.state import state_of
from .glossary_page import glossary_of
from .lessons import lessons
from .search_index import sections_in
from .search_names import Site
from .themes import THEMES, makes_site

SCRIPT = "search-start.js"
_OFFERS = THEMES.parent / "static" / "search-offers.js"
_PAGES, _TERMS, _QUESTIONS = 16, 3, 2


def add(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write ``_static/search-start.js``, which search.js loads with the empty box."""
    if exception is None and makes_site(app.builder):
        examples = [*islice(_terms(app), _TERMS), *_questions(app)[:_QUESTIONS]]
        told = {"pages": _pages(app), "examples": examples}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        shows = _OFFERS.read_text(encoding="utf-8")
        write(Path(app.outdir, "_static", SCRIPT), f"var searchStart = {text};\n{shows}")


def _pages(app: Sphinx) -> list[list[str]]:
    """The name and the title of the tutorials that come first in the order of reading."""
    state, code = state_of(app), code_of(app.config)
    named = ((state.settings.docname(each.path), each.title(code)) for each in state.tutorials)
    return [[name, title] for name, title in named if name in app.env.found_docs][:_PAGES]


def _questions(app: Sphinx) -> list[str]:
    """What pages of links ask in a sentence, the shortest first: a box may be asked that, too."""
    asked = Site(app).asked(sections_in(app.env), sorted(app.env.found_docs))
    questions = {text for _, text in asked if " " in text and text.endswith(("?", "."))}
    return sorted(questions, key=lambda each: (len(each), each))


def _terms(app: Sphinx) -> Iterator[str]:
    """For each of these pages the term of the glossary that one of its sections teaches most."""
    code, taught, noted = code_of(app.config), lessons(app), sections_in(app.env)
    known = {term.id: term.names[code] for term in glossary_of(app).terms if code in term.names}
    for page, _title in _pages(app):
        much = {
            term: section.terms[term]
            for section in noted.get(page, [])
            for term in section.terms
            if term in taught and (page, section.id) == (taught[term].docname, taught[term].id)
        }
        if there := [term for term in known if term in much]:
            yield known[max(there, key=much.__getitem__)]
