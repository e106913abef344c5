"""Words of another language in a page's prose carry its ``lang``, so that a screen reader says them in it.

That is what stands in brackets in a language that glosses its terms: words in Latin letters. Code and
names are none (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx

from ..config import code_of
from ..lang import language
from ..lang.tags import tag
from ..pages.untranslated import spoken_in
from .line_breaks import cut, may_cut
from .term_links import LinkedText

_WORD = "[A-Za-z][A-Za-z'’-]+"
# A word that is written small, or several: one with a capital alone is a name.
_GLOSS = re.compile(rf"(?<=\()(?:[a-z][A-Za-z'’-]+|{_WORD}(?:\s+{_WORD})+)(?:\s+{_WORD})*(?=\))")


def mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: put what is in another language into an element that says so."""
    gloss = language(code_of(app.config)).gloss
    if gloss is None or app.builder.format != "html":
        return
    # Of this class docutils makes the element's lang.
    classes = [f"language-{tag(gloss.language)}"]
    for element in list(doctree.findall(nodes.TextElement)):
        if isinstance(element, nodes.FixedTextElement | nodes.literal | nodes.math | nodes.raw):
            continue
        if "language-" in " ".join(element["classes"]) or not _GLOSS.search(element.astext()):
            continue
        if spoken_in(element) is not None:
            continue
        children = [part for child in element.children for part in _parts(child, classes)]
        element.children = []
        element += children


def _parts(child: nodes.Node, classes: list[str]) -> Iterator[nodes.Node]:
    if not isinstance(child, nodes.Text | LinkedText):
        yield child
        return
    at = 0
    for found in _GLOSS.finditer(child.astext()):
        if may_cut(child, found.start()) and may_cut(child, found.end()):
            if at < found.start():
                yield cut(child, at, found.start())
            yield nodes.inline("", "", cut(child, *found.span()), classes=classes)
            at = found.end()
    if at < len(child.astext()):
        yield cut(child, at, len(child.astext()))
