"""One round of a workload: every figure with every tool, the tools taking turns."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import limit
import measure
from description import REVISED_CODE, REVISED_PROSE, Tutorial, with_code_edit, with_prose_edit
from tools import Tool
from workloads import Workload


@dataclass(frozen=True)
class Figure:
    """One thing that is timed: what is done to the edited tutorial before, and the word it leaves."""

    name: str
    edit: Callable[[Tutorial], Tutorial] | None = None
    word: str = ""


FIGURES = (
    Figure("cold"),
    Figure("nothing to do"),
    Figure("prose edit", with_prose_edit, REVISED_PROSE),
    Figure("code edit", with_code_edit, REVISED_CODE),
)


@dataclass(frozen=True)
class Sample:
    """What one figure took with one tool in one round."""

    tool: str
    figure: str
    measured: measure.Measured


def one_round(
    workload: Workload, tools: Sequence[Tool], number: int, folder: Path
) -> Iterator[Sample | limit.Limit]:
    """Build the workload anew with every tool in ``folder``, which is new and is removed at the end.

    Raises measure.CommandError if a build fails or a page is not there.
    """
    folder.mkdir()
    # Whoever comes first finds the disk's cache cold and the machine cool: that goes around too.
    first = number % len(tools)
    turns = [*tools[first:], *tools[:first]]
    places = {tool.name: folder / tool.name.replace(" ", "-") for tool in turns}
    if workload.bare:
        yield limit.measured(workload.tutorials, folder / "bare")
    for tool in turns:
        places[tool.name].mkdir()
        tool.create(places[tool.name], workload.tutorials)
    edited = workload.edited
    for figure in FIGURES:
        edited = edited if figure.edit is None else figure.edit(edited)
        for tool in turns:
            if figure.edit is not None:
                tool.write(places[tool.name], edited)
            taken = _build(tool, places[tool.name], figure)
            _check(tool, places[tool.name], workload, figure)
            yield Sample(tool.name, figure.name, taken)
    shutil.rmtree(folder)


def _build(tool: Tool, root: Path, figure: Figure) -> measure.Measured:
    logs = root / "logs"
    logs.mkdir(exist_ok=True)
    stem = figure.name.replace(" ", "-")
    return measure.together(
        measure.run(command, root, logs / f"{stem}-{number}.txt")
        for number, command in enumerate(tool.commands)
    )


def _check(tool: Tool, root: Path, workload: Workload, figure: Figure) -> None:
    # A build that is fast because it did not do its work must not count.
    for tutorial in workload.tutorials:
        for page in tool.page_of(tutorial):
            if not (root / page).is_file():
                raise measure.CommandError(f"{tool.name} did not write {page}")
    for page in tool.page_of(workload.edited):
        if figure.word not in (root / page).read_text(encoding="utf-8"):
            raise measure.CommandError(f"{tool.name}: {page} does not show the {figure.name}")
