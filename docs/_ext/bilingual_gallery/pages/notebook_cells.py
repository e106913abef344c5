"""The code of a tutorial as cells of a notebook or a script: collapsed as their tags say, exercises to solve.

A notebook does not have the solution where the page has it: there stand an empty cell for the reader's
answer and the check, and below them the solution, folded, as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import nbformat
from nbformat import NotebookNode
from sphinx.locale import get_translation

from ..source.cell_tags import CHECK, RAISES, SOLUTION, Place
from ..source.code import CodeCell
from .cell_blocks import title_of
from .code_cells import pieces_of
from .lines import fenced
from .portable.directives import folded

_ = get_translation("sphinx")

# The ending of what is taken home.
Form = Literal["ipynb", "py"]
# A cell's metadata, or what a dictionary of them is made of.
Metadata = Mapping[str, object] | Sequence[tuple[str, object]]
# Code cells, each with its place among all cells of the tutorial.
Placed = Sequence[tuple[int, CodeCell]]


def markdown_cell(text: str, name: str, metadata: Metadata = ()) -> NotebookNode:
    """A cell of Markdown whose id is ``name``; unlike nbformat's own, it's valid if its notebook is.

    nbformat checks every cell that it makes, and then all of them again in the notebook.
    """
    parts = {"cell_type": "markdown", "id": name, "metadata": dict(metadata), "source": text}
    return NotebookNode(nbformat.from_dict(parts))


def code_cell(text: str, name: str, metadata: Metadata = ()) -> NotebookNode:
    """A cell of code that has not run, whose id is ``name``; as valid as its notebook."""
    parts = {"cell_type": "code", "id": name, "metadata": dict(metadata), "source": text}
    return NotebookNode(nbformat.from_dict({**parts, "execution_count": None, "outputs": []}))


def code_cells(cells: Placed, languages: Sequence[str], form: Form) -> Iterator[NotebookNode]:
    """The cells for code cells that follow one another in the tutorial."""
    if form == "py":
        for index, cell in cells:
            yield from _code(index, cell, languages, form)
        return
    solution: list[tuple[int, CodeCell]] = []
    for index, cell in cells:
        if cell.role == SOLUTION:
            if not solution:
                asked = _("Your answer")
                yield code_cell(f"# {asked}", f"cell-{index}-answer")
            solution.append((index, cell))
            continue
        if cell.role != CHECK and solution:
            yield _told(solution, languages)
            solution = []
        yield from _code(index, cell, languages, form)
    if solution:
        yield _told(solution, languages)


def _code(
    index: int, cell: CodeCell, languages: Sequence[str], form: Form
) -> Iterator[NotebookNode]:
    pieces = pieces_of(cell, languages, notebook=form == "ipynb")
    for number, piece in enumerate(pieces):
        metadata: dict[str, Any] = dict(cell.metadata)
        hidden: dict[str, bool] = {}
        if form == "ipynb":
            if cell.role == CHECK:  # whoever has not answered yet can still run all cells
                metadata["tags"] = list(dict.fromkeys([*metadata["tags"], RAISES]))
            else:
                hidden = _collapsed(cell)
        if piece.folded:
            # JupyterLab and VS Code show such a cell collapsed; a Jupyter Book has it behind a button.
            hidden["source_hidden"] = True
            metadata["tags"] = list(dict.fromkeys([*metadata.get("tags", []), "hide-input"]))
        if hidden:
            metadata["jupyter"] = {**hidden, **metadata.get("jupyter", {})}
        name = f"cell-{index}" if len(pieces) == 1 else f"cell-{index}-{number}"
        yield code_cell(piece.source, name, metadata)


def _collapsed(cell: CodeCell) -> dict[str, bool]:
    """What JupyterLab shows collapsed: all that the page does not show at once, because it has to run."""
    parts = {"source_hidden": cell.display.code, "outputs_hidden": cell.display.output}
    return {name: True for name, place in parts.items() if place is not Place.OPEN}


def _told(solution: Placed, languages: Sequence[str]) -> NotebookNode:
    """The solution as text, which no Run All runs."""
    pieces = (piece for _, cell in solution for piece in pieces_of(cell, languages, notebook=True))
    code = "\n\n".join(fenced("```", "python", piece.source) for piece in pieces)
    text = folded(title_of(SOLUTION), code, is_open=False)
    return markdown_cell(text, f"cell-{solution[0][0]}")
