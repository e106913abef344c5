"""Lines of a page's source, each with the line of the script that it comes from."""

from __future__ import annotations

from collections.abc import Sequence

Lines = list[tuple[str, int]]


def at(line: int, text: str) -> Lines:
    """A text, all of which comes from one line."""
    return [(row, line) for row in text.split("\n")]


def joined(blocks: Sequence[Lines]) -> Lines:
    """Blocks with an empty line between them."""
    return [line for block in blocks for line in (*block, ("", block[-1][1]))][:-1]


def fenced(fence: str, info: str, text: str) -> str:
    """A text in a fence that nothing in it ends."""
    while fence in text:
        fence += "`"
    return f"{fence}{info}\n{text}\n{fence}"


def fenced_lines(info: str, lines: Lines) -> Lines:
    """Lines in a fence that nothing in them ends."""
    text = fenced("```", info, "\n".join(row for row, _ in lines)).split("\n")
    first, last = lines[0][1], lines[-1][1]
    begin = info.count("\n") + 1
    opening = [(row, first) for row in text[:begin]]
    return [*opening, *lines, (text[-1], last)]
