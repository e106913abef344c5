"""Run a command and know what it took: wall seconds, CPU seconds, peak memory. Needs Linux."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05
TAIL_LINES = 40
# What would make the project's conf.py, and so perhaps ours here, build something else.
_UNWANTED = ("GALLERY_PATTERN", "GITHUB_REPOSITORY", "SITE_URL", "MPLBACKEND")


@dataclass(frozen=True)
class Measured:
    """What a command took.

    ``seconds`` on the wall; ``cpu_seconds`` of it and of all it waited for; ``parent_mib``: the peak
    resident memory of the process that was started, alone; ``builder_mib``: the highest such peak
    among it and the processes it leaves the building to; ``highest_mib``: among all its descendants,
    those that run tutorials too.
    """

    seconds: float
    cpu_seconds: float
    parent_mib: float
    builder_mib: float
    highest_mib: float


class CommandError(Exception):
    """A command failed; the message holds the end of what it printed."""


def run(
    command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str] | None = None
) -> Measured:
    """Run ``command`` in ``folder``, what it prints into ``log``. Raises CommandError if it fails."""
    inherited = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    environ = {**inherited, "NO_COLOR": "1", **(environment or {})}
    with log.open("wb") as printed:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        memory = _Memory(process.pid)
        memory.start()
        # Not process.wait(): only wait4 tells the CPU time of this child rather than of all of them.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        memory.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]
        said = "\n".join(tail)
        raise CommandError(f"exit {process.returncode} of {' '.join(command)}:\n{said}")
    cpu = usage.ru_utime + usage.ru_stime
    peaks = (memory.parent_kib, memory.builder_kib, memory.highest_kib)
    return Measured(seconds, cpu, *(peak / 1024 for peak in peaks))


def together(runs: Iterable[Measured]) -> Measured:
    """Runs one after the other as one: times added, the highest of the peaks."""
    every = list(runs)
    return Measured(
        sum(each.seconds for each in every),
        sum(each.cpu_seconds for each in every),
        max(each.parent_mib for each in every),
        max(each.builder_mib for each in every),
        max(each.highest_mib for each in every),
    )


class _Memory(threading.Thread):
    """Looks at a process's peak memory (VmHWM, KiB) until told to stop.

    Not ru_maxrss of wait4, which is the highest of the process and every descendant it waited for,
    the tutorials' processes among them.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self.parent_kib = 0
        self.builder_kib = 0
        self.highest_kib = 0

    def run(self) -> None:
        command = _command_line(self._pid)
        while not self._ended.is_set():
            self.parent_kib = max(self.parent_kib, _peak_kib(self._pid))
            builders = [each for each in _children(self._pid) if _builds(each, command)]
            highest = max([self.parent_kib, *map(_peak_kib, builders)])
            self.builder_kib = max(self.builder_kib, highest)
            every = map(_peak_kib, _descendants(self._pid))
            self.highest_kib = max([self.highest_kib, self.builder_kib, *every])
            self._ended.wait(SAMPLE_SECONDS)

    def stop(self) -> None:
        """End the thread; the peaks are what they are."""
        self._ended.set()
        self.join()


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # the process has ended
        return ""


def _peak_kib(pid: int) -> int:
    for line in _read(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def _command_line(pid: int) -> str:
    return _read(Path(f"/proc/{pid}/cmdline"))


def _builds(pid: int, parent: str) -> bool:
    # A fork keeps the command line of its parent, and else it is Sphinx. What runs tutorials (a fork
    # server, a worker of joblib, a kernel) has another, and its children are not the parent's own.
    command = _command_line(pid)
    return command == parent or "\0-m\0sphinx\0" in command


def _children(pid: int) -> list[int]:
    # A child is listed under the thread that forked it.
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in lists for child in _read(path).split()]


def _descendants(pid: int) -> list[int]:
    found = []
    for child in _children(pid):
        found += [child, *_descendants(child)]
    return found
