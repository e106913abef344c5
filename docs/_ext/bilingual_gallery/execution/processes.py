"""The process of a run: what its environment is, how one is started from nothing, and how it is ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
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
        kill(self._process.pid, running=self._process.poll() is None)
        self._process.communicate()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def end(process: subprocess.Popen[Any]) -> None:
    """End a process that leads a session of its own, and what it has started where the system can tell."""
    if hasattr(os, "killpg"):
        kill(process.pid, running=process.poll() is None)
    else:
        process.kill()


def kill(pid: int, *, running: bool) -> None:
    """End a process and all that it has started; ``running`` is whether it has not ended by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    if running:  # it may not have come so far as to lead a group
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
