"""Below a page that an author wrote: the way to change it, and to tell of a mistake, as tutorials have.

The repository is that of the scripts (``bilingual_gallery_source_url``); a page is in it where it lies
from them in the project, if the address says which folders these are.
"""

from __future__ import annotations

import os.path
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import Settings
from ..pages.bars import CLASS, Link, report
from ..pages.repository import repository_of
from ..pages.state import settings_in
from .themes import makes_site

_ = get_translation("sphinx")


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: put the links below the text of the page, where its host is known."""
    settings = settings_in(app)
    is_written = pagename in app.env.found_docs and not settings.is_generated(pagename)
    if not is_written or not makes_site(app.builder) or not settings.feedback:
        return
    source = address_of(settings, Path(app.env.doc2path(pagename)))
    repository = repository_of(source)
    if repository is not None:
        title = app.env.titles[pagename].astext()
        links = [
            Link("edit", repository.edit, _("Edit this page")),
            report(app, pagename, title, source, repository),
        ]
        context["body"] += f'<div class="{CLASS}">{"".join(each.html() for each in links)}</div>\n'


def address_of(settings: Settings, page: Path) -> str:
    """Where a page is in the repository of the scripts; empty where their address does not tell it."""
    begin, found, end = settings.source_url.partition("{path}")
    path = Path(os.path.relpath(page.resolve(), settings.root)).as_posix()
    folder = settings.root
    while path.startswith("../"):  # one folder up, in both
        if not begin.endswith(f"/{folder.name}/"):
            return ""
        path, begin = path.removeprefix("../"), begin.removesuffix(f"{folder.name}/")
        folder = folder.parent
    return f"{begin}{path}" if found and not end else ""
