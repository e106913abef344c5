"""A server that has imported what runs need, and starts each as a fork of itself."""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from ..errors import BuildError
from .processes import NotStarted, Running, cores, environment, fresh, kill

# What every run needs.
_OURS = ("bilingual_gallery.execution.no_gc", "bilingual_gallery.execution.worker")


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
    """What is started in the block does not hear Ctrl-C, which is for the build alone.

    The build hears one that comes meanwhile at the block's end. Were it ignored here it would be lost;
    a signal that is blocked waits, and what is started inherits that it is blocked.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
        kill(self._process.pid, running=running)
        multiprocessing.connection.wait([self._process.sentinel])
        with self._lock:
            self._process.join()


def _in_fork(work: str) -> None:
    """Called in a fork of the server: run the job in the folder ``work``, and end the process."""
    from . import interpreter, worker

    parent = multiprocessing.parent_process()
    assert parent is not None
    interpreter.after_fork()
    worker.end(worker.main(Path(work), parent.sentinel))
