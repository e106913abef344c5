"""The pieces of a page's prose: what is numbered, shown in another language, and led to.

A piece is a heading, a paragraph (those in lists too), a term, a summary or a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

from docutils import nodes

from ..pages import cell_blocks, outputs, untranslated
from .excerpt import CLASS as EXCERPT

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_PIECES = _HEADINGS | frozenset("p dt summary table".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What ends a paragraph that has no end of its own, in HTML that an author wrote.
_BLOCKS = _PIECES - {"summary"} | frozenset("div dl ol pre section ul".split())
# What is not the author's prose: code, outputs, links from page to page, what else a term is called.
_OTHER = frozenset("nav pre script style template".split())
_OTHER_CLASSES = outputs.CLASSES | frozenset(
    f"{EXCERPT} glossary-letters also-called not-used made-with reading-time"
    f" toctree-wrapper taught behind uses {untranslated.MARK}".split()
)
# An id that counts (`id3`, `letter-3`) says nothing of what it stands for.
_COUNTED = re.compile(r"(id|.*-)\d+")


@dataclass
class Group:
    """The pieces that belong to one id, of a section or a term; ``words`` are those of the first.

    The page's first section has none: it is the page itself, whatever its title. ``count`` is how many
    of the pieces got an address of their own.
    """

    id: str
    words: str = ""
    count: int = 0

    @property
    def named(self) -> bool:
        """Whether somebody chose the id; others are counted, or made from the words."""
        if not self.id:
            return True
        return not _COUNTED.fullmatch(self.id) and nodes.make_id(self.words) != self.id


@dataclass(frozen=True)
class Piece:
    """One element of prose: the index of its group, its tag, its inner HTML, where it and that start.

    ``address`` is the id that it gets, so that one may lead there; empty where it has one, as a heading's
    section has. ``spoken`` is the tag of another language than the page's that it is in, because it is not
    translated yet; else empty.
    """

    group: int
    kind: str
    html: str
    start: int
    inner: int
    address: str
    spoken: str = ""

    @property
    def end(self) -> int:
        """Where its inner HTML ends."""
        return self.inner + len(self.html)


@dataclass
class _Element:
    """An element that is open: where its tags are, and the group it stands in."""

    tag: str
    start: int
    inner: int
    group: int
    is_other: bool
    is_piece: bool
    has_id: bool
    is_fold: bool
    spoken: str = ""
    text: str = ""


class Walk(HTMLParser):
    """One walk through the HTML of a page's body: its ``groups`` and ``pieces``, in order."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.groups = [Group("")]
        self.pieces: list[Piece] = []
        self._body = body
        self._page = ""  # the id of the page's first section
        self._lines = [0, *accumulate(len(line) + 1 for line in body.split("\n"))]
        self._open: list[_Element] = []
        self._group = 0
        self._titled = False
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a section or a term with an id begins a group, save the title's."""
        if tag in _VOID:
            return
        if tag in _BLOCKS and self._open and self._open[-1].tag == "p":
            self._open.pop()
        values = dict(attrs)
        classes = (values.get("class") or "").split()
        is_other = tag in _OTHER or not _OTHER_CLASSES.isdisjoint(classes)
        within = any(each.is_other or each.is_piece for each in self._open)
        start = self._place()
        inner = start + len(self.get_starttag_text() or "")
        is_piece = tag in _PIECES and not is_other and not within
        identifier = values.get("id")
        # What stands on folded code is the same on every page, so nobody leads to it.
        has_id = bool(identifier) or bool(self._open and self._open[-1].is_fold)
        is_fold = cell_blocks.FOLD in classes
        spoken = str(values.get("lang") or "") if untranslated.CLASS in classes else ""
        for each in self._open if spoken else ():
            each.spoken = spoken if each.is_piece else each.spoken  # the words of a heading
        spoken = spoken or (self._open[-1].spoken if self._open else "")
        self._open.append(
            _Element(tag, start, inner, self._group, is_other, is_piece, has_id, is_fold, spoken)
        )
        if tag in ("section", "dt") and identifier and not within:
            if self._titled:
                self.groups.append(Group(identifier))
                self._group = len(self.groups) - 1
            else:
                self._page = identifier
            self._titled = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called for an element that is closed at once, as ``<br/>``; it holds no prose."""

    def handle_data(self, data: str) -> None:
        """Note the words of the piece that is open."""
        for element in self._open:
            if element.is_piece:
                element.text += data

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those in it that have no end."""
        if all(each.tag != tag for each in self._open):
            return
        while (element := self._open.pop()).tag != tag:
            pass
        if element.is_piece and element.text.strip():
            html = self._body[element.inner : self._place()]
            group = self.groups[self._group]
            address = "" if element.has_id or tag in _HEADINGS else self._address(group)
            places = element.start, element.inner
            piece = Piece(self._group, tag, html, *places, address, element.spoken)
            self.pieces.append(piece)
            group.words = group.words or element.text.removesuffix("¶")
        if tag in ("section", "dl"):
            self._group = element.group

    def _address(self, group: Group) -> str:
        """The next one below an id: `the-id.3`. A page in another language has it at the same piece."""
        group.count += 1
        name = group.id or self._page
        return f"{name}.{group.count}" if name else ""

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
