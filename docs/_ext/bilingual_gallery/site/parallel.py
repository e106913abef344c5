"""The prose of each page, piece by piece, for the pages in the other languages to show beside theirs.

A piece is a heading, a paragraph (those in lists too), a term, a summary or a table. The pieces of a
page are numbered (``data-piece``), and a script of the page's own carries them: it can be loaded
where nothing may be fetched, from ``file://``. ``parallel.js`` pairs and shows them.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..files import write
from ..lang.tags import direction, name_in, tag
from ..pages import cell_blocks, outputs
from ..pages.state import settings_in
from .alternates import exists, root
from .themes import makes_site

_ = get_translation("sphinx")

FOLDER = "_counterparts"

_PIECES = frozenset("p h1 h2 h3 h4 h5 h6 dt summary table".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What ends a paragraph that has no end of its own, in HTML that an author wrote.
_BLOCKS = _PIECES - {"summary"} | frozenset("div dl ol pre section ul".split())
# What is not the author's prose: code, outputs, links from page to page, what else a term is called.
_OTHER = frozenset("nav pre script style template".split())
_OTHER_CLASSES = outputs.CLASSES | frozenset(
    f"{cell_blocks.FOLD} glossary-letters also-called not-used made-with reading-time"
    " toctree-wrapper".split()
)
# An id that counts (`id3`, `letter-3`) says nothing of what it stands for.
_COUNTED = re.compile(r"(id|.*-)\d+")


@dataclass
class Group:
    """The pieces that belong to one id, of a section or a term; ``words`` are those of the first.

    The page's first section has none: it is the page itself, whatever its title.
    """

    id: str
    words: str = ""

    @property
    def named(self) -> bool:
        """Whether somebody chose the id; others are counted, or made from the words."""
        if not self.id:
            return True
        return not _COUNTED.fullmatch(self.id) and nodes.make_id(self.words) != self.id


@dataclass(frozen=True)
class Piece:
    """One element of prose: the index of its group, its tag, its inner HTML, where it starts."""

    group: int
    kind: str
    html: str
    start: int


@dataclass
class _Element:
    """An element that is open: where its tags are, and the group it stands in."""

    tag: str
    start: int
    inner: int
    group: int
    is_other: bool
    is_piece: bool
    text: str = ""


class Walk(HTMLParser):
    """One walk through the HTML of a page's body: its ``groups`` and ``pieces``, in order."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.groups = [Group("")]
        self.pieces: list[Piece] = []
        self._body = body
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
        self._open.append(_Element(tag, start, inner, self._group, is_other, is_piece))
        identifier = values.get("id")
        if tag in ("section", "dt") and identifier and not within:
            if self._titled:
                self.groups.append(Group(identifier))
                self._group = len(self.groups) - 1
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
            self.pieces.append(Piece(self._group, tag, html, element.start))
            group = self.groups[self._group]
            group.words = group.words or element.text.removesuffix("¶")
        if tag in ("section", "dl"):
            self._group = element.group

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


@dataclass(frozen=True)
class Parallel:
    """Another language that a page can show beside its own: where the page and its pieces are.

    ``code`` is its tag in BCP 47, ``direction`` that of its lines where the page has the other. ``name`` is
    in the page's language; the rest is what ``parallel.js`` says, in it too.
    """

    code: str
    direction: str
    name: str
    page: str
    pieces: str
    read: str
    missing: str
    unpaired: str
    both: str


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates what ``parallel.js`` has to know of the page."""
    if doctree is not None and makes_site(app.builder):
        context["parallel"] = _others(app, pagename)


def _others(app: Sphinx, pagename: str) -> dict[str, Any] | None:
    """What ``parallel.js`` has to know; None where the page is in no other language."""
    own = code_of(app.config)
    above = root(app, pagename)

    def pieces(code: str) -> str:
        return f"{above}{code}/{FOLDER}/{pagename}.js"

    others = []
    for code in settings_in(app).languages:
        if code != own and exists(app, code, pagename):
            name = name_in(code, own)
            others.append(
                Parallel(
                    code=tag(code),
                    direction=direction(code) if direction(code) != direction(own) else "",
                    name=name,
                    page=f"{above}{code}/{app.builder.get_target_uri(pagename)}",
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
        "others": [
            {name: value for name, value in asdict(other).items() if value} for other in others
        ],
    }


def carry(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: number the pieces in the page's body, and write the script with them."""
    if not makes_site(app.builder) or doctree is None:
        return
    body: str = context["body"]
    walk = Walk(body)
    parts, done = [], 0
    for number, piece in enumerate(walk.pieces):
        name = piece.start + len(f"<{piece.kind}")
        parts += [body[done:name], f' data-piece="{number}"']
        done = name
    context["body"] = "".join(parts) + body[done:]
    told = {
        "groups": [[group.id, group.named] for group in walk.groups],
        "pieces": [[piece.group, piece.kind, piece.html] for piece in walk.pieces],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    write(_script(app, pagename), f"document.currentScript.prose = {text};\n")


def remove_orphans(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: remove the scripts of pages that are gone."""
    if exception is None and makes_site(app.builder):
        wanted = {_script(app, name) for name in app.env.found_docs}
        for script in Path(app.outdir, FOLDER).rglob("*.js"):
            if script not in wanted:
                script.unlink()


def _script(app: Sphinx, pagename: str) -> Path:
    return Path(app.outdir, FOLDER, f"{pagename}.js")
