"""What the way to the next page promises: how the description of that page begins."""

from __future__ import annotations

import html
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from .cards import beginning, curly
from .themes import makes_site

# Where Sphinx keeps it of each page.
PROMISE = "promise"


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``, when each page has a description: keep how it begins."""
    for meta in doctree.findall(nodes.meta):
        if meta.get("name") == "description":
            promise = beginning(str(meta["content"]))
            app.env.metadata[app.env.current_document.docname][PROMISE] = promise


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates of a page what the next one promises."""
    following = context.get("next")
    if not makes_site(app.builder) or not following:
        return
    relations = getattr(app.builder, "relations", {}).get(pagename)
    promise = app.env.metadata[relations[2]].get(PROMISE, "") if relations and relations[2] else ""
    context["next_promise"] = html.escape(curly(app, promise), quote=False)
