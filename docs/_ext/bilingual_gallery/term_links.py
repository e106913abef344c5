"""The first use of each term on a tutorial's page leads to the glossary, without markup by the author.

The links are put into a page when it is written, so that what Sphinx keeps of it holds none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from .glossary import Glossary, Term
from .glossary_page import PAGE, anchor, glossary_of, path_of

# What is no running text, though it stands in a paragraph.
_OTHER = (nodes.reference, nodes.literal, nodes.math, nodes.raw, nodes.footnote_reference)
# Particles, and forms of 이다: before any other syllable a noun is part of a longer word or of a verb.
_PARTICLES = "|".join(
    "은 는 이 가 을 를 의 에 에서 에게 도 만 과 와 로 으로 까지 부터 처럼 보다 마다 끼리 뿐 들 나 이나"
    " 란 이란 라 이라 라도 이라도 라는 이라는 라고 이라고 라면 이라면 며 이며 고 이고 므로 이므로 지만"
    " 이지만 인 인데 일 입니다 입니까".split()
)


@dataclass(frozen=True)
class Use:
    """A term in a text: from where to where it stands there."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True)
class Link:
    """A stretch of text that leads somewhere; ``title`` is what it shows when it is pointed at."""

    start: int
    end: int
    address: str
    title: str


class LinkedText(nodes.inline):
    """One text, whole, and ``links`` into it; every builder but HTML's takes it for plain text.

    References would cut 텐서는 in two, and the search index would take the particle for a word.
    """


@dataclass(frozen=True)
class Finder:
    """Finds terms under every name they have in a language."""

    pattern: re.Pattern[str]
    terms: dict[str, Term]

    @classmethod
    @cache
    def of(cls, glossary: Glossary, language: str) -> Finder:
        """The finder for a language's texts."""
        forms = [(form, term) for term in glossary.terms for form in term.forms(language)]
        terms: dict[str, Term] = {}
        for form, term in forms:
            terms.setdefault(_plain(form), term)
        for form, term in forms:
            terms.setdefault(_plain(f"{form}s"), term)
        longest = sorted((form for form, _ in forms), key=len, reverse=True)
        hangul = "|".join(_words(form) for form in longest if not form.isascii()) or "(?!)"
        latin = "|".join(_words(form) for form in longest if form.isascii()) or "(?!)"
        return cls(
            re.compile(
                rf"(?<![가-힣])(?:{hangul})(?=(?:{_PARTICLES})*(?![가-힣]))"
                rf"|(?<![A-Za-z0-9_-])(?:{latin})s?(?![A-Za-z0-9_-])"
            ),
            terms,
        )

    def uses(self, text: str) -> Iterator[Use]:
        """The terms in a text, one after the other."""
        for match in self.pattern.finditer(text):
            if (term := self.terms.get(_plain(match[0]))) is not None:
                yield Use(term, *match.span())


def _plain(form: str) -> str:
    return " ".join(form.lower().split())


def _words(form: str) -> str:
    """A pattern of a form, which may begin a sentence and go on in the next line."""
    first, rest = form[0], form[1:]
    start = f"[{first.upper()}{first.lower()}]" if first.isalpha() else re.escape(first)
    return start + r"\s+".join(map(re.escape, rest.split(" ")))


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
    language = app.config.language
    finder = Finder.of(glossary_of(app), language)
    linked: set[str] = set()
    for text in _running_text(doctree):
        links = []
        for use in finder.uses(text):
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
    folder: str = app.config.sphinx_gallery_conf["gallery_dirs"]
    return docname.startswith(f"{folder}/") and not docname.endswith("/index")


def _running_text(doctree: nodes.document) -> Iterator[nodes.Text]:
    """The texts that are not markup, in order; a term may go on in the next line of its paragraph."""
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if "output-cut" not in paragraph.parent.get("classes", ()):  # not the author's words
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
