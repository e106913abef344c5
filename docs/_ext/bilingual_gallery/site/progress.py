"""What ``progress.js`` has to know to tell readers what they have read: words, and the order of reading."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..pages.state import state_of
from .themes import makes_site

_ = get_translation("sphinx")


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates the words, and the home page all tutorials in order."""
    if not makes_site(app.builder) or doctree is None:
        return
    words: dict[str, Any] = {"read": _("Already read")}
    if pagename == app.config.root_doc:
        words |= {
            "on": _("Continue with {title}"),
            "count": _("{count} of {all} read"),
            "forget": _("Forget what I have read"),
            "pages": _pages(app, pagename),
        }
    elif pagename in _tutorials(app):
        words["mark"] = [_("Mark as read"), _("Marked as read. Undo")]
    context["progress"] = words


def _tutorials(app: Sphinx) -> set[str]:
    """The pages of tutorials, also of those whose last good page stays because they cannot be read."""
    state = state_of(app)
    return {*state.scripts, *(state.settings.docname(path) for path in state.unread)}


def _pages(app: Sphinx, pagename: str) -> list[list[str]]:
    """The address and the title of each tutorial in the order of reading."""
    state = state_of(app)
    names = [(state.settings.docname(each.path), each) for each in state.tutorials]
    return [
        [app.builder.get_relative_uri(pagename, name), each.title(code_of(app.config))]
        for name, each in names
        if name in app.env.found_docs
    ]
