"""Find the lines of a source whose words are not in the script that was made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .split import Piece

# What marks text up, and is written in another way in Markdown.
_MARKS = re.compile(
    r":[A-Za-z][\w:+-]*:(?=`)"  # a role
    r"|^[ \t]*\.\. +(?:\|[^|\n]+\| +)?(?:code-block|sourcecode|code|image|math|replace|raw)::(?: *html)?"
    r"|^[ \t]*:(?:alt|target):"
    r"|^[ \t]*\.\. +_[^\n]*?:(?= |$)"  # the name of a target
    r"|^[ \t]*(?:\w{1,4}|#)[.)] |\(\w\) "  # the number of an item
    r"|\.html\b"
    r"|\\ ",
    re.MULTILINE,
)


def words(text: str) -> Counter[str]:
    """The words of a text, with how often it has them."""
    return Counter(re.findall(r"[^\W_]+", text.lower()))


def said_in(script: str, language: str) -> str:
    """What a script says to the readers of a language: its prose, all code, and its comments."""
    kept: list[str] = []
    spoken = ""
    for line in script.split("\n"):
        if line.startswith("# %%"):
            marker = re.search(r'lang="([^"]+)"', line)
            spoken = marker[1] if marker else language
        elif spoken == language:
            comment = re.match(r"\s*# ([A-Za-z]{2,3}(?:-\w+)*):(?: |$)", line)
            if comment is None or comment[1] == language:
                kept.append(line[comment.end() :] if comment else line)
    return "\n".join(kept)


def left_out(pieces: Sequence[Piece], made: str) -> Iterator[tuple[int, str]]:
    """The lines of a source with words that the script lacks, each with its number."""
    said = Counter[str]()
    for piece in pieces:
        said += words(_plain(piece))
    missing = said - words(made)
    if not missing:
        return
    for piece in pieces:
        plain = _plain(piece).split("\n")
        for number, (line, shown) in enumerate(zip(piece.text.split("\n"), plain, strict=True)):
            lost = words(shown) & missing
            if lost:
                missing -= lost
                yield piece.line + number, line.strip()


def _plain(piece: Piece) -> str:
    return _MARKS.sub(" ", piece.text) if piece.kind == "text" else piece.text
