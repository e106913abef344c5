"""What a page shows in another language because it is not translated yet: an element that says so.

The mark in the page's language is made here, and woven in above the text; what is in the other language has
its ``lang`` and ``dir``, for screen readers, fonts and line breaks, and is no prose of the page to what reads
that: the search, the links of terms, the pairing of two languages.
"""

from __future__ import annotations

import html

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.transforms import SphinxTransform
from sphinx.writers.html5 import HTML5Translator

from ..lang.tags import direction, name_in, tag
from .weave import UNTRANSLATED

_ = get_translation("sphinx")

# The class of the text, and that of the mark.
CLASS, MARK = "untranslated", "not-translated"


def words() -> str:
    """What stands for a text that is not there."""
    return str(_("Not translated yet"))


def in_part() -> str:
    """What stands for a tutorial of which some is there."""
    return str(_("Translated in part"))


def said(spoken: str, own: str, *, whole: bool = False) -> str:
    """What the mark says, in the page's own language, of a text in another one, or of the whole."""
    told = (
        str(_("This tutorial is not translated yet; its text is in {language}."))
        if whole
        else str(_("Not translated yet; this is the {language} text."))
    )
    return told.format(language=name_in(spoken, own))


def mark(spoken: str, own: str, *, whole: bool = False) -> str:
    """The mark above a text in another language, as a line of HTML."""
    return f'<p class="{MARK}" role="note">{html.escape(said(spoken, own, whole=whole))}</p>'


class Untranslated(nodes.container):
    """Blocks that are in another language than their page; ``spoken`` is its code."""


class UntranslatedTitle(nodes.inline):
    """The words of a heading that is in another language than its page."""


def spoken_in(node: nodes.Node) -> str | None:
    """The language of what is not translated yet and stands on the page in another one; else None."""
    parent: nodes.Node | None = node
    while parent is not None:
        if isinstance(parent, Untranslated | UntranslatedTitle):
            return str(parent["spoken"])
        parent = parent.parent
    return None


class Marked(SphinxTransform):
    """Put what stands between the comments that ``weave`` writes into elements, and take the comments out."""

    default_priority = 203  # after section_ids.py, which reads comments too, and before called.py

    def apply(self, **kwargs: object) -> None:
        """Change the document in place."""
        if any(_told(node) is not None for node in self.document.findall(nodes.comment)):
            _wrap(self.document, "")


def _told(node: nodes.Node) -> str | None:
    """The language that begins with a comment, empty where one ends; None for any other node."""
    if not isinstance(node, nodes.comment) or not node.astext().startswith(UNTRANSLATED):
        return None
    return node.astext().removeprefix(UNTRANSLATED).strip()


def _wrap(parent: nodes.Element, language: str) -> str:
    """The language that goes on after the children of an element, the first of which are in ``language``."""
    whole: nodes.Element | None = None
    for child in list(parent.children):
        if (told := _told(child)) is not None:
            language, whole = told, None
            parent.remove(child)
        elif isinstance(child, nodes.section):
            language, whole = _wrap(child, language), None
        elif language and isinstance(child, nodes.title):
            inside = in_language(UntranslatedTitle("", "", *child.children), language)
            child.children = []
            child += inside
        elif language:
            if whole is None:
                whole = in_language(Untranslated(), language)
                parent.replace(child, whole)
            else:
                parent.remove(child)
            whole += child
    return language


def in_language(element: nodes.Element, language: str) -> nodes.Element:
    """The element, in which everything is said in another language than that of its page."""
    # Of the last class docutils makes its lang.
    element["classes"] = [CLASS, f"language-{tag(language)}"]
    element["spoken"], element["dir"] = language, direction(language)
    return element


def visit(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the element with its direction."""
    name = "div" if isinstance(node, Untranslated) else "span"
    self.body.append(self.starttag(node, name, "", dir=node["dir"]))


def depart(self: HTML5Translator, node: nodes.Element) -> None:
    """Close it."""
    self.body.append("</div>\n" if isinstance(node, Untranslated) else "</span>")
