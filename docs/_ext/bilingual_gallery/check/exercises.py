"""Whether the exercises of a section are as many as conf.py asks for, and each has its solution.

Exercises stand below headings of level 3, each with what belongs to it, or in one numbered list. A
solution is a folded box, or cells of code tagged ``solution``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..source.cell_tags import SOLUTION
from .finding import Finding, Text
from .sections import Section, title_of

_FOLDED = re.compile(r"^:collapsible: *closed *$", re.MULTILINE)
_MEND = 'write it in cells `# %% tags=["solution"]`, or in a box with `:collapsible: closed`'


def exercises(section: Section, least: int, most: int, rule: str) -> Iterator[Finding]:
    """What is wrong with the exercises of a section, of which there should be ``least`` to ``most``."""
    begins = [text for text in section.texts if title_of(text, 3) is not None]
    numbered = (re.fullmatch(r"numbered list of (\d+)", block.kind) for block in section.blocks)
    count = len(begins) or sum(int(match[1]) for match in numbered if match)
    if not least <= count <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        message = f"exercises in this section: {count}; set {wanted}, "
        mend = "each below a heading of level 3 or in a numbered list"
        yield section.finding(rule, message + mend)
    elif begins:
        for text, solutions in zip(begins, _by_exercise(section, begins), strict=True):
            if not solutions:
                yield text.finding(0, rule, f"this exercise has no solution; {_MEND}")
    elif (solutions := len(_solutions(section))) != count:
        message = f"exercises in this section: {count}, folded solutions: {solutions}; "
        yield section.finding(rule, f"{message}give each exercise one: {_MEND}")


def _by_exercise(section: Section, begins: Sequence[Text]) -> list[int]:
    """How many solutions stand below each heading."""
    lines = [text.line for text in begins]
    found = [0] * (len(begins) + 1)  # the first: above all headings
    for line in _solutions(section):
        found[bisect_right(lines, line)] += 1
    return found[1:]


@dataclass(frozen=True)
class _Part:
    line: int
    solutions: int
    is_code: bool


def _solutions(section: Section) -> list[int]:
    """The lines of the solutions; neighboring cells are one."""
    parts = [_Part(text.line, len(_FOLDED.findall(text.markdown)), False) for text in section.texts]
    parts += [_Part(cell.line, cell.role == SOLUTION, True) for cell in section.code]
    lines: list[int] = []
    goes_on = False
    for part in sorted(parts, key=lambda each: each.line):
        if not (part.is_code and goes_on):
            lines += [part.line] * part.solutions
        goes_on = part.is_code and bool(part.solutions)
    return lines
