"""Tags of cells: where one makes no sense its line says so, and a misspelled one is told with the right one."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.errors import SourceError
from bilingual_gallery.pages.notebook import notebook, script
from bilingual_gallery.pages.reading_time import minutes
from bilingual_gallery.source.cell_tags import KNOWN, Display, Place, display_of
from bilingual_gallery.source.reading import read
from bilingual_gallery.source.tutorial import Tutorial

HEAD = '# %% [markdown] lang="en"\n"""\n# Title\n\nText.\n"""\n'
PROSE = '\n# %% [markdown] lang="en"\n# Text.\n'
SOLUTION = '\n# %% tags=["solution"]\nx = 1\n'
CHECK = '\n# %% tags=["check"]\nassert x == 1\n'
PLAIN = "\n# %%\nx = 0\n"


def tutorial(folder: Path, text: str) -> Tutorial:
    path = folder / "small.py"
    path.write_text(HEAD + text, encoding="utf-8")
    return read(path, ["en"])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (CHECK, 8, "this check has no solution above it; move it below the cells of its solution"),
        (PLAIN + CHECK, 11,
         "this check has no solution above it; move it below the cells of its solution"),
        (SOLUTION + PROSE + CHECK, 14,
         "this check has no solution above it; move it below the cells of its solution"),
        (SOLUTION + CHECK + SOLUTION, 14,
         "this solution has no exercise above it; write the exercise as prose"),
        ('\n# %% tags=["check", "solution"]\nx = 1\n', 8,
         "a cell is a solution or its check, and not both; make it two cells"),
        ('\n# %% tags="hide-input"\nx = 1\n', 8,
         'tags are a list of texts; write `tags=["hide-input"]`'),
        ('\n# %% [markdown] lang="en" tags=["solution"]\n# Text.\n', 8,
         "`solution` is a tag of code; take it out, and fold prose with `:collapsible: closed`"),
    ],
    ids="check-first check-below-code check-below-prose solution-below-check both text prose".split(),
)  # fmt: skip
def test_a_tag_where_it_makes_no_sense_is_an_error_at_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(SourceError) as raised:
        tutorial(tmp_path, text)
    assert (raised.value.line, raised.value.message) == (line, message)


def test_solutions_and_checks_stand_below_prose_and_below_the_code_that_an_exercise_shows(
    tmp_path: Path,
) -> None:
    exercises = PROSE + PLAIN + SOLUTION + SOLUTION + CHECK + CHECK + PROSE + SOLUTION
    roles = [cell.role for cell in tutorial(tmp_path, exercises).code]
    assert roles == ["", "solution", "solution", "check", "check", "solution"]


def findings(folder: Path, tags: str) -> list[str]:
    found = Linter(("en",)).tutorial(tutorial(folder, f"\n# %% tags={tags}\nx = 1\n"))
    return [f"{each.line}: [{each.rule}] {each.message}" for each in found]


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("hide_input", "hide-input"), ("hide-inputs", "hide-input"), ("Hide Output", "hide-output"),
        ("hide-code", "hide-cell"), ("remove-ouput", "remove-output"), ("remove_cell", "remove-cell"),
        ("raise-exception", "raises-exception"), ("solutions", "solution"), ("Check", "check"),
    ],
)  # fmt: skip
def test_a_tag_that_looks_like_a_known_one_is_told_with_that(
    tmp_path: Path, tag: str, meant: str
) -> None:
    said = f"there is no tag `{tag}`; write `{meant}`, or give your own tag another name"
    assert findings(tmp_path, f'["{tag}"]') == [f"8: [tags] {said}"]


def test_tags_of_others_and_all_known_ones_are_not_told(tmp_path: Path) -> None:
    others = ["parameters", "skip-execution", "scroll-output", "full-width", "mine", "exercise"]
    for tag in [*others, *KNOWN]:
        if tag != "check":
            assert findings(tmp_path, f'["{tag}"]') == []


def test_what_is_left_out_is_not_folded() -> None:
    assert display_of({"hide-cell", "remove-input"}) == Display(Place.LEFT_OUT, Place.FOLDED)
    assert display_of({"solution", "remove-output"}) == Display(Place.FOLDED, Place.LEFT_OUT)
    assert display_of({"hide-input", "hide-output"}) == display_of({"hide-cell"})
    assert display_of({"mine", "raises-exception"}) == Display(Place.OPEN, Place.OPEN)


def test_a_check_and_code_that_no_page_shows_take_no_time_to_read(tmp_path: Path) -> None:
    without = tutorial(tmp_path, PROSE + SOLUTION)
    removed = CHECK.replace("check", "remove-input") + CHECK.replace("check", "remove-cell")
    more = tutorial(tmp_path, PROSE + SOLUTION + CHECK + removed)
    assert minutes(more, "en") == minutes(without, "en")
    folded = tutorial(tmp_path, PROSE + SOLUTION + PLAIN.replace("# %%", '# %% tags=["hide-cell"]'))
    assert minutes(folded, "en") > minutes(without, "en")


def test_hidden_code_of_a_solution_goes_with_it_and_every_cell_of_a_notebook_has_its_own_id(
    tmp_path: Path,
) -> None:
    hidden = "# sphinx_gallery_start_ignore\nsecret = 2\n# sphinx_gallery_end_ignore\n"
    text = PROSE + SOLUTION + hidden + CHECK + hidden + PROSE + SOLUTION + PLAIN
    told = tutorial(tmp_path, text)
    book = notebook(told, "en")  # as nbformat takes it, which wants the ids to differ
    assert book.index("secret = 2") < book.index("<summary>Solution</summary>")  # in the check
    assert book.index("<summary>Solution</summary>") < book.rindex("secret = 2")
    assert book.count("# Your answer") == 2
    assert script(told, "en").count("secret = 2") == 2
