"""The few questions asked of a prose cell's Markdown, answered by markdown-it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

_parser = MarkdownIt("commonmark").enable("table").use(colon_fence_plugin).use(dollarmath_plugin)


@dataclass(frozen=True)
class Heading:
    """A heading of the text's outermost level; its lines, ``line`` up to but not ``end``, count from 0."""

    line: int
    end: int
    level: int
    title: str


@lru_cache(maxsize=512)
def parse(text: str) -> tuple[Token, ...]:
    """The text's tokens, with MyST's colon fences and dollar math known as such."""
    return tuple(_parser.parse(text))


def headings(text: str) -> tuple[Heading, ...]:
    """The headings that make sections, in order; those inside quotes, lists or fences do not."""
    tokens = parse(text)
    return tuple(
        Heading(token.map[0], token.map[1], int(token.tag[1]), plain(tokens[index + 1]))
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    )


def unclosed_block(text: str) -> int | None:
    """The line (from 0) of a fence, comment or formula that nothing closes, or None.

    CommonMark closes such a block at the end of the text. In a woven page the end of the text is
    somewhere else, so the block would swallow the code and the prose that follow.
    """
    end = text.count("\n") + 2
    # What follows must be a paragraph of its own, even if a formula ends after it.
    for token in _parser.parse(f"{text}\n\nwhat follows\n\n$$\n"):
        if token.map and token.level == 0 and token.map[0] < end < token.map[1]:
            return token.map[0]
    return None


def first_paragraph(text: str) -> str:
    """The text's first paragraph as plain text on one line, or nothing."""
    tokens = parse(text)
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and token.level == 0:
            return plain(tokens[index + 1])
    return ""


def plain(inline: Token) -> str:
    """What a reader sees of an inline token, without markup."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image" or child.type != "html_inline":
            parts.append(child.content)
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def slug(title: str) -> str:
    """A heading's id: lower-case words joined by hyphens; empty where the title has no Latin word."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower().replace("'", "").replace("’", "")))
