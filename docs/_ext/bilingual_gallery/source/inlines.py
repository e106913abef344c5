"""The inlines of a block: its text, code, formulas and links, one after the other, each with its line."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown_it.token import Token

from ..lang.marks import CLOSE, CODE, CODE_END, MATH, MATH_END, OTHER, VALUE
from .elements import REFUSED

# Roles that name another place or an object, whose content is not shown as it stands; those of a
# domain, such as py:func, are known by their colon.
_REFERENCES = frozenset(
    "ref numref doc eq term any download cite footcite func meth class mod attr data exc obj"
    " option confval".split()
)

_ENDS = {"code": (CODE, CODE_END), "math": (MATH, MATH_END)}


@dataclass(frozen=True)
class Inline:
    """A piece of a block: ``kind`` is text, code, math, image, file, link, reference, footnote, role,
    eval (an expression, of which the run knows the value), html, strong, em, close (of a link or of
    emphasis) or break; ``text`` is what it says or where it leads, or the name of an element; ``line``
    counts from 0 in the block's text. ``attributes`` are those of an HTML element, or the role of a
    reference."""

    kind: str
    text: str
    line: int
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """What of it is seen, or a sign for what is no text."""
        if self.kind in ("text", "role"):
            return self.text
        if self.kind == "break":
            return "\n"
        if self.kind in _ENDS:
            begin, end = _ENDS[self.kind]
            return f"{begin}{self.text}{end}"
        if self.kind == "close":
            return CLOSE
        if self.kind == "eval":
            return VALUE
        return OTHER if self.kind in ("image", "reference", "html") else ""


def inlines_of(inline: Token, line: int) -> Iterator[Inline]:
    """The inlines of an inline token that begins at ``line``."""
    rows = _rows(inline)
    for token in inline.children or ():
        kind, row = token.type, line + next(rows)
        if kind == "text":
            yield Inline("text", token.content, row)
        elif kind in ("softbreak", "hardbreak"):
            yield Inline("break", "", row)
        elif kind == "code_inline":
            yield Inline("code", token.content, row)
        elif kind.startswith("math_inline"):
            yield Inline("math", token.content, row)
        elif kind == "image":
            yield Inline("image", str(token.attrs.get("src", "")), row)
        elif kind == "link_open":
            yield Inline("link", str(token.attrs.get("href", "")), row)
        elif kind in ("strong_open", "em_open"):
            yield Inline(kind.removesuffix("_open"), "", row)
        elif kind.endswith("_close"):
            yield Inline("close", "", row)
        elif kind == "myst_role":
            yield _role(str(token.meta["name"]), token.content, row)
        elif kind == "footnote_ref":
            yield Inline("footnote", str(token.meta["label"]), row)
        elif kind in ("substitution_inline", "section_ref"):
            yield Inline("reference", token.content, row)
        elif kind == "html_inline":
            yield from html_inlines(token.content, row)
        elif token.content:  # of a syntax that nobody thought of here, but a reader sees it
            yield Inline("role", token.content, row)


def _rows(inline: Token) -> Iterator[int]:
    """The row of each child, counted from 0 in the token."""
    children = inline.children or []
    breaks = sum(child.type in ("softbreak", "hardbreak") for child in children)
    lost = inline.content.count("\n") != breaks  # a line may end inside code, a role or a link
    row = place = 0
    for child in children:
        if lost and child.content.strip():
            words = r"\s+".join(map(re.escape, child.content.split()))
            if found := re.compile(words).search(inline.content, place):
                row += inline.content.count("\n", place, found.start())
                place = found.end()
                yield row
                row += found[0].count("\n")
                continue
        yield row
        if child.type in ("softbreak", "hardbreak"):
            row += 1
            if lost:
                place = inline.content.find("\n", place) + 1


def _role(name: str, content: str, line: int) -> Inline:
    if name == "math":
        return Inline("math", content, line)
    if name in _REFERENCES or ":" in name:
        # `{ref}`shown text <target>` leads to the target, whatever it shows.
        target = re.fullmatch(r".*<([^<>]+)>", content, re.DOTALL)
        text = target[1] if target else content
        return Inline("reference", text, line, (("role", name),))
    if name == "eval":
        return Inline("eval", content.strip(), line)
    return Inline("code" if name in ("code", "literal", "kbd") else "role", content, line)


_REFUSED = re.compile(rf"<({'|'.join(sorted(REFUSED))})(?=[\s/>]|$)", re.IGNORECASE)


class _Html(HTMLParser):
    """Collects the links and images of a piece of HTML, and the names of its elements."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.inlines: list[Inline] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, and where it leads."""
        row = self.line + self.getpos()[0] - 1
        given = tuple((name, value or "") for name, value in attrs)
        self.inlines.append(Inline("html", tag, row, given))
        for name, value in attrs:
            if name in ("href", "src"):
                self.inlines.append(Inline("link" if tag == "a" else "image", value or "", row))

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        self.inlines.append(Inline("close", tag, self.line + self.getpos()[0] - 1))


def html_inlines(source: str, line: int) -> Iterator[Inline]:
    """The elements, links and images of a piece of HTML that begins at ``line``."""
    parser = _Html(line)
    with contextlib.suppress(AssertionError):  # so Python 3.11 ends at <![x]>
        parser.feed(source.replace("<![", "<! "))  # it stops at what is no CDATA
    yield from parser.inlines
    # Where Python's parser sees a comment or stops, a browser may see an element that no page may hold.
    seen = {inline.text for inline in parser.inlines if inline.kind == "html"}
    for tag in _REFUSED.finditer(source):
        if (name := tag[1].lower()) not in seen:
            yield Inline("html", name, line + source.count("\n", 0, tag.start()))
