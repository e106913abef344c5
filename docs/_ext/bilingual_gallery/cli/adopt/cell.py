"""Take a code cell apart: its tokens, and the comments beside them."""

from __future__ import annotations

import io
import tokenize
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_LAYOUT = frozenset(
    (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
)


@dataclass
class Said:
    """The comments at one place: ``runs`` of lines above the code, and what stands ``behind`` its line."""

    runs: list[list[str]] = field(default_factory=list)
    rows: list[range] = field(default_factory=list)
    behind: str = ""
    where: tuple[int, int] = (-1, 0)  # the row and the column of what stands behind


@dataclass
class CellCode:
    """A cell taken apart: its tokens without comments and layout, the row of each, and the comments.

    Comments are known by their place: the number of the token that they stand above, or whose line they
    end. ``free`` are the rows above which a comment may be put.
    """

    lines: list[str]
    tokens: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    said: dict[int, Said] = field(default_factory=lambda: defaultdict(Said))
    free: set[int] = field(default_factory=set)

    def row(self, place: int) -> int:
        """The row of a token; behind the last one, that below the code."""
        if place < len(self.rows):
            return self.rows[place]
        return max((at for at, line in enumerate(self.lines, 1) if line.strip()), default=0)

    def above(self, row: int) -> int:
        """The nearest row from here up that a comment may stand above."""
        return max((each for each in self.free if each <= row), default=0)

    def indent(self, row: int) -> str:
        """What a line begins with."""
        line = self.lines[row] if row < len(self.lines) else ""
        return line[: len(line) - len(line.lstrip())]


def take_apart(source: str) -> CellCode:
    """A cell, taken apart. Raises what the tokenizer of Python does."""
    code = CellCode(source.split("\n"))
    first: dict[int, int] = {}  # the first token of each row
    waiting: list[tuple[int, str]] = []
    within = {at for at, line in enumerate(code.lines, 1) if line.rstrip().endswith("\\")}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        row = token.start[0] - 1
        if token.type == tokenize.COMMENT:
            if token.line[: token.start[1]].strip():
                here = code.said[first.get(row, len(code.tokens) - 1)]
                here.behind, here.where = token.string, (row, token.start[1])
            else:
                waiting.append((row, token.string))
        elif token.type not in _LAYOUT or token.type == tokenize.ENDMARKER:
            _settle(waiting, code)
            if token.type != tokenize.ENDMARKER:
                within |= set(range(row + 1, token.end[0]))
                first.setdefault(row, len(code.tokens))
                code.tokens.append(token.string)
                code.rows.append(row)
    code.free = set(range(len(code.lines) + 1)) - within
    return code


def _settle(waiting: list[tuple[int, str]], code: CellCode) -> None:
    for row, text in waiting:
        here = code.said[len(code.tokens)]
        if not here.rows or here.rows[-1].stop != row:
            here.runs.append([])
            here.rows.append(range(row, row))
        here.runs[-1].append(text)
        here.rows[-1] = range(here.rows[-1].start, row + 1)
    waiting.clear()


def places(own: Sequence[str], other: Sequence[str], *, only_equal: bool) -> dict[int, int]:
    """Where each token of other code is in ours; with ``only_equal`` a token that ours lacks is nowhere."""
    where = {len(other): len(own), -1: 0}
    matcher = SequenceMatcher(None, own, other, autojunk=False)
    for kind, first, _, begin, end in matcher.get_opcodes():
        if only_equal and kind != "equal":
            continue
        where |= {
            place: first + step if kind == "equal" else first
            for step, place in enumerate(range(begin, end))
        }
    return where
