"""Korean lines break between words alone: a particle stays with the code, formula or bracket before it.

``word-break: keep-all`` keeps letters together, but a browser goes to the next line after a formula
and between a sign and Hangul, as in ``backward()``로 and (tensor)는. Such a pair is put into an
element that does not wrap. A word joiner (U+2060) between the two would do less: browsers ignore it
beside a formula, and it comes along when a reader copies the text. This way the text stays what the
author wrote, for copying, for searching in the page, for the index and for screen readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docutils import nodes
from sphinx.application import Sphinx

from .term_links import LinkedText

_LANGUAGES = frozenset({"ko"})
# Signs and the Hangul that a browser would put on the next line; a bracket or a quote that opens
# belongs to what follows and needs no help.
_PAIR = re.compile(r"(?:[^\w\s([{<\u2018“「『]|_)+[가-힣]+")
_PARTICLE = re.compile(r"[가-힣]+")
_SIGN = re.compile(r"[^\w\s]$|_$")
# More letters of code than this may not fit on a line, so they get places to break at.
_LONG = 24
_LONG_WORD = 16
_PLACE = re.compile(r"(?<=[._(,=/])(?=[^\s._(,=/])")


def keep(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: put what a line must not part into elements of the class ``kept``."""
    if app.config.language not in _LANGUAGES or app.builder.format != "html":
        return
    for element in list(doctree.findall(nodes.TextElement)):
        if not isinstance(element, nodes.FixedTextElement | nodes.literal | nodes.math | nodes.raw):
            children = list(_with_pairs_kept(element.children))
            element.children = []
            element += _with_particles_kept(children)


def _with_pairs_kept(children: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    """The same, with an element around each sign in the text and the Hangul that follows it."""
    for child in children:
        if not isinstance(child, nodes.Text | LinkedText):
            yield child
            continue
        text, at = child.astext(), 0
        for pair in _PAIR.finditer(text):
            if _may_cut(child, pair.start()) and _may_cut(child, pair.end()):
                yield _cut(child, at, pair.start())
                yield _kept(_cut(child, *pair.span()))
                at = pair.end()
        yield _cut(child, at, len(text))


def _with_particles_kept(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """The same, with an element around each formula, code or link and the particle after it."""
    done: list[nodes.Node] = []
    for child in children:
        particle = _PARTICLE.match(child.astext())
        if (
            done
            and particle
            and isinstance(child, nodes.Text | LinkedText)
            and _may_cut(child, particle.end())
            and _parts_from_next(done[-1])
        ):
            done[-1] = _kept(_breakable(done[-1]), _cut(child, 0, particle.end()))
            child = _cut(child, particle.end(), len(child.astext()))
        done.append(child)
    return done


def _parts_from_next(node: nodes.Node) -> bool:
    """Would a browser go to the next line between this and the Hangul that follows it?"""
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


def _may_cut(node: nodes.Text | LinkedText, at: int) -> bool:
    return isinstance(node, nodes.Text) or not any(
        link.start < at < link.end for link in node["links"]
    )


def _cut(node: nodes.Text | LinkedText, start: int, end: int) -> nodes.Node:
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
