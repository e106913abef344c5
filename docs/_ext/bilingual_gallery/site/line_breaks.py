"""A product of numbers stays on one line, and a particle on that of the code or formula before it.

``word-break: keep-all`` keeps letters together, but a browser goes to the next line after a formula
and between a sign and Hangul, in Korean say, after ``backward()`` and (tensor). Such a pair is put into an
element that does not wrap. A word joiner (U+2060) between the two would do less: browsers ignore it
beside a formula, and it comes along when a reader copies the text. This way the text stays what the
author wrote, for copying, for searching in the page, for the index and for screen readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from docutils import nodes
from sphinx.application import Sphinx

from ..config import code_of
from ..lang import language
from ..pages.untranslated import Untranslated, spoken_in
from .term_links import LinkedText

_TIMES = "\N{MULTIPLICATION SIGN}"
_NUMBER = r"\d+(?:[,.]\d+)*"
_PRODUCT = rf"\b{_NUMBER}(?: {_TIMES} {_NUMBER})+"
_SIGN = re.compile(r"[^\w\s]$|_$")
# More letters of code than this may not fit on a line, so they get places to break at.
_LONG = 24
_LONG_WORD = 16
_PLACE = re.compile(r"(?<=[._(,=/])(?=[^\s._(,=/])")


def keep(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: put what a line must not part into elements of the class ``kept``."""
    if app.builder.format != "html":
        return
    own = code_of(app.config)
    is_mixed = next(iter(doctree.findall(Untranslated)), None) is not None
    for element in list(doctree.findall(nodes.TextElement)):
        if not isinstance(element, nodes.FixedTextElement | nodes.literal | nodes.math | nodes.raw):
            letters = language((is_mixed and spoken_in(element)) or own).kept
            if not letters and _TIMES not in element.astext():
                continue
            pair, particle = _patterns(letters)
            children = list(_with_pairs_kept(element.children, pair))
            element.children = []
            element += _with_particles_kept(children, particle)


@cache
def _patterns(letters: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    if not letters:
        return re.compile(_PRODUCT), re.compile(r"(?!)")  # no particles
    # Signs and the letters that a browser would put on the next line; a bracket or a quote that opens
    # belongs to what follows and needs no help.
    signs = rf"(?:[^\w\s([{{<\u2018“「『]|_)+[{letters}]+"
    pair = re.compile(f"{_PRODUCT}[{letters}]*|{signs}")
    return pair, re.compile(f"[{letters}]+[,.;:!?]*")  # and the sign that no line begins with


def _with_pairs_kept(children: Sequence[nodes.Node], pair: re.Pattern[str]) -> Iterator[nodes.Node]:
    """The same, with an element around each product in the text, and each sign with its letters."""
    for child in children:
        if not isinstance(child, nodes.Text | LinkedText):
            yield child
            continue
        text, at = child.astext(), 0
        for found in pair.finditer(text):
            if may_cut(child, found.start()) and may_cut(child, found.end()):
                yield cut(child, at, found.start())
                yield _kept(cut(child, *found.span()))
                at = found.end()
        yield cut(child, at, len(text))


def _with_particles_kept(
    children: Sequence[nodes.Node], particle: re.Pattern[str]
) -> list[nodes.Node]:
    """The same, with an element around each formula, code or link and the particle after it."""
    done: list[nodes.Node] = []
    for child in children:
        begins = particle.match(child.astext())
        if (
            done
            and begins
            and isinstance(child, nodes.Text | LinkedText)
            and may_cut(child, begins.end())
            and _parts_from_next(done[-1])
        ):
            done[-1] = _kept(_breakable(done[-1]), cut(child, 0, begins.end()))
            child = cut(child, begins.end(), len(child.astext()))
        done.append(child)
    return done


def _parts_from_next(node: nodes.Node) -> bool:
    """Would a browser go to the next line between this and the letters that follow it?"""
    if isinstance(node, nodes.math | nodes.footnote_reference):  # a note's number is in brackets
        return True
    if isinstance(node, nodes.raw | nodes.image):  # half an element; a text that is not seen
        return False
    text = node.astext()
    if isinstance(node, nodes.literal):
        parts = bool(_SIGN.search(text)) or len(text) > _LONG
        return parts and max(map(len, _pieces(text))) <= _LONG
    return isinstance(node, nodes.Inline) and bool(_SIGN.search(text)) and len(text) <= _LONG


def _breakable(node: nodes.Node) -> nodes.Node:
    """Long code with places to break at."""
    if isinstance(node, nodes.literal) and len(text := node.astext()) > _LONG:
        node = node.copy()
        for part in _pieces(text):
            node += [nodes.raw("", "<wbr/>", format="html"), nodes.Text(part)]
        node.pop(0)
    return node


def _pieces(code: str) -> list[str]:
    """Code in pieces that may stand on lines of their own: its words, and the parts of long words."""
    pieces: list[str] = []
    for word in re.split(r"(?<=\s)(?=\S)", code):
        pieces += _PLACE.split(word) if len(word) > _LONG_WORD else [word]
    return pieces


def may_cut(node: nodes.Text | LinkedText, at: int) -> bool:
    """Whether no link of a text goes on across a place in it."""
    return isinstance(node, nodes.Text) or not any(
        link.start < at < link.end for link in node["links"]
    )


def cut(node: nodes.Text | LinkedText, start: int, end: int) -> nodes.Node:
    """A part of a text, and of its links."""
    text = node.astext()[start:end]
    if isinstance(node, nodes.Text):
        return nodes.Text(text)
    links = [
        replace(link, start=link.start - start, end=link.end - start)
        for link in node["links"]
        if start <= link.start and link.end <= end
    ]
    return LinkedText("", text, links=links)


def _kept(*parts: nodes.Node) -> nodes.inline:
    return nodes.inline("", "", *parts, classes=["kept"])
