"""The exercises of the project's tutorials: their solutions, checks and wrong answers, and how these fare."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import jupytext
from bilingual_gallery.pages.code_cells import pieces_of
from bilingual_gallery.source import markdown
from bilingual_gallery.source.tutorial import Passage, Tutorial

WRONG = Path(__file__).parent / "tutorials" / "wrong"


@dataclass
class Exercise:
    """An exercise that has cells: the number in its heading, and the code of its solution and its check."""

    number: int
    solution: list[str] = field(default_factory=list)
    check: list[str] = field(default_factory=list)


def exercises_of(tutorial: Tutorial, language: str) -> list[Exercise]:
    """The exercises that are solved in code, in order."""
    found: list[Exercise] = []
    number = 0
    for part in tutorial.parts:
        if isinstance(part, Passage):
            for heading in markdown.headings(part.text(language), tutorial.syntax):
                numbered = re.match(r"(\d+)\.", heading.title)
                number = int(numbered[1]) if numbered and heading.level == 3 else 0
        elif part.role:
            if not found or found[-1].number != number:
                found.append(Exercise(number))
            code = [piece.source for piece in pieces_of(part, language, notebook=True)]
            own = found[-1].check if part.role == "check" else found[-1].solution
            own += code
    return found


def wrong_answers(name: str) -> dict[int, list[str]]:
    """The answers that a check has to reject, by the number of the exercise: cells ``# %% 1``."""
    path = WRONG / f"{name.rpartition('/')[2]}.py"
    answers: dict[int, list[str]] = {}
    if path.is_file():
        for cell in jupytext.read(path, fmt="py:percent").cells:
            if cell.cell_type == "code" and cell.source.strip():
                answers.setdefault(int(cell.metadata["title"]), []).append(cell.source)
    return answers


class Frozen:
    """A fork of this process as it is now, which waits until somebody asks what ``work`` gives there."""

    def __init__(self, work: Callable[[], Any]) -> None:
        question, self._ask = os.pipe()
        self._answer, answer = os.pipe()
        self._result: Any = None
        self._process = os.fork()
        if self._process == 0:
            _close_all_but(question, answer)
            if os.read(question, 1):  # nothing where whoever could ask has ended
                _answer_with(work, answer)
            os._exit(0)
        os.close(question)
        os.close(answer)

    def result(self) -> Any:
        """What ``work`` gives there; it has to be JSON."""
        if self._result is None:
            os.write(self._ask, b"?")
            self._result = _read(self._answer, self._process)
        return self._result


def _close_all_but(*kept: int) -> None:
    """Close what this fork has of its parent's files: whoever reads there waits until all have closed them."""
    ends = [2, *sorted(kept), os.sysconf("SC_OPEN_MAX")]
    for last, following in pairwise(ends):
        os.closerange(last + 1, following)


def fare(
    exercises: Sequence[Exercise],
    wrong: Mapping[int, Sequence[str]],
    names: dict[str, Any],
    files: Path,
) -> list[str]:
    """What goes wrong at the end of a notebook, in this process, which is a fork of the one that ran it.

    Each wrong answer has to be rejected by its check and each solution accepted. A wrong answer runs
    where the exercises before it are solved, in a fork of its own. ``files`` are those that the notebook
    has left.
    """
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)  # the threads of the parent are not here
    said: list[str] = []
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(files, folder, dirs_exist_ok=True)
        for exercise in exercises:
            for answer in wrong.get(exercise.number, ()):
                if problem := _in_fork(partial(_rejected, exercise, answer, names)):
                    said.append(f"exercise {exercise.number}: {problem}\n{answer}")
            problem = _run([*exercise.solution, *exercise.check], names)
            if problem is not None:
                said.append(f"exercise {exercise.number}, its solution: {_told(problem)}")
    return said


def _rejected(exercise: Exercise, answer: str, names: dict[str, Any]) -> str:
    """Why a wrong answer is not rejected as it should be; nothing where it is."""
    failed = _run([answer], names)
    if failed is not None:
        return f"the wrong answer fails before it is checked: {_told(failed)}"
    problem = _run(exercise.check, names)
    if problem is None:
        return "the check accepts the wrong answer"
    if not isinstance(problem, AssertionError):
        return f"the check fails in another way than an assertion: {_told(problem)}"
    return "" if str(problem).strip() else "the check does not say what is wrong"


def _run(code: Sequence[str], names: dict[str, Any]) -> BaseException | None:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for source in code:
                exec(compile(source, "answer", "exec"), names)
    except BaseException as error:  # SystemExit too
        return error
    return None


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def _in_fork(work: Callable[[], Any]) -> Any:
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        _answer_with(work, writer)
        os._exit(0)
    os.close(writer)
    return _read(reader, process)


def _answer_with(work: Callable[[], Any], writer: int) -> None:
    try:
        said = work()
    except BaseException as error:
        said = [_told(error)]
    with os.fdopen(writer, "w", encoding="utf-8") as pipe:
        json.dump(said, pipe)


def _read(reader: int, process: int) -> Any:
    with os.fdopen(reader, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(process, 0)
    return json.loads(text) if text else ["the process ended before it could say anything"]
