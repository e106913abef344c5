"""The other languages of a page: where they are, and what the templates are told of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx
from sphinx.locale import get_translation

from . import counterparts, interface
from .files import write
from .policy import content_security_policy

_ = get_translation("sphinx")


@dataclass(frozen=True)
class Alternate:
    """One language of a page, as the templates see it."""

    code: str
    name: str
    url: str
    current: bool
    exists: bool
    hreflang_url: str


@dataclass(frozen=True)
class Parallel:
    """Another language that a page can show beside its own: where the page and its pieces are.

    ``name`` is in the page's language; the rest is what ``parallel.js`` says, in it too.
    """

    code: str
    name: str
    page: str
    pieces: str
    read: str
    missing: str
    unpaired: str
    both: str


def site_address(app: Sphinx) -> str:
    """The address the site is published at, without a slash at its end; empty if not configured."""
    address: str = app.config.bilingual_gallery_site_url
    return address.rstrip("/")


def set_base_address(app: Sphinx, config: Any) -> None:
    """``config-inited``: each language's canonical links begin with the site's address."""
    if config.bilingual_gallery_site_url:
        config.html_baseurl = f"{site_address(app)}/{config.language}/"


def add_alternates(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates where the page is in the other languages."""
    context["alternates"] = alternates_of(app, pagename)
    context["chooser_url"] = chooser_url(app, pagename)
    if doctree is not None and app.builder.name == "html":
        context["parallel"] = _parallel(app, pagename)


def alternates_of(app: Sphinx, pagename: str) -> list[Alternate]:
    """A page in each language, in the order of conf.py; the home page where it is not in one."""
    languages: dict[str, str] = app.config.bilingual_gallery_languages
    root = _root(pagename)
    alternates = []
    for code, name in languages.items():
        exists = _exists(app, code, pagename)
        page = pagename if exists else "index"
        url = f"{root}{code}/{page}.html"
        absolute = f"{site_address(app)}/{code}/{page}.html" if site_address(app) else url
        is_current = code == app.config.language
        alternates.append(Alternate(code, name, url, is_current, exists, absolute))
    return alternates


def chooser_url(app: Sphinx, pagename: str) -> str:
    """Where the page above all languages is, from the page's place if the site has no address."""
    return f"{site_address(app) or _root(pagename).rstrip('/')}/index.html"


def _root(pagename: str) -> str:
    return "../" * (pagename.count("/") + 1)


def _parallel(app: Sphinx, pagename: str) -> dict[str, Any] | None:
    """What ``parallel.js`` has to know; None where the page is in no other language."""
    own: str = app.config.language
    root = _root(pagename)

    def pieces(code: str) -> str:
        return f"{root}{code}/{counterparts.FOLDER}/{pagename}.js"

    others = []
    for code in app.config.bilingual_gallery_languages:
        if code != own and _exists(app, code, pagename):
            name = Locale.parse(code, sep="-").get_display_name(own) or code
            others.append(
                Parallel(
                    code=code,
                    name=name,
                    page=f"{root}{code}/{pagename}.html",
                    pieces=pieces(code),
                    read=_("Read this in {language}").format(language=name),
                    missing=_(
                        "The {language} text could not be loaded. Without it, this page works as before."
                    ).format(language=name),
                    unpaired=_("The {language} page has no exact counterpart of this.").format(
                        language=name
                    ),
                    both=_("Each part is followed by its {language} counterpart.").format(
                        language=name
                    ),
                )
            )
    if not others:
        return None
    return {
        "pieces": pieces(own),
        "alone": _("The page is shown in one language."),
        "others": [asdict(other) for other in others],
    }


def _exists(app: Sphinx, code: str, pagename: str) -> bool:
    """Is the page in that language? What is generated is in every one; what is written, where it lies."""
    generated = app.config.sphinx_gallery_conf["gallery_dirs"]
    if pagename.startswith(f"{generated}/") or pagename not in app.env.found_docs:
        return True
    sources = Path(app.srcdir).parent / code
    return any((sources / f"{pagename}{suffix}").is_file() for suffix in app.config.source_suffix)


def write_chooser(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: the page above all languages that leads a visitor to one of them."""
    outdir = Path(app.outdir)
    template = "chooser.html"
    folders = [Path(app.confdir) / folder for folder in app.config.templates_path]
    if exception or outdir.name != app.config.language or app.builder.format != "html":
        return
    if not any((folder / template).is_file() for folder in folders):
        return
    environment = Environment(loader=FileSystemLoader(folders), autoescape=True)
    languages = [
        {
            "code": code,
            "name": name,
            "url": f"{code}/index.html",
            "title": interface.title(app.config, code) or app.config.project,
        }
        for code, name in app.config.bilingual_gallery_languages.items()
    ]
    text = environment.get_template(template).render(
        languages=languages, content_security_policy=content_security_policy
    )
    write(outdir.parent / "index.html", text + "\n", beside=outdir)
