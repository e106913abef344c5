"""A tutorial as a notebook and as a script in the percent format, for readers of one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ..source import markdown
from ..source.code import CodeCell
from ..source.tutorial import Passage, Tutorial
from .notebook_cells import Form, code_cells
from .portable import Document, NoPlaces, Places, located, portable

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Surroundings:
    """What a download has beside the tutorial: cells of Markdown above and below it, and what it names.

    ``first`` and ``last`` are code that a notebook begins and ends with.
    ``heading_language`` is the one whose headings make the ids of sections; empty: the download's own.
    """

    above: str = ""
    below: str = ""
    first: str = ""
    last: str = ""
    heading_language: str = ""
    substitutions: Mapping[str, object] = field(default_factory=dict)


def notebook(
    tutorial: Tutorial,
    language: str,
    places: Places | None = None,
    around: Surroundings = Surroundings(),
) -> str:
    """The tutorial as a Jupyter notebook (nbformat 4.5, no outputs)."""
    text: str = nbformat.writes(_book(tutorial, language, "ipynb", places or NoPlaces(), around))
    return text + "\n"


def script(
    tutorial: Tutorial,
    language: str,
    places: Places | None = None,
    around: Surroundings = Surroundings(),
) -> str:
    """The tutorial as a Python script in the percent format."""
    book = _book(tutorial, language, "py", places or NoPlaces(), around)
    # A header would name versions of tools that the reader does not need.
    book.metadata["jupytext"] = {
        "notebook_metadata_filter": "-all",
        "cell_metadata_filter": "tags,title,-all",
        # Every line here is Python: a last line `ls` is a variable.
        "comment_magics": False,
    }
    text: str = jupytext.writes(book, fmt="py:percent")
    return text


def _book(
    tutorial: Tutorial, language: str, form: Form, places: Places, around: Surroundings
) -> nbformat.NotebookNode:
    cells = list(_cells(tutorial, language, form, places, around))
    if form == "ipynb" and around.first:
        cells.insert(0, new_code_cell(around.first, id="first"))
    if form == "ipynb" and around.last:
        cells.append(new_code_cell(around.last, id="last"))
    if around.above:
        cells.insert(0, new_markdown_cell(around.above, id="install"))
    if around.below:
        cells.append(new_markdown_cell(around.below, id="page"))
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    book: nbformat.NotebookNode = new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(book)
    return book


def _cells(
    tutorial: Tutorial, language: str, form: Form, places: Places, around: Surroundings
) -> Iterator[nbformat.NotebookNode]:
    document = _document(tutorial, language, form, places, around)
    placed = enumerate(tutorial.parts)
    for is_code, run in groupby(placed, key=lambda each: isinstance(each[1], CodeCell)):
        if is_code:
            cells = [(index, part) for index, part in run if isinstance(part, CodeCell)]
            yield from code_cells(cells, language, form)
            continue
        for index, part in run:
            assert isinstance(part, Passage)
            prose = part.prose_in(language)
            text = portable(prose.text, document)
            if text:
                cell = new_markdown_cell(text, id=f"cell-{index}", metadata=dict(prose.metadata))
                if attached := places.attached():
                    cell["attachments"] = attached
                yield cell


def _document(
    tutorial: Tutorial, language: str, form: Form, places: Places, around: Surroundings
) -> Document:
    texts = [passage.text(language) for passage in tutorial.passages]
    headings = [each.title for text in texts for each in markdown.headings(text, tutorial.syntax)]
    ids = tutorial.section_ids(around.heading_language or language)
    whole = "\n".join(texts)
    anchored = frozenset(each for each in ids if form == "ipynb" and f"(#{each})" in whole)
    definitions: dict[str, dict[str, str]] = {}
    for text in texts:  # a link's address may stand in another cell
        located.parse(text, tutorial.syntax, definitions)
    return Document(
        syntax=tutorial.syntax,
        places=places,
        sections=dict(zip(ids, headings, strict=True)),
        anchored=anchored,
        substitutions=around.substitutions,
        definitions=definitions,
    )
