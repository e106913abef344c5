"""Run a tutorial's code cells once, in a process and a folder of their own.

Knows nothing of languages, pages or the store: code goes in, the outputs' files come out.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

from .job import FAULTS, HOME, LOG, Job, Limits, RunError
from .processes import NotStarted, Running, Start

# How long a run that has hit its limit may take to say where it is before it is killed.
_GRACE = 5.0
# How long an interpreter may take to start and to import what a run needs. It is not the tutorial's
# time: on a busy machine it may be longer than that.
_BEGIN = 300.0
# How long the last lines of a run that has ended may be waited for.
_LAST_WORDS = 5.0
# What Python says in a process that is started while it imports the main module.
_UNGUARDED = "Safe importing of main module"
# How often a run that is waited for looks whether it is still wanted.
_LOOK = 0.5


def run(
    job: Job,
    limits: Limits,
    start: Start,
    cancelled: threading.Event | None = None,
    files: Mapping[str, bytes] = MappingProxyType({}),
    folder: Path | None = None,
) -> dict[str, bytes]:
    """Run ``job`` and return its outputs as files: ``outputs.json`` and ``images/…``.

    The content of ``files`` lies beside the script. What the run needs on the disk is in ``folder``, or
    where temporary files are.

    ``start`` makes the process; it is the leader of a session of its own, so that what it has
    started ends with it. Raises RunError, also when ``cancelled`` is set meanwhile.
    """
    # A tutorial may leave folders behind that nobody may enter.
    with tempfile.TemporaryDirectory(
        prefix="run-", dir=folder, ignore_cleanup_errors=True
    ) as scratch:
        work = Path(scratch)
        ticket = {"job": asdict(job), "limits": asdict(limits), "path": _path()}
        (work / "job.json").write_text(json.dumps(ticket), encoding="utf-8")
        for name, content in files.items():
            path = work / HOME / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            process = start(work)
        except NotStarted as error:
            raise RunError(str(error)) from None
        try:
            status = _wait(process, work / FAULTS, limits.timeout + _GRACE, cancelled)
        finally:
            process.kill()
        if cancelled is not None and cancelled.is_set():
            raise RunError("cancelled")
        _raise_failure(job, limits, work, status)
        result = work / "result"
        return {
            path.relative_to(result).as_posix(): path.read_bytes()
            for path in sorted(result.rglob("*"))
            if path.is_file()
        }


def _path() -> list[str]:
    """Where a run finds modules: where this process does, but for the folder that it was called in."""
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return [each for each in sys.path if each and (each != str(Path.cwd()) or each in named)]


def _wait(
    process: Running, begun: Path, seconds: float, cancelled: threading.Event | None
) -> int | None:
    """The exit status of a run, or None if it has none ``seconds`` after the file ``begun`` is there."""
    end, counts = time.monotonic() + _BEGIN, False
    while (left := end - time.monotonic()) > 0:
        status = process.wait(min(left, _LOOK))
        if status is not None or (cancelled is not None and cancelled.is_set()):
            return status
        if not counts and begun.exists():
            end, counts = time.monotonic() + seconds, True
    return None


def _raise_failure(job: Job, limits: Limits, work: Path, status: int | None) -> None:
    failure = work / "failure.json"
    if failure.is_file():
        try:
            told = json.loads(failure.read_text(encoding="utf-8"))
        except ValueError:
            told = {
                "message": "it failed, and no room is left on the disk to say why",
                "line": None,
            }
        raise RunError(told["message"], told["line"])
    if (work / "done").is_file():
        return
    faults = work / FAULTS
    where = _last_known_line(work / HOME / f"{job.name}.py", faults)
    # faulthandler ends a run that is over its limit with status 1; see worker.py.
    if faults.is_file() and "Timeout (" in faults.read_text(errors="replace"):
        message = f"still running after the time limit of {limits.timeout:g} s; make it shorter"
        said = _last_words(work / LOG)
        if _UNGUARDED in said:
            message = (
                f"{limits.timeout:g} s are over, and the processes that it starts start others"
            )
            guard = 'put what starts them below `if __name__ == "__main__":`'
            raise RunError(f"{message}, because each imports the script; {guard}", where)
        message += f", or write `# timeout = …` in its code{said and f'; it said last: {said}'}"
        raise RunError(message, where)
    if status is None:
        if not faults.exists():
            raise RunError(
                f"its process had not begun after {_BEGIN:g} s; build again when the machine is less busy"
            )
        said = _last_words(work / LOG)
        message = f"nothing was heard of it within {limits.timeout:g} s; make it shorter"
        raise RunError(f"{message}{said and f'; it said last: {said}'}", where)
    reason = _signal(-status) if status < 0 else f"status {status}"
    if status == -signal.SIGKILL:
        reason += "; give it more memory, or make it smaller"
    said = _last_words(work / LOG).rpartition(" | ")[2]
    raise RunError(f"the process ended by itself with {reason}{said and f': {said}'}", where)


def _signal(number: int) -> str:
    known = {each.value for each in signal.Signals}
    return f"signal {signal.Signals(number).name if number in known else number}"


def _last_words(log: Path) -> str:
    """The last lines of what an ended run printed, in one; who has read it all writes them soon."""
    end = time.monotonic() + _LAST_WORDS
    while not log.is_file() and time.monotonic() < end:
        time.sleep(0.05)
    text = log.read_text(encoding="utf-8") if log.is_file() else ""
    return " | ".join(text.replace(f"{log.parent / 'home'}/", "").splitlines())


def _last_known_line(script: Path, faults: Path) -> int | None:
    if not faults.is_file():
        return None
    frame = rf'File "{re.escape(str(script))}", line (\d+)'
    match = re.search(frame, faults.read_text(errors="replace"))
    return int(match[1]) if match else None
