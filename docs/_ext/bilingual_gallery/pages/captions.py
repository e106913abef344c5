"""What an author writes below a figure that code draws becomes its caption: a figure as Sphinx knows them."""

from __future__ import annotations

from itertools import takewhile

from docutils import nodes
from sphinx.application import Sphinx

from ..compat import imgsgnode

CLASS = "caption"
# Several figures of one cell, which have one caption.
_BESIDE = "sphx-glr-horizontal"


def join(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: put each ``{container} caption`` that comes next after a figure into one with it.

    As many of them as figures that stand beside each other are a caption for each of those.
    """
    for words in list(doctree.findall(nodes.container)):
        if not _is_caption(words) or words not in (words.parent or ()):
            continue
        at = words.parent.index(words)
        drawn = words.parent[at - 1] if at else None
        if isinstance(drawn, imgsgnode):
            _join(doctree, drawn, words)
        elif _are_beside(drawn):
            assert isinstance(drawn, nodes.Element)
            following = [*takewhile(_is_caption, words.parent.children[at:])]
            pictures = [*drawn.findall(imgsgnode)]
            if len(following) == len(pictures):
                for picture, each in zip(pictures, following, strict=True):
                    _join(doctree, picture, each)
            else:
                _join(doctree, drawn, words)


def _join(doctree: nodes.document, drawn: nodes.Element, words: nodes.Element) -> None:
    first, *more = words.children
    figure = nodes.figure()
    figure.source, figure.line = words.source, words.line
    doctree.set_id(figure)  # its link, and its number where figures have one
    drawn.replace_self(figure)
    figure += drawn
    figure += nodes.caption("", "", *first.children)
    if more:
        figure += nodes.legend("", *more)
    assert isinstance(words.parent, nodes.Element)
    words.parent.remove(words)


def _is_caption(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and CLASS in node["classes"]


def _are_beside(drawn: object) -> bool:
    return isinstance(drawn, nodes.bullet_list) and _BESIDE in drawn["classes"]
