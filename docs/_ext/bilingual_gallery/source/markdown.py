"""The few questions asked of a prose cell's Markdown, answered by the parser that MyST makes its pages with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from .. import tex
from ..config import Syntax
from ..memo import kept

# CommonMark closes an open block at the end of the text. What follows here must be a paragraph of
# its own, even if a formula ends after it.
_MAY_BE_OPEN = re.compile(r"```|~~~|:::|\$\$|<")
_AFTER = "\n\nwhat follows\n\n$$\n"


@dataclass(frozen=True)
class Heading:
    """A heading of the text's outermost level; its lines, ``line`` up to but not ``end``, count from 0.

    ``title`` is what a reader sees; ``words`` have the TeX of formulas, and make the id.
    """

    line: int
    end: int
    level: int
    title: str
    words: str


@cache
def _parser(syntax: Syntax) -> MarkdownIt:
    """MyST's parser, without what it does for a whole page: front matter, and the count of words."""
    config = MdParserConfig(**dict(syntax))  # type: ignore[arg-type]
    return create_md_parser(config, RendererHTML).disable(["front_matter", "wordcount"], True)


@dataclass(frozen=True)
class _Parsed:
    """A text's tokens, what it makes ``known`` for all of it, and the line of a block that nothing closes."""

    tokens: tuple[Token, ...]
    known: Mapping[str, Any]
    open: int | None = None


@lru_cache(
    maxsize=16_384
)  # each text is asked several questions, when it is read and when it is checked
def _parse(text: str, syntax: Syntax) -> _Parsed:
    parser, known = _parser(syntax), dict[str, Any]()
    if _MAY_BE_OPEN.search(text) is None:
        return _Parsed(tuple(parser.parse(text, known)), known)
    end = text.count("\n") + 1
    tokens: list[Token] = []
    for token in parser.parse(text + _AFTER, known):
        if token.level == 0 and token.map and token.nesting >= 0:
            if token.map[0] >= end:
                break
            if token.map[1] > end + 1:
                return _Parsed(tuple(parser.parse(text)), known, token.map[0])
        tokens.append(token)
    return _Parsed(tuple(tokens), known)


def parse(text: str, syntax: Syntax) -> tuple[Token, ...]:
    """The text's tokens as MyST sees them."""
    return _parse(text, syntax).tokens


@kept
def reaches_far(text: str, syntax: Syntax) -> bool:
    """May something in a text, such as a footnote, decide how MyST sees another of its sections?"""
    known = _parse(text, syntax).known
    footnotes = known.get("footnotes", {})
    others = (each for name, each in known.items() if name != "footnotes")
    # Attributes in a line of their own are those of what follows; a carriage return ends a line, too.
    unsure = "attrs_block" in str(syntax) or "\r" in text
    return unsure or any(footnotes.values()) or any(others)


def inline(text: str, syntax: Syntax) -> Token:
    """A text that makes no blocks, such as the title of an admonition, as one inline token."""
    return _parser(syntax).parseInline(text)[0]


def unclosed_block(text: str, syntax: Syntax) -> int | None:
    """The line (from 0) of a fence, comment or formula that nothing closes, or None.

    In a woven page the end of the text is somewhere else, so the block would swallow the code and
    the prose that follow.
    """
    return _parse(text, syntax).open


@lru_cache(maxsize=4096)  # who reads a tutorial asks, and who checks it
@kept
def headings(text: str, syntax: Syntax) -> tuple[Heading, ...]:
    """The headings that make sections, in order; those inside quotes, lists or fences do not."""
    tokens = parse(text, syntax)
    return tuple(
        Heading(
            line=token.map[0],
            end=token.map[1],
            level=int(token.tag[1]),
            title=plain(tokens[index + 1]),
            words=plain(tokens[index + 1], str),
        )
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    )


def paragraphs(text: str, syntax: Syntax) -> Iterator[str]:
    """The text's paragraphs that lie in nothing else, each as plain text on one line."""
    tokens = parse(text, syntax)
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and token.level == 0:
            yield plain(tokens[index + 1])


def plain(inline: Token, formula: Callable[[str], str] = tex.plain) -> str:
    """What a reader sees of an inline token, without markup; ``formula`` makes text of TeX."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type.startswith("math_inline") or child.meta.get("name") == "math":
            parts.append(formula(child.content))
        elif child.type != "html_inline":
            parts.append(child.content)
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def slug(title: str) -> str:
    """A heading's id: lower-case words joined by hyphens; empty where the title has no Latin word."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower().replace("'", "").replace("’", "")))
