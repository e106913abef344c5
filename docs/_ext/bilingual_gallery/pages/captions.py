"""What an author writes below a figure that code draws becomes its caption: a figure as Sphinx knows them."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from ..compat import imgsgnode

CLASS = "caption"
# Several figures of one cell, which have one caption.
_BESIDE = "sphx-glr-horizontal"


def join(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: put each ``{container} caption`` that comes next after a figure into one with it."""
    for words in list(doctree.findall(nodes.container)):
        if CLASS not in words["classes"] or not isinstance(words.parent, nodes.Element):
            continue
        at = words.parent.index(words)
        drawn = words.parent[at - 1] if at else None
        if not isinstance(drawn, imgsgnode) and not _are_beside(drawn):
            continue
        assert isinstance(drawn, nodes.Element)
        first, *more = words.children
        figure = nodes.figure()
        figure.source, figure.line = words.source, words.line
        doctree.set_id(figure)  # its link, and its number where figures have one
        drawn.replace_self(figure)
        figure += drawn
        figure += nodes.caption("", "", *first.children)
        if more:
            figure += nodes.legend("", *more)
        words.parent.remove(words)


def _are_beside(drawn: object) -> bool:
    return isinstance(drawn, nodes.bullet_list) and _BESIDE in drawn["classes"]
