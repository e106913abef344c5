"""Pages in a language that is written from right to left say so: ``<html dir="rtl">``, in every theme.

No theme has a block around that element's attributes, so it is put there when a page has been made.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

from ..config import code_of
from ..lang.tags import direction

_HTML = re.compile(r"<html(?![^>]*\sdir=)", re.IGNORECASE)


def offer(app: Sphinx) -> None:
    """``builder-inited``: see to it, where the build's language is such."""
    if app.builder.name == "epub" or direction(code_of(app.config)) == "ltr":
        return
    if (bridge := getattr(app.builder, "templates", None)) is not None:
        render = bridge.render

        def directed(template: str, context: dict[str, Any]) -> str:
            return _HTML.sub('<html dir="rtl"', render(template, context), count=1)

        bridge.render = directed
