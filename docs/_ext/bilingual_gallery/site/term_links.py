"""The first use of each term on a tutorial's page leads to the glossary, without markup by the author.

The links are put into a page when it is written, so that what Sphinx keeps of it holds none.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from ..config import code_of
from ..glossary.matcher import Finder
from ..glossary.model import Term
from ..pages.outputs import CUT
from ..pages.state import settings_in
from ..pages.untranslated import spoken_in
from .glossary_page import PAGE, anchor, glossary_of, path_of

# What is no running text, though it stands in a paragraph.
_OTHER = (nodes.reference, nodes.literal, nodes.math, nodes.raw, nodes.footnote_reference)


@dataclass(frozen=True)
class Link:
    """A stretch of text that leads somewhere; ``title`` is what it shows when it is pointed at."""

    start: int
    end: int
    address: str
    title: str


class LinkedText(nodes.inline):
    """One text, whole, and ``links`` into it; every builder but HTML's takes it for plain text.

    References would cut a Korean word in two, and the search index would take its particle for a word.
    """


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: a tutorial's page is made again when the glossary changes."""
    path, docname = path_of(app), app.env.current_document.docname
    if path is not None and _is_tutorial(app, docname):
        app.env.note_dependency(str(path))


def outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Sequence[str]:
    """``env-get-outdated``: all tutorials, when the page that they lead to comes or goes."""
    if path_of(app) is None or PAGE not in added | removed:
        return []
    return [docname for docname in env.found_docs if _is_tutorial(app, docname)]


def add(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: link the first use of each term in the paragraphs of a tutorial's page."""
    if app.builder.format != "html" or not _is_tutorial(app, docname):
        return
    if PAGE not in app.env.found_docs:
        return
    page = app.builder.get_relative_uri(docname, PAGE)
    language = code_of(app.config)
    finder = Finder.of(glossary_of(app), language)
    linked: set[str] = set()
    for text in _running_text(doctree):
        links = []
        for use in finder.mentions(text):
            if use.term.id not in linked:
                linked.add(use.term.id)
                address = f"{page}#{anchor(use.term)}"
                links.append(Link(use.start, use.end, address, _elsewhere(use.term, language)))
        if links:
            text.parent.replace(text, LinkedText("", str(text), links=links))


def visit(self: HTML5Translator, node: LinkedText) -> None:
    """Write the text, its links where they belong."""
    text, done = node.astext(), 0
    for link in node["links"]:
        self.visit_Text(nodes.Text(text[done : link.start]))
        title = f' title="{html.escape(link.title)}"' if link.title else ""
        address = html.escape(link.address)
        self.body.append(f'<a class="term reference internal" href="{address}"{title}>')
        self.visit_Text(nodes.Text(text[link.start : link.end]))
        self.body.append("</a>")
        done = link.end
    self.visit_Text(nodes.Text(text[done:]))
    raise nodes.SkipNode


def _is_tutorial(app: Sphinx, docname: str) -> bool:
    return settings_in(app).is_generated(docname) and not docname.endswith("/index")


def _running_text(doctree: nodes.document) -> Iterator[nodes.Text]:
    """The texts that are not markup, in order; a term may go on in the next line of its paragraph."""
    for paragraph in list(doctree.findall(nodes.paragraph)):
        # Not the author's words, or those of another language.
        if CUT not in paragraph.parent.get("classes", ()) and spoken_in(paragraph) is None:
            yield from _texts(paragraph)


def _texts(element: nodes.Element) -> Iterator[nodes.Text]:
    joined: list[nodes.Node] = []
    for child in element.children:
        if isinstance(child, nodes.Text) and joined and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1] + child)  # MyST has a text for each line
        else:
            joined.append(child)
    element.clear()
    element += joined
    for child in joined:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, _OTHER):
            yield from _texts(child)


def _elsewhere(term: Term, language: str) -> str:
    """What a term is called in the other languages, where that is not the same."""
    own = term.names.get(language)
    return ", ".join(name for name in term.names.values() if name != own)
