"""Find the lines of a source whose words are not in the script that was made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from .split import Piece

# What marks text up, and is written in another way in Markdown.
_MARKS = re.compile(
    r":[A-Za-z][\w:+-]*:(?=`)"  # a role
    r"|^[ \t]*\.\. +(?:\|[^|\n]+\| +)?(?:code-block|sourcecode|code|image|math|replace|raw)::(?: *html)?"
    r"|^[ \t]*:(?:alt|target):"
    r"|^[ \t]*\.\. +(?:role|default-role)::[^\n]*"
    r"|^[ \t]*\.\. +_[^\n]*?:(?= |$)"  # the name of a target
    r"|^[ \t]*(?:\w{1,4}|#)[.)] |\(\w\) "  # the number of an item
    r"|\.html\b"
    r"|<#[^>]*>"
    r"|\|\w[\w-]*\|"  # what stands for something else
    r"|</?(?:iframe|div|p|center|br)\b[^>]*>"
    r"|\\ ",
    re.MULTILINE,
)


def words(text: str) -> Counter[str]:
    """The words of a text, with how often it has them."""
    return Counter(re.findall(r"[^\W_]+", text.lower()))


def said_in(script: str, language: str, languages: Iterable[str]) -> str:
    """What a script in ``languages`` says to the readers of one: its prose, all code, and its comments."""
    kept: list[str] = []
    spoken = ""
    tag = re.compile(rf"\s*# ({'|'.join(map(re.escape, languages))}):(?: |$)")
    for line in script.split("\n"):
        if line.startswith("# %%"):
            marker = re.search(r'lang="([^"]+)"', line)
            spoken = marker[1] if marker else language
        elif spoken == language:
            comment = tag.match(line)
            if comment is None or comment[1] == language:
                kept.append(line[comment.end() :] if comment else line)
    return "\n".join(kept)


def left_out(pieces: Sequence[Piece], made: str) -> list[tuple[int, str]]:
    """The lines of a source with words that the script lacks, each with its number."""
    rows = [
        (piece.line + number, line.strip(), words(plain))
        for piece in pieces
        for number, (line, plain) in enumerate(
            zip(piece.text.split("\n"), _plain(piece).split("\n"), strict=True)
        )
    ]
    there = Counter[str]()
    for *_, said in rows:
        there.update(said)
    missing = there - words(made)
    found: list[tuple[int, str]] = []
    while missing and rows:
        # The line of which the most is missing is the one that is.
        number, line, said = max(rows, key=lambda row: _share(row[2], missing))
        if not said & missing:
            break
        rows.remove((number, line, said))
        missing -= said
        found.append((number, line))
    return sorted(found)


def _share(said: Counter[str], missing: Counter[str]) -> float:
    return (said & missing).total() / said.total() if said else 0.0


def _plain(piece: Piece) -> str:
    return _MARKS.sub(" ", piece.text) if piece.kind == "text" else piece.text
