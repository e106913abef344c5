"""What an author says of a figure in one language, beside the code that draws it: `{figure-words}`.

The directive stands in the passage below the cell, at its beginning, and several of them for several figures.
It has the figure's caption, the text that stands for it where nobody sees it, and the words in it: each line
is a text as the code writes it, a colon, and the words in its place. A text alone stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from markdown_it.token import Token

from ..config import Syntax
from . import markdown
from .wording import places

NAME = "figure-words"
_OPTIONS = ("caption", "alt")
_OPENING = re.compile(r"[:`~]{3,}\s*\{" + NAME + r"\}")
_LINE = re.compile(
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>.*?))(?:\s*:(?:\s+(?P<words>.*))?)?'
)


@dataclass(frozen=True)
class Said:
    """A sentence or a word, and its row (from 0) in the prose."""

    row: int
    text: str


@dataclass(frozen=True)
class FigureWords:
    """What is said of one figure; it has the rows ``begin`` up to but not ``end`` of the prose.

    ``words`` are those in the figure, by the text of the code.
    """

    begin: int
    end: int
    caption: Said | None
    alt: Said | None
    words: Mapping[str, Said]

    @property
    def table(self) -> dict[str, str]:
        """The words by the text of the code, as their author wrote both."""
        return {text: said.text for text, said in self.words.items()}


class Wrong(ValueError):
    """A mistake in a row (from 0) of the prose, and the mend."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row
        self.message = message


@cache
def figures_in(text: str, syntax: Syntax) -> tuple[FigureWords, ...]:
    """What a passage says of figures, in order. Raises Wrong."""
    if NAME not in text:
        return ()
    found: list[FigureWords] = []
    others = False
    for token in markdown.parse(text, syntax):
        if not _is_one(token):
            others |= token.nesting >= 0
            continue
        assert token.map is not None
        begin, end = token.map
        if others or token.level:
            message = f"{NAME} stands below other prose; begin the passage with it"
            raise Wrong(begin, message)
        found.append(_figure(token, begin, end))
    return tuple(found)


def content_of(content: str, row: int) -> FigureWords:
    """What the content of a directive says, which begins at a row of the prose. Raises Wrong."""
    begin, end = row - 1, row + content.rstrip("\n").count("\n") + 2
    options: dict[str, Said] = {}
    words: dict[str, Said] = {}
    for index, line in enumerate(content.split("\n")):
        at, said = row + index, line.strip()
        if not said:
            continue
        if said.startswith(":"):
            name, text = _option(said, at)
            _once(name, options, at)
            options[name] = Said(at, text)
            continue
        text, shown = _words(said, at)
        _once(text, words, at)
        words[text] = Said(at, shown)
    if not options and not words:
        raise Wrong(
            begin, f"{NAME} says nothing; write `:caption:`, `:alt:`, or the figure's words"
        )
    return FigureWords(begin, end, options.get("caption"), options.get("alt"), words)


def _is_one(token: Token) -> bool:
    return (
        token.type in ("fence", "colon_fence")
        and re.fullmatch(r"\s*\{" + NAME + r"\}.*", token.info) is not None
    )


def _figure(token: Token, begin: int, end: int) -> FigureWords:
    if token.info.strip() != f"{{{NAME}}}":
        raise Wrong(begin, f"{NAME} takes nothing beside its name; write it in the lines below")
    found = content_of(token.content, begin + 1)
    return FigureWords(begin, end, found.caption, found.alt, found.words)


def _option(line: str, row: int) -> tuple[str, str]:
    match = re.fullmatch(r":([\w-]+):(?:\s+(.*))?", line)
    name = match[1] if match else line
    if match is None or name not in _OPTIONS:
        raise Wrong(row, f"{NAME} has no option {name}; write `:caption:` or `:alt:`")
    if not match[2]:
        raise Wrong(row, f"`:{name}:` says nothing; write a sentence behind it, or take it out")
    return name, match[2].strip()


def _words(line: str, row: int) -> tuple[str, str]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise Wrong(row, f'{line} cannot be read; write `"text": words`')
    quoted, plain, words = match["quoted"], match["plain"], match["words"]
    text = re.sub(r'\\(["\\])', r"\1", quoted) if quoted is not None else str(plain)
    if not text.strip():
        raise Wrong(row, f"{line} names no text of the figure; write `text: words`")
    ends = line.rstrip().endswith(":") and words is None
    if ends:
        raise Wrong(
            row, f"there are no words for {text}; write them behind the colon, or take it out"
        )
    shown = text if words is None else words.strip()
    extra = [name for name in places(shown) if name not in places(text)]
    left = [name for name in places(text) if name not in places(shown)]
    if extra:
        raise Wrong(row, f"{{{extra[0]}}} is no place of {text}; name one that it has")
    if left:
        raise Wrong(row, f"the words for {text} lack {{{left[0]}}}; write it where it belongs")
    return text, shown


def _once(name: str, known: Mapping[str, object], row: int) -> None:
    if name in known:
        raise Wrong(row, f"{name} is there twice; keep one of them")


def as_captions(text: str, syntax: Syntax) -> Iterator[tuple[int, int, list[str]]]:
    """For each figure of a prose its rows, and the Markdown that stands there on a page: its caption."""
    rows = text.split("\n")
    for figure in figures_in(text, syntax):
        opening = _OPENING.match(rows[figure.begin].lstrip())
        if figure.caption is None or opening is None:
            yield figure.begin, figure.end, []
            continue
        fence = re.match(r"[:`~]+", opening[0])
        assert fence is not None
        said = [f"{fence[0]}{{container}} caption", figure.caption.text, fence[0]]
        yield figure.begin, figure.end, said
