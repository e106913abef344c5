"""A tutorial's run as a task: what whoever runs it, here or on another machine, is told."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from ..config import Settings
from ..errors import SourceError
from ..source.cell_tags import RAISES
from ..source.figure_words import figures_in
from ..source.gallery import companions_of
from ..source.tutorial import Tutorial, figure_passages
from .cache import key
from .job import Job, Limits, RunError


@dataclass(frozen=True)
class Task:
    """A job, its name in the store, its limits, and what the machine that runs it has to offer.

    ``files`` are those that lie beside the script, by their paths from its folder.
    """

    tutorial: Tutorial
    job: Job
    key: str
    limits: Limits
    resources: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)

    def contents(self) -> dict[str, bytes]:
        """What the files hold. Raises RunError where one is no more what the key says."""
        found = {}
        for name, path in self.files.items():
            try:
                found[name] = path.read_bytes()
            except OSError as error:
                raise RunError(f"{name} beside it cannot be read: {error.strerror}") from None
            if _digest(found[name]) != self.job.files[name]:
                raise RunError(f"{name} beside it has just been changed; build again")
        return found


# Hands a task to whoever runs it; the future's result is the outputs' files. Raises RunError where
# nobody can run it.
Submit = Callable[[Task], "Future[dict[str, bytes]]"]


def task_of(
    tutorial: Tutorial, settings: Settings, environ: Mapping[str, str] | None = None
) -> Task:
    """The task of running ``tutorial`` as ``settings`` and its own comments say.

    ``environ`` are the variables that its code may ask for, None those of this process.
    """
    cells = tuple(cell.source for cell in tutorial.code)
    # Told with the job: whoever runs it may be another machine, or have started with other values.
    # A tutorial whose code does not name a variable keeps its outputs when that changes.
    named = [name for name in settings.environment if any(name in cell for cell in cells)]
    known = os.environ if environ is None else environ
    environment = {name: known.get(name) for name in named}
    files = companions_of(tutorial, settings)
    digests = {name: _digest(_content(tutorial.path, path)) for name, path in files.items()}
    options = {**settings.capture, **settings.switches(tutorial.path)}
    may_raise = tuple(at for at, cell in enumerate(tutorial.code) if RAISES in cell.tags)
    limit = settings.output_limit
    style = _figure_style(settings)
    dark = settings.dark_figures
    asked = tuple(sorted({each.name for each in tutorial.asked}))
    job = Job(
        *(tutorial.name, cells, options, limit, environment, digests, may_raise, style, dark),
        expressions=asked,
        words=_words(tutorial),
    )
    own = tutorial.settings
    timeout, resources = own.get("timeout", settings.timeout), own.get("resources", {})
    assert isinstance(timeout, float)
    assert isinstance(resources, dict)
    limits = Limits(timeout, settings.memory)
    return Task(tutorial, job, key(job, settings.distributions), limits, resources, files)


def _words(tutorial: Tutorial) -> dict[str, dict[str, list[dict[str, str]]]]:
    """The words with which figures are drawn once more, as ``Job`` has them."""
    words: dict[str, dict[str, list[dict[str, str]]]] = {}
    for cell, passage in figure_passages(tutorial):
        for name, prose in passage.prose:
            tables = [each.table for each in figures_in(prose.text, tutorial.syntax)]
            if any(tables):
                words.setdefault(str(cell), {})[name] = tables
    return words


def _figure_style(settings: Settings) -> str:
    path = settings.figure_style
    try:
        return path.read_text(encoding="utf-8") if path else ""
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", "") or "it is not UTF-8"
        mend = "name the right file in bilingual_gallery_figure_style of conf.py"
        raise SourceError(path or settings.docs, 1, f"cannot be read: {why}; {mend}") from None


def _content(script: Path, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path.name} beside it cannot be read: {error.strerror}; mend that, or remove it"
        raise SourceError(script, 1, message) from None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def script_line(task: Task, line: int | None) -> int:
    """The script's own line for a line of the code that was run."""
    cells = zip(reversed(task.tutorial.code), reversed(task.job.first_lines), strict=True)
    for cell, first in cells:
        if line is not None and line >= first:
            run_lines = [kept.number for kept in cell.lines if kept.run]
            return run_lines[min(line - first, len(run_lines) - 1)]
    return 1


def longest_first(tasks: Iterable[Task], seconds: Mapping[str, float]) -> list[Task]:
    """The tasks in the order that keeps all cores busy to the end: by the ``seconds`` of their last run.

    A tutorial that has never run may be the longest of all, so it goes first; among several, the one
    with the most code.
    """

    def length(task: Task) -> tuple[float, int]:
        return seconds.get(task.job.name, float("inf")), sum(map(len, task.job.cells))

    return sorted(tasks, key=length, reverse=True)
