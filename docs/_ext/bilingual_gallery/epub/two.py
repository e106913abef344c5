"""A page of a book in two languages: under each piece of the first its counterpart in the second."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..site.glossary_page import LETTER
from ..site.pairs import counterparts
from ..site.pieces import Piece, Walk

# The class of all that is in the second language.
SECOND = "second"
_BEGIN = re.compile(r"<body\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r""" id=("[^"]*"|'[^']*')""")
_CLASS = re.compile(r"""\bclass="([^"]*)""")
_LINK = re.compile(r"""( (?:href|src)=")([^"]*)(")""")
# What a line of prose may stand in, and a paragraph may not stand after.
_LINES = frozenset("h1 h2 h3 h4 h5 h6 dt summary".split())


@dataclass(frozen=True)
class Beside:
    """How the second language stands on a page: its attributes, and where its links lead from there.

    A link that leads to nothing there is none.
    """

    attributes: str
    lead: Callable[[str], str]

    def line(self, html: str) -> str:
        """A line below another in its element."""
        return f'<br/><span class="{SECOND}"{self.attributes}>{self._inner(html)}</span>'

    def block(self, kind: str, html: str, classes: str) -> str:
        """An element of its own."""
        name = kind if kind == "table" else "p"
        told = f"{classes} {SECOND}".strip()
        return f'<{name} class="{told}"{self.attributes}>{self._inner(html)}</{name}>'

    def _inner(self, html: str) -> str:
        """The HTML without ids, which are those of the first language, and led from where it is now."""

        def led(link: re.Match[str]) -> str:
            there = self.lead(link[2])
            return f"{link[1]}{there}{link[3]}" if there else ""

        return _LINK.sub(led, _ID.sub("", html))


def woven(first: str, second: str, beside: Beside) -> str:
    """The page ``first`` with all that ``second`` says; nothing that has no counterpart is left out."""
    own, other = _parted(first), _parted(second)
    ours, theirs = Walk(own[1]), Walk(other[1])
    paired = counterparts(ours, theirs)
    alone = _alone(ours, theirs, paired)
    parts, done = [own[0]], 0
    for number, (piece, place) in enumerate(zip(ours.pieces, paired, strict=True)):
        told = (
            [place] if place is not None and _says_more(piece, theirs.pieces[place], beside) else []
        )
        lines, blocks = "", ""
        for index in [*told, *alone.get(number, ())]:
            its = theirs.pieces[index]
            if piece.kind in _LINES and (index in told or piece.kind in ("dt", "summary")):
                lines += beside.line(its.html)
            else:
                blocks += beside.block(its.kind, its.html, _classes(other[1], its))
        closed = own[1].index(">", piece.end) + 1
        parts += [own[1][done : piece.end], lines, own[1][piece.end : closed], blocks]
        done = closed
    rest = [
        beside.block(each.kind, each.html, "")
        for each in map(theirs.pieces.__getitem__, alone.get(-1, ()))
    ]
    return "".join([*parts, own[1][done:], *rest, own[2]])


def _alone(ours: Walk, theirs: Walk, paired: Sequence[int | None]) -> dict[int, list[int]]:
    """What has no counterpart: its numbers in theirs, by the number of the piece of ours that it comes after.

    That is the last one of its group, or of the last group before it that both pages have.
    """
    last: dict[str, int] = {}
    for number, piece in enumerate(ours.pieces):
        last[ours.groups[piece.group].id] = number
    known = set(paired)
    found: dict[int, list[int]] = {}
    place = -1
    for number, piece in enumerate(theirs.pieces):
        group = theirs.groups[piece.group]
        if group.id in last and not group.id.startswith(LETTER):
            place = last[group.id]
        if number not in known and not group.id.startswith(LETTER) and not piece.spoken:
            found.setdefault(place, []).append(number)
    return found


def _parted(page: str) -> tuple[str, str, str]:
    """A page up to its body, its body, and the rest."""
    begin = _BEGIN.search(page)
    start = begin.end() if begin else 0
    end = page.rindex("</body>") if begin else len(page)
    return page[:start], page[start:end], page[end:]


def _says_more(ours: Piece, theirs: Piece, beside: Beside) -> bool:
    """Has a piece of the second language words of its own, which the first one's page does not show?"""
    if theirs.spoken or (ours.spoken and f' lang="{ours.spoken}"' in beside.attributes):
        return False  # one of the two is not translated yet
    return not _is_same(ours.html, theirs.html)


def _is_same(ours: str, theirs: str) -> bool:
    """Do both say the same words, as a term with its names in other languages, or a heading that is code?"""
    own, other = (sorted(_TAG.sub(" ", html).split()) for html in (ours, theirs))
    return own == other


def _classes(body: str, piece: Piece) -> str:
    found = _CLASS.search(body[piece.start : piece.inner])
    return found[1] if found else ""
