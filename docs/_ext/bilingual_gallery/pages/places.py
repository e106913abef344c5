"""Where what a tutorial's prose names is, for whoever has its notebook or its script at home."""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping
from mimetypes import guess_type
from urllib.parse import quote

from sphinx.application import Sphinx

from ..source import markdown
from ..source.tutorial import Tutorial
from .editions import exists
from .notebook_cells import Form
from .portable import Target
from .portable.inlines import anchor
from .prose_places import ProsePlaces, joined
from .state import settings_in


class SitePlaces(ProsePlaces):
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
        settings = settings_in(app)
        super().__init__(app, settings.docname(tutorial.path), tutorial.path, language)
        self._form, self._tutorials, self._gallery = (
            form,
            tutorials,
            settings.gallery_of(tutorial.path),
        )
        self._address = settings.address(tutorial.path)
        self._ending = ending or form
        self._attached: dict[str, dict[str, str]] = {}

    def page(self) -> str:
        """The address of the tutorial's own page."""
        return self._page_uri(self._docname, "")

    def file(self, name: str) -> str:
        """The address of a file beside the tutorial's script, by its path from there."""
        if not self._settings.site_url:
            return quote(name)
        return self._uri(f"downloads/{quote(joined(self._address, name))}")

    def picture(self, source: str) -> str:
        """See ``Places``: a notebook has its pictures in it, a script beside it."""
        path = self.picture_file(source)
        if path is None:
            return source
        if self._form == "py":
            if path.is_relative_to(self._gallery.scripts):
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

    def attached(self) -> dict[str, dict[str, str]]:
        """See ``Places``."""
        attached, self._attached = self._attached, {}
        return attached

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
        ids = tutorial.section_ids(self._settings.heading_language, self._own)
        title = dict(zip(ids, titles, strict=True)).get(fragment)
        return "" if title is None else f"#{anchor(title)}"

    def _uri(self, uri: str, language: str = "") -> str:
        """The address of a file of a language's site; of the one that is being built, if none is told."""
        if self._settings.site_url:
            return f"{self._settings.site_url.rstrip('/')}/{language or self._own}/{uri}"
        up = "../" * (self._address.count("/") + 1)
        return f"{up}../{language}/{uri}" if language not in ("", self._own) else up + uri
