"""Sphinx-Gallery's run of a script, of which each cell's outputs are handed over as they come."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Container, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import sphinx_gallery.gen_rst
from sphinx_gallery.gen_rst import execute_script
from sphinx_gallery.py_source_parser import Block

__all__ = ["LAST", "Capture", "Cell", "Result", "capturing", "execute_script"]

# Where Sphinx-Gallery keeps the value of a cell's last line, among the names of the script.
LAST = "___"


@dataclass(frozen=True)
class Cell:
    """A cell that runs: its code, the main module that it runs in, and its open figures.

    ``figures`` saves and closes the open figures and returns what the scrapers write of them, as
    reStructuredText.
    """

    source: str
    main: ModuleType
    figures: Callable[[], str]


@dataclass(frozen=True)
class Result:
    """What a cell that has run leaves: the value of its last line, and its figures as ``Cell`` has them.

    ``methods`` are those that may say how the value looks, as ``capture_repr`` has them for this cell.
    """

    has_value: bool
    value: object
    methods: tuple[str, ...]
    figures: str


class Capture(Protocol):
    """What becomes of the outputs of cells."""

    def begin(self, cell: Cell) -> None:
        """Called before a cell runs."""

    def ran(self) -> None:
        """Called, at least once, when its code has come to its end or failed."""

    def saving(self) -> AbstractContextManager[None]:
        """Called when the open figures are saved and closed; that is done in the block."""

    def end(self, result: Result) -> Any:
        """Called when a cell has run; what it returns is what ``execute_script`` returns for the cell."""

    def failed(self, error: Exception) -> Any:
        """Called instead of ``end`` for a cell that may fail, and has."""


class _Place:
    """The working folder and the module path of the script, which Sphinx-Gallery takes back after a cell."""

    def __init__(self) -> None:
        self._left: tuple[str, list[str]] | None = None

    def enter(self) -> None:
        """Called before the code of a cell runs: as the cell before has left it."""
        if self._left is not None:
            with suppress(FileNotFoundError):
                os.chdir(self._left[0])
            sys.path[:] = self._left[1]

    def leave(self) -> None:
        """Called when it has run."""
        with suppress(FileNotFoundError):  # the code may remove its folder
            self._left = str(Path.cwd()), [*sys.path]


@contextmanager
def capturing(
    capture: Capture, *, may_fail: bool = False, may_raise: Container[int] = ()
) -> Iterator[None]:
    """In the block, ``execute_script`` hands what cells give to ``capture``, and makes nothing of it.

    What is printed goes where it goes without Sphinx-Gallery. Where the script may fail, a cell that
    raises something is handed over too, and the cells after it do not run; they do after one of the cells
    that ``may_raise``, which are told by the lines where they begin.
    """
    inside: Any = sphinx_gallery.gen_rst
    replaced = {
        name: getattr(inside, name)
        for name in (
            "_LoggingTee",
            "_exec_and_get_memory",
            "execute_code_block",
            "_get_code_output",
            "save_figures",
        )
    }

    place = _Place()

    class Tee(inside._LoggingTee):  # type: ignore[misc]
        """Stands where Sphinx-Gallery has what it puts in the place of ``sys.stdout``."""

        def __init__(self, src_filename: object) -> None:
            """There is nothing to keep."""

        def set_std_and_reset_position(self) -> Tee:
            return self

        def restore_std(self) -> None:
            capture.ran()

    def run(*given: Any, **named: Any) -> Any:
        place.enter()
        try:
            return replaced["_exec_and_get_memory"](*given, **named)
        finally:
            place.leave()

    def execute(
        compiler: Any, block: Block, names: Any, variables: Any, conf: Any, own: Any
    ) -> Any:
        if not variables["execute_script"]:
            return []
        names.pop(LAST, None)
        main = variables["fake_main"]
        capture.begin(Cell(block.content, main, lambda: save(block, variables, conf)))
        try:
            return replaced["execute_code_block"](compiler, block, names, variables, conf, own)
        except Exception as error:
            goes_on = block.lineno in may_raise
            if not goes_on and not may_fail:
                raise
            variables["execute_script"] = goes_on
            return capture.failed(error)

    def save(block: Block, variables: Any, conf: Any) -> str:
        with capture.saving():
            saved: str = replaced["save_figures"](block, variables, conf)
        return saved

    def output(
        has_value: bool, names: Any, conf: Any, tee: Any, figures: str, methods: tuple[str, ...]
    ) -> Any:
        value = names[LAST] if has_value else None
        ignored = conf["ignore_repr_types"]
        if has_value and ignored and re.search(ignored, str(type(value))):
            has_value = False
        return capture.end(Result(has_value and methods != (), value, methods, figures))

    inside._LoggingTee, inside._exec_and_get_memory = Tee, run
    inside.execute_code_block, inside._get_code_output, inside.save_figures = execute, output, save
    try:
        yield
    finally:
        for name, function in replaced.items():
            setattr(inside, name, function)
