"""Where what the prose of a page names is: asked of a site that has been read, answered for another place."""

from __future__ import annotations

import os
import posixpath
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.directives.code import LiteralInclude, LiteralIncludeReader
from sphinx.domains.math import MathDomain

from ..config import code_of
from .borrowed import borrowed
from .cross_references import resolved
from .editions import title_of
from .pictures import beside
from .portable import Target
from .portable.inlines import said_and_target
from .state import settings_in

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class ProsePlaces(ABC):
    """The places that a page's prose names, but for how they are addressed, which the form of a copy says.

    ``script`` is that of a tutorial, beside which its files lie. Prose in another ``language`` than the
    site's is led to the pages in that one.
    """

    def __init__(
        self, app: Sphinx, docname: str, script: Path | None = None, language: str = ""
    ) -> None:
        self._app, self._docname, self._script = app, docname, script
        self._settings = settings_in(app)
        self._own = code_of(app.config)
        self._language = language or self._own

    @abstractmethod
    def _page(self, docname: str, fragment: str) -> Target:
        """Another page, or a section of it."""

    @abstractmethod
    def _uri(self, uri: str, language: str = "") -> str:
        """The address of a file of a language's site; of the one that is being built, if none is told."""

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
        if (found := borrowed(self._app, inside)) is not None:
            uri = self._app.builder.get_target_uri(found.docname)
            uri = f"{uri}#{fragment}" if fragment else uri
            return Target(self._uri(uri, found.language), found.title)
        own = beside(self._script, path) if self._script else None
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
            uri = self._uri(own + uri if uri.startswith("#") else joined(own, uri), self._language)
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

    def picture_file(self, source: str) -> Path | None:
        """The file of a picture, where the page has it from; None for none of ours."""
        if "://" in source or source.startswith("data:"):
            return None
        path = beside(self._script, source) if self._script else None
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

    def _inside(self, path: str) -> str:
        """A path of the prose, from the folder of the language's pages."""
        if path.startswith("/"):
            return path.lstrip("/")
        return joined(self._docname, path)

    def _title(self, docname: str) -> str:
        """What a page is called that is written by hand."""
        other = self._language if self._language != self._own else ""
        title = title_of(self._app, other, docname) if other else None
        return title or self._app.env.titles[docname].astext()


def joined(base: str, path: str) -> str:
    """A path that is told from a file, normalized."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
