"""What a messenger shows of a link to a page: its title, its description, its address, its language.

sphinxext-opengraph writes the tags; here it is told what it does not find itself. Whatever conf.py says
with its options (`ogp_…`) and a page with its own fields (`og:…`) stays.
"""

from __future__ import annotations

import html
import io
import re
from contextlib import redirect_stdout
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from ..compat import without_matplotlib
from ..config import code_of
from ..lang.tags import tag
from ..pages import editions
from . import metadata, social_cards
from .alternates import canonical

_ADDRESS = re.compile(r'<meta property="og:url" content="(?!\w+:)[^"]*" />\n')


def set_up(app: Sphinx) -> None:
    """Have the extension, without the cards that it draws: for those it would import matplotlib.

    Ours are in ``social_cards.py``; a site that wants its cards lists ``sphinxext.opengraph`` before us in
    its extensions, and sets ``ogp_social_cards``.
    """
    with without_matplotlib(), redirect_stdout(io.StringIO()):  # it prints that matplotlib lacks
        app.setup_extension("sphinxext.opengraph")


def set_defaults(app: Sphinx, config: Config) -> None:
    """``config-inited``, after the site's address is known: each language's own name and address."""
    config.ogp_site_url = config.ogp_site_url or config.html_baseurl
    if config.ogp_site_name is None:
        config.ogp_site_name = metadata.title(app, code_of(config))
    if config.ogp_social_cards is None:
        config.ogp_social_cards = social_cards.OURS


def describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """``html-page-context``, before the extension's own: what the page is described by, and its language."""
    if doctree is None:
        return
    told = {"og:locale": locale(app.config.language)}
    code = code_of(app.config)
    if (spoken := editions.spoken(app, code, pagename)) != code:  # it is not translated yet
        told = {"og:locale": locale(tag(spoken)), "og:url": canonical(app, pagename) or ""}
    description = ""
    for meta in doctree.findall(nodes.meta):
        if meta.get("name") == "description":
            description = meta["content"]
            told["og:description"] = html.escape(description, quote=False)
    own = context["meta"] or {}
    if "og:image" not in own:
        title = app.env.titles[pagename].astext()
        if address := social_cards.make(app, pagename, title, description):
            told |= {"og:image": address, "og:image:alt": html.escape(title, quote=False)}
            told |= {"og:image:width": str(social_cards.WIDTH)}
            told |= {"og:image:height": str(social_cards.HEIGHT)}
    context["meta"] = {name: text for name, text in told.items() if text} | own


def take_out_place(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``, after the extension's own: a place without the site's address is none."""
    tags = _ADDRESS.sub("", context.get("metatags", ""))
    if f"/{social_cards.FOLDER}/" in tags:
        tags += '<meta name="twitter:card" content="summary_large_image" />\n'
    context["metatags"] = tags


def locale(code: str) -> str:
    """A language as Open Graph writes it, with the territory that most of its readers are in: ``ko_KR``.

    Empty for a language that nobody has told Babel of.
    """
    try:
        own = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return ""
    likely = get_global("likely_subtags")
    full = likely.get(str(own)) or likely.get(own.language, own.language)
    return f"{own.language}_{own.territory or full.rpartition('_')[2]}"
