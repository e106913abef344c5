"""The site as a book: Sphinx's EPUB builder, with what a book in each language needs beyond it.

A book holds the pages that readers reach and what these show, nothing that the site has for itself.
Its title and description are those of the language's home page, its cover is ``cover.png`` beside it.
"""

from __future__ import annotations

import html
import io
import os
import posixpath
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.locale import get_translation

from ..files import write
from ..hooks import warn
from ..lang.tags import direction, tag
from ..pages.state import app_of, settings_in

_ = get_translation("sphinx")

_COVER = "cover.png"
_FORMULAS = "formulas.css"
OPF = "{http://www.idpf.org/2007/opf}"
# What a page may hold that the book's list of files has to tell of.
TOLD = {
    "{http://www.w3.org/1998/Math/MathML}math": "mathml",
    "{http://www.w3.org/2000/svg}svg": "svg",
}


# Films and sounds, which Sphinx does not know.
_MEDIA = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
}


class Book(Epub3Builder):
    """Sphinx's ``epub``: one valid book for each language, of the same bytes in every build."""

    def init(self) -> None:
        """Called before the build: set the options of the book, and take out what is for the site alone."""
        self.media_types = {**self.media_types, **_MEDIA}
        self.config.templates_path = []  # the site's switch languages, which a book cannot
        static = Path(__file__).parent / "static"  # our sheet, for the theme's
        formulas = static.parent.parent / "static" / _FORMULAS
        own = [str(static), str(formulas)]
        self.config.html_static_path = [*own, *self.config.html_static_path]
        self._registry.css_files.clear()  # those of extensions style what a book has not
        self._registry.add_css_files(_FORMULAS)
        self.config.epub_use_index = self.config.html_domain_indices = (
            False  # tutorials index nothing
        )
        self.config.pygments_style = self.config.pygments_style or "vs"  # the theme has none
        self.config.epub_language = tag(
            self.config.epub_language
        )  # Sphinx's is the name of a locale
        self.config.epub_basename = f"{self.config.epub_basename}-{self.config.epub_language}"
        super().init()
        lang = html.escape(self.config.epub_language)
        self.html_tag = self.html_tag.replace(">", f' lang="{lang}" xml:lang="{lang}">')
        if direction(lang) == "rtl":
            self.html_tag = self.html_tag.replace(">", ' dir="rtl">')
        self.guide_titles = {"toc": _("Table of Contents"), "cover": _("Cover")}
        self.properties: dict[str, set[str]] = {}

    def toc_add_files(self, refnodes: list[dict[str, Any]]) -> None:
        """Add the home page and, at the end, written pages that no table of contents names."""
        super().toc_add_files(refnodes)
        named = {_file(node["refuri"]) for node in refnodes}
        settings = settings_in(app_of(self))
        for docname in sorted(self.env.found_docs):
            page = docname + self.out_suffix
            if page not in named and not settings.is_generated(docname):
                title = html.escape(self.env.titles[docname].astext())
                refnodes.append({"level": 1, "refuri": page, "text": title})

    def content_metadata(self) -> dict[str, Any]:
        """What the book says of itself, in its language."""
        author = _(self.config.epub_author)
        home = self.env.get_doctree(self.config.root_doc)
        said = [
            meta["content"]
            for meta in home.findall(nodes.meta)
            if meta.get("name") == "description"
        ]
        texts = {
            "title": self._title(),
            "description": said[0] if said else self._title(),
            "author": author,
            "contributor": author,
            "publisher": author,
            "copyright": self.config.epub_copyright.replace(self.config.epub_author, author),
            "id": self._identifier(),
            "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", _made()),
        }
        escaped = {name: html.escape(text) for name, text in texts.items()}
        told = {**super().content_metadata(), **escaped, "uid": "book-id"}
        if direction(self.config.epub_language) == "rtl":
            told["page_progression_direction"] = "rtl"  # Sphinx's follows epub_writing_mode alone
        return told

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """What the table of contents for older readers says of the book."""
        texts = {"uid": self._identifier(), "title": html.escape(self._title())}
        return {**super().toc_metadata(level, navpoints), **texts}

    def build_content(self) -> None:
        """Write the list of files, of those alone that the pages of the book need."""
        if (cover := Path(self.srcdir, _COVER)).is_file():
            write(Path(self.outdir, _COVER), cover.read_bytes())
            self.config.epub_cover = (_COVER, "")
            self.properties[_COVER] = {"cover-image"}
        for node in self.refnodes:  # Sphinx finds the files of a book by what they are called
            node["refuri"] = unquote(node["refuri"])
        wanted = {*self._needed(), *self.properties}
        there = {path.relative_to(self.outdir).as_posix() for path in Path(self.outdir).rglob("*")}
        self.config.epub_exclude_files = sorted(there - wanted)
        super().build_content()
        self._tell_properties(Path(self.outdir, "content.opf"))

    def build_epub(self) -> None:
        """Pack the book: the same bytes for the same files."""
        buffer = io.BytesIO()
        with ZipFile(buffer, "w") as book:
            for name in (
                "mimetype",
                "META-INF/container.xml",
                "content.opf",
                "toc.ncx",
                *self.files,
            ):
                member = ZipInfo(name, _made()[:6])
                member.external_attr = 0o644 << 16
                packed = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(member, Path(self.outdir, name).read_bytes(), packed)
        write(Path(self.outdir, f"{self.config.epub_basename}.epub"), buffer.getvalue())

    def copy_download_files(self) -> None:
        """Copy the pictures, films and sounds that prose shows with HTML; a book has no other downloads."""
        for source, (_pages, name) in self.env.dlfiles.items():
            path = Path(self.srcdir, source)
            if path.suffix.lower() in self.media_types and path.is_file():
                goal = Path(self.outdir, "_downloads", name)
                goal.parent.mkdir(parents=True, exist_ok=True)
                write(goal, path.read_bytes())

    def _title(self) -> str:
        return self.env.titles[self.config.root_doc].astext()

    def _identifier(self) -> str:
        """The same for each edition of the same book."""
        return uuid.uuid5(uuid.NAMESPACE_URL, self.config.epub_basename).urn

    def _needed(self) -> Iterator[str]:
        """The pages of the book, and each file that they show; tells of links out of the book."""
        pages = list(dict.fromkeys(_file(node["refuri"]) for node in self.refnodes))
        yield from pages
        for page in pages:
            docname = page.removesuffix(self.out_suffix)
            try:
                tree = ElementTree.parse(Path(self.outdir, page))
            except ElementTree.ParseError as error:
                told = "its HTML is not well-formed, as a book's has to be (%s); mend its raw HTML"
                warn("epub", told, error, location=docname)
                continue
            elements = list(tree.iter())
            self.properties[page] = {TOLD[each.tag] for each in elements if each.tag in TOLD}
            links = [each.get(name, "") for each in elements for name in ("href", "src")]
            for file in self._files_of(page, links):
                if file in pages:
                    continue
                if file.endswith(self.out_suffix) or not Path(self.outdir, file).is_file():
                    told = "a link leads to %s, which is not in the book; leave it out there"
                    warn("epub", told, file, location=docname)
                    continue
                yield file
                if file.endswith(".css"):
                    sheet = Path(self.outdir, file).read_text(encoding="utf-8")
                    yield from self._files_of(file, re.findall(r"url\(([^)\"']+)\)", sheet))

    def _files_of(self, page: str, links: list[str]) -> Iterator[str]:
        """Where the relative ones among a file's links lead, from the root of the book."""
        for link in links:
            url = urlsplit(link)
            if url.path and not url.scheme and not url.netloc:
                yield posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(url.path)))

    def _tell_properties(self, path: Path) -> None:
        """Put into the list of files what Sphinx leaves out: formulas, drawings and the cover."""
        ElementTree.register_namespace("", OPF.strip("{}"))
        ElementTree.register_namespace("dc", "http://purl.org/dc/elements/1.1/")
        tree = ElementTree.parse(path)
        for item in tree.iter(f"{OPF}item"):
            if properties := self.properties.get(unquote(item.attrib["href"])):
                item.set("properties", " ".join(sorted(properties)))
        write(path, ElementTree.tostring(tree.getroot(), encoding="utf-8", xml_declaration=True))


def _file(address: str) -> str:
    return address.partition("#")[0]


def _made() -> time.struct_time:
    """When the book was made, as far as it tells: SOURCE_DATE_EPOCH, or where zip's time begins."""
    return time.gmtime(max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), 315532800))
