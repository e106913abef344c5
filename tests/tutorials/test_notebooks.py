"""Every tutorial's notebook: it says what the page shows, and its exercises can be solved."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import jupytext
import nbformat
import pytest
from bs4 import Tag
from pages import LANGUAGES, NAMES, SCRIPTS
from readers import soup
from tutorial_runs import ROUND, Run, code_of, run_tutorial, solutions_of, solve


@pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
def test_a_tutorial_survives_the_way_through_a_notebook(script: Path) -> None:
    text = script.read_text()
    book = jupytext.reads(text, fmt="py:percent")
    book.metadata["jupytext"] = {"notebook_metadata_filter": "-all"}
    assert jupytext.writes(book, fmt="py:percent") == text


@pytest.mark.parametrize("name", NAMES)
def test_code_in_prose_is_the_same_in_every_language_and_runs_at_the_end_of_the_notebook(
    name: str,
) -> None:
    solutions = solutions_of(name, LANGUAGES[0])
    for language in LANGUAGES:
        assert solutions_of(name, language) == solutions
    assert solve(run_tutorial(name), solutions) == ""


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_a_reader_downloads_prints_what_the_page_shows(
    project: Path, name: str
) -> None:
    run = run_tutorial(name)
    assert run.errors == ""
    for language in LANGUAGES:
        path = project / language / "downloads" / f"{name}.ipynb"
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        prose = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
        page = soup(project / language / "tutorials" / f"{name}.html")
        folds = page.select("details.admonition:not(.cell-fold), details.cell-fold-solution")
        assert prose.count("<details>\n<summary>") == len(folds)
        assert ":::" not in prose and "```{" not in prose
        code = code_of(book)
        if language == ROUND:
            assert code == run.code
        # Two texts that differ in comments alone are the same to Python.
        assert [ast.dump(ast.parse(cell)) for cell in code] == [
            ast.dump(ast.parse(cell)) for cell in run.code
        ]
        assert printed_by(run) == shown_on(page)


def printed_by(run: Run) -> list[str]:
    """What the cells of a notebook print that the page shows: not its checks, which have no answers."""
    unseen = {"check", "remove-output", "remove-cell"}
    texts = zip(run.printed, run.tags, strict=True)
    return without_tracebacks(text for text, tags in texts if not unseen & tags)


def shown_on(page: Tag) -> list[str]:
    """What a page shows as text, without its exercises, of which the notebook has none but the checks."""
    exercises = ["cell-fold-solution", "cell-fold-check"]
    blocks = page.select(".sphx-glr-script-out pre")
    return without_tracebacks(
        block.get_text() for block in blocks if not block.find_parent(class_=exercises)
    )


def without_tracebacks(texts: Iterable[str]) -> list[str]:
    """The texts that are there without what a cell that may fail says of it: IPython has its own way."""
    said = (text.partition("Traceback (most recent call last)")[0].strip() for text in texts)
    return [text for text in said if text]


def without_comments(cells: Iterable[str]) -> list[list[str]]:
    """The lines of each cell that run."""
    return [
        [line for line in cell.split("\n") if not line.lstrip().startswith("#")] for cell in cells
    ]


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_in_two_languages_run_the_code_of_the_one_language(
    project: Path, name: str
) -> None:
    for first, second in (LANGUAGES, LANGUAGES[::-1]):
        folder = project / first / "downloads"
        own = nbformat.read(folder / f"{name}.ipynb", as_version=4)
        for ending in (f"{first}-{second}", f"{first}-{second}-below"):
            book = nbformat.read(folder / f"{name}.{ending}.ipynb", as_version=4)
            nbformat.validate(book)
            # A comment stands in both languages.
            assert without_comments(code_of(book)) == without_comments(code_of(own))
            prose = [cell.source for cell in book.cells if cell.id.endswith(f"-{second}")]
            assert prose and not any(":::" in each or "```{" in each for each in prose)
