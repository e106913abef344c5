"""Two ways to start the process of a run: from nothing, or from a server that has imported already."""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, Protocol

from ..errors import BuildError


class Running(Protocol):
    """A process that has been started."""

    def wait(self, timeout: float) -> int | None:
        """Its exit status, negative for a signal, or None if it has not ended after so many seconds."""

    def kill(self) -> None:
        """End the process and every process that it has started; without effect on those that have ended."""


class NotStarted(BuildError):
    """A process could not be started; ``str()`` of it says why."""


# Starts `worker.main` on a folder that holds a job.
Start = Callable[[Path], Running]


# What every run needs.
_OURS = ("bilingual_gallery.execution.no_gc", "bilingual_gallery.execution.worker")


def environment(threads: int | None = None) -> dict[str, str]:
    """The environment variables of a run; ``threads`` is how many a numerical library may use."""
    package_root = str(Path(__file__).resolve().parents[2])
    paths = [package_root, *filter(None, [os.environ.get("PYTHONPATH")])]
    values = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "MPLBACKEND": "agg",
        # A fixed hash seed makes the order of a printed set the same in every build.
        "PYTHONHASHSEED": "0",
        # For the processes that a tutorial starts: they print what it can.
        "PYTHONIOENCODING": "utf-8:backslashreplace",
        "PYTHONUNBUFFERED": "",  # or each line of a worker would come in two parts
    }
    if threads is not None:
        # MKL and OpenBLAS go by it too; code that sets it need set no other.
        values.setdefault("OMP_NUM_THREADS", str(threads))
    return values


def fresh(work: Path, threads: int | None = None) -> Running:
    """Start a run in an interpreter of its own; ``threads`` as in ``environment``."""
    command = [sys.executable, "-m", "bilingual_gallery.execution.worker", str(work)]
    # Its end of this pipe tells the run that we are gone; see worker.py.
    return _Fresh(
        subprocess.Popen(
            command,
            env=environment(threads),
            cwd=work,
            stdin=subprocess.PIPE,
            start_new_session=True,
        ),
    )


class _Fresh:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def wait(self, timeout: float) -> int | None:
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        _kill(self._process.pid, running=self._process.poll() is None)
        self._process.communicate()


class ForkServer:
    """A server that imports once what many runs need, and starts each run as a fork of itself.

    Python's own fork server; each run has what a new interpreter with these modules has, and no
    more. ``jobs`` is how many run at a time (0: one for each core); they share the cores. Use as a
    context manager, from one thread, before others start runs.
    """

    def __init__(self, preload: Sequence[str], jobs: int) -> None:
        available = cores()
        self.jobs = jobs or available
        self._preload = [*_OURS, *preload]
        self._before = dict(os.environ)
        self._threads = max(1, available // self.jobs)
        self._environment = environment(self._threads)
        # The standard library looks after all its processes whenever it starts one.
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Start the server, which imports its modules; without effect where one is running already.

        Raises BuildError where it cannot be started.
        """
        multiprocessing.set_forkserver_preload(self._preload)
        # As long as it lives: should it die, Python starts it again in what is our environment then.
        os.environ.update(self._environment)
        try:
            # It tidies up after runs that were ended, and need not say so.
            os.environ["PYTHONWARNINGS"] = "ignore"
            resource_tracker.ensure_running()
            os.environ.pop("PYTHONWARNINGS")
            if "PYTHONWARNINGS" in self._environment:
                os.environ["PYTHONWARNINGS"] = self._environment["PYTHONWARNINGS"]
            with _without_interrupts():
                forkserver.ensure_running()
        except OSError as error:
            raise BuildError(
                f"no server to run tutorials could be started: {error}; set TMPDIR to a shorter path"
            ) from None

    def end(self) -> None:
        """End the server; else it would live, with all it has imported, until the pages are written.

        It is killed, because it would wait for a process that a tutorial has started in a session
        of its own.
        """
        server: Any = forkserver._forkserver
        if server._forkserver_pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(server._forkserver_pid, signal.SIGKILL)
            server._stop()
        os.environ.clear()
        os.environ.update(self._before)

    def __enter__(self) -> ForkServer:
        self.begin()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def start_fresh(self, work: Path) -> Running:
        """Start a run that must have nothing imported, with its share of the cores."""
        return fresh(work, self._threads)

    def start(self, work: Path) -> Running:
        """Start a run in a fork of the server."""
        context = multiprocessing.get_context("forkserver")
        with self._lock:
            process = context.Process(target=_in_fork, args=(str(work),))
            try:
                process.start()
            except (OSError, EOFError):
                modules = ", ".join(self._preload)
                message = f"the process that imports {modules} ended; try these imports in Python"
                raise NotStarted(message) from None
        return _Forked(process, self._lock)


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """What is started in the block does not hear Ctrl-C, which is for the build alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Forked:
    def __init__(self, process: ForkServerProcess, lock: threading.Lock) -> None:
        self._process = process
        self._lock = lock

    def wait(self, timeout: float) -> int | None:
        multiprocessing.connection.wait([self._process.sentinel], timeout)
        with self._lock:
            return self._process.exitcode

    def kill(self) -> None:
        with self._lock:
            running = self._process.exitcode is None
        assert self._process.pid is not None
        _kill(self._process.pid, running=running)
        multiprocessing.connection.wait([self._process.sentinel])
        with self._lock:
            self._process.join()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_fork(work: str) -> None:
    """Called in a fork of the server: run the job in the folder ``work``, and end the process."""
    from . import interpreter, worker

    parent = multiprocessing.parent_process()
    assert parent is not None
    interpreter.after_fork()
    worker.end(worker.main(Path(work), parent.sentinel))


def _kill(pid: int, *, running: bool) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    if running:  # it may not have come so far as to lead a group
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
