"""The exercises of every tutorial: their checks accept the solutions and tell what is wrong with others."""

from __future__ import annotations

import pytest
from exercises import WRONG, exercises_of, wrong_answers
from pages import LANGUAGES, NAMES
from tutorial_runs import ROUND, run_tutorial, solutions_of, tutorial


def test_wrong_answers_are_those_to_a_tutorial() -> None:
    known = {name.rpartition("/")[2] for name in NAMES}
    assert {path.stem for path in WRONG.glob("*.py")} <= known


@pytest.mark.parametrize("name", NAMES)
def test_every_check_has_two_wrong_answers_to_reject(name: str) -> None:
    exercises = exercises_of(tutorial(name), ROUND)
    numbers = [exercise.number for exercise in exercises]
    assert 0 not in numbers, "a solution stands below a heading `### 1. …`"
    assert sorted(set(numbers)) == numbers
    checked = {exercise.number for exercise in exercises if exercise.check}
    wrong = wrong_answers(name)
    assert {number for number, answers in wrong.items() if len(answers) >= 2} == checked
    assert wrong.keys() == checked
    assert checked or solutions_of(name, LANGUAGES[0])


@pytest.mark.parametrize("name", NAMES)
def test_an_unanswered_check_fails_as_it_should(name: str) -> None:
    run = run_tutorial(name)
    for exercise in exercises_of(tutorial(name), ROUND):
        failed = {run.failed[run.code.index(cell)] for cell in exercise.check} - {""}
        assert not exercise.check or (failed and failed <= {"NameError", "AssertionError"}), (
            f"exercise {exercise.number}: {failed or 'its check passes before it is answered'}"
        )


@pytest.mark.parametrize("name", NAMES)
def test_each_check_accepts_its_solution_and_rejects_every_wrong_answer(name: str) -> None:
    run = run_tutorial(name)
    assert run.exercises.result() == []
    assert run.unsolved == ""
