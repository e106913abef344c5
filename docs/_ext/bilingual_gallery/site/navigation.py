"""Furo's navigation, made once for a build instead of once for every page.

Furo asks Sphinx for the whole tree of contents on each page and parses the HTML it gets: time that
grows with the square of the number of tutorials. The tree differs between pages in no more than its
relative addresses and in what it marks as current, so it is made once and these are put in. At 15
tutorials that saves next to nothing; with 300 short ones, one language takes 38 s of a processor and
not 142.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.locale import get_translation

from ..hooks import warn_of_change
from ..pages.state import state_of

_ = get_translation("sphinx")

# What a page changes: lists, entries with their links, and the boxes that fold them.
_TOKENS = re.compile(
    r'(<ul>|</ul>|<li class="[^"]*"><a class="[^"]*" href="[^"]*">|<input aria-label="[^"]*")'
)
_ENTRY = re.compile(r'<li class="(toctree-l\d+)([^"]*)"><a class="([^"]*)" href="([^"]*)">')
_WITHHELD = "bilingual_gallery_toctree"
# How Furo asks for the tree.
_WHOLE: dict[str, Any] = {
    "maxdepth": -1,
    "titles_only": True,
    "collapse": False,
    "includehidden": True,
}


def withhold(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``, before Furo: let it find an empty tree, which costs it nothing."""
    if app.config.html_theme == "furo" and "toctree" in context:
        context[_WITHHELD] = context["toctree"]
        context["toctree"] = lambda **options: ""


def add(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``, after Furo: give the page its navigation."""
    if _WITHHELD in context:
        context["toctree"] = context.pop(_WITHHELD)
        if (tree := _tree(app.builder)) is not None:
            is_home = pagename == app.config.root_doc
            context["furo_navigation_tree"] = tree.seen_from(
                pagename, _begin(app) if is_home else ""
            )
        else:
            from furo.navigation import get_navigation_tree

            warn_of_change("navigation", "Furo")
            context["furo_navigation_tree"] = get_navigation_tree(context["toctree"](**_WHOLE))


def _begin(app: Sphinx) -> str:
    """The page that a reader of the home page is to begin with: the first tutorial's."""
    state = state_of(app)
    return next((state.settings.docname(each.path) for each in state.tutorials), "")


@dataclass(frozen=True)
class _Entry:
    """A page in the tree; all but its name are places in the tree's tokens.

    ``lists`` are those it stands in, ``path`` the entries it stands under and itself, ``boxes`` what
    folds them.
    """

    docname: str | None  # None: an address elsewhere
    lists: tuple[int, ...]
    path: tuple[int, ...]
    boxes: tuple[int, ...]


@dataclass(frozen=True)
class _Tree:
    builder: StandaloneHTMLBuilder
    tokens: tuple[str, ...]
    entries: tuple[_Entry, ...]

    def seen_from(self, pagename: str, unfolded: str = "") -> str:
        """The tree with this page's relative addresses and its own place marked.

        What ``unfolded`` stands under is open too.
        """
        tokens = list(_addressed(self.builder, pagename.rpartition("/")[0]))
        own = [entry for entry in self.entries if entry.docname == pagename]
        path = {position for entry in own for position in entry.path}
        for position in path:
            marks = " current-page" if position == max(path) else ""
            here = position in {entry.path[-1] for entry in own}
            tokens[position] = _marked(tokens[position], marks, here=here)
        open_ = [entry for entry in self.entries if entry.docname in (pagename, unfolded)]
        for position in {position for entry in open_ for position in entry.boxes}:
            tokens[position] += ' checked=""'
        for position in {position for entry in own for position in entry.lists}:
            tokens[position] = '<ul class="current">'
        return "".join(tokens)


def _marked(token: str, marks: str, *, here: bool) -> str:
    match = _ENTRY.match(token)
    if match is None:  # each of these tokens is an entry
        return token
    link, address = (f"current {match[3]}", "#") if here else (match[3], match[4])
    return f'<li class="{match[1]} current{match[2]}{marks}"><a class="{link}" href="{address}">'


@lru_cache(maxsize=1)
def _tree(builder: StandaloneHTMLBuilder) -> _Tree | None:
    """The tree as the home page sees it, in pieces; None where it is not made of those we know."""
    from furo.navigation import get_navigation_tree

    root = builder.config.root_doc
    nodes = global_toctree_for_doc(
        builder.env,
        root,
        builder,
        tags=builder.tags,
        **_WHOLE,
    )
    html = get_navigation_tree(builder.render_partial(nodes)["fragment"])
    # Furo says this in English alone.
    html = re.sub(
        r'aria-label="Toggle navigation of ([^"]*)"',
        lambda box: f'aria-label="{_("Toggle navigation of {title}").format(title=box[1])}"',
        html,
    )
    # Without the home page's own marks: what is current is put in for each page.
    html = re.sub(r' current(-page)?(?=[ "])', "", html).replace('<ul class="current">', "<ul>")
    html = html.replace('<ul class="simple">', "<ul>")  # a list that names no page
    tokens = tuple(_TOKENS.split(html.replace(' checked=""', "")))
    marks = [token for token in tokens if token in ("<ul>", "</ul>") or _ENTRY.match(token)]
    known = html.count("<ul"), html.count("</ul>"), html.count("<a ")
    if known != (marks.count("<ul>"), marks.count("</ul>"), len(marks) - known[0] - known[1]):
        return None
    docnames = {builder.get_relative_uri(root, name): name for name in builder.env.found_docs}
    entries: list[_Entry] = []
    lists: list[int] = []
    path: list[int] = []
    boxes: list[int] = []
    for position, token in enumerate(tokens):
        if token == "<ul>":
            lists.append(position)
        elif token == "</ul>":
            lists.pop()
        elif match := _ENTRY.match(token):
            # It stands under the latest entry of every list around its own.
            del path[len(lists) - 1 :], boxes[len(lists) - 1 :]
            path.append(position)
            entries.append(_Entry(docnames.get(match[4]), tuple(lists), tuple(path), tuple(boxes)))
        elif token.startswith("<input"):
            boxes.append(position)
            entries[-1] = replace(entries[-1], boxes=tuple(boxes))
    return _Tree(builder, tokens, tuple(entries))


@lru_cache(maxsize=1)
def _addressed(builder: StandaloneHTMLBuilder, folder: str) -> tuple[str, ...]:
    """The tree's pieces with the addresses that every page in ``folder`` has for the others."""
    tree = _tree(builder)
    if tree is None:
        return ()
    tokens = list(tree.tokens)
    page = f"{folder}/x" if folder else "x"  # any page there
    for entry in tree.entries:
        if entry.docname is not None:
            address = builder.get_relative_uri(page, entry.docname)
            before, _, _ = tokens[entry.path[-1]].partition(' href="')
            tokens[entry.path[-1]] = f'{before} href="{address}">'
    return tuple(tokens)
