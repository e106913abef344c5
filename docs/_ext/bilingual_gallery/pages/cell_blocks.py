"""Code cells as blocks of a page's source: code and outputs, open, folded or left out as their tags say.

What is folded is an admonition that an author could write too, so themes, the search and the book know it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from sphinx.locale import get_translation

from ..execution.output import Output
from ..source.cell_tags import CHECK, SOLUTION, Place
from ..source.code import CodeCell
from ..source.tutorial import Tutorial
from .called import Called, comment
from .lines import Lines, at, fenced, fenced_lines, joined
from .outputs import DIRECTIVE, at_script_lines, source

_ = get_translation("sphinx")

# The class of all that is folded, and with a hyphen and what it is, of each.
FOLD = "cell-fold"
CODE, OUTPUT, CELL = "code", "output", "cell"


def title_of(kind: str) -> str:
    """What stands on a fold of a kind, in the page's language."""
    titles: dict[str, str] = {
        CODE: _("Show the code"),
        OUTPUT: _("Show the output"),
        CELL: _("Show the code and its output"),
        SOLUTION: _("Solution"),
        CHECK: _("Check your answer"),
    }
    return titles[kind]


def blocks_of(
    cells: Sequence[tuple[CodeCell, Sequence[Output]]],
    language: str,
    tutorial: Tutorial,
    numbers: Mapping[int, int] = MappingProxyType({}),
    called: Mapping[int, Called] = MappingProxyType({}),
) -> Iterator[Lines]:
    """The blocks of cells that follow one another and have one role, each cell with its outputs.

    Those of a solution, and those of a check, are one fold together. ``numbers`` has the number of the
    first line of a cell, by the cell's line in the script, where lines of code are numbered, ``called``
    what the names in a cell are, by the same.
    """
    role = cells[0][0].role
    if role:
        shown = (_parts(*cell, language, tutorial, numbers, called) for cell in cells)
        parts = [block for both in shown for block in both if block]
        if parts:
            yield _fold(role, parts)
        return
    for cell, outputs in cells:
        display = cell.display
        code, output = _parts(cell, outputs, language, tutorial, numbers, called)
        code_folds = bool(code) and display.code is Place.FOLDED
        output_folds = bool(output) and display.output is Place.FOLDED
        if code_folds and output_folds:
            yield _fold(CELL, [code, output])
            continue
        if code:
            yield _fold(CODE, [code]) if code_folds else code
        if output:
            yield _fold(OUTPUT, [output]) if output_folds else output


def _parts(
    cell: CodeCell,
    outputs: Sequence[Output],
    language: str,
    tutorial: Tutorial,
    numbers: Mapping[int, int],
    called: Mapping[int, Called],
) -> tuple[Lines, Lines]:
    """The code and the outputs, each empty where there is nothing or it is left out."""
    display, code, output = cell.display, [], []
    shown = cell.shown(language)
    if shown and display.code is not Place.LEFT_OUT:
        number = f":lineno-start: {numbers[cell.line]}\n" if cell.line in numbers else ""
        code = at(cell.line, fenced("```", "{code-block} python", number + shown))
        if names := called.get(cell.line):
            code = [*at(cell.line, comment(names)), *code]
    if outputs and display.output is not Place.LEFT_OUT:
        given = source(at_script_lines(outputs, tutorial))
        output = at(cell.line, fenced("```", f"{{{DIRECTIVE}}}", given))
    return code, output


def _fold(kind: str, blocks: Sequence[Lines]) -> Lines:
    options = f":class: {FOLD} {FOLD}-{kind}\n:collapsible: closed\n"
    return fenced_lines(f"{{admonition}} {title_of(kind)}\n{options}", joined(blocks))
