"""What an author writes below a figure that code draws becomes its caption: a figure as Sphinx knows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from docutils import nodes
from sphinx.application import Sphinx

from ..compat import imgsgnode
from .cell_blocks import FOLD
from .outputs import CELL, FILM

CLASS = "caption"
# Several figures of one cell, which have one caption.
_BESIDE = "sphx-glr-horizontal"


def join(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: put each ``{container} caption`` below a cell into one figure with what it is about.

    As many of them as figures of that cell are a caption for each, whatever else the cell shows and
    whether its output is folded. Another number is of the last figures, those that stand together.
    """
    for words in list(doctree.findall(nodes.container)):
        if not _is_caption(words) or words not in (words.parent or ()):
            continue
        at = words.parent.index(words)
        shown = _outputs_above(words.parent.children[:at])
        following = [*takewhile(_is_caption, words.parent.children[at:])]
        drawn = [picture for each in shown for picture in _figures(each)]
        if len(following) == len(drawn):
            for picture, each in zip(drawn, following, strict=True):
                _join(doctree, picture, each)
        elif drawn:
            last = next(each for each in reversed(shown) if _figures(each))
            _join(doctree, last if _are_beside(last) else drawn[-1], words)


def _outputs_above(before: Sequence[nodes.Node]) -> list[nodes.Element]:
    """What the cell shows that ends what stands ``before``, in order."""
    found: list[nodes.Element] = []
    for node in _backward(before):
        if not isinstance(node, nodes.Element) or CELL not in node:
            break
        if found and node[CELL] != found[0][CELL]:
            break  # it is another cell's, whose code the page leaves out
        found.insert(0, node)
    return found


def _backward(before: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    for node in reversed(before):
        if isinstance(node, nodes.admonition) and FOLD in node["classes"]:
            yield from reversed(node.children)
        else:
            yield node


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


def _figures(shown: nodes.Element) -> list[nodes.Element]:
    elements = shown.findall(nodes.Element)
    return [each for each in elements if isinstance(each, imgsgnode) or FILM in each]


def _are_beside(drawn: nodes.Element) -> bool:
    return isinstance(drawn, nodes.bullet_list) and _BESIDE in drawn["classes"]
