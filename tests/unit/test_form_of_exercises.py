"""The exercises of a tutorial, as the form of conf.py asks for them: how many, each with a solution."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import Form
from bilingual_gallery.source.reading import read

PAIR = ("ko", "en")
FORM = Form.of({"exercises": {"Exercises": [2, 3]}, "lines": 3})
HEAD = '''\
# %% [markdown] lang="ko"
"""
# 제목

## 문제
"""

# %% [markdown] lang="en"
# # Title
#
# ## Exercises

'''
ASKED = """\
# %% [markdown] lang="ko"
# ### {number}. 문제
#
# 1. 하나
# 2. 둘

# %% [markdown] lang="en"
# ### {number}. Exercise
#
# 1. One
# 2. Two

"""
CELLS = """\
# %% tags=["solution"]
answer = 1
answer = 2
answer = 3
answer = 4

# %% tags=["solution"]
answer + 1

# %% tags=["check"]
assert answer == 4

"""
BOX = """\
# %% [markdown] lang="ko"
# :::{admonition} 풀이
# :collapsible: closed
# 하나입니다.
# :::

# %% [markdown] lang="en"
# :::{admonition} Solution
# :collapsible: closed
# It is one.
# :::

"""


def told(folder: Path, text: str) -> list[str]:
    """What breaks the form, each with the line that it is told at."""
    path = folder / "small.py"
    path.write_text(text, encoding="utf-8")
    rows = text.split("\n")
    findings = Linter(PAIR, form=FORM).tutorial(read(path, PAIR))
    return [f"{rows[each.line - 1]}: {each.message}" for each in findings if each.rule == "form"]


def exercise(number: int, *solution: str) -> str:
    return ASKED.format(number=number) + "".join(solution)


def test_an_exercise_has_a_heading_and_its_solution_in_cells_or_in_a_box(tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + exercise(1, CELLS) + exercise(2, BOX)) == []
    assert (
        told(tmp_path, HEAD + exercise(1, CELLS, BOX) + exercise(2, BOX) + exercise(3, BOX)) == []
    )


@pytest.mark.parametrize(
    ("exercises", "finding"),
    [
        ([exercise(1, CELLS)],
         "# ## Exercises: exercises in this section: 1; set 2 to 3, "
         "each below a heading of level 3 or in a numbered list"),
        ([exercise(number, CELLS) for number in range(4)],
         "# ## Exercises: exercises in this section: 4; set 2 to 3, "
         "each below a heading of level 3 or in a numbered list"),
        ([exercise(1, CELLS, BOX), exercise(2)],
         "# ### 2. Exercise: this exercise has no solution; write it in cells "
         '`# %% tags=["solution"]`, or in a box with `:collapsible: closed`'),
        ([CELLS, exercise(1), exercise(2, BOX)],
         "# ### 1. Exercise: this exercise has no solution; write it in cells "
         '`# %% tags=["solution"]`, or in a box with `:collapsible: closed`'),
    ],
    ids="few many none-below-the-last none-below-the-first".split(),
)  # fmt: skip
def test_too_few_exercises_and_one_without_a_solution_are_told(
    tmp_path: Path, exercises: list[str], finding: str
) -> None:
    assert told(tmp_path, HEAD + "".join(exercises)) == [finding]


def test_only_the_code_that_a_page_shows_has_to_be_short(tmp_path: Path) -> None:
    long = CELLS.partition("\n\n")[0]
    exercises = exercise(1, CELLS) + exercise(2, BOX)
    folded = long.replace("solution", "hide-input")
    open_ = long.replace("solution", "hide-output")
    assert told(tmp_path, f"{HEAD}{folded}\n\n{exercises}") == []
    assert [
        each.partition("; ")[0] for each in told(tmp_path, f"{HEAD}{open_}\n\n{exercises}")
    ] == ["answer = 1: this cell has 4 lines of code"]
