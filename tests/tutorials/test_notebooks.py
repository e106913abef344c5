"""Every tutorial's notebook: it says what the page shows, and its exercises can be solved."""

from __future__ import annotations

import ast
from pathlib import Path

import jupytext
import nbformat
import pytest
from pages import LANGUAGES, NAMES, SCRIPTS
from readers import soup
from tutorial_runs import ROUND, code_of, run_tutorial, solutions_of, solve


@pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
def test_a_tutorial_survives_the_way_through_a_notebook(script: Path) -> None:
    text = script.read_text()
    book = jupytext.reads(text, fmt="py:percent")
    book.metadata["jupytext"] = {"notebook_metadata_filter": "-all"}
    assert jupytext.writes(book, fmt="py:percent") == text


@pytest.mark.parametrize("name", NAMES)
def test_solutions_are_the_same_in_every_language_and_run_at_the_end_of_the_notebook(
    name: str,
) -> None:
    solutions = solutions_of(name, LANGUAGES[0])
    assert solutions
    for language in LANGUAGES:
        assert solutions_of(name, language) == solutions
    assert solve(run_tutorial(name), solutions) == ""


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_a_reader_downloads_prints_what_the_page_shows(
    project: Path, name: str
) -> None:
    run = run_tutorial(name)
    assert run.errors == ""
    printed = [text.strip() for text in run.printed if text.strip()]
    for language in LANGUAGES:
        path = project / language / "downloads" / f"{name}.ipynb"
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        prose = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
        assert prose.count("<details>\n<summary>") == len(solutions_of(name, language))
        assert ":::" not in prose and "```{" not in prose
        code = code_of(book)
        if language == ROUND:
            assert code == run.code
        # Two texts that differ in comments alone are the same to Python.
        assert [ast.dump(ast.parse(cell)) for cell in code] == [
            ast.dump(ast.parse(cell)) for cell in run.code
        ]
        page = soup(project / language / "tutorials" / f"{name}.html")
        shown = [block.get_text().strip() for block in page.select(".sphx-glr-script-out pre")]
        assert printed == shown
