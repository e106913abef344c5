"""Books in two languages, put together of the books of each: the second below the first, piece by piece.

Code, outputs and figures are those of the first, once; so are the cover, the order and all addresses.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..config import Settings
from ..files import write
from ..lang.tags import direction, tag
from ..pages.editions import seconds
from .builder import OPF, TOLD
from .two import Beside, woven

_DC = "{http://purl.org/dc/elements/1.1/}"
_ID = re.compile(r"""\sid=["']([^"']*)""")
_ENTRY = re.compile(r"""(<a\b[^>]*\bhref="([^"]*)"[^>]*>)(.*?)(</a>)""", re.DOTALL)
_POINT = re.compile(r"""(<text>)([^<]*)(</text>\s*</navLabel>\s*<content src="([^"]*)")""")
_BETWEEN = " · "  # two names of one thing


def make_all(out: Path, settings: Settings) -> None:
    """Make a book of each language with each second one, beside the books that are below ``out``."""
    for first in settings.codes:
        folder = out / first
        others = {
            code: f"-{tag(first)}-{tag(code)}.epub" for code in settings.codes if code != first
        }
        for own in sorted(folder.glob(f"*-{tag(first)}.epub")):
            base = own.name.removesuffix(f"-{tag(first)}.epub")
            for second, ending in others.items():
                path, there = (
                    folder / f"{base}{ending}",
                    out / second / f"{base}-{tag(second)}.epub",
                )
                if second in seconds(settings, first) and there.is_file():
                    write(path, _Two(Book.of(own), Book.of(there), second, path.stem).packed())
                else:
                    path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Book:
    """A book's files by their names in it."""

    members: tuple[ZipInfo, ...]
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, path: Path) -> Book:
        """The book in a file."""
        with ZipFile(path) as packed:
            return cls(
                tuple(packed.infolist()), {name: packed.read(name) for name in packed.namelist()}
            )

    def text(self, name: str) -> str:
        """A file as text."""
        return self.files[name].decode("utf-8")

    @cached_property
    def ids(self) -> dict[str, set[str]]:
        """The places that each page has."""
        return {
            name: set(_ID.findall(self.text(name)))
            for name in self.files
            if name.endswith(".xhtml")
        }

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What kind of file each is."""
        package = ElementTree.fromstring(self.files["content.opf"])
        items = (item.attrib for item in package.iter(f"{OPF}item"))
        return {unquote(item["href"]): item["media-type"] for item in items}

    @property
    def title(self) -> str:
        """What it is called."""
        return ElementTree.fromstring(self.files["content.opf"]).findtext(f".//{_DC}title") or ""


class _Two:
    """Two books as one, called ``name``."""

    def __init__(self, first: Book, second: Book, language: str, name: str) -> None:
        self._first, self._second, self._language = first, second, tag(language)
        self._identifier = uuid.uuid5(uuid.NAMESPACE_URL, name).urn
        self._added: dict[
            str, str
        ] = {}  # files of the second book alone, by their names in this one

    def packed(self) -> bytes:
        """The book as it lies on a disk, the same bytes for the same books."""
        files = dict(self._files())
        files["content.opf"] = self._package(files)
        date = self._first.members[0].date_time
        buffer = io.BytesIO()
        with ZipFile(buffer, "w") as book:
            for name in [*(member.filename for member in self._first.members), *self._added]:
                member = ZipInfo(name, date)
                member.external_attr = 0o644 << 16
                packing = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(member, files[name], packing)
        return buffer.getvalue()

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for name, content in self._first.files.items():
            if name == "nav.xhtml":
                yield name, self._contents(name).encode()
            elif name == "toc.ncx":
                yield name, self._points(name).encode()
            elif name.endswith(".xhtml") and name in self._second.files:
                beside = Beside(self._attributes(), partial(self._lead, name))
                yield name, woven(self._first.text(name), self._second.text(name), beside).encode()
            else:
                yield name, content
        for name, source in self._added.items():
            yield name, self._second.files[source]

    def _attributes(self) -> str:
        """What an element in the second language says of it."""
        code = html.escape(self._language)
        told = f' lang="{code}" xml:lang="{code}"'
        return f'{told} dir="{direction(code)}"' if self._turns() else told

    def _turns(self) -> bool:
        own = re.search(r'<html\b[^>]*\bdir="rtl"', self._first.text("nav.xhtml"))
        return (direction(self._language) == "rtl") is not (own is not None)

    def _lead(self, page: str, link: str) -> str:
        """Where a link of the second book leads in this one; empty where it is a page that this one lacks."""
        url = urlsplit(html.unescape(link))
        if url.scheme or url.netloc:
            return link
        path = unquote(url.path)
        there = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if there in self._first.ids:
            is_known = url.fragment in self._first.ids[there]
            return link if is_known or not url.fragment else url.path or posixpath.basename(page)
        if there in self._second.ids:
            return ""
        if there not in self._second.files:
            return link
        name = there
        if self._first.files.get(there) != self._second.files[there]:
            name = f"{self._language}/{there}"
            self._added[name] = there
        return html.escape(posixpath.relpath(name, posixpath.dirname(page) or "."))

    def _contents(self, name: str) -> str:
        """The table of contents, in which each entry has both names."""
        known = {href: words for _, href, words, _ in _ENTRY.findall(self._second.text(name))}

        def both(entry: re.Match[str]) -> str:
            other = known.get(entry[2], entry[3])
            if other == entry[3]:
                return entry[0]
            return (
                f"{entry[1]}{entry[3]}{_BETWEEN}<span{self._attributes()}>{other}</span>{entry[4]}"
            )

        return _ENTRY.sub(both, self._first.text(name))

    def _points(self, name: str) -> str:
        """The table of contents for older readers, which has text alone."""
        known = {source: words for _, words, _, source in _POINT.findall(self._second.text(name))}

        def both(point: re.Match[str]) -> str:
            other = known.get(point[4], point[2])
            words = point[2] if other == point[2] else f"{point[2]}{_BETWEEN}{other}"
            return f"{point[1]}{words}{point[3]}"

        text = _POINT.sub(both, self._first.text(name))
        told = f"<text>{html.escape(self._title())}</text>"
        text = re.sub(r"(<docTitle>\s*)<text>[^<]*</text>", lambda found: found[1] + told, text)
        return re.sub(r'(name="dtb:uid" content=")[^"]*', rf"\g<1>{self._identifier}", text)

    def _title(self) -> str:
        return _BETWEEN.join(dict.fromkeys((self._first.title, self._second.title)))

    def _package(self, files: Mapping[str, bytes]) -> bytes:
        """The list of files: with the second language, and with what the pages hold now."""
        ElementTree.register_namespace("", OPF.strip("{}"))
        ElementTree.register_namespace("dc", _DC.strip("{}"))
        package = ElementTree.fromstring(self._first.files["content.opf"])
        metadata, manifest = package[0], package[1]
        language = metadata.find(f"{_DC}language")
        assert language is not None
        other = ElementTree.Element(f"{_DC}language")
        other.text, other.tail = self._language, language.tail
        metadata.insert(list(metadata).index(language) + 1, other)
        for kind, text in (("title", self._title()), ("identifier", self._identifier)):
            found = metadata.find(f"{_DC}{kind}")
            assert found is not None
            found.text = text
        for number, (name, source) in enumerate(self._added.items()):
            told = {
                "id": f"second-{number}",
                "href": name,
                "media-type": self._second.kinds[source],
            }
            ElementTree.SubElement(manifest, f"{OPF}item", told)
        for item in manifest.iter(f"{OPF}item"):
            name = unquote(item.attrib["href"])
            if name.endswith(".xhtml"):
                held = {each.tag for each in ElementTree.fromstring(files[name]).iter()}
                own = set(item.get("properties", "").split())
                if told_now := own | {TOLD[each] for each in held & TOLD.keys()}:
                    item.set("properties", " ".join(sorted(told_now)))
        listed: bytes = ElementTree.tostring(package, encoding="utf-8", xml_declaration=True)
        return listed
