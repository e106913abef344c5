"""The project's tutorials, each run once as its notebook: for its outputs, facts and solutions."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import shutil
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import nbformat
from bilingual_gallery.pages.notebook import notebook
from bilingual_gallery.source.reading import read
from bilingual_gallery.source.tutorial import Tutorial
from exercises import Frozen, exercises_of, fare, wrong_answers
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from pages import LANGUAGES, ROOT
from traitlets import Type
from traitlets.config import Config

ROUND = "en"  # the notebook that is run; the others have the same code but for comments


@dataclass(frozen=True)
class Run:
    """A notebook that was run from top to bottom, unanswered, and then its solutions.

    ``code`` is that of its cells, ``tags`` those of each, ``printed`` what each of them showed as text,
    ``failed`` the kind of error that it ended with, empty for most, ``errors`` what was said to the
    standard error. ``unsolved`` is what the solutions and checks fail with, ``names`` those that are left
    behind, and ``folder`` holds the files. ``exercises`` tells how answers fare at the end of the
    unanswered notebook.
    """

    code: Sequence[str]
    tags: Sequence[frozenset[str]]
    printed: Sequence[str]
    failed: Sequence[str]
    errors: str
    unsolved: str
    names: Mapping[str, Any]
    folder: tempfile.TemporaryDirectory[str]
    exercises: Frozen


class _Value(DisplayHook):
    """The value of a cell as its text alone, as a notebook shows it below the prints."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Mapping[str, str], md_dict: object = None) -> None:
        sys.stdout.write(format_dict["text/plain"])


class _Shell(InteractiveShell):
    """What runs the cells of a notebook, in this process so that tests may look at what they leave."""

    displayhook_class = Type(_Value)

    def enable_gui(self, gui: object = None) -> None:
        """There is no screen."""

    def _showtraceback(self, etype: object, evalue: object, stb: object) -> None:
        """Nobody reads it: who asks is told what failed."""


@cache
def tutorial(name: str) -> Tutorial:
    """The tutorial ``gallery/<name>.py``."""
    return read(ROOT / "gallery" / f"{name}.py", LANGUAGES)


def code_of(book: nbformat.NotebookNode) -> list[str]:
    """The cells of code of a notebook."""
    return [cell.source for cell in book.cells if cell.cell_type == "code"]


@cache
def run_tutorial(name: str) -> Run:
    """Run the notebook of ``gallery/<name>.py`` once a process, in an empty folder and without a screen."""
    os.environ["MPLBACKEND"] = "agg"
    import matplotlib.pyplot as plt
    import torch

    threads = torch.get_num_threads()
    book = nbformat.reads(notebook(tutorial(name), ROUND), as_version=4)
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    tags = [frozenset(cell.metadata.get("tags", ())) for cell in cells]
    errors = io.StringIO()
    printed, failed = [], []
    folder = tempfile.TemporaryDirectory()
    exercises, wrong = exercises_of(tutorial(name), ROUND), wrong_answers(name)
    with _shell(folder.name) as shell, contextlib.redirect_stderr(errors):
        for cell, own in zip(cells, tags, strict=True):
            with contextlib.redirect_stdout(io.StringIO()) as said:
                result = shell.run_cell(cell.source, store_history=False)
            if "raises-exception" not in own:
                result.raise_error()
            failed.append(type(result.error_in_exec).__name__ if result.error_in_exec else "")
            printed.append(said.getvalue())
        plt.close("all")
        frozen = Frozen(lambda: fare(exercises, wrong, shell.user_ns, Path(folder.name)))
        unsolved = ""
        for code in (code for each in exercises for code in (*each.solution, *each.check)):
            with contextlib.redirect_stdout(io.StringIO()):
                result = shell.run_cell(code, store_history=False)
            if not result.success:
                unsolved += f"{result.error_in_exec or result.error_before_exec!r}\n{code}\n"
    plt.close("all")
    torch.set_num_threads(threads)  # a tutorial may ask for one
    code = [cell.source for cell in cells]
    names = shell.user_ns
    return Run(code, tags, printed, failed, errors.getvalue(), unsolved, names, folder, frozen)


@contextlib.contextmanager
def _shell(folder: str) -> Iterator[InteractiveShell]:
    main = sys.modules["__main__"]
    with (
        tempfile.TemporaryDirectory() as settings,
        contextlib.chdir(folder),
        warnings.catch_warnings(),
    ):
        # Agg cannot show a figure and says so at every plt.show(); here that is as it should be.
        warnings.filterwarnings("ignore", "FigureCanvasAgg")
        config = Config(HistoryManager={"enabled": False})
        try:
            yield _Shell(config=config, ipython_dir=settings)
        finally:
            sys.modules["__main__"] = main


def solve(run: Run, solutions: Sequence[str]) -> str:
    """Run solutions where a reader solves exercises, at the end of the notebook; what failed, or nothing.

    A fork of this process does it, so that the facts are looked at in what the tutorial left.
    """
    context = multiprocessing.get_context("fork")
    mine, others = context.Pipe(duplex=False)
    process = context.Process(target=_solve, args=(others, run, solutions))
    process.start()
    others.close()
    try:
        return str(mine.recv())
    except EOFError:
        return f"the process ended with {process.exitcode}"
    finally:
        process.join()


def _solve(pipe: Connection, run: Run, solutions: Sequence[str]) -> None:
    import torch

    torch.set_num_threads(1)  # the threads of the parent are not here
    known = dict(run.names)
    said = ""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(run.folder.name, folder, dirs_exist_ok=True)
        for number, solution in enumerate(solutions, 1):
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(solution, f"solution {number}", "exec"), known)
            except BaseException:
                said = f"solution {number}:\n{solution}\n{traceback.format_exc()}"
                break
    pipe.send(said)
    pipe.close()


def solutions_of(name: str, language: str) -> list[str]:
    """The code in the boxes of the prose of one language, which is that of solutions without cells."""
    found = []
    for passage in tutorial(name).passages:
        in_box = inside = False
        for line in passage.text(language).split("\n"):
            if line.startswith(":::"):
                in_box = line != ":::"
            elif line == "```python" and in_box:
                inside = True
                found.append("")
            elif line == "```":
                inside = False
            elif inside:
                found[-1] += f"{line}\n"
    return found
