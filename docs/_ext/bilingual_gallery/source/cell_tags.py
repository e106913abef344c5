"""The tags of code cells that change what a reader sees: Jupyter's and MyST-NB's words, and exercises.

What a tag does is decided here, once for the page, the notebook, the reading time and the checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Literal

from ..errors import SourceError
from .cells import Metadata

# Of an exercise: how it may be solved, and code that finds out whether an answer is right.
SOLUTION, CHECK = "solution", "check"
# The cell may fail; what comes after it runs.
RAISES = "raises-exception"
Role = Literal["solution", "check", ""]


class Place(Enum):
    """What a page does with a part of a cell."""

    OPEN = "open"
    FOLDED = "folded"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Display:
    """What a page does with the code and with the outputs of a cell."""

    code: Place = Place.OPEN
    output: Place = Place.OPEN


# In the order in which they count: what is left out cannot be folded.
_DISPLAYS: Mapping[str, Display] = {
    "hide-input": Display(code=Place.FOLDED),
    "hide-output": Display(output=Place.FOLDED),
    "hide-cell": Display(Place.FOLDED, Place.FOLDED),
    "remove-input": Display(code=Place.LEFT_OUT),
    "remove-output": Display(output=Place.LEFT_OUT),
    "remove-cell": Display(Place.LEFT_OUT, Place.LEFT_OUT),
}
KNOWN = frozenset((*_DISPLAYS, RAISES, SOLUTION, CHECK))
# How alike a tag and one of these are, from 0 to 1, where the one is taken for the other misspelled.
_ALIKE = 0.88


def tags_of(path: Path, line: int, metadata: Metadata) -> frozenset[str]:
    """The tags in what a code cell's marker says. Raises SourceError where they cannot be."""
    tags = dict(metadata).get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise SourceError(path, line, 'tags are a list of texts; write `tags=["hide-input"]`')
    if SOLUTION in tags and CHECK in tags:
        message = "a cell is a solution or its check, and not both; make it two cells"
        raise SourceError(path, line, message)
    return frozenset(tags)


def refuse_in_prose(path: Path, line: int, metadata: Metadata) -> None:
    """Raises SourceError where the marker of a prose cell has a tag of code, which does nothing there."""
    tags = dict(metadata).get("tags", [])
    given = next((tag for tag in tags if tag in KNOWN), None) if isinstance(tags, list) else None
    if given is not None:
        message = (
            f"`{given}` is a tag of code; take it out, and fold prose with `:collapsible: closed`"
        )
        raise SourceError(path, line, message)


def role_of(tags: Set[str]) -> Role:
    """What a cell with these tags is to an exercise."""
    return "solution" if SOLUTION in tags else "check" if CHECK in tags else ""


def display_of(tags: Set[str]) -> Display:
    """What a page does with a cell that has these tags; an exercise's is folded as a whole."""
    folded = Display(Place.FOLDED, Place.FOLDED) if role_of(tags) else Display()
    code, output = folded.code, folded.output
    for tag, display in _DISPLAYS.items():
        if tag in tags:
            code = code if display.code is Place.OPEN else display.code
            output = output if display.output is Place.OPEN else display.output
    return Display(code, output)


def meant_by(tag: str) -> str | None:
    """Which tag an unknown one is likely to be; None for a known one, and for one of somebody else's."""
    if tag in KNOWN:
        return None
    plain = "-".join(tag.lower().replace("_", " ").replace("-", " ").split())
    # All words that begin so are about what is shown, so one that is not known here does nothing.
    alike = 0.0 if plain.startswith(("hide-", "remove-")) else _ALIKE
    return next(iter(get_close_matches(plain, sorted(KNOWN), 1, alike)), None)


def misplaced(cells: Sequence[tuple[int, Role] | None]) -> Iterator[tuple[int, str]]:
    """The lines of solutions and checks that stand where they make no sense, each with what is wrong.

    ``cells`` are the parts of a tutorial in order: a code cell's line and role, None for prose.
    """
    before: Role | None = None
    for cell in cells:
        line, role = cell or (0, None)
        if role == CHECK and before not in (SOLUTION, CHECK):
            yield (
                line,
                "this check has no solution above it; move it below the cells of its solution",
            )
        elif role == SOLUTION and before == CHECK:
            yield line, "this solution has no exercise above it; write the exercise as prose"
        before = role
