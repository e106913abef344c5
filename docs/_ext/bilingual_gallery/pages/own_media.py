"""Pictures, films and sounds that the prose shows with HTML: files beside the script, or of the site's own."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from docutils import nodes
from sphinx.application import Sphinx

from ..hooks import warn
from .media import above
from .outputs import FROM_RUN
from .pictures import beside
from .portable.html import with_files
from .state import state_of

_STATIC = re.compile(r"(?:\.?\.?/)*_static/(.+)")


def lead(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: take the files along, and lead the addresses to where they are on the site.

    A file that is nowhere is told.
    """
    for raw in list(doctree.findall(nodes.raw)):
        if "html" not in raw.get("format", "") or raw.get(FROM_RUN):
            continue
        text = with_files(raw.astext(), lambda _, address, raw=raw: _led(app, raw, address))  # type: ignore[misc]
        if text != raw.astext():
            led = nodes.raw("", text, **raw.attributes)
            led.source, led.line = raw.source, raw.line
            raw.replace_self(led)


def _led(app: Sphinx, raw: nodes.raw, address: str) -> str:
    """Where a page finds the file that is named there."""
    url = urlsplit(address)
    if url.scheme or url.netloc or not url.path:
        return address  # the policy is told of elsewhere
    place = _place(app, unquote(url.path))
    if place is None:
        message = "%s is not there: put it beside the script, or into a folder of html_static_path"
        warn("media", message, url.path, location=raw)
        return address
    return place


def _place(app: Sphinx, path: str) -> str | None:
    """Where a page finds the file on the site; None where there is none."""
    env = app.env
    docname = env.current_document.docname
    if static := _STATIC.fullmatch(path):
        folders = [Path(app.confdir, each) for each in app.config.html_static_path]
        if any((folder / static[1]).is_file() for folder in folders):
            return f"{above(env)}_static/{quote(static[1])}"
    script = state_of(app).scripts.get(docname)
    file = beside(script or Path(env.doc2path(docname)), path)
    if file is None:
        return None
    name = Path(os.path.relpath(file.resolve(), Path(app.srcdir).resolve())).as_posix()
    env.note_dependency(name)
    return f"{above(env)}_downloads/{quote(str(env.dlfiles.add_file(docname, name)))}"
