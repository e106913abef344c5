"""A tutorial as a notebook and as a script in the percent format, for readers of one language or two.

In a notebook of two languages the second has its prose in cells of its own, each below that of the first, and
its comments below those of the first; the code between them is there once.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from itertools import groupby

import nbformat
from nbformat import NotebookNode

from ..lang.tags import direction, tag
from ..source import cell_reader, markdown
from ..source.code import CodeCell
from ..source.tutorial import Passage, Prose, Tutorial
from . import untranslated
from .notebook_cells import Form, code_cell, code_cells, markdown_cell
from .portable import Document, NoPlaces, Places, located, portable
from .portable.inlines import escaped

_WRITER = cell_reader.module("jupytext")
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Surroundings:
    """What a download has beside the tutorial: cells of Markdown above and below it, and what it names.

    ``also_above`` says what stands above in the second language of a notebook.
    ``first`` and ``last`` are code that a notebook begins and ends with.
    ``heading_language`` is the one whose headings make the ids of sections; empty: the download's own.
    """

    above: str = ""
    below: str = ""
    first: str = ""
    last: str = ""
    heading_language: str = ""
    also_above: str = ""
    substitutions: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Second:
    """The second language of a notebook: its code, its name, and where its prose leads.

    It is ``folded`` away under its name, or open below the first. While the words of the interface are to
    be in it, ``spoken`` is entered.
    """

    language: str
    name: str
    folded: bool
    places: Places = field(default_factory=NoPlaces)
    spoken: Callable[[], AbstractContextManager[None]] = nullcontext

    def cell(self, text: str) -> str:
        """The Markdown of a cell."""
        lang = f' lang="{tag(self.language)}"'
        if direction(self.language) == "rtl":
            lang += ' dir="rtl"'
        if self.folded:
            name = html.escape(self.name)
            return f"<details{lang}>\n<summary>{name}</summary>\n\n{text}\n\n</details>"
        return f"<div{lang}>\n\n{text}\n\n</div>"


def notebook(
    tutorial: Tutorial,
    language: str,
    places: Places | None = None,
    around: Surroundings = Surroundings(),
    second: Second | None = None,
) -> str:
    """The tutorial as a Jupyter notebook (nbformat 4.5, no outputs)."""
    book = _book(tutorial, language, "ipynb", places or NoPlaces(), around, second)
    text: str = nbformat.v4.writes(book)  # it is valid; nbformat.writes would look again
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
    text: str = _WRITER.writes(book, fmt="py:percent")
    return text


def _book(
    tutorial: Tutorial,
    language: str,
    form: Form,
    places: Places,
    around: Surroundings,
    second: Second | None = None,
) -> NotebookNode:
    cells = list(_cells(tutorial, language, form, places, around, second))
    if form == "ipynb" and around.first:
        cells.insert(0, code_cell(around.first, "first"))
    if form == "ipynb" and around.last:
        cells.append(code_cell(around.last, "last"))
    if second and around.also_above:
        cells.insert(0, markdown_cell(second.cell(around.also_above), "install-second"))
    if around.above:
        cells.insert(0, markdown_cell(around.above, "install"))
    if around.below:
        cells.append(markdown_cell(around.below, "page"))
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    told = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}
    book = NotebookNode(nbformat.from_dict(told))
    nbformat.validate(book)
    return book


def _cells(
    tutorial: Tutorial,
    language: str,
    form: Form,
    places: Places,
    around: Surroundings,
    second: Second | None,
) -> Iterator[NotebookNode]:
    of = (language, second.language) if second else (language,)
    document = _document(tutorial, language, of, form, places, around)
    if second:
        below = _document(tutorial, second.language, of, form, second.places, around)
    turns = tutorial.turns(language)
    placed = enumerate(tutorial.parts)
    for is_code, run in groupby(placed, key=lambda each: isinstance(each[1], CodeCell)):
        if is_code:
            cells = [(index, part) for index, part in run if isinstance(part, CodeCell)]
            yield from code_cells(cells, of, form)
            continue
        for index, part in run:
            assert isinstance(part, Passage)
            told = ""
            if part.line in turns:
                spoken = part.spoken(language)
                whole = spoken == tutorial.spoken(language)
                told = f"*{escaped(untranslated.said(spoken, language, whole=whole))}*\n\n"
            yield from _own(part, f"cell-{index}", language, form, document, told)
            if second:
                yield from _second(part, f"cell-{index}-{second.language}", language, second, below)


def _own(
    passage: Passage, name: str, language: str, form: Form, document: Document, told: str
) -> Iterator[NotebookNode]:
    """The cell of a passage; above it stands what is ``told`` of it: that it is in another language."""
    spoken = passage.spoken(language)
    for cell in _prose(passage.prose_in(language), name, document):
        if spoken != language:
            if form == "ipynb":
                lang = f'lang="{tag(spoken)}" dir="{direction(spoken)}"'
                cell.source = f"<div {lang}>\n\n{cell.source}\n\n</div>"
            cell.source = f"{told}{cell.source}"
        yield cell


def _second(
    passage: Passage, name: str, first: str, second: Second, document: Document
) -> Iterator[NotebookNode]:
    """The cell of a passage in the second language; what the first one's cell says is not said again."""
    code = second.language
    if passage.is_in(code) and passage.spoken(first) == code != first:
        return
    with second.spoken():
        if passage.is_in(code):
            told = list(_prose(passage.prose_in(code), name, document))
        else:
            told = [markdown_cell(untranslated.words(), name)]
    for cell in told:
        cell.source = second.cell(cell.source)
    yield from told


def _prose(prose: Prose, name: str, document: Document) -> Iterator[NotebookNode]:
    """The cell of a passage in one language; none where a reader would see nothing of it."""
    if text := portable(prose.text, document):
        cell = markdown_cell(text, name, prose.metadata)
        if attached := document.places.attached():
            cell["attachments"] = attached
        yield cell


def _document(
    tutorial: Tutorial,
    language: str,
    of: Sequence[str],
    form: Form,
    places: Places,
    around: Surroundings,
) -> Document:
    """The prose of one language ``of`` those of the download; the headings are those of the first."""
    first = of[0]
    texts = [passage.text(language) for passage in tutorial.passages]
    titled = [passage.text(first) for passage in tutorial.passages]
    headings = [each.title for text in titled for each in markdown.headings(text, tutorial.syntax)]
    ids = tutorial.section_ids(around.heading_language or first, first)
    whole = "\n".join(passage.text(each) for passage in tutorial.passages for each in of)
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
        bold_headings=language != first,
    )
