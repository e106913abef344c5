"""A page of the site as plain Markdown, made from the source that its HTML is made from.

Prose stays as it is written, save for what only MyST knows; code and outputs are in fences, figures are
pictures, formulas TeX. A link to a whole page leads to that page's Markdown, one to a place in a page to
its HTML, which alone has such places.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..source import markdown
from . import output_markdown
from .bars import CLASS as BAR
from .behind import CLASS as BEHIND
from .editions import FRONT, is_translated
from .outputs import DIRECTIVE
from .portable import Document, Target, located, portable
from .portable.directive import Directive
from .portable.inlines import escaped, linked
from .prose_places import ProsePlaces
from .state import state_of
from .weave import MARK_BEGINS

_ = get_translation("sphinx")

# What stands for a directive or a role of the site's own.
Directives = Mapping[str, Callable[[Directive, Document], str]]
Roles = Mapping[str, Callable[[str], str]]

ENDING = ".md"
# What a page says beside its text, each on a line of its own.
_ASIDE = re.compile(
    rf'^(<(nav|div) class="{BAR}"|<details class="{BEHIND}"|{re.escape(MARK_BEGINS)}).*\n?',
    re.MULTILINE,
)
_SAID = re.compile(
    r'^<p class="(?:reading-time|made-with|not-translated)"[^>]*>(.*)</p>$', re.MULTILINE
)
_TAG = re.compile(r"<[^>]*>")
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})(.*)$")


class MarkdownPlaces(ProsePlaces):
    """The places of a site as seen from a page's Markdown, which lies beside the page."""

    def link(self, href: str) -> Target | None:
        """See ``Places``: ids are those of the page's HTML."""
        if href.startswith("#"):
            return Target(self.page() + href, href[1:])
        return super().link(href)

    def page(self) -> str:
        """The address of the HTML."""
        return self._uri(self._app.builder.get_target_uri(self._docname))

    def edition(self, language: str) -> str:
        """The address of the Markdown in another language."""
        return self._uri(f"{self._docname}{ENDING}", language)

    def picture(self, source: str) -> str:
        """See ``Places``: pictures are those of the site."""
        path = self.picture_file(source)
        return source if path is None else self.image(self._image_name(path))

    def image(self, file: str) -> str:
        """The address of a picture among those of the site."""
        return self._uri(f"{self._app.builder.imagedir}/{file}")

    def attached(self) -> dict[str, dict[str, str]]:
        """See ``Places``: nothing is."""
        return {}

    def _page(self, docname: str, fragment: str) -> Target:
        title = self._title(docname)
        if not fragment and has_markdown(self._app, docname):
            return Target(self._uri(f"{docname}{ENDING}"), title)
        uri = self._app.builder.get_target_uri(docname)
        return Target(self._uri(f"{uri}#{fragment}" if fragment else uri), title)

    def _uri(self, uri: str, language: str = "") -> str:
        if self._settings.site_url:
            return f"{self._settings.site_url.rstrip('/')}/{language or self._own}/{uri}"
        if language:
            return f"{'../' * (self._docname.count('/') + 1)}{language}/{uri}"
        # A builder of folders addresses a page as a folder, and the home page as the empty one.
        end = "/" if not uri or uri.endswith("/") else ""
        return posixpath.relpath(uri or ".", posixpath.dirname(self._docname) or ".") + end


def has_markdown(app: Sphinx, docname: str) -> bool:
    """Whether a page has its Markdown beside it: one that is made from Markdown has."""
    return docname in app.env.found_docs and app.env.doc2path(docname).suffix == ENDING


def of(app: Sphinx, docname: str, directives: Directives, roles: Roles) -> str:
    """The Markdown of a page. Called when all pages are read, because its links ask where they lead."""
    settings = state_of(app).settings
    places = MarkdownPlaces(app, docname, state_of(app).scripts.get(docname))
    text = FRONT.sub("", Path(app.env.doc2path(docname)).read_text(encoding="utf-8"))
    text = _ASIDE.sub("", text)
    text = _SAID.sub(lambda said: html.unescape(_TAG.sub("", said[1])), text)

    def output(directive: Directive, document: Document) -> str:
        return output_markdown.of(directive.body, places.image)

    document = Document(
        syntax=settings.syntax,
        places=places,
        substitutions=app.config.myst_substitutions,
        directives={DIRECTIVE: output, **directives},
        roles=roles,
    )
    located.parse(text, settings.syntax, document.definitions)
    text = _without_gaps(portable(text.strip("\n"), document))
    links = [linked(escaped(_("This page on the site")), places.page())]
    for code, name in settings.languages.items():
        if code != code_of(app.config) and is_translated(app, code, docname):
            links.append(linked(escaped(name), places.edition(code)))
    lines = text.split("\n")
    headings = markdown.headings(text, settings.syntax)
    end = headings[0].end if headings else 0
    return "\n".join([*lines[:end], "", " · ".join(links), *lines[end:]]).strip("\n") + "\n"


def _without_gaps(text: str) -> str:
    """A text in which one empty line at most follows another line, save in code."""
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not mark[2].strip():
                fence = ""
        if line or fence or not kept or kept[-1]:
            kept.append(line)
    return "\n".join(kept)
