"""An author's word that a rule may be broken in one passage, and why: `<!-- check: allow RULE: why -->`.

In a code cell it is `# check: allow RULE: why`. No reader sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from ..config import Syntax
from . import markdown


@dataclass(frozen=True)
class Suppression:
    """The rules that may be broken, and the line of the file where that stands; no rules: not readable."""

    line: int
    rules: tuple[str, ...]

    @classmethod
    def of(cls, line: int, comment: str) -> Suppression | None:
        """The suppression that a comment's words are, or None for any other comment."""
        said = comment.strip()
        if not re.match(r"check\s*:", said):
            return None
        match = re.fullmatch(r"check: *allow +([\w-]+(?: *, *[\w-]+)*) *: *\S.*", said, re.DOTALL)
        return cls(line, tuple(re.split(" *, *", match[1])) if match else ())


# What is meant for an suppression, however it is written.
_MEANT = re.compile(r"<!--\s*check\b\s*(?::|allow)", re.IGNORECASE)


def _html_in(token: Token) -> Iterator[Token]:
    """The pieces of HTML that a token is or has."""
    yield from (token,) if token.type == "html_block" else ()
    yield from (each for each in token.children or () if each.type == "html_inline")


def take_out(text: str, line: int, syntax: Syntax) -> tuple[str, int, tuple[Suppression, ...]]:
    """The text without its suppressions, the line where it begins now, and the suppressions.

    ``line`` is where the text begins. An empty line stays where an suppression stood, so that every other
    line keeps its place.
    """
    if "<!--" not in text:
        return text, line, ()
    suppressions, rows = [], text.split("\n")
    for token in markdown.parse(text, syntax):
        comment = re.fullmatch(r"\s*<!--(.*)-->\s*", token.content, re.DOTALL)
        suppression = None
        if token.type == "html_block" and token.level == 0 and token.map and comment:
            suppression = Suppression.of(line + token.map[0], comment[1])
        if suppression is not None and token.map:
            suppressions.append(suppression)
            rows[slice(*token.map)] = [""] * (token.map[1] - token.map[0])
        elif token.map and any(_MEANT.search(each.content) for each in _html_in(token)):
            suppressions.append(Suppression(line + token.map[0], ()))  # where nobody looks for it
    left = "\n".join(rows).rstrip("\n") if suppressions else text
    before = len(left) - len(left.lstrip("\n")) if suppressions else 0
    return left[before:], line + before, tuple(suppressions)
