"""What a page of the book has in another way than the site's: figures and no downloads."""

from __future__ import annotations

import html
import re

from docutils import nodes
from sphinx.application import Sphinx

from ..compat import imgsgnode, parse_srcset
from ..config import code_of
from ..hooks import warn
from ..pages.cell_blocks import CELL, CODE, FOLD, OUTPUT
from ..pages.weave import MARK_BEGINS
from ..site import cards
from ..site.alternates import site_address
from .xhtml import as_xhtml

_NOT_IN_BOOKS = re.compile(
    r'<(nav|div) class="tutorial-downloads"|<details class="behind"|' + re.escape(MARK_BEGINS)
)
_OTHER_SOUND = re.compile(
    r'<audio\b(?:(?!</audio>).)*? src="([^"]*\.(?!mp3|m4a)\w+)".*?</audio>', re.DOTALL
)
_DOWNLOAD = re.compile(r'<a href="(?:\.\./)*(downloads/[^"]*)">')


def adapt(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``, before Sphinx collects the images: make a page of the site one of the book."""
    if app.builder.name != "epub":
        return
    for figure in list(doctree.findall(imgsgnode)):
        figure.replace_self(_image(figure))
    for box in list(doctree.findall(nodes.admonition)):
        _unfold(box)
    for raw in list(doctree.findall(nodes.raw)):
        text = raw.astext()
        if _NOT_IN_BOOKS.match(text):
            raw.parent.remove(raw)
        elif link := _DOWNLOAD.fullmatch(text):
            _lead_to_site(app, raw, link[1])
        elif raw.get("files"):
            raw.replace_self(_with_sounds_of_books(raw))
        elif "html" in raw.get("format", "") and (written := as_xhtml(text)) != text:
            other = nodes.raw("", written, **raw.attributes)
            other.source, other.line = raw.source, raw.line
            raw.replace_self(other)


def _unfold(box: nodes.admonition) -> None:
    """Show what the site folds: not every reader of books can, and one that can closes it again."""
    if {f"{FOLD}-{kind}" for kind in (CODE, OUTPUT, CELL)}.intersection(box["classes"]):
        box.replace_self(box.children[1:])  # its title says how to see it
    elif "collapsible" in box:
        box["collapsible"] = "open"


def _with_sounds_of_books(raw: nodes.raw) -> nodes.raw:
    """HTML of an output without the sounds that no reader of books has to know."""

    def told(sound: re.Match[str]) -> str:
        name = sound[1].rpartition("/")[2]
        warn("epub", "a book cannot hold the sound %s; make it an MP3", name, location=raw)
        return ""

    text = _OTHER_SOUND.sub(told, raw.astext())
    return nodes.raw("", text, **raw.attributes)


def _image(figure: imgsgnode) -> nodes.image:
    """A figure as Sphinx's own image, in the finest resolution there is."""
    finest = parse_srcset(figure["srcset"]) if figure["srcset"] else {0: figure["uri"]}
    alt = html.unescape(figure["alt"])  # Sphinx-Gallery writes it as it is, Sphinx does not
    image = nodes.image("", uri=finest[max(finest)], alt=alt, classes=figure["class"] or [])
    if "part" in figure:
        image["width"] = figure["part"]
    for name, value in zip(("width", "height"), figure.get("size", (0, 0)), strict=True):
        if value:
            image[name] = f"{value}px"
    image.source, image.line = figure.source, figure.line
    return image


def _lead_to_site(app: Sphinx, begin: nodes.raw, path: str) -> None:
    """Let the link to a download lead to the published site; where there is none, leave its text."""
    if site_address(app):
        cards.say(begin, f'<a href="{site_address(app)}/{code_of(app.config)}/{path}">')
        return
    siblings = begin.parent.children
    after = siblings[siblings.index(begin) :]
    ends = (each for each in after if isinstance(each, nodes.raw) and each.astext() == "</a>")
    if (end := next(ends, None)) is not None:
        begin.parent.remove(end)
        begin.parent.remove(begin)
