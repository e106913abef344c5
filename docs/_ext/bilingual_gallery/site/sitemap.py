"""The map of the published site for search engines: every page with its other languages.

Each language's build knows its own pages and writes their map; the one above them names these maps,
so that it is the same whichever build comes last.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from ..config import code_of
from ..files import write
from ..pages.editions import is_translated
from ..pages.state import settings_in
from .alternates import alternates_of, chooser_url, site_address
from .themes import makes_site

NAME = "sitemap.xml"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def write_maps(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the map of this language and the one of maps; none without an address."""
    outdir, address = Path(app.outdir), site_address(app)
    language = code_of(app.config)
    if exception or not makes_site(app.builder) or outdir.name != language or not address:
        return
    names = [name for name in sorted(app.env.found_docs) if is_translated(app, language, name)]
    urls = "\n".join(_url(app, name) for name in names)
    schema = f'{_SCHEMA} xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    write(outdir / NAME, f"{_HEAD}\n<urlset {schema}>\n{urls}\n</urlset>\n")
    built = [
        code for code in settings_in(app).languages if Path(app.srcdir).with_name(code).is_dir()
    ]
    maps = "\n".join(
        f"<sitemap><loc>{escape(f'{address}/{code}/{NAME}')}</loc></sitemap>" for code in built
    )
    text = f"{_HEAD}\n<sitemapindex {_SCHEMA}>\n{maps}\n</sitemapindex>\n"
    write(outdir.parent / NAME, text, beside=outdir)


def _url(app: Sphinx, pagename: str) -> str:
    pages = [page for page in alternates_of(app, pagename) if page.exists and page.translated]
    own = next(page.hreflang_url for page in pages if page.current)
    links = [(page.tag, page.hreflang_url) for page in pages]
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>'
        for code, url in [*links, ("x-default", chooser_url(app, pagename))]
    )
    return f"<url><loc>{escape(own)}</loc>{alternates}</url>"
