"""The other side of the runner: this process runs one tutorial through Sphinx-Gallery's capture.

``python -m bilingual_gallery.execution.worker WORK`` reads ``WORK/job.json`` and leaves behind either the
outputs in ``WORK/result`` and ``WORK/done``, or ``WORK/failure.json`` with the message and the line.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import shutil
import signal
import sys
import threading
import traceback
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, NoReturn

from .capture import capture
from .interpreter import say_good_bye, settle
from .job import FAULTS, HOME, LOG, RESULT, Job, Limits, RunError
from .streams import Streams
from .truncate import as_text

# How long, in seconds, what the code registers with atexit may take.
_GOOD_BYE = 2.0


def main(work: Path, lifeline: int) -> int:
    """Run the job in ``work``; the exit status is 0 when it came to its end.

    ``lifeline`` is a file descriptor that ends with the process which wants the outputs.
    """
    ticket = json.loads((work / "job.json").read_text(encoding="utf-8"))
    job = Job.of(ticket["job"])
    limits = Limits(**ticket["limits"])
    # Sphinx-Gallery works in the script's folder and leaves what the script writes there.
    home = work / HOME
    home.mkdir(exist_ok=True)  # files beside the script are there already
    result = work / "result"
    (result / "images").mkdir(parents=True)
    streams = Streams(job.output_limit, work / LOG)
    _isolate(work, lifeline, limits)
    settle(home, ticket["path"], work / "tmp")
    for name, value in job.environment.items():
        os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    script = home / f"{job.name}.py"
    script.write_text("\n\n".join(job.cells) + "\n", encoding="utf-8")
    me = os.getpid()
    with (work / FAULTS).open("w") as faults:  # from here on the time limit counts
        faulthandler.enable(faults)
        faulthandler.dump_traceback_later(limits.timeout, exit=True, file=faults)
        try:
            told = capture(job, script, result, streams)
            _end_forgotten_fork(me, 0)
        except BaseException as error:  # SystemExit and KeyboardInterrupt are the tutorial's too
            _end_forgotten_fork(me, 1)
            _tell(work / "failure.json", script, error)
            return 1
        finally:
            faulthandler.cancel_dump_traceback_later()
    _write(result, told)
    (work / "done").touch()
    say_good_bye(_GOOD_BYE)
    last_words = "".join(each.text for each in streams.take())
    if last_words.strip():
        told["log"] += as_text(last_words, job.output_limit)
        _write(result, told)
    return 0


def _write(result: Path, told: dict[str, Any]) -> None:
    """Write what is kept, whole or not at all: the process may have to end."""
    half = result.parent / RESULT
    half.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    half.replace(result / RESULT)


def end(status: int) -> NoReturn:
    """End this process with ``status``, without waiting for threads that the tutorial has left."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _end_forgotten_fork(me: int, status: int) -> None:
    """End here, if this is a fork that the tutorial made and let go on to the end of its code.

    The outputs are its parent's to write; and to stop the clock, whose thread no fork has, would
    take forever.
    """
    if os.getpid() != me:
        end(status)


def _isolate(work: Path, lifeline: int, limits: Limits) -> None:
    if os.getsid(0) != os.getpid():
        os.setsid()  # what the tutorial starts ends with it
    signal.signal(signal.SIGINT, signal.default_int_handler)  # until here Ctrl-C could reach it
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # as the server has it
    kept = os.dup(lifeline)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    if limits.memory:
        import resource  # which Windows lacks

        size = int(limits.memory * 2**20)
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    with contextlib.suppress(OSError):
        # If memory runs out, Linux ends the run and not the build.
        Path("/proc/self/oom_score_adj").write_text("1000")
    threading.Thread(target=_end_with, args=(kept, os.getpid(), work), daemon=True).start()


def _end_with(lifeline: int, group: int, work: Path) -> None:
    wait([lifeline])
    shutil.rmtree(work, ignore_errors=True)  # whoever would have done so is gone
    os.killpg(group, signal.SIGKILL)


def _tell(failure: Path, script: Path, error: BaseException) -> None:
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(script)
    ]
    if isinstance(error, RunError):
        message = error.message
    elif isinstance(error, SystemExit):
        message = (
            f"the code calls exit ({error.code!r}); a tutorial runs to its end, take the call out"
        )
    elif "input() builtin" in str(error):
        message = (
            "the code calls input(), and nobody is there to answer; write the value in the code"
        )
    else:
        message = "".join(traceback.format_exception_only(error)).strip().replace("\n", " ")
    told = {"message": message, "line": lines[-1] if lines else None}
    failure.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    end(main(Path(sys.argv[1]), sys.stdin.fileno()))
