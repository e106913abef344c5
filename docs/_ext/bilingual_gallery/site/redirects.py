"""Pages that have another name now: under the old one is a page that leads to the new one.

A host of static files knows no redirect, so it is a page of its own, which search engines take for one
(a refresh of no seconds, and the link to the address that counts).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation

from ..check.redirects import OPTION, RULE, mistakes
from ..config import code_of
from ..config.conf_py import ConfPy
from ..errors import shown
from ..files import write
from ..hooks import warn
from ..lang.tags import tag
from ..pages.state import settings_in
from .alternates import site_address
from .plain_pages import render
from .themes import makes_site

_ = get_translation("sphinx")


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """``env-updated``: warn of a redirect to a page that is not there, and from one that is."""
    redirects = settings_in(app).redirects
    if not redirects or not makes_site(app.builder):
        return
    conf = ConfPy(app.config, Path(app.confdir))
    for old, message in mistakes(redirects, env.found_docs.__contains__):
        place = f"{shown(conf.path)}:{conf.key_line(OPTION, old)}"
        warn(RULE, f"[{RULE}] %s", message, location=place)


def write_pages(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the pages, and remove those of redirects that conf.py has no more."""
    if exception is not None or not makes_site(app.builder):
        return
    note = Path(app.doctreedir, f"redirects-{app.builder.name}")
    before = set(note.read_text(encoding="utf-8").split("\n")) if note.is_file() else set()
    now = dict(_targets(app))
    for name in before - now.keys() - app.env.found_docs - {""}:
        _place(app, name).unlink(missing_ok=True)
    for old, new in now.items():
        write(_place(app, old), _page(app, old, new))
    if before or now:
        write(note, "\n".join(sorted(now)))


def _targets(app: Sphinx) -> Iterator[tuple[str, str]]:
    pages = app.env.found_docs
    for old, new in settings_in(app).redirects.items():
        is_name = not old.startswith("/") and ".." not in old.split("/")
        if is_name and old not in pages and new.partition("#")[0] in pages:
            yield old, new


def _place(app: Sphinx, name: str) -> Path:
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    return Path(app.builder.get_output_path(name))


def _page(app: Sphinx, old: str, new: str) -> str:
    page, mark, section = new.partition("#")
    url = f"{app.builder.get_relative_uri(old, page)}{mark}{section}"
    code = code_of(app.config)
    above = "../" * (app.builder.get_target_uri(old).count("/") + 1)
    base = f"{site_address(app)}/{code}/{app.builder.get_target_uri(page)}"
    return render(
        app,
        "redirect.html",
        above,
        lang=tag(code),
        url=url,
        canonical=base if site_address(app) else url,
        title=app.env.titles[page].astext(),
        moved=_("This page has another name now:"),
    )
