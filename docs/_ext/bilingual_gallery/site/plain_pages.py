"""The pages outside the languages: the one that leads to them, and the one for what is not there.

In: conf.py, and the words of every language. Out: ``index.html`` and ``404.html`` above the folders of the
languages. Each language's build writes both, the same whichever comes last. They have no theme, but the
site's logo, color and letters.
"""

from __future__ import annotations

from base64 import b64encode
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx

from ..config import code_of
from ..files import write
from ..lang.tags import tag
from ..pages import catalog
from ..pages.state import settings_in
from . import font_subsets, metadata, social_cards, typefaces
from .accent import Shades
from .alternates import site_address
from .csp import MARK, with_policy
from .themes import TEMPLATES, makes_site

CHOOSER, NOT_FOUND = "index.html", "404.html"
_SMALL = 16_384  # bytes of a picture that a page can have in itself


def write_all(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write both pages, where the language is in a folder of its own."""
    outdir = Path(app.outdir)
    if exception or outdir.name != code_of(app.config) or not makes_site(app.builder):
        return
    for name, text in ((CHOOSER, _chooser(app)), (NOT_FOUND, _not_found(app))):
        write(outdir.parent / name, text, beside=outdir)


def render(app: Sphinx, template: str, root: str, *, whole: bool = False, **values: Any) -> str:
    """A page without a theme; ``root`` is how the addresses of the languages' folders begin.

    One that is ``whole`` needs nothing else, wherever it is shown: its letters are the site's where they
    are found, and the reader's own where not.
    """
    own = [Path(app.confdir) / folder for folder in app.config.templates_path]
    environment = Environment(loader=FileSystemLoader([*own, TEMPLATES]), autoescape=True)
    settings = settings_in(app)
    static = f"{root}{settings.codes[0]}/_static/"
    config = app.config
    font = f"{static}{font_subsets.NAMES[0]}.woff2" if typefaces.are_wanted(app) else ""
    logo = config.html_logo or config.html_favicon
    text = environment.get_template(template).render(
        favicon=(_data(app, config.html_favicon) if whole else _file(config.html_favicon, static)),
        logo=_data(app, logo) if whole else _file(logo, static),
        font=font,
        shades=Shades.of(settings.accent) if settings.accent else None,
        content_security_policy=MARK,
        **values,
    )
    return f"{with_policy(text, '')}\n"


def host_root(app: Sphinx) -> str:
    """How the address of the site begins on its host, which is ``/`` where conf.py does not tell it."""
    return f"{urlsplit(site_address(app)).path}/"


def _chooser(app: Sphinx) -> str:
    languages = [
        {
            "code": code,
            "tag": tag(code),
            "name": name,
            "url": f"{code}/index.html",
            "title": _title(app, code),
        }
        for code, name in settings_in(app).languages.items()
    ]
    card = social_cards.of_chooser(app)
    return render(
        app, "chooser.html", "", languages=languages, address=site_address(app), card=card
    )


def _not_found(app: Sphinx) -> str:
    root = host_root(app)
    languages = []
    for code in settings_in(app).languages:
        _ = catalog.words_of(app, code)
        languages.append(
            {
                "tag": tag(code),
                "folder": code,
                "root": root,
                "title": _title(app, code),
                "url": f"{root}{code}/{app.builder.get_target_uri(app.config.root_doc)}",
                "search": _("Search"),
                "search_url": f"{root}{code}/{app.builder.get_target_uri('search')}",
                "not_found": _("There is no such page"),
                "why": _("It may have another name now, or its address has a typing error."),
            }
        )
    return render(app, "404.html", root, whole=True, languages=languages)


def _title(app: Sphinx, code: str) -> str:
    return metadata.title(app, code) or app.config.project


def _file(name: str | None, static: str) -> str:
    """Where a file of conf.py's is; its address where it is elsewhere; empty where there is none."""
    if not name or "://" in name:
        return name or ""
    return f"{static}{Path(name).name}"


def _data(app: Sphinx, name: str | None) -> str:
    """A file of conf.py's in an address itself; empty where it is elsewhere, or large."""
    path = Path(app.confdir, name or "")
    kind, _encoding = guess_type(path)
    if not path.is_file() or kind is None or path.stat().st_size > _SMALL:
        return ""
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"
