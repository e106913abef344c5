"""The process that has imported what a build needs, and forks those who do the work from itself.

``python -m bilingual_gallery.cli.live.workshop NUMBER DOCS OUT``, where NUMBER is that of a socket which
it has inherited. It says ``ready``, or ``broken`` with what is wrong in conf.py. Each message that comes
with another socket is a job, and the fork that does it gets the socket. It ends, with all its forks, when
the session closes its end.
"""

from __future__ import annotations

import contextlib
import gc
import json
import multiprocessing
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path

from ...execution import no_gc  # noqa: F401  (before all other imports)

# isort: split
from sphinx.application import builtin_extensions

from ... import endings
from ...config import EXTENSIONS, read_config
from ...errors import BuildError
from ..project import Project
from . import building, checking, running
from .channel import Line, Message

Job = Callable[[Line, Path, Path, Message], None]
JOBS: Mapping[str, Job] = {
    "check": checking.work,
    "run": running.work,
    "build": building.work,
}
# How long a fork may take to clear up when all ends, in seconds, before it is killed.
_CLEARS_UP = 10.0
# Forks make many objects that are no garbage.
_GARBAGE = 50_000


def main(number: int, docs: Path, out: Path) -> int:
    """Fork who does a job, until the session is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the session hears it, and ends this process
    control = socket.socket(fileno=number)
    line = Line(control)
    try:
        config = read_config(docs, {})
        Project.of(docs)  # which knows what else can be wrong in conf.py
    except BuildError as error:
        line.send("broken", text=str(error))
        return 1
    for module in (*builtin_extensions, *EXTENSIONS, *config.extensions, config.html_theme):
        with contextlib.suppress(ImportError):  # a theme's name may be no module; Sphinx will say
            __import__(module)
    gc.freeze()  # the forks neither look at nor copy what is there
    line.send("ready")
    forks: list[ForkProcess] = []
    while True:
        ready = wait([control, *(each.sentinel for each in forks)])
        for each in [each for each in forks if each.sentinel in ready]:
            each.join()
            forks.remove(each)
        if control in ready:
            told, sockets, *_ = socket.recv_fds(control, 1 << 16, 1)
            if not told:
                break
            forks.append(_fork(json.loads(told), sockets[0], control, docs, out))
    for each in forks:
        each.terminate()
    for each in forks:
        each.join(_CLEARS_UP)
        if each.is_alive():
            each.kill()
            each.join()
    return 0


def _fork(job: Message, number: int, control: socket.socket, docs: Path, out: Path) -> ForkProcess:
    connection = socket.socket(fileno=number)
    given = (JOBS[job["kind"]], docs, out, job)
    process = multiprocessing.get_context("fork").Process(
        target=_work, args=(given, connection, control)
    )
    with endings.held():
        process.start()
    connection.close()
    return process


def _work(
    given: tuple[Job, Path, Path, Message], connection: socket.socket, control: socket.socket
) -> None:
    """Called in a fork: do the work of one job."""
    control.close()
    endings.leave_to_parent()
    gc.enable()
    gc.set_threshold(_GARBAGE)
    line = Line(connection)
    line.send("here")
    work, docs, out, job = given
    work(line, docs, out, job)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])))
