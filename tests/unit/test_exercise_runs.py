"""What tests the exercises of tutorials sees what is wrong with one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bilingual_gallery.source.reading import read
from exercises import Exercise, Frozen, exercises_of, fare

CHECK = 'assert answer == values[0], f"{answer}, expected {values[0]}"'


def found(folder: Path, *answers: str, solution: str = "answer = 1", check: str = CHECK) -> str:
    exercises = [Exercise(1, [solution], [check]), Exercise(2, ["assert answer == 1"], ["pass"])]
    names = {"values": [1]}
    frozen = Frozen(lambda: fare(exercises, {1: answers}, names, folder))
    names["values"] = [7]  # after that nothing changes what is there
    return "\n".join(frozen.result())


def test_right_solutions_and_wrong_answers_are_as_they_should_be(tmp_path: Path) -> None:
    assert found(tmp_path, "answer = 2", "answer = 3\nvalues[0] = 1") == ""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("answer = 1", "exercise 1: the check accepts the wrong answer\nanswer = 1"),
        ("answer = 1 / 0", "exercise 1: the wrong answer fails before it is checked: Traceback"),
        ("other = 2", "exercise 1: the check fails in another way than an assertion: Traceback"),
        ("raise SystemExit", "exercise 1: the wrong answer fails before it is checked: Traceback"),
        (
            "import os; os._exit(3)",
            "exercise 1: ['the process ended before it could say anything']",
        ),
    ],
    ids="right broken nothing exit killed".split(),
)
def test_a_wrong_answer_that_is_not_rejected_by_an_assertion_is_told(
    tmp_path: Path, answer: str, said: str
) -> None:
    assert found(tmp_path, "answer = 2", answer).startswith(said)


def test_a_check_without_a_message_and_a_solution_that_is_wrong_are_told(tmp_path: Path) -> None:
    assert "does not say what is wrong" in found(tmp_path, "answer = 2", check="assert answer == 1")
    assert "exercise 1, its solution: Traceback" in found(tmp_path, solution="answer = 4")


def test_an_exercise_has_the_number_of_its_heading(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    path.write_text(
        '# %% [markdown] lang="en"\n"""\n# Title\n\nText.\n\n## Exercises\n\n### 1. One\n\nText.\n"""\n\n'
        '# %% tags=["solution"]\na = 1\n\n# %% tags=["solution"]\na += 1\n\n'
        '# %% tags=["check"]\nassert a == 2\n\n'
        '# %% [markdown] lang="en"\n# ### 3. Three\n#\n# Text.\n\n# %% tags=["solution"]\nb = 1\n',
        encoding="utf-8",
    )
    assert exercises_of(read(path, ["en"]), "en") == [
        Exercise(1, ["a = 1", "a += 1"], ["assert a == 2"]),
        Exercise(3, ["b = 1"], []),
    ]


def test_a_fork_that_waits_holds_none_of_its_parents_pipes_open() -> None:
    reader, writer = os.pipe()
    frozen = Frozen(lambda: ["done"])
    os.close(writer)
    with os.fdopen(reader) as pipe:
        assert pipe.read() == ""  # it would wait for as long as the fork has the other end
    assert frozen.result() == ["done"]
