"""The cards of the tutorials: each says in text what its tutorial begins with and how long it takes.

Sphinx-Gallery shows the introduction to a pointing mouse alone, in an attribute that a browser can
neither find, nor copy, nor break into lines as it should.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Set

from docutils import nodes
from docutils.utils import smartquotes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation

from ..config import code_of
from ..hooks import warn_of_change
from ..lang.tags import tag
from ..lang.width import columns
from ..pages import reading_time, untranslated
from ..pages.state import settings_in, state_of
from ..source import markdown, progress
from . import minutes
from .themes import makes_site

_ = get_translation("sphinx")

_CARD = re.compile(r'(<div class="sphx-glr-thumbcontainer") tooltip="([^"]*)"')
_TITLE = re.compile(r'<div class="sphx-glr-thumbnail-title">.*</div>(?=\s*</div>)', re.DOTALL)
# Where Sphinx keeps, for each page that tells it, how far the translations of tutorials are.
_FAR = "translated"
_SENTENCE = re.compile(r"(?<=[.?!…])\s|(?<=[\u3002\uff1f\uff01])")
# How wide the beginning of an introduction is, in letters of Latin: enough for a card, and the most.
_FULL, _MOST = 60, 170


def write(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: put the first sentences and the reading time into each card.

    Without pictures it is a line of a path, with the sections of its tutorial.
    """
    has_pictures = shows_pictures(app)
    for begin, card in list(found(doctree)):
        if (rest := rest_of(begin)) is None:
            warn_of_change("cards", "Sphinx-Gallery")
            continue
        inside, end, link = rest
        docname = link["reftarget"].lstrip("/")
        say(
            begin,
            _CARD.sub(
                r"\1 data-unordered" if is_unordered(app, docname) else r"\1", begin.astext()
            ),
        )
        say(end, _TITLE.sub("", end.astext()))  # the card's link says it already
        introduction = curly(app, beginning(html.unescape(card[2])))
        # Of this class docutils makes the lang of what is not translated yet.
        spoken = _spoken(app, docname)
        link["classes"] += spoken
        classes = ["card-text", "no-search", *spoken]
        inside += nodes.paragraph("", introduction, classes=classes)
        if makes_site(app.builder):
            for picture in list(inside.findall(nodes.image)):
                picture["loading"] = "lazy"
                if not has_pictures:
                    picture.parent.remove(picture)
        if many := minutes.of(app, docname):
            told = reading_time.said(many)
            inside += nodes.paragraph("", told, classes=[reading_time.CLASS, "no-search"])
        if not has_pictures and (sections := _sections(app, docname)):
            inside += sections
        if told := far_of(app, docname):
            inside += nodes.paragraph("", told, classes=[untranslated.MARK, "no-search"])


def shows_pictures(app: Sphinx) -> bool:
    """Do the cards have pictures? Those of a book always do."""
    return settings_in(app).thumbnails or not makes_site(app.builder)


def found(doctree: nodes.document) -> Iterator[tuple[nodes.raw, re.Match[str]]]:
    """Where the cards of a page begin: the node, and what tells a card there."""
    for begin in doctree.findall(nodes.raw):
        if card := _CARD.search(begin.astext()):
            yield begin, card


def beginning(text: str) -> str:
    """The first sentences of an introduction: as many as say something, and no more than two lines have."""
    begin = ""
    for end in [*(each.end() for each in _SENTENCE.finditer(text)), len(text)]:
        if begin and (columns(begin) >= _FULL or columns(text[:end].rstrip()) > _MOST):
            break
        begin = text[:end].rstrip()
    return begin


def curly(app: Sphinx, text: str) -> str:
    """A text with the quotes that Sphinx gives the prose of pages."""
    config, language = app.config, app.config.language
    if not config.smartquotes or language in config.smartquotes_excludes.get("languages", []):
        return text
    quoted: str = smartquotes.smartyPants(text, config.smartquotes_action, language)
    return quoted


def is_unordered(app: Sphinx, docname: str) -> bool:
    """Is a page the tutorial of a section whose tutorials may be read in any order?"""
    path = state_of(app).scripts.get(docname)
    return path is not None and settings_in(app).is_unordered(path)


def outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """``env-get-outdated``: the pages that tell a time, or how far one is, which is so no more."""
    told = (
        (name, data[minutes.TOLD]) for name, data in env.metadata.items() if minutes.TOLD in data
    )
    far = ((name, data[_FAR]) for name, data in env.metadata.items() if _FAR in data)
    return [
        name
        for name, times in told
        if any(minutes.told_by(app, page) != many for page, many in times.items())
    ] + [name for name, said in far if any(_far(app, page) != each for page, each in said.items())]


def far_of(app: Sphinx, docname: str) -> str:
    """How far the translation of a tutorial is, for the page that is being read; empty where it is whole."""
    told = _far(app, docname)
    reader = app.env.current_document.docname
    app.env.metadata[reader].setdefault(_FAR, {})[docname] = told
    return told


def _far(app: Sphinx, docname: str) -> str:
    tutorial, own = state_of(app).by_page.get(docname), code_of(app.config)
    if tutorial is None or progress.is_whole(tutorial, own):
        return ""
    return untranslated.words() if tutorial.lacks(own) else untranslated.in_part()


def _spoken(app: Sphinx, docname: str) -> list[str]:
    """The class of a tutorial's title in another language than the page's; none where it is in that."""
    state, own = state_of(app), code_of(app.config)
    path = state.scripts.get(docname)
    for tutorial in state.tutorials:
        if tutorial.path == path and (spoken := tutorial.passages[0].spoken(own)) != own:
            return [f"language-{tag(spoken)}"]
    return []


def _sections(app: Sphinx, docname: str) -> nodes.paragraph | None:
    """Links to the sections of a tutorial, without those that every tutorial has."""
    state, code = state_of(app), code_of(app.config)
    path = state.scripts.get(docname)
    tutorial = next((each for each in state.tutorials if each.path == path), None)
    if tutorial is None:
        return None
    app.env.note_dependency(str(path))
    form = state.settings.form
    # Where a heading is not translated yet, that of another language stands there.
    common = {title for each in (*form.first, *form.last) for title in each.values()}
    headings = [
        (each, passage.spoken(code))
        for passage in tutorial.passages
        for each in markdown.headings(passage.text(code), tutorial.syntax)
    ]
    ids = tutorial.section_ids(state.settings.heading_language, code)
    links: list[nodes.Node] = []
    for (heading, spoken), identifier in zip(headings, ids, strict=True):
        if heading.level == 2 and heading.title not in common:
            separator = [nodes.Text(" · ")] if links else []
            other = spoken if spoken != code else ""
            links += [*separator, link_to(app, docname, heading.title, identifier, other)]
    return nodes.paragraph("", "", *links, classes=["card-sections", "no-search"])


def link_to(
    app: Sphinx, docname: str, words: str, section: str | None = None, spoken: str = ""
) -> nodes.Node:
    """A link to a page or a section, whose words may be ``spoken`` in another language.

    Without words it says the page's title.
    """
    inside = nodes.inline("", words)
    if spoken:  # of this class docutils makes the element's lang
        inside = nodes.inline("", "", nodes.inline("", words, classes=[f"language-{tag(spoken)}"]))
    return addnodes.pending_xref(
        "",
        inside,
        refdomain="doc",
        reftype="myst",
        reftarget=docname,
        reftargetid=section,
        refdoc=app.env.current_document.docname,
        refexplicit=bool(words),
    )


def rest_of(begin: nodes.raw) -> tuple[nodes.Element, nodes.raw, addnodes.pending_xref] | None:
    """What follows the beginning of a card: its inside, its end, and the link in it to the tutorial."""
    siblings = begin.parent.children
    at = siblings.index(begin)
    match siblings[at + 1 : at + 3]:
        case [nodes.Element() as inside, nodes.raw() as end]:
            links = list(inside.findall(addnodes.pending_xref))
            return (inside, end, links[0]) if len(links) == 1 else None
    return None


def say(raw: nodes.raw, text: str) -> None:
    """Replace the text of a raw node."""
    raw.children = [nodes.Text(text)]
    raw.rawsource = text
