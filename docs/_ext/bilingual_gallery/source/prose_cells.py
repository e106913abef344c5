"""Prose cells: what is in one, and the passage that those of several languages make."""

from __future__ import annotations

from pathlib import Path

from ..config import Syntax
from ..errors import SourceError, Tell
from . import markdown
from .blocks import blocks
from .cell_tags import refuse_in_prose
from .cells import Cell
from .expressions import mistake_in
from .fences import unclosed
from .figure_words import Wrong, figures_in
from .suppressions import take_out
from .tutorial import Passage, Prose


def prose_of(path: Path, cell: Cell, syntax: Syntax, tell: Tell) -> tuple[Prose | None, bool]:
    """What a cell says, None where it is empty, and whether a reader would see anything of it.

    ``tell`` is given its mistakes.
    """
    try:
        refuse_in_prose(path, cell.line, cell.metadata)
    except SourceError as mistake:
        tell(mistake)
    text, line, suppressions = take_out(cell.text, cell.body, syntax)
    if not text.strip():
        return None, False
    prose = Prose(line, text, suppressions, cell.metadata)
    if "<!--" in text and not blocks(text, syntax):
        return prose, False
    open_block = markdown.unclosed_block(text, syntax)
    if (fence := unclosed(text, syntax)) is not None:
        tell(SourceError(path, line + fence[0], f"{fence[1]}, in the same cell"))
    elif open_block is not None:
        message = "what begins here is never closed; close it in the same cell"
        tell(SourceError(path, line + open_block, message))
    elif (mistaken := mistake_in(text, syntax)) is not None:
        tell(SourceError(path, line + mistaken[0], mistaken[1]))
    try:
        figures_in(text, syntax)
    except Wrong as wrong:
        tell(SourceError(path, line + wrong.row, wrong.message))
    return prose, True


def passage_of(
    path: Path, prose: tuple[tuple[str, Prose], ...], syntax: Syntax, tell: Tell, *, first: bool
) -> Passage | None:
    """A passage; None where what it is cannot be told. ``tell`` is given what is wrong with its headings."""
    if not all(_is_readable(each, syntax) for _, each in prose):
        return None
    outlines = {code: markdown.headings(each.text, syntax) for code, each in prose}
    for code, each in prose:
        if first and not (outlines[code] and outlines[code][0].level == 1):
            tell(SourceError(path, each.line, "no title; begin this cell with `# ` and the title"))
        for index, heading in enumerate(outlines[code]):
            if heading.level == 1 and not (first and index == 0):
                message = "`# ` is for the title alone; begin a section with `## `"
                tell(SourceError(path, each.line + heading.line, message))
    return Passage(prose[0][1].line, prose)


def _is_readable(prose: Prose, syntax: Syntax) -> bool:
    try:
        figures_in(prose.text, syntax)
    except Wrong:
        return False
    return (
        markdown.unclosed_block(prose.text, syntax) is None and unclosed(prose.text, syntax) is None
    )
