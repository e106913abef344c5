"""Tags of cells and exercises, on a real site: the page, the notebook, the script and the book."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import Tag
from conftest import Once
from helpers import Site, make_site
from nbclient import NotebookClient
from readers import soup

from benchmarks import search as bench

TAGGED = '''\
# %% [markdown] lang="ko"
"""
# 접는 셀

첫 문단입니다.
"""

# %% [markdown] lang="en"
# # Cells that fold
#
# The first paragraph.

# %% tags=["hide-input"]
# ko: 얼룩말을 그립니다.
# en: Draw a zebra.
print("folded code, open output")

# %% tags=["hide-output", "mine"]
print("open code, folded output")

# %% tags=["hide-cell"]
print("all folded")

# %% tags=["remove-input"]
print("no code " + "at all")

# %% tags=["remove-output"]
print("no output " + "at all")

# %% tags=["remove-cell"]
kept = print("neither " + "of them")

# %% tags=["raises-exception"]
print("before")
1 / 0  # a reader's mistake

# %% tags=["hide-input"]
quiet = 1

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 하나
#
# `b`를 만들어 보세요.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. One
#
# Make `b`.

# %% tags=["solution"]
# ko: 더합니다.
# en: Add.
b = quiet + 3

# %% tags=["solution"]
print("b is", b)

# %% tags=["check"]
def check_1(b):
    assert b == 4, f"b is {b}, expected 4"
    print("exercise 1: correct")


check_1(b)

# %% [markdown] lang="ko"
# 이어집니다.

# %% [markdown] lang="en"
# It goes on.

# %%
print("the end")
'''
FAILS = TAGGED.replace('# %% tags=["raises-exception"]', "# %%")


@pytest.fixture(scope="module")
def site(once: Once) -> Site:
    """The site, and its book in English."""

    def make(folder: Path) -> None:
        site = make_site(folder, {"small": TAGGED})
        assert (done := site.make()).returncode == 0, done.stdout + done.stderr
        options = "version = '1'\nepub_author = epub_publisher = epub_copyright = 'me'"
        site.add_to_conf(f"{options}\nepub_uid = epub_identifier = 'x'")
        done = site.run("build", "docs", "build/epub", "-b", "epub")
        assert done.returncode == 0, done.stdout + done.stderr

    return Site(once("cell-tags", make), ("ko", "en"))


def folds(page: Tag) -> list[tuple[str, list[str]]]:
    """Each fold: its summary, and the texts in it."""
    return [
        (
            fold.summary.get_text() if fold.summary else "",
            [block.get_text().strip() for block in fold.select("pre")],
        )
        for fold in page.select("details.cell-fold")
    ]


def test_a_page_folds_and_leaves_out_what_the_tags_say(site: Site) -> None:
    page = soup(site.page("en"))
    check = (
        'def check_1(b):\n    assert b == 4, f"b is {b}, expected 4"\n'
        '    print("exercise 1: correct")\n\n\ncheck_1(b)'
    )
    assert folds(page) == [
        ("Show the code", ['# Draw a zebra.\nprint("folded code, open output")']),
        ("Show the output", ["open code, folded output"]),
        ("Show the code and its output", ['print("all folded")', "all folded"]),
        ("Show the code", ["quiet = 1"]),
        ("Solution", ["# Add.\nb = quiet + 3", 'print("b is", b)', "b is 4"]),
        ("Check your answer", [check, "exercise 1: correct"]),
    ]
    assert not page.select("details[open]")
    shown = [
        each.get_text().strip() for each in page.select("pre") if not each.find_parent("details")
    ]
    assert shown[:5] == [
        "folded code, open output",
        'print("open code, folded output")',
        "no code at all",
        'print("no output " + "at all")',
        'print("before")\n1 / 0  # a reader\'s mistake',
    ]
    assert shown[-1] == "the end"
    assert "neither" not in page.get_text()


def test_each_language_says_what_is_folded_in_its_own_words(site: Site) -> None:
    titles = [title for title, _ in folds(soup(site.page("ko")))]
    assert titles == [
        "코드 보기",
        "출력 보기",
        "코드와 출력 보기",
        "코드 보기",
        "풀이",
        "답 확인하기",
    ]


def test_a_cell_that_may_fail_shows_its_traceback_and_the_rest_runs(site: Site) -> None:
    page = soup(site.page("en"))
    (said,) = (each.get_text() for each in page.select("pre") if "Traceback" in each.get_text())
    line = TAGGED.split("\n").index("1 / 0  # a reader's mistake") + 1
    assert said.startswith("before\nTraceback")
    assert f'File "small.py", line {line}, in <module>' in said
    assert said.rstrip().endswith("ZeroDivisionError: division by zero")


def test_without_the_tag_the_same_code_runs_again_and_ends_the_build(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TAGGED})
    assert site.make().returncode == 0
    site.script("small").write_text(FAILS, encoding="utf-8")
    done = site.make()
    line = FAILS.split("\n").index("1 / 0  # a reader's mistake") + 1
    assert done.returncode != 0
    assert re.search(rf"small\.py:{line}: ZeroDivisionError", done.stdout + done.stderr)


def test_the_search_neither_counts_nor_shows_what_is_folded(site: Site) -> None:
    built = site.root / "build/html/en"
    words = bench.words_in((built / "searchindex.js").read_text(encoding="utf-8"))
    # The first stand in open code and outputs, the others in folded code alone.
    assert {"end", "zerodivisionerror", "output"} <= {*words}
    assert not {"zebra", "quiet"} & {*words}
    texts = (built / "_search/tutorials/blitz/small.js").read_text(encoding="utf-8")
    assert "folded code, open output" in texts
    assert "zebra" not in texts and "quiet + 3" not in texts


def test_side_by_side_asks_for_what_stands_on_a_fold(site: Site) -> None:
    page = soup(site.page("en"))
    assert page.select("details.cell-fold > summary[data-piece]:not([id])")
    assert not page.select("details.cell-fold [data-piece]:not(summary)")


def book_of(site: Site, language: str) -> Any:
    book = nbformat.read(site.download(language, "blitz/small.ipynb"), as_version=4)
    nbformat.validate(book)
    return book


def test_a_notebook_collapses_what_the_page_folds_and_keeps_the_tags(site: Site) -> None:
    code, output = {"source_hidden": True}, {"outputs_hidden": True}
    tagged = {
        tuple(cell.metadata["tags"]): dict(cell.metadata.get("jupyter", {}))
        for cell in book_of(site, "en").cells
        if "tags" in cell.metadata
    }
    assert tagged == {
        ("hide-input",): code,
        ("hide-output", "mine"): output,
        ("hide-cell",): {**code, **output},
        ("remove-input",): code,
        ("remove-output",): output,
        ("remove-cell",): {**code, **output},
        ("raises-exception",): {},
        ("check", "raises-exception"): {},
    }


@pytest.mark.parametrize(
    ("language", "answer", "title", "comment"),
    [
        ("en", "# Your answer", "Solution", "# Add."),
        ("ko", "# 여기에 답을 쓰세요", "풀이", "# 더합니다."),
    ],
)
def test_a_notebook_asks_for_an_answer_checks_it_and_has_the_solution_below(
    site: Site, language: str, answer: str, title: str, comment: str
) -> None:
    cells = list(book_of(site, language).cells)
    at = next(place for place, cell in enumerate(cells) if cell.source == answer)
    asked, check, solution = cells[at : at + 3]
    assert (asked.cell_type, check.cell_type, solution.cell_type) == ("code", "code", "markdown")
    assert check.source.startswith("def check_1(b):")
    assert solution.source == (
        f"<details>\n<summary>{title}</summary>\n\n"
        f"```python\n{comment}\nb = quiet + 3\n```\n\n"
        '```python\nprint("b is", b)\n```\n\n</details>'
    )
    assert not any("quiet + 3" in cell.source for cell in cells if cell.cell_type == "code")


def test_an_unanswered_notebook_runs_to_its_end_and_an_answer_passes(
    site: Site, tmp_path: Path
) -> None:
    book = book_of(site, "en")
    run = {"timeout": 120, "startup_timeout": 120, "resources": {"metadata": {"path": tmp_path}}}
    NotebookClient(book, **run).execute()
    said = {cell.source: cell.outputs for cell in book.cells if cell.cell_type == "code"}
    (failed,) = (outputs for source, outputs in said.items() if source.startswith("def check_1"))
    assert failed[0].ename == "NameError"
    assert said['print("the end")'][0].text == "the end\n"
    answered = book_of(site, "en")
    next(cell for cell in answered.cells if cell.source == "# Your answer").source = "b = 4"
    NotebookClient(answered, **run).execute()
    # A busy kernel may send a line in two pieces.
    assert "exercise 1: correct\n" in "".join(
        output.text
        for cell in answered.cells
        for output in cell.get("outputs", ())
        if "text" in output
    )


def test_the_script_has_the_code_as_it_is(site: Site, tmp_path: Path) -> None:
    text = site.download("en", "blitz/small.py").read_text(encoding="utf-8")
    assert '# %% tags=["solution"]\n# Add.\nb = quiet + 3\n' in text
    assert '# %% tags=["check"]\ndef check_1(b):' in text
    path = tmp_path / "small.py"
    path.write_text(text.replace("1 / 0", "1 / 1"), encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True)
    assert done.stdout.endswith("b is 4\nexercise 1: correct\nthe end\n")


def test_a_book_folds_nothing(site: Site) -> None:
    (path,) = (site.root / "build/epub/en").glob("*-en.epub")
    with zipfile.ZipFile(path) as book:
        (name,) = (each for each in book.namelist() if each.endswith("small.xhtml"))
        page = book.read(name).decode()
    assert page.index("folded code, open output") and "Show the" not in page
    assert page.count("<details") == page.count('open="open"') == 2
    assert "quiet + 3" in re.sub("<[^>]+>", "", page)
