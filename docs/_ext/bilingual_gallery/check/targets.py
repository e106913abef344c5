"""Links and pictures that lead to nothing: what only a build would tell, found without one.

A page's ids are those of its headings and of all that its author names. A name that somebody else may
define, such as a function that an inventory has, is no business of ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from ..config import Settings
from ..contents import DISK, Contents
from ..source.blocks import Block
from ..source.gallery import scripts_of
from ..source.inlines import Inline
from ..source.trust import Project, file_of, refused
from ..source.tutorial import Tutorial
from .finding import Finding, Text
from .target_files import lacking
from .target_pages import PARAGRAPH, Page, near

_RULE = "targets"
RULES = frozenset([_RULE])

_ID = re.compile(r"[A-Za-z][\w-]*")
_DOWNLOADS = "downloads/"  # what a build makes for readers to take home
_PAGES = (".md", ".rst")
_FILES = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|pdf|csv|tsv|json|zip|txt|py|ipynb|npy|npz|pt|toml|ya?ml|wav|mp[34])$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Targets:
    """The pages of a site, and where the prose of each tutorial and page begins its paths.

    ``pages`` are those of each language by their names, ``scripts`` the names of the tutorials' pages,
    ``known`` all names of pages whether or not they could be read. What a ``partial`` language lacks is
    where another one has it.
    """

    docs: Path | None = None
    pages: Mapping[str, Mapping[str, Page]] = field(default_factory=dict)
    scripts: Mapping[Path, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    generated: tuple[str, ...] = ()
    contents: Contents = DISK
    project: Project = field(default_factory=lambda: Project(()))
    partial: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        settings: Settings,
        tutorials: Iterable[Tutorial],
        written: Iterable[Text],
        contents: Contents = DISK,
    ) -> Targets:
        """What is there in the tutorials, and in the pages that were ``written`` by hand."""
        scripts = {path: settings.docname(path) for path in scripts_of(settings, contents)}
        pages: dict[str, dict[str, Page]] = {code: {} for code in settings.codes}
        language = settings.heading_language
        for tutorial in tutorials:
            for code in tutorial.languages:
                section_ids = tutorial.section_ids(language or tutorial.languages[-1], code)
                said = "\n\n".join(each.text(code) for each in tutorial.passages)
                pages[code][scripts[tutorial.path]] = Page.of(section_ids, said)
        for text in written:
            name = text.path.relative_to(settings.docs / text.language).with_suffix("").as_posix()
            pages.setdefault(text.language, {})[name] = Page.written(text)
        generated = tuple(f"{each.pages}/" for each in settings.galleries)
        folders = {f"{name.rpartition('/')[0]}/" for name in scripts.values()}
        known = {*scripts.values(), *(f"{each}index" for each in (*folders, *generated))}
        return cls(
            settings.docs,
            pages,
            scripts,
            frozenset(known),
            generated,
            contents,
            Project(settings.folders),
            settings.partial,
        )

    def check(self, text: Text) -> Iterator[Finding]:
        """The links and pictures of a text that lead to nothing."""
        if self.docs is None or text.plain:
            return
        name = self._name(text)
        for block in text.blocks if name is not None else ():
            for inline in block.inlines:
                wrong = self._wrong(inline, text, str(name))
                if wrong is not None and not self._is_refused(block, inline, text, str(name)):
                    yield text.finding(inline.line, _RULE, wrong)

    def _is_refused(self, block: Block, inline: Inline, text: Text, page: str) -> bool:
        """May prose not do this at all? Then that is told, and not that nothing is there."""
        assert self.docs is not None
        source = self.docs / (text.language or next(iter(self.pages)))
        folders = [source / posixpath.dirname(page), text.path.parent]
        told = refused([block], self.project, folders, source)
        return any(row == inline.line for row, _ in told)

    def _name(self, text: Text) -> str | None:
        """What the page of a text is called; None for what is no page, such as the glossary."""
        if (name := self.scripts.get(text.path)) is not None:
            return name
        assert self.docs is not None
        folder = self.docs / text.language
        if text.path.suffix not in _PAGES or not text.path.is_relative_to(folder):
            return None
        return text.path.relative_to(folder).with_suffix("").as_posix()

    def _wrong(self, inline: Inline, text: Text, page: str) -> str | None:
        said = inline.text.strip().removeprefix("project:")
        if inline.kind == "link" and said.startswith("#"):
            return self._anchor(unquote(said[1:]), text.language, page)
        if inline.kind == "reference" and ("role", "doc") in inline.attributes:
            return self._page(f"{said}.md", "", text, page)
        path = file_of(inline)
        if path is None:
            return None
        if inline.kind == "link" and path.endswith(_PAGES):
            return self._page(path, unquote(said.partition("#")[2]), text, page)
        if inline.kind == "link" and not _FILES.search(path):
            return None
        return self._file(path, text, page, inline.kind)

    def _anchor(self, anchor: str, language: str, page: str) -> str | None:
        """What is wrong with a link within a page, which may lead to a label anywhere."""
        if not _ID.fullmatch(PARAGRAPH.sub("", anchor)):
            return None
        for code in [language] if language else [*self.pages]:
            own = self.pages.get(code, {}).get(page)
            if own is None:
                return None
            if own.has(anchor) or anchor.lower() in self._labels:
                continue
            meant = near(PARAGRAPH.sub("", anchor), own.ids)
            return f"there is no #{anchor} on this page{meant}; name a heading's id that there is"
        return None

    def _page(self, path: str, anchor: str, text: Text, page: str) -> str | None:
        """What is wrong with a link to another page."""
        assert self.docs is not None
        base = "" if path.startswith("/") else posixpath.dirname(page)
        name = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        docname = name.removesuffix(".md").removesuffix(".rst")
        code = text.language or next(iter(self.pages))
        pages = self.pages.get(code, {})
        if docname not in pages and code in self.partial:
            pages = next((each for each in self.pages.values() if docname in each), pages)
        if docname not in pages and docname not in self.known:
            folder = self.docs / code
            if any(
                self.contents.has(folder / f"{docname}{suffix}")
                for suffix in (*_PAGES, ".ipynb", ".txt")
            ):
                return None
            meant = near(docname, (*pages, *self.known))
            return f"there is no page {path}{meant}; name one that there is"
        target = pages.get(docname)
        if not anchor or target is None:
            return None
        if docname != page and target.shuts(anchor):
            mend = f"write ({anchor})= above that heading, or set myst_heading_anchors in conf.py"
            return f"no other page may link to #{anchor} on {path}; {mend}"
        if target.has(anchor):
            return None
        return f"there is no #{anchor} on {path}{near(anchor, target.ids)}; name one that there is"

    def _file(self, path: str, text: Text, page: str, kind: str) -> str | None:
        """What is wrong with a picture or a file: it may lie beside the script, or where the page is."""
        assert self.docs is not None
        code = text.language or next(iter(self.pages))
        folder = self.docs / code
        path = path.partition("?")[0]
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        made = inside.startswith((*self.generated, _DOWNLOADS)) and text.path not in self.scripts
        if "*" in path or made:
            return None
        if path.startswith("/"):
            return lacking(path, kind, [folder / path.lstrip("/")], self.contents)
        beside, inside_page = text.path.parent / path, folder / posixpath.dirname(page) / path
        return lacking(path, kind, [beside, inside_page], self.contents)

    @cached_property
    def _labels(self) -> frozenset[str]:
        """The names that authors gave on any page, by which any page may link them."""
        every = (page.labels for pages in self.pages.values() for page in pages.values())
        return frozenset({"genindex", "modindex", "search"}.union(*every))
