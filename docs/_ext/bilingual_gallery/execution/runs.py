"""Run many tasks, here or on a cluster, and tell of each as it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future

from ..config import Settings
from ..errors import SourceError, shown
from . import dask, local
from .job import RunError
from .progress import Say, watch
from .tasks import Task, longest_first, script_line

# What a run gave: its files, or what went wrong.
Result = dict[str, bytes] | SourceError


def run_all(
    tasks: Sequence[Task],
    seconds: Mapping[str, float],
    settings: Settings,
    say: Say,
    meanwhile: Callable[[], None] = lambda: None,
    *,
    fresh: bool = False,
) -> Iterator[tuple[Task, Result]]:
    """Run the tasks and yield what each gave, as they end.

    ``seconds`` is how long those that have run before took, by name; ``meanwhile`` is done while the
    first of them run. With ``fresh`` each runs in an interpreter that is started for it.
    """
    if not tasks:
        return
    ordered = longest_first(tasks, seconds)
    place = dask if settings.scheduler else local
    with place.workers(settings, ordered, fresh=fresh) as submit:
        futures: dict[Future[dict[str, bytes]], Task] = {}
        for task in ordered:
            try:
                futures[submit(task)] = task
            except RunError as error:
                yield task, told(task, error)
        meanwhile()
        names = {future: shown(task.tutorial.path) for future, task in futures.items()}
        for future in watch(names, say):
            task, problem = futures[future], future.exception()
            if problem is None:
                yield task, future.result()
            elif isinstance(problem, RunError):
                yield task, told(task, problem)
            else:
                unforeseen = f"it could not be run: {type(problem).__name__}: {problem}"
                yield task, told(task, RunError(unforeseen))


def told(task: Task, error: RunError) -> SourceError:
    """A failed run as a mistake at the line of the script."""
    return SourceError(task.tutorial.path, script_line(task, error.line), error.message)
