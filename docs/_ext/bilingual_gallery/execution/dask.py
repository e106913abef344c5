"""Run tasks on a Dask cluster: sources go out and outputs come back by value, no disk is shared."""

from __future__ import annotations

import contextlib
import platform
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import astuple
from typing import Any

from ..config import Settings
from ..errors import BuildError
from .cache import versions
from .job import Job, Limits, RunError
from .processes import fresh
from .runner import run
from .tasks import Submit, Task

_Result = Future[dict[str, bytes]]

# How long the scheduler may take to answer, and then to have the workers needed, in seconds.
_PATIENCE = 15.0
# How long a task may wait, in seconds, while no worker can do it: long enough to start one again.
_DESERTED = 60.0


@contextlib.contextmanager
def workers(settings: Settings, tasks: Sequence[Task], *, fresh: bool = True) -> Iterator[Submit]:
    """A function that runs one of ``tasks`` on a worker and returns the future of its files.

    Raises BuildError if no scheduler answers, or has workers.

    A worker that dies is replaced by its nanny and its task goes to another one: Dask's own doing.
    """
    with _client(settings.scheduler) as client:
        wanted = _here(settings.distributions)
        offers = _patiently_offered(client, tasks)
        waiting: dict[_Result, Task] = {}
        executors: list[Any] = []

        def submit(task: Task) -> _Result:
            if not _suffices(offers, task):
                raise RunError(_not_offered(task))
            needs = {"resources": dict(task.resources)} if task.resources else {}
            executors.append(client.get_executor(pure=False, **needs))
            given = (astuple(task.job), astuple(task.limits), wanted, task.contents())
            result = _translated(executors[-1].submit(run_here, *given))
            waiting[result] = task
            return result

        with _given_up_if_deserted(client, waiting):
            try:
                yield submit
            finally:
                for executor in executors:
                    executor.shutdown(wait=False)


def run_here(
    job: tuple[Any, ...],
    limits: tuple[Any, ...],
    wanted: Mapping[str, str],
    files: Mapping[str, bytes],
) -> dict[str, bytes]:
    """On a worker: run a job in a process of its own and return the outputs' files.

    ``files`` are laid beside its script.

    Raises RunError, also when this machine has other versions than are ``wanted``, because their
    outputs would be kept under the name of those.
    """
    mine = _here(tuple(wanted))
    differing = [
        f"{name} {mine[name]} and not {version}"
        for name, version in wanted.items()
        if mine[name] != version
    ]
    if differing:
        raise RunError(f"its worker has {', '.join(differing)}; install the same versions there")
    return run(Job(*job), Limits(*limits), fresh, files=files)


def _here(distributions: tuple[str, ...]) -> dict[str, str]:
    names = tuple(name for name in distributions if name != "python")
    return {"python": platform.python_version(), **versions(names)}


@contextlib.contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        raise BuildError(
            "SCHEDULER needs Dask, which is not installed; pip install '.[cluster]'"
        ) from None
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BuildError(
            f"no scheduler answers at {address}: {error}; start one there, or leave SCHEDULER out"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise BuildError(f"the scheduler at {address} has no workers; start some") from None
        yield client


def _offers(client: Any) -> list[Mapping[str, float]]:
    """What each worker has beyond a processor, by name."""
    return [
        worker["resources"] for worker in client.scheduler_info(n_workers=-1)["workers"].values()
    ]


def _patiently_offered(client: Any, tasks: Sequence[Task]) -> list[Mapping[str, float]]:
    """What the workers offer, after a while for those to come that the tasks need."""
    end = time.monotonic() + _PATIENCE
    while True:
        offers = _offers(client)
        if all(_suffices(offers, task) for task in tasks) or time.monotonic() > end:
            return offers
        time.sleep(0.2)


def _suffices(offers: Sequence[Mapping[str, float]], task: Task) -> bool:
    """Is there a worker that has what the task needs?"""
    return any(
        all(offer.get(name, 0) >= amount for name, amount in task.resources.items())
        for offer in offers
    )


def _not_offered(task: Task) -> str:
    if not task.resources:
        return f"the cluster has had no worker for {_DESERTED:g} s; start one and build again"
    needs = ", ".join(f"{name}: {amount:g}" for name, amount in task.resources.items())
    flags = " ".join(f"{name}={amount:g}" for name, amount in task.resources.items())
    return (
        f"it needs {needs}, and no worker offers that; "
        f'start one with `dask worker --resources "{flags}"`'
    )


@contextlib.contextmanager
def _given_up_if_deserted(client: Any, waiting: Mapping[_Result, Task]) -> Iterator[None]:
    """While the block runs, fail each future for which no worker has offered enough for too long.

    Dask itself would wait forever.
    """
    over = threading.Event()
    since: dict[_Result, float] = {}

    def look() -> None:
        while not over.wait(1):
            offers = _offers(client)
            for result, task in list(waiting.items()):
                if result.done() or _suffices(offers, task):
                    since.pop(result, None)
                elif time.monotonic() - since.setdefault(result, time.monotonic()) > _DESERTED:
                    with contextlib.suppress(InvalidStateError):
                        result.set_exception(RunError(_not_offered(task)))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _translated(future: _Result) -> _Result:
    """The same future, in which a run that the cluster could not finish is a RunError."""
    from distributed import KilledWorker

    outer: _Result = Future()
    outer.set_running_or_notify_cancel()

    def pass_on(inner: _Result) -> None:
        gone = RunError("the cluster gave it up; see the scheduler's log, and build again")
        error = gone if inner.cancelled() else inner.exception()
        if isinstance(error, KilledWorker):
            error = RunError(
                "its worker died, and those that tried again; see their logs for memory and limits"
            )
        with contextlib.suppress(InvalidStateError):
            if error is not None:
                outer.set_exception(error)
            else:
                outer.set_result(inner.result())

    future.add_done_callback(pass_on)
    return outer
