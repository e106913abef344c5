"""Run tasks on a Dask cluster: sources go out and outputs come back by value, no disk is shared."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from .processes import fresh
from .runner import Job, Limits, RunError, run
from .settings import Settings
from .store import versions
from .tasks import Submit, Task

# How long the scheduler may take to answer, and then to have a worker, in seconds.
_PATIENCE = 15.0


@contextlib.contextmanager
def workers(settings: Settings, tasks: Sequence[Task]) -> Iterator[Submit]:
    """Something to submit ``tasks`` to. Ends the build if nobody answers or can do the work.

    A worker that dies is replaced by its nanny and its task goes to another one: Dask's own doing.
    """
    address = settings.scheduler
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise SystemExit(
            "SCHEDULER needs Dask, which is not installed; pip install '.[cluster]'"
        ) from None
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise SystemExit(f"no scheduler answers at {address}: {error}; start one") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise SystemExit(f"the scheduler at {address} has no workers; start some") from None
        told = client.scheduler_info(n_workers=-1)["workers"].values()
        offers = [dict(worker["resources"]) for worker in told]
        wanted = _here(settings.distributions)
        executors: list[Any] = []

        def submit(task: Task) -> Future[dict[str, bytes]]:
            _check_offer(task, offers)
            needs = {"resources": dict(task.resources)} if task.resources else {}
            executors.append(client.get_executor(pure=False, **needs))
            job = (task.job.name, task.job.cells, dict(task.job.settings), task.job.output_limit)
            limits = (task.limits.timeout, task.limits.memory)
            future = executors[-1].submit(run_here, job, limits, wanted)
            return _translated(future, KilledWorker)

        try:
            yield submit
        finally:
            for executor in executors:
                executor.shutdown(wait=False)


def run_here(
    job: tuple[Any, ...], limits: tuple[Any, ...], wanted: Mapping[str, str]
) -> dict[str, bytes]:
    """On a worker: run a job in a process of its own and return the outputs' files.

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
    return run(Job(*job), Limits(*limits), fresh)


def _here(distributions: tuple[str, ...]) -> dict[str, str]:
    names = tuple(name for name in distributions if name != "python")
    return {"python": platform.python_version(), **versions(names)}


def _check_offer(task: Task, offers: Sequence[Mapping[str, float]]) -> None:
    def suffices(offer: Mapping[str, float]) -> bool:
        return all(offer.get(name, 0) >= amount for name, amount in task.resources.items())

    if not any(suffices(offer) for offer in offers):
        needs = ", ".join(f"{name}: {amount:g}" for name, amount in task.resources.items())
        flags = " ".join(f"{name}={amount:g}" for name, amount in task.resources.items())
        raise RunError(
            f"it needs {needs}, and no worker offers that; "
            f'start one with `dask worker --resources "{flags}"`'
        )


def _translated(
    future: Future[dict[str, bytes]], killed: type[BaseException]
) -> Future[dict[str, bytes]]:
    """The same future, in which a run that kills every worker it gets is a RunError."""
    outer: Future[dict[str, bytes]] = Future()
    outer.set_running_or_notify_cancel()

    def pass_on(inner: Future[dict[str, bytes]]) -> None:
        error = inner.exception() if not inner.cancelled() else RunError("cancelled")
        if isinstance(error, killed):
            error = RunError("its worker died, and so did those that tried it again")
        if error is not None:
            outer.set_exception(error)
        else:
            outer.set_result(inner.result())

    future.add_done_callback(pass_on)
    return outer
