"""Run a tutorial's code cells once, in a process and a folder of their own.

Knows nothing of languages and nothing of pages: code goes in, outputs come out.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

# What a run writes beside its figures; its presence means that the run came to its end.
RESULT = "outputs.json"
# How long a run that has hit its limit may take to say where it is before it is killed.
_GRACE = 5.0


@dataclass(frozen=True)
class Job:
    """What is run: a name for the figures, the code of each cell, and how to capture.

    ``settings`` are Sphinx-Gallery options that decide what an output looks like, as it reads them
    (``image_srcset``: [2.0], …); they must be JSON.
    """

    name: str
    cells: tuple[str, ...]
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def first_lines(self) -> tuple[int, ...]:
        """The line of each cell in the script that is run, in which one blank line parts two cells."""
        lines, line = [], 1
        for cell in self.cells:
            lines.append(line)
            line += cell.count("\n") + 2
        return tuple(lines)


class RunError(Exception):
    """A run that did not come to its end.

    ``line`` is the line of the script that is run (see ``Job.first_lines``), or None if unknown.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def run(job: Job, folder: Path, timeout: float) -> None:
    """Run ``job`` and write its outputs into ``folder``: ``outputs.json`` and ``images/``.

    ``timeout`` is in seconds. The process starts a session of its own, so that all it has started
    ends with it. Raises RunError.
    """
    with tempfile.TemporaryDirectory(prefix="run-") as scratch:
        work = Path(scratch)
        ticket = {"job": asdict(job), "folder": str(folder), "timeout": timeout}
        (work / "job.json").write_text(json.dumps(ticket), encoding="utf-8")
        log = work / "log.txt"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "bilingual_gallery.capture", str(work)],
                env=_environment(),
                cwd=work,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )
            try:
                with _termination_is_exit():
                    process.wait(timeout + _GRACE)
            except subprocess.TimeoutExpired:
                pass
            finally:
                _end(process)
        _raise_failure(job, work, process.returncode, timeout)


def _environment() -> dict[str, str]:
    package_root = str(Path(__file__).resolve().parent.parent)
    paths = [package_root, *filter(None, [os.environ.get("PYTHONPATH")])]
    # A fixed hash seed makes the order of a printed set the same in every build.
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
    }


@contextlib.contextmanager
def _termination_is_exit() -> Iterator[None]:
    """While a run lasts, SIGTERM ends us as Ctrl-C does: the run and its folders go with us."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _raise_failure(job: Job, work: Path, status: int, timeout: float) -> None:
    failure = work / "failure.json"
    if failure.is_file():
        told = json.loads(failure.read_text(encoding="utf-8"))
        raise RunError(told["message"], told["line"])
    if status == 0 and (work / "done").is_file():
        return
    where = _last_known_line(work / "home" / f"{job.name}.py", work / "faults.txt")
    # faulthandler ends a run that is over its limit with status 1; see capture.py.
    if (work / "faults.txt").is_file() and "Timeout (" in (work / "faults.txt").read_text():
        raise RunError(
            f"still running after the time limit of {timeout:g} s; make it shorter", where
        )
    if status == -signal.SIGKILL and not (work / "started").is_file():
        raise RunError(f"nothing ran within {timeout:g} s")
    reason = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
    tail = (work / "log.txt").read_text(encoding="utf-8", errors="replace").strip().split("\n")[-1]
    raise RunError(f"the process ended by itself with {reason}{': ' + tail if tail else ''}", where)


def _last_known_line(script: Path, faults: Path) -> int | None:
    if not faults.is_file():
        return None
    frame = rf'File "{re.escape(str(script))}", line (\d+)'
    match = re.search(frame, faults.read_text(errors="replace"))
    return int(match[1]) if match else None
