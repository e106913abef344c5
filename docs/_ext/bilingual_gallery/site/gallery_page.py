"""The page of a whole gallery: a part for each section, which lists the titles of its tutorials.

Sphinx-Gallery puts the pages of the sections there whole, one behind the other, each with a title as
large as the page's own.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx

from ..pages import reading_time
from ..pages.state import settings_in
from . import minutes
from .cards import found, is_unordered, link_to, rest_of, shows_pictures

# Where Sphinx-Gallery lists the tags of tutorials, once for each part; ours have none.
_TAGS = "sg-tag-list"


def arrange(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``, before cards are filled: parts below the title; without pictures, lists of titles."""
    here = app.env.current_document.docname
    if not settings_in(app).is_generated(here) or not any(found(doctree)):
        return
    for tags in [each for each in doctree.findall(nodes.raw) if _TAGS in each.astext()]:
        tags.parent.remove(tags)
    _put_below(doctree)
    if shows_pictures(app):
        return
    cards = [(begin, rest) for begin, _ in found(doctree) if (rest := rest_of(begin)) is not None]
    for section, group in groupby(cards, lambda each: _page_in(each[1][2]).parent):
        if section == PurePosixPath(here).parent:  # the page of a section has its cards
            continue
        pages = []
        for begin, (inside, end, link) in group:
            pages.append(str(_page_in(link)))
            place = (begin.parent, begin.parent.index(begin))
            for node in (begin, inside, end):
                node.parent.remove(node)
        parent, at = place
        parent.insert(at, _titles(app, pages))
        if isinstance(parent, nodes.section):
            _lead(app, parent, f"{section}/index")


def _put_below(doctree: nodes.document) -> None:
    """One title on a page: the sections behind the first become parts of it."""
    first, *others = [each for each in doctree.children if isinstance(each, nodes.section)]
    for each in others:
        doctree.remove(each)
        first += each


def _titles(app: Sphinx, pages: list[str]) -> nodes.container:
    """The titles of a section's tutorials, each with its reading time, as a path."""
    free = is_unordered(app, pages[0])
    listed: nodes.Element = (
        nodes.bullet_list(bullet="-") if free else nodes.enumerated_list(enumtype="arabic")
    )
    for page in pages:
        line = nodes.paragraph("", "", link_to(app, page, ""))
        if many := minutes.of(app, page):
            told = reading_time.told(many)
            line += [nodes.Text(" "), nodes.inline("", told, classes=["minutes"])]
        listed += nodes.list_item("", line)
    return nodes.container("", listed, classes=["path", "no-search"])


def _lead(app: Sphinx, section: nodes.section, page: str) -> None:
    """The title of a part leads to the page of its section."""
    title = section.next_node(nodes.title)
    if title is not None:
        link = link_to(app, page, title.astext())
        title.children = []
        title += link


def _page_in(link: nodes.Element) -> PurePosixPath:
    return PurePosixPath(link["reftarget"].lstrip("/"))
