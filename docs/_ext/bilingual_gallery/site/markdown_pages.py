"""Beside each page its Markdown, for whoever copies a page or reads it with a program.

``tensors.md`` lies beside ``tensors.html``, which leads to it. A script of the page's own carries the same
text: it can be loaded where nothing may be fetched, from ``file://``, and is when a reader copies the page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..files import write
from ..pages import page_markdown
from ..pages.page_markdown import ENDING, has_markdown
from ..pages.state import is_alone, settings_in
from . import markdown_directives
from .alternates import root, site_address
from .themes import makes_site

_ = get_translation("sphinx")

FOLDER = "_markdown"  # of the scripts


def is_made(app: Sphinx, pagename: str) -> bool:
    """Whether a page has its Markdown in this site."""
    return makes_site(app.builder) and settings_in(app).markdown and has_markdown(app, pagename)


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """``html-page-context``, after the pieces are numbered: write the Markdown, and lead to it.

    A tutorial has the link in its bar; a page that is written by hand gets it below its title, save the
    home page, which has nothing there but what its author wants to say.
    """
    if doctree is None or not is_made(app, pagename):
        return
    if not is_alone():
        text = page_markdown.of(app, pagename, *markdown_directives.of(app, pagename, doctree))
        write(Path(app.outdir, f"{pagename}{ENDING}"), text)
        carried = json.dumps(text, ensure_ascii=False)
        write(_script(app, pagename), f"document.currentScript.markdown = {carried};\n")
    up = root(app, pagename).removeprefix("../")
    address = f"{up}{pagename}{ENDING}"
    begin = f"{site_address(app)}/{code_of(app.config)}/" if site_address(app) else up
    alternate = f"{begin}{pagename}{ENDING}"
    alternate = f'<link rel="alternate" type="text/markdown" href="{alternate}">\n'
    context["metatags"] = context.get("metatags", "") + alternate
    context["copy_page"] = f"{up}{FOLDER}/{pagename}.js"
    if not settings_in(app).is_generated(pagename) and pagename != app.config.root_doc:
        link = f'<div class="page-copies"><a class="markdown" href="{address}">Markdown</a></div>'
        context["body"] = context["body"].replace("</h1>", f"</h1>\n{link}", 1)


def remove_orphans(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: remove the Markdown of pages that are gone."""
    if exception is not None or not makes_site(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    wanted = {_script(app, name) for name in app.env.found_docs if is_made(app, name)}
    for script in folder.rglob("*.js"):
        if script not in wanted:
            script.unlink()
            page = script.relative_to(folder).with_suffix(ENDING)
            Path(app.outdir, page).unlink(missing_ok=True)


def _script(app: Sphinx, pagename: str) -> Path:
    return Path(app.outdir, FOLDER, f"{pagename}.js")
