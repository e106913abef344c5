"""What a Markdown text consists of, as MyST sees it: blocks, and the inlines (text, code, formulas) in them.

The checks compare and read these instead of the text, so that they see what a reader will see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise

from markdown_it.token import Token

from ..config import Syntax
from ..lang.marks import CODE, CODE_END, MATH, MATH_END, OTHER, VALUE
from ..memo import kept
from . import markdown
from .block_names import named
from .figure_words import NAME as FIGURE_WORDS
from .figure_words import Wrong, content_of
from .inlines import Inline, html_inlines, inlines_of
from .rst import rst_inlines
from .wording import readable

# Directives whose body is not Markdown.
VERBATIM = frozenset(
    "code code-block sourcecode code-cell eval-rst raw include literalinclude toctree csv-table"
    " image math mermaid graphviz parsed-literal doctest highlight".split()
)
_NO_PROSE = re.compile(f"{CODE}[^{CODE_END}]*{CODE_END}|{MATH}[^{MATH_END}]*{MATH_END}|{VALUE}")
# Code in a comment: between backticks, or between two and two, as in reStructuredText.
_IN_BACKTICKS = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
# Directives in directives are read to this depth.
DEEP = 60


@dataclass(frozen=True)
class Block:
    """A block element: what it is, how deep it lies, its line (from 0) and what is in it.

    ``raw`` is the source of the inlines, or the content of a block of code, formulas or HTML; that
    begins at the line ``body``.
    """

    kind: str
    level: int
    line: int
    inlines: tuple[Inline, ...] = ()
    raw: str = ""
    body: int = 0

    @property
    def is_formula(self) -> bool:
        """Is it a formula of its own, not one in a line?"""
        return self.kind in ("formula", "{math}")

    @cached_property
    def shown(self) -> str:
        """The block as it is read, in one string, with code and formulas between their marks."""
        return "".join(each.shown for each in self.inlines)

    @cached_property
    def text(self) -> str:
        """What is shown, each sign of code and formulas replaced by ``OTHER``."""
        return _NO_PROSE.sub(lambda match: OTHER * len(match[0]), self.shown)

    def line_at(self, offset: int) -> int:
        """The line (from 0) of a place in what is shown."""
        found = bisect_right(self._ends, offset)
        return self.inlines[min(found, len(self.inlines) - 1)].line if self.inlines else self.line

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(each.shown) for each in self.inlines))


@cache  # the checks and the reading time look at the same prose
@kept
def blocks(text: str, syntax: Syntax, plain: bool = False) -> tuple[Block, ...]:
    """The blocks of a text, in order, those inside lists, quotes and admonitions after what holds them.

    A ``plain`` text has no markup but backticks around code; each of its lines is a line of a comment.
    """
    if plain:
        return (_comment(text),)
    return tuple(_blocks(markdown.parse(text, syntax), syntax, 0, 0))


@lru_cache(maxsize=4096)
def sections(text: str, syntax: Syntax) -> tuple[tuple[int, str, tuple[Block, ...] | None], ...]:
    """The text cut at its headings: of each piece its first row, what it says, and its blocks.

    Those are what ``blocks`` gives of the piece, without parsing it again; None where only that can tell.
    """
    rows, begins = text.split("\n"), [0]
    begins += (heading.line for heading in markdown.headings(text, syntax))
    found: list[list[Block]] = [[]]
    for block in blocks(text, syntax):
        if block.level == 0 and block.kind.startswith("heading"):
            found.append([])
        found[-1].append(block)
    pieces = [(begin, "\n".join(rows[begin:end])) for begin, end in pairwise([*begins, len(rows)])]
    if len(found) != len(pieces) or markdown.reaches_far(text, syntax):
        return tuple((row, said, None) for row, said in pieces)
    return tuple(
        (row, said, tuple(_below(row, block) for block in own))
        for (row, said), own in zip(pieces, found, strict=True)
    )


def _below(row: int, block: Block) -> Block:
    """The block as it is in the text that begins at a row."""
    if not row:
        return block
    inlines = tuple(
        Inline(each.kind, each.text, each.line - row, each.attributes) for each in block.inlines
    )
    body = block.body and block.body - row
    return Block(block.kind, block.level, block.line - row, inlines, block.raw, body)


def _comment(text: str) -> Block:
    inlines: list[Inline] = []
    for row, line in enumerate(text.split("\n")):
        if row:
            inlines.append(Inline("break", "", row - 1))
        at = 0
        for code in _IN_BACKTICKS.finditer(line):
            inlines.append(Inline("text", line[at : code.start()], row))
            inlines.append(Inline("code", code[2], row))
            at = code.end()
        inlines.append(Inline("text", line[at:], row))
    return Block("comment", 0, 0, tuple(inlines), text)


def _blocks(tokens: Sequence[Token], syntax: Syntax, line: int, level: int) -> Iterator[Block]:
    row = line
    for index, token in enumerate(tokens):
        if token.map:
            row = line + token.map[0]
        here = level + token.level
        if token.nesting < 0 or token.type in _NO_BLOCK:
            continue
        if token.type in ("fence", "colon_fence"):
            yield from _fence(token, syntax, row, here)
        elif token.type.startswith("math_block") or token.type == "amsmath":
            formula = Inline("math", token.content.strip(), row)
            yield Block("formula", here, row, (formula,), token.content)
        elif token.type in UNSEEN:
            yield Block(UNSEEN[token.type], here, row, (), token.content, row)
        elif token.type == "html_block":
            if not _is_comment(token.content):
                inlines = tuple(html_inlines(token.content, row))
                yield Block("HTML", here, row, inlines, token.content)
        elif token.type in _REFERENCES:
            said = str(token.meta["label"]) if "label" in token.meta else token.content
            yield Block(
                named(tokens, index), here, row, (Inline("reference", said, row),), said, row
            )
        elif token.nesting and (inline := tokens[index + 1]).type == "inline":
            inlines = tuple(inlines_of(inline, row))
            yield Block(named(tokens, index), here, row, inlines, inline.content)
        elif token.type != "list_item_open" or "checked" in token.meta:
            yield Block(named(tokens, index), here, row, (), token.content, row)


# The parts of what is said of a figure.
CAPTION, ALT, WORDS = (f"{{{FIGURE_WORDS}}} {part}" for part in ("caption", "alt", "words"))
# What shows a piece of a tutorial on another page.
_TAKE = frozenset(("tutorial-excerpt", "tutorial-figure"))
# What no reader sees, though it may be meant for prose.
UNSEEN = {"myst_line_comment": "line of %", "myst_block_break": "line of +++"}
# What is no block of its own, or is seen by nobody; the title of an alert is its kind.
_NO_BLOCK = frozenset(
    "inline thead_open tbody_open tr_open dd_open fieldlist_body_open alert_title_open".split()
)
# What is there for its name, which leads to something else.
_REFERENCES = frozenset("myst_target footnote_reference_open substitution_block".split())


def _fence(token: Token, syntax: Syntax, line: int, level: int) -> Iterator[Block]:
    match = re.match(r"\s*\{([\w:+-]+)\}\s*(.*)", token.info)
    if match is None:
        yield Block(f"code fence {token.info}".rstrip(), level, line, (), token.content, line + 1)
        return
    name, argument = match[1], match[2].strip()
    if name == FIGURE_WORDS:
        yield from _figure_words(token, syntax, line, level)
        return
    # All of reStructuredText in a page is content, whatever it begins with.
    options, body = (0, token.content) if name == "eval-rst" else options_of(token.content)
    if name in VERBATIM:
        inlines: tuple[Inline, ...] = ()
        if name == "math":
            inlines = (Inline("math", body.strip(), line),)
        elif name in ("image", "include", "literalinclude"):
            inlines = (Inline("image", argument, line),)
        elif name == "raw" and argument == "html":
            inlines = tuple(html_inlines(body, line + 1 + options))
        elif name == "eval-rst":
            inlines = tuple(rst_inlines(body, line + 1 + options))
        if match := _FILE.search(token.content[: len(token.content) - len(body)]):
            inlines += (Inline("file", match[1], line),)
        shown_argument = "" if name in ("image", "math") else f" {argument}"
        kind = f"{{{name}}}{shown_argument}".rstrip()
        yield Block(kind, level, line, inlines, body, line + 1 + options)
        return
    inlines = ()
    if name == "figure":
        inlines = (Inline("image", argument, line),)
    elif argument and name not in _TAKE:  # those name a tutorial
        inlines = tuple(inlines_of(markdown.inline(argument, syntax), line))
    yield Block(f"{{{name}}}", level, line, inlines, argument)
    if level < DEEP:
        yield from _blocks(markdown.parse(body, syntax), syntax, line + 1 + options, level + 1)


def _figure_words(token: Token, syntax: Syntax, line: int, level: int) -> Iterator[Block]:
    """What is said of a figure: its caption, the text in its place, and the words in it, one in a line."""
    try:
        found = content_of(token.content, line + 1)
    except Wrong:  # where it is read, that is told
        return
    yield Block(f"{{{FIGURE_WORDS}}}", level, line)
    if (caption := found.caption) is not None:
        inlines = tuple(inlines_of(markdown.inline(caption.text, syntax), caption.row))
        yield Block(CAPTION, level + 1, caption.row, inlines, caption.text)
    if (alt := found.alt) is not None:
        yield Block(ALT, level + 1, alt.row, (Inline("text", alt.text, alt.row),), "")
    for said in found.words.values():
        shown = Inline("text", readable(said.text, OTHER), said.row)
        yield Block(WORDS, level + 1, said.row, (shown,), "")


_FILE = re.compile(r"^[ \t]*:?(?:file|url):[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)


def options_of(content: str) -> tuple[int, str]:
    """How many lines of options a directive begins with, and what follows them."""
    match = re.match(r"---\n.*?\n---\n|(?:[ \t]*:[\w-]+:[^\n]*(?:\n|$))+", content, re.DOTALL)
    if match is None:
        return 0, content
    return match[0].count("\n"), content[match.end() :]


def _is_comment(source: str) -> bool:
    # To a browser a comment may end at its beginning, or with --!> (WHATWG, HTML, section 13.2.5.43).
    return re.fullmatch(r"\s*<!--(?!-?>)(?:(?!--!?>).)*-->\s*", source, re.DOTALL) is not None
