"""The other languages of a page: where they are, and what the templates are told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sphinx.application import Sphinx

from ..config import code_of
from ..lang.tags import tag
from ..pages.editions import exists, is_translated, spoken
from ..pages.state import settings_in


@dataclass(frozen=True)
class Alternate:
    """One language of a page, as the templates see it: ``code`` is conf.py's, ``tag`` that of BCP 47.

    A page that ``exists`` may not be ``translated`` yet; then search engines are not told of it.
    """

    code: str
    tag: str
    name: str
    url: str
    current: bool
    exists: bool
    hreflang_url: str
    translated: bool = True


def site_address(app: Sphinx) -> str:
    """The address the site is published at, without a slash at its end; empty if not configured."""
    return settings_in(app).site_url.rstrip("/")


def set_base_address(app: Sphinx, config: Any) -> None:
    """``config-inited``: each language's canonical links begin with the site's address."""
    if site_address(app):
        config.html_baseurl = f"{site_address(app)}/{code_of(config)}/"


def add_alternates(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates the page's language, and where it is in the others."""
    context["language"] = tag(code_of(app.config))
    context["alternates"] = alternates_of(app, pagename)
    if (address := canonical(app, pagename)) is not None:
        context["pageurl"] = address
    context["chooser_url"] = chooser_url(app, pagename)


def alternates_of(app: Sphinx, pagename: str) -> list[Alternate]:
    """A page in each language, in the order of conf.py; the home page where it is not in one."""
    languages = settings_in(app).languages
    above = root(app, pagename)
    alternates = []
    for code, name in languages.items():
        is_there = exists(app, code, pagename)
        page = app.builder.get_target_uri(pagename if is_there else app.config.root_doc)
        url = f"{above}{code}/{page}"
        absolute = f"{site_address(app)}/{code}/{page}" if site_address(app) else url
        is_current = code == code_of(app.config)
        translated = is_there and is_translated(app, code, pagename)
        own = Alternate(code, tag(code), name, url, is_current, is_there, absolute, translated)
        alternates.append(own)
    return alternates


def canonical(app: Sphinx, pagename: str) -> str | None:
    """The address of the page in the language it is in, where it is not translated yet; else None.

    None as well where the site has no address.
    """
    own = code_of(app.config)
    if not site_address(app) or (code := spoken(app, own, pagename)) == own:
        return None
    return f"{site_address(app)}/{code}/{app.builder.get_target_uri(pagename)}"


def chooser_url(app: Sphinx, pagename: str) -> str:
    """Where the page above all languages is, from the page's place if the site has no address."""
    return f"{site_address(app) or root(app, pagename).rstrip('/')}/index.html"


def root(app: Sphinx, pagename: str) -> str:
    """From a page, as this builder addresses it, up to the folder of all languages."""
    return "../" * (app.builder.get_target_uri(pagename).count("/") + 1)
