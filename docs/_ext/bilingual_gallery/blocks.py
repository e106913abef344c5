"""What a Markdown text consists of, as MyST sees it: blocks, and the runs of text, code and formulas in them.

The checks compare and read these instead of the text, so that they see what a reader will see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from itertools import accumulate

from markdown_it.token import Token

from . import markdown

# Directives whose body is not Markdown.
_VERBATIM = frozenset(
    "code code-block sourcecode code-cell eval-rst raw include literalinclude toctree csv-table"
    " image math mermaid graphviz parsed-literal doctest highlight".split()
)
# Roles that name another place, whose content is not shown as it stands.
_REFERENCES = frozenset("ref numref doc eq term any download cite footcite".split())

# In what a block shows, what is not text stands between these, and an end of markup is marked.
CODE, CODE_END, MATH, MATH_END, OTHER, CLOSE = (chr(0xF0000 + number) for number in range(6))
_NO_PROSE = re.compile(f"{CODE}[^{CODE_END}]*{CODE_END}|{MATH}[^{MATH_END}]*{MATH_END}")
_ENDS = {"code": (CODE, CODE_END), "math": (MATH, MATH_END)}


@dataclass(frozen=True)
class Run:
    """A piece of a block: ``kind`` is text, code, math, image, link, reference, role, html, strong,
    close (of a link or of emphasis) or break; ``text`` is what it says or where it leads; ``line``
    counts from 0 in the block's text."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Block:
    """A block element: what it is, how deep it lies, its line (from 0) and what is in it.

    ``raw`` is the source of the runs, or the content of a block of code, formulas or HTML.
    """

    kind: str
    level: int
    line: int
    runs: tuple[Run, ...] = ()
    raw: str = ""

    @cached_property
    def shown(self) -> str:
        """The block as it is read, in one string, with code and formulas between their marks."""
        return "".join(_shown(run) for run in self.runs)

    @cached_property
    def text(self) -> str:
        """What is shown, each sign of code and formulas replaced by ``OTHER``."""
        return _NO_PROSE.sub(lambda match: OTHER * len(match[0]), self.shown)

    def line_at(self, offset: int) -> int:
        """The line (from 0) of a place in what is shown."""
        run = bisect_right(self._ends, offset)
        return self.runs[min(run, len(self.runs) - 1)].line if self.runs else self.line

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(_shown(run)) for run in self.runs))


def _shown(run: Run) -> str:
    if run.kind in ("text", "role"):
        return run.text
    if run.kind == "break":
        return "\n"
    if run.kind in _ENDS:
        begin, end = _ENDS[run.kind]
        return f"{begin}{run.text}{end}"
    if run.kind == "close":
        return CLOSE
    return OTHER if run.kind in ("image", "reference", "html") else ""


def blocks(text: str, plain: bool = False) -> tuple[Block, ...]:
    """The blocks of a text, in order, those inside lists, quotes and admonitions after what holds them.

    A ``plain`` text has no markup but `` ` `` around code; each of its lines is a line of a comment.
    """
    return (_comment(text),) if plain else tuple(_blocks(markdown.parse(text), 0, 0))


def _comment(text: str) -> Block:
    runs: list[Run] = []
    for row, line in enumerate(text.split("\n")):
        if row:
            runs.append(Run("break", "", row - 1))
        pieces = line.split("`")
        for index, piece in enumerate(pieces):
            code = index % 2 and index + 1 < len(pieces)
            runs.append(Run("code" if code else "text", piece, row))
    return Block("comment", 0, 0, tuple(runs), text)


def _blocks(tokens: Sequence[Token], line: int, level: int) -> Iterator[Block]:
    row = line
    for index, token in enumerate(tokens):
        if token.map:
            row = line + token.map[0]
        here = level + token.level
        if token.type == "inline":
            continue
        if token.type in ("heading_open", "paragraph_open"):
            inline = tokens[index + 1]
            kind = f"heading of level {token.tag[1]}" if token.tag != "p" else "paragraph"
            yield Block(kind, here, row, tuple(_runs(inline, row)), inline.content)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items = _count(tokens, index, "list_item_open")
            ordered = "numbered " if token.type == "ordered_list_open" else ""
            yield Block(f"{ordered}list of {items}", here, row)
        elif token.type == "table_open":
            rows, cells = _count(tokens, index, "tr_open"), _count(tokens, index, "th_open")
            yield Block(f"table of {rows} rows and {cells} columns", here, row)
        elif token.type in ("th_open", "td_open"):
            inline = tokens[index + 1]
            yield Block("table cell", here, row, tuple(_runs(inline, row)), inline.content)
        elif token.type in ("fence", "colon_fence"):
            yield from _fence(token, row, here)
        elif token.type.startswith("math_block") or token.type == "amsmath":
            formula = Run("math", token.content.strip(), row)
            yield Block("formula", here, row, (formula,), token.content)
        elif token.type == "html_block":
            if not _is_comment(token.content):
                runs = tuple(_html(token.content, row))
                yield Block("HTML", here, row, runs, token.content)
        elif token.type in ("code_block", "hr", "blockquote_open", "myst_target"):
            names = {"blockquote_open": "quote", "hr": "rule", "myst_target": "target"}
            kind = names.get(token.type, "code fence")
            runs = (Run("reference", token.content, row),) if kind == "target" else ()
            yield Block(kind, here, row, runs, token.content)
        elif token.type == "footnote_reference_open":
            yield Block("footnote", here, row, (Run("reference", token.meta["label"], row),))


def _count(tokens: Sequence[Token], start: int, kind: str) -> int:
    level, found = tokens[start].level, 0
    for token in tokens[start + 1 :]:
        if token.level == level and token.nesting < 0:
            break
        depth = 1 if kind == "list_item_open" else 2 if kind == "tr_open" else 3
        found += token.type == kind and token.level == level + depth
    return found


def _fence(token: Token, line: int, level: int) -> Iterator[Block]:
    match = re.match(r"\s*\{([\w:+-]+)\}\s*(.*)", token.info)
    if match is None:
        yield Block(f"code fence {token.info}".rstrip(), level, line, (), token.content)
        return
    name, argument = match[1], match[2].strip()
    if name in _VERBATIM:
        runs: tuple[Run, ...] = ()
        if name == "math":
            runs = (Run("math", token.content.strip(), line),)
        elif name in ("image", "include", "literalinclude"):
            runs = (Run("image", argument, line),)
        shown_argument = "" if name in ("image", "math") else f" {argument}"
        yield Block(f"{{{name}}}{shown_argument}".rstrip(), level, line, runs, token.content)
        return
    runs = ()
    if name == "figure":
        runs = (Run("image", argument, line),)
    elif argument:
        runs = tuple(_runs(markdown.parse(argument)[1], line))
    yield Block(f"{{{name}}}", level, line, runs, argument)
    options, body = _options(token.content)
    yield from _blocks(markdown.parse(body), line + 1 + options, level + 1)


def _options(content: str) -> tuple[int, str]:
    """How many lines of options a directive begins with, and what follows them."""
    match = re.match(r"---\n.*?\n---\n|(?:[ \t]*:[\w-]+:[^\n]*(?:\n|$))+", content, re.DOTALL)
    if match is None:
        return 0, content
    return match[0].count("\n"), content[match.end() :]


def _runs(inline: Token, line: int) -> Iterator[Run]:
    row = line
    for token in inline.children or ():
        kind = token.type
        if kind == "text":
            yield Run("text", token.content, row)
        elif kind in ("softbreak", "hardbreak"):
            yield Run("break", "", row)
            row += 1
        elif kind == "code_inline":
            yield Run("code", token.content, row)
        elif kind.startswith("math_inline"):
            yield Run("math", token.content, row)
        elif kind == "image":
            yield Run("image", str(token.attrs.get("src", "")), row)
        elif kind == "link_open":
            yield Run("link", str(token.attrs.get("href", "")), row)
        elif kind == "strong_open":
            yield Run("strong", "", row)
        elif kind.endswith("_close"):
            yield Run("close", "", row)
        elif kind == "myst_role":
            yield _role(str(token.meta["name"]), token.content, row)
        elif kind == "footnote_ref":
            yield Run("reference", str(token.meta["label"]), row)
        elif kind == "html_inline":
            yield from _html(token.content, row)
        if kind in ("myst_role", "math_inline", "html_inline"):
            row += token.content.count("\n")


def _role(name: str, content: str, line: int) -> Run:
    if name == "math":
        return Run("math", content, line)
    if name in _REFERENCES:
        # `{ref}`shown text <target>` leads to the target, whatever it shows.
        target = re.fullmatch(r".*<([^<>]+)>", content, re.DOTALL)
        return Run("reference", target[1] if target else content, line)
    return Run("code" if name in ("code", "literal", "kbd") else "role", content, line)


class _Html(HTMLParser):
    """Collects the links and images of a piece of HTML, and the names of its elements."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.runs: list[Run] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, and where it leads."""
        row = self.line + self.getpos()[0] - 1
        self.runs.append(Run("html", tag, row))
        for name, value in attrs:
            if name in ("href", "src"):
                self.runs.append(Run("link" if tag == "a" else "image", value or "", row))


def _html(source: str, line: int) -> Iterator[Run]:
    parser = _Html(line)
    parser.feed(source)
    yield from parser.runs
    if source.startswith("</"):
        yield Run("close", "", line)


def _is_comment(source: str) -> bool:
    return re.fullmatch(r"\s*<!--.*?-->\s*", source, re.DOTALL) is not None
