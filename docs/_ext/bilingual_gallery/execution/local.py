"""Run tasks on this machine, several at a time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..config import Settings
from .fork_server import ForkServer
from .imports import imported, needs_new_interpreter
from .job import RunError
from .runner import run
from .scratch import scratch
from .tasks import Task


class Submit(Protocol):
    """Hands a task to this machine; who sets ``cancelled`` ends its run."""

    def __call__(
        self, task: Task, cancelled: threading.Event | None = None
    ) -> Future[dict[str, bytes]]:
        """The future of the files. Raises RunError where this machine offers less than the task needs."""


@contextlib.contextmanager
def workers(settings: Settings, tasks: Sequence[Task], *, fresh: bool = False) -> Iterator[Submit]:
    """A function that runs one of ``tasks`` in a process of its own and returns the future of its files.

    With ``fresh`` it is an interpreter that is started for it, else a fork of one where that does.

    It raises RunError for a task that asks for more than this machine offers. An exception in the block
    ends the runs that are under way.
    """
    ended = threading.Event()
    budget = _Budget(dict(settings.resources), threading.Condition())
    with (
        scratch() as folder,
        ForkServer(_preload(settings, tasks), settings.jobs) as server,
        ThreadPoolExecutor(server.jobs) as pool,
    ):

        def submit(
            task: Task, cancelled: threading.Event | None = None
        ) -> Future[dict[str, bytes]]:
            for resource, amount in task.resources.items():
                offered = settings.resources.get(resource, 0)
                if offered < amount:
                    raise RunError(
                        f"it needs {resource}: {amount:g}, and this machine offers {offered:g}; "
                        "build with SCHEDULER=…, or say in bilingual_gallery_resources that it does"
                    )
            # Read here and not in the pool: in Python 3.11 two threads that parse at the same time may end
            # in a SystemError (python/cpython#106905), and who submits may go on to parse other things.
            alone = fresh or needs_new_interpreter(task.job.cells)
            return pool.submit(_run, task, budget, server, cancelled or ended, alone, folder)

        try:
            yield submit
        except BaseException:
            ended.set()
            pool.shutdown(cancel_futures=True)
            raise


def _run(
    task: Task,
    budget: _Budget,
    server: ForkServer,
    cancelled: threading.Event,
    fresh: bool,
    folder: Path,
) -> dict[str, bytes]:
    with budget.lent(task.resources, cancelled):
        start = server.start_fresh if fresh else server.start
        return run(task.job, task.limits, start, cancelled, task.contents(), folder)


@dataclass(frozen=True)
class _Budget:
    """The resources of this machine that no run under way has taken, by name."""

    left: dict[str, float]
    changed: threading.Condition

    @contextlib.contextmanager
    def lent(self, needs: Mapping[str, float], cancelled: threading.Event) -> Iterator[None]:
        """Wait until what is left is as much as ``needs``, and take that out of it for the block."""

        def enough() -> bool:
            return cancelled.is_set() or all(self.left[name] >= needs[name] for name in needs)

        with self.changed:
            while not self.changed.wait_for(enough, timeout=0.5):
                pass
            for name, amount in needs.items():
                self.left[name] -= amount
        try:
            yield
        finally:
            with self.changed:
                for name, amount in needs.items():
                    self.left[name] += amount
                self.changed.notify_all()


def _preload(settings: Settings, tasks: Sequence[Task]) -> list[str]:
    """The modules to import beforehand: no more than the tasks at hand use."""
    used = {name for task in tasks for name in imported(task.job.cells)}
    wanted = ("matplotlib.pyplot", *settings.preload)  # most tutorials show something in a figure
    return [module for module in wanted if module.partition(".")[0] in used]
