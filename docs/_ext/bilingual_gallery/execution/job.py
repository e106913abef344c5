"""What is run, within which limits, and what a run that fails tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import BuildError

# What a run writes beside its figures; its presence means that the run came to its end.
RESULT = "outputs.json"
# Where it crashed or was stopped; its presence means that the run has begun.
FAULTS = "faults.txt"
# The folder in which the code runs; the script and what belongs beside it lie there.
HOME = "home"
# The last lines of what a run that has ended printed; it comes soon after the end.
LOG = "log.txt"


@dataclass(frozen=True)
class Job:
    """What is run: a name for the figures, the code of each cell, and how to capture.

    ``settings`` are Sphinx-Gallery options that decide what an output looks like, as it reads them
    (``image_srcset``: [2.0], …); they must be JSON. ``output_limit`` is how many characters of one
    cell's printed output are kept. ``environment`` holds what the code finds in these variables,
    None where there must be none. ``files`` are those that lie beside the script, each with the digest
    of its content. ``may_raise`` are the places of the cells that may fail, counted from 0;
    ``figure_style`` is the text of matplotlib's style sheet for the figures, and ``dark_figures`` says
    whether they are drawn for dark pages too. ``expressions`` are what the prose asks for: after how
    many cells, and the expression. ``words`` are for drawing figures once more with other words: by the
    cell's place, by the name of what is drawn, for each figure of the cell, by the text of the code.
    """

    name: str
    cells: tuple[str, ...]
    settings: Mapping[str, object] = field(default_factory=dict)
    output_limit: int = 20_000
    environment: Mapping[str, str | None] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    may_raise: tuple[int, ...] = ()
    figure_style: str = ""
    dark_figures: bool = False
    expressions: tuple[tuple[int, str], ...] = ()
    words: Mapping[str, Mapping[str, Sequence[Mapping[str, str]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Job:
        """The job in ``asdict`` of it, which may have been JSON."""
        expressions = tuple((cells, text) for cells, text in told["expressions"])
        cells, may_raise = tuple(told["cells"]), tuple(told["may_raise"])
        return cls(**{**told, "cells": cells, "may_raise": may_raise, "expressions": expressions})

    @property
    def first_lines(self) -> tuple[int, ...]:
        """The line of each cell in the script that is run, in which one blank line parts two cells."""
        lines, line = [], 1
        for cell in self.cells:
            lines.append(line)
            line += cell.count("\n") + 2
        return tuple(lines)


@dataclass(frozen=True)
class Limits:
    """How long a run may take, in seconds, and how many megabytes of data it may hold (0: any)."""

    timeout: float = 600.0
    memory: float = 0.0


class RunError(BuildError):
    """A run that did not come to its end.

    ``line`` is the line of the script that is run (see ``Job.first_lines``), or None if unknown.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message, line)
        self.message = message
        self.line = line
