"""The few questions asked of a prose cell's Markdown, answered by markdown-it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

# As MyST makes its own with colon fences and dollar math; a test compares the two.
_parser = (
    MarkdownIt("commonmark")
    .enable("table")
    .use(myst_block_plugin)
    .use(myst_role_plugin)
    .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    .use(dollarmath_plugin)
    .use(colon_fence_plugin)
)

# CommonMark closes an open block at the end of the text. What follows here must be a paragraph of
# its own, even if a formula ends after it.
_MAY_BE_OPEN = re.compile(r"```|~~~|:::|\$\$|<")
_AFTER = "\n\nwhat follows\n\n$$\n"


@dataclass(frozen=True)
class Heading:
    """A heading of the text's outermost level; its lines, ``line`` up to but not ``end``, count from 0."""

    line: int
    end: int
    level: int
    title: str


@lru_cache(
    maxsize=16_384
)  # each text is asked several questions, when it is read and when it is checked
def _parse(text: str) -> tuple[tuple[Token, ...], int | None]:
    if _MAY_BE_OPEN.search(text) is None:
        return tuple(_parser.parse(text)), None
    end = text.count("\n") + 1
    tokens: list[Token] = []
    for token in _parser.parse(text + _AFTER):
        if token.level == 0 and token.map and token.nesting >= 0:
            if token.map[0] >= end:
                break
            if token.map[1] > end + 1:
                return tuple(_parser.parse(text)), token.map[0]
        tokens.append(token)
    return tuple(tokens), None


def parse(text: str) -> tuple[Token, ...]:
    """The text's tokens as MyST sees them."""
    return _parse(text)[0]


def unclosed_block(text: str) -> int | None:
    """The line (from 0) of a fence, comment or formula that nothing closes, or None.

    In a woven page the end of the text is somewhere else, so the block would swallow the code and
    the prose that follow.
    """
    return _parse(text)[1]


def headings(text: str) -> tuple[Heading, ...]:
    """The headings that make sections, in order; those inside quotes, lists or fences do not."""
    tokens = parse(text)
    return tuple(
        Heading(token.map[0], token.map[1], int(token.tag[1]), plain(tokens[index + 1]))
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    )


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
