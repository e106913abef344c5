"""A directive as it is written: its name, its argument, its options and what is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token
from myst_parser.parsers.options import TokenizeError, options_to_items

from ...source.figure_words import NAME as FIGURE_WORDS
from ...source.figure_words import content_of

_NAME = re.compile(r"\s*\{([^\s{}]+)\}\s*(.*)", re.DOTALL)
_YAML = re.compile(r"---\n(.*?)(?:^|\n)---[ \t]*(?:\n|$)", re.DOTALL)
_FIELDS = re.compile(r"(?:[ \t]*:[\w-]+:[^\n]*(?:\n|$))+")


@dataclass(frozen=True)
class Directive:
    """A directive; an option without a value has an empty one."""

    name: str
    argument: str
    options: Mapping[str, str]
    body: str

    @property
    def classes(self) -> list[str]:
        """The classes that its author gives it."""
        return self.options.get("class", "").split()


def directive_of(token: Token) -> Directive | None:
    """The directive that a fence is; None for a fence of code."""
    match = _NAME.fullmatch(token.info.strip())
    if match is None:
        return None
    if (
        match[1] == FIGURE_WORDS
    ):  # its lines are no options, and a notebook draws with the words of the code
        caption = content_of(token.content, 1).caption
        return Directive(FIGURE_WORDS, "", {}, caption.text if caption else "")
    options, body = _options(token.content)
    return Directive(match[1], match[2].strip(), options, body.strip("\n"))


def _options(content: str) -> tuple[dict[str, str], str]:
    """The options that a directive's content begins with, as MyST reads them, and what follows them."""
    if (block := _YAML.match(content)) is not None:
        told, begin = block[1], block.end()
    elif (fields := _FIELDS.match(content)) is not None:
        told, begin = re.sub(r"^[ \t]*:", "", fields[0], flags=re.MULTILINE), fields.end()
    else:
        return {}, content
    try:
        items, _ = options_to_items(told)
    except TokenizeError:  # which MyST has told at its line
        return {}, content[begin:]
    return dict(items), content[begin:]
