"""What the card beside a term is made from: ``term-card.js`` shows it instead of going to the glossary.

The names and meanings are those of the glossary's page, which its script of counterparts carries in
each language; here that script is told who teaches a term, and the pages where these scripts are.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..lang.tags import direction, tag
from ..pages.editions import exists
from ..pages.state import settings_in
from .alternates import root
from .glossary_page import PAGE
from .lessons import lessons
from .themes import makes_site

_ = get_translation("sphinx")

FOLDER = "_counterparts"  # where parallel.py writes the scripts


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates of a page with terms what its cards are made from."""
    if makes_site(app.builder) and '<a class="term ' in context.get("body", ""):
        context["term_card"] = {
            "taught": _("Taught in {place}."),
            "entry": _("See the glossary"),
            "languages": [_language(app, pagename, code) for code in _codes(app)],
        }


def _codes(app: Sphinx) -> list[str]:
    """The languages that have a glossary, the page's own first."""
    own = code_of(app.config)
    others = [each for each in settings_in(app).codes if each != own and exists(app, each, PAGE)]
    return [own, *others]


def _language(app: Sphinx, pagename: str, code: str) -> dict[str, str]:
    above = f"{root(app, pagename)}{code}/"
    told = {
        "code": tag(code),
        "direction": direction(code) if direction(code) != direction(code_of(app.config)) else "",
        "page": above + app.builder.get_target_uri(PAGE),
        "pieces": f"{above}{FOLDER}/{PAGE}.js",
    }
    return {name: value for name, value in told.items() if value}


def told(app: Sphinx, pagename: str) -> dict[str, Any]:
    """What the script of the glossary's page has besides: for each term who teaches it, and where."""
    if pagename != PAGE:
        return {}
    return {
        "taught": {
            term: [lesson.name, lesson.address(app, PAGE)]
            for term, lesson in sorted(lessons(app).items())
        }
    }
