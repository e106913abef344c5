"""Where what a tutorial's prose names is, for whoever has its notebook or its script at home."""

from __future__ import annotations

import os
import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.directives.code import LiteralInclude, LiteralIncludeReader
from sphinx.domains.math import MathDomain

from ..config import code_of
from ..source import markdown
from ..source.tutorial import Tutorial
from .cross_references import resolved
from .editions import exists
from .editions import source as source_of
from .notebook_cells import Form
from .pictures import beside
from .portable import Target
from .portable.inlines import anchor, said_and_target
from .state import settings_in

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class SitePlaces:
    """The places of a site that has been built, as seen from one of a tutorial's downloads.

    ``tutorials`` has every tutorial by the name of its page. Where conf.py says at which address the
    site is published, links lead there; else to the other tutorial's download, whose name ends in
    ``ending``, or to the page in the site's own folder. Prose in another ``language`` than the site's is
    led to the pages in that one.
    """

    def __init__(
        self,
        app: Sphinx,
        tutorial: Tutorial,
        form: Form,
        tutorials: Mapping[str, Tutorial],
        language: str = "",
        ending: str = "",
    ) -> None:
        self._app, self._tutorial, self._form, self._tutorials = app, tutorial, form, tutorials
        settings = settings_in(app)
        self._settings = settings
        self._docname = settings.docname(tutorial.path)
        self._address = settings.address(tutorial.path)
        self._own = code_of(app.config)
        self._language = language or self._own
        self._ending = ending or form
        self._attached: dict[str, dict[str, str]] = {}

    def page(self) -> str:
        """The address of the tutorial's own page."""
        return self._page_uri(self._docname, "")

    def file(self, name: str) -> str:
        """The address of a file beside the tutorial's script, by its path from there."""
        if not self._settings.site_url:
            return quote(name)
        return self._uri(f"downloads/{quote(_joined(self._address, name))}")

    def link(self, href: str) -> Target | None:
        """See ``Places``: of links, those to pages, files and labels of the site are other ones."""
        href = unquote(href).removeprefix("project:").removeprefix("path:")
        if _SCHEME.match(href) or href.startswith("//"):
            return None
        path, _, fragment = href.partition("#")
        if not path:
            return self.reference("any", fragment)
        inside = self._inside(path)
        for name in (inside, posixpath.splitext(inside)[0]):
            if name in self._app.env.found_docs:
                return self._page(name, fragment)
        own = beside(self._tutorial.path, path)
        file = Path(os.path.relpath(own, self._app.srcdir)) if own else Path(inside)
        if (download := self._app.env.dlfiles.get(file)) is not None:
            return Target(self._uri(f"_downloads/{download[1]}"), posixpath.basename(path))
        return self.reference("any", href)

    def reference(self, role: str, text: str) -> Target | None:
        """See ``Places``: what Sphinx, its domains and its inventories know."""
        said, target = said_and_target(text)
        if role in ("doc", "std:doc", "download"):
            place = self.link(target if role == "download" else f"{target}.md")
            return place and Target(place.url, said or place.text)
        found = resolved(self._app, self._docname, role, target, said)
        if found is None:
            return None
        reference = next(iter(found.findall(nodes.reference)), None)
        if reference is None:
            return None
        uri = reference.get("refuri") or f"#{reference.get('refid', '')}"
        if not _SCHEME.match(uri):
            own = self._app.builder.get_target_uri(self._docname)
            uri = self._uri(own + uri if uri.startswith("#") else _joined(own, uri), self._language)
        return Target(uri, said or found.astext())

    def equation(self, label: str) -> str:
        """See ``Places``."""
        domain = self._app.env.domains["math"]
        assert isinstance(domain, MathDomain)
        number = domain.get_equation_number_for(label)
        return "" if number is None else str(number)

    def lines(self, path: str, options: Mapping[str, str]) -> str | None:
        """See ``Places``: Sphinx's own reader knows the options."""
        file = self._source(self._inside(path))
        if file is None:
            return None
        given = {
            name: (LiteralInclude.option_spec or {})[name](value)
            for name, value in options.items()
            if name in (LiteralInclude.option_spec or {})
        }
        with suppress(OSError, UnicodeError, ValueError):
            reader = LiteralIncludeReader(str(file), given, self._app.config)
            return str(reader.read()[0]).rstrip("\n")
        return None

    def picture(self, source: str) -> str:
        """See ``Places``: a notebook has its pictures in it, a script beside it."""
        path = self.picture_file(source)
        if path is None:
            return source
        if self._form == "py":
            if path.is_relative_to(self._settings.gallery_of(self._tutorial.path).scripts):
                return source
            return self._uri(f"_images/{self._image_name(path)}")
        kind = guess_type(path.name)[0] or "image/png"
        content = {kind: b64encode(path.read_bytes()).decode()}
        name = stem = re.sub(r"\s", "-", path.name)
        number = 1
        while self._attached.get(name, content) != content:  # of another folder
            number += 1
            name = f"{number}-{stem}"
        self._attached[name] = content
        return f"attachment:{name}"

    def picture_file(self, source: str) -> Path | None:
        """The file of a picture, where the page has it from; None for none of ours."""
        if "://" in source or source.startswith("data:"):
            return None
        path = beside(self._tutorial.path, source)
        return path or self._source(self._inside(unquote(source)))

    def _source(self, inside: str) -> Path | None:
        """A file of the pages' sources, by its path from the folder of a language."""
        folder = Path(self._app.srcdir)
        folders = (
            [folder] if self._language == self._own else [folder.parent / self._language, folder]
        )
        return next((each / inside for each in folders if (each / inside).is_file()), None)

    def _image_name(self, path: Path) -> str:
        """What a picture of the site's pages is called in the site."""
        images = self._app.env.images
        where = self._app.srcdir
        named = (
            name for source, (_, name) in images.items() if Path(where, source).resolve() == path
        )
        return next(named, path.name)

    def attached(self) -> dict[str, dict[str, str]]:
        """See ``Places``."""
        attached, self._attached = self._attached, {}
        return attached

    def _inside(self, path: str) -> str:
        """A path of the prose, from the folder of the language's pages."""
        if path.startswith("/"):
            return path.lstrip("/")
        return _joined(self._docname, path)

    def _page(self, docname: str, fragment: str) -> Target:
        """Another page, or a section of it."""
        tutorial = self._tutorials.get(docname)
        if tutorial is None:
            title = self._title(docname)
        else:
            title = tutorial.title(self._language)
            if not self._settings.site_url:
                here = posixpath.dirname(self._address)
                there = posixpath.relpath(self._settings.address(tutorial.path), here or ".")
                return Target(f"{there}.{self._ending}{self._section(tutorial, fragment)}", title)
        return Target(self._page_uri(docname, fragment), title)

    def _title(self, docname: str) -> str:
        """What a page is called that is written by hand."""
        path = source_of(self._app, self._language, docname)
        if self._language != self._own and path is not None and path.suffix == ".md":
            text = _FRONT.sub("", path.read_text(encoding="utf-8"))
            if found := markdown.headings(text, self._settings.syntax):
                return found[0].title
        return self._app.env.titles[docname].astext()

    def _page_uri(self, docname: str, fragment: str) -> str:
        uri = self._app.builder.get_target_uri(docname)
        there = self._language if exists(self._app, self._language, docname) else self._own
        return self._uri(f"{uri}#{fragment}" if fragment else uri, there)

    def _section(self, tutorial: Tutorial, fragment: str) -> str:
        """A section of another notebook, which Jupyter knows by the words of its heading."""
        if not fragment or self._form == "py":
            return ""
        texts = [passage.text(self._own) for passage in tutorial.passages]
        titles = [each.title for text in texts for each in markdown.headings(text, tutorial.syntax)]
        ids = tutorial.section_ids(self._settings.heading_language)
        title = dict(zip(ids, titles, strict=True)).get(fragment)
        return "" if title is None else f"#{anchor(title)}"

    def _uri(self, uri: str, language: str = "") -> str:
        """The address of a file of a language's site; of the one that is being built, if none is told."""
        if self._settings.site_url:
            return f"{self._settings.site_url.rstrip('/')}/{language or self._own}/{uri}"
        up = "../" * (self._address.count("/") + 1)
        return f"{up}../{language}/{uri}" if language not in ("", self._own) else up + uri


def _joined(base: str, path: str) -> str:
    """A path that is told from a file, normalized."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
