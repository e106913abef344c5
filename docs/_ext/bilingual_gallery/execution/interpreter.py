"""Make a process what a new interpreter is to the code of a tutorial, whatever has started it."""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import gc
import itertools
import multiprocessing
import os
import sys
import tempfile
import threading
import time
import types
from multiprocessing import forkserver, process, spawn
from pathlib import Path
from typing import Any

# What multiprocessing has for the process that Python was called for; it has no name there.
_Main: Any = type(multiprocessing.current_process())


def after_fork() -> None:
    """Called first in a fork of the server: undo what is not as in a new process.

    That is garbage collection, which the server does without, the seed of NumPy, and what
    multiprocessing keeps: that this is a child, how processes are started, and the server itself.
    """
    gc.freeze()  # nothing that was there before the fork is looked at, and so copied, again
    gc.enable()
    if "numpy" in sys.modules:
        import numpy

        numpy.random.seed()  # the fork server's state would be the same in every fork
    inside: Any = process
    inside._parent_process = None
    inside._current_process = _Main()
    inside._process_counter = itertools.count(1)
    inside._children = set()
    multiprocessing.set_start_method(None, force=True)  # that of the platform
    server: Any = forkserver._forkserver
    with contextlib.suppress(OSError, TypeError):
        os.close(server._forkserver_alive_fd)
    server.__init__()


def settle(home: Path, path: list[str], temporary: Path) -> None:
    """Give the code its folder, the places where it finds modules, and one for temporary files."""
    os.chdir(home)
    inside: Any = process
    inside.ORIGINAL_DIR = str(home)
    sys.path[:] = [str(home), *(each for each in path if each)]
    _let_workers_print_lines()
    temporary.mkdir()
    os.environ["TMPDIR"] = str(temporary)
    tempfile.tempdir = None


def _let_workers_print_lines() -> None:
    """Those that are forks do; for others the line buffering is imported before all else."""
    module = "bilingual_gallery.execution.line_buffered"
    forkserver.set_forkserver_preload(["__main__", module])
    inside: Any = spawn
    command_line = inside.get_command_line

    def get_command_line(**values: Any) -> list[str]:
        command: list[str] = command_line(**values)
        if "-c" in command:
            code = command.index("-c") + 1
            command[code] = f"import {module}; {command[code]}"
        return command

    inside.get_command_line = get_command_line


def be_main(module: types.ModuleType, script: Path) -> None:
    """Let ``module`` be the main module, as if Python had been called with ``script``.

    Worker processes that are not forks import that file, under another name than ``__main__``.
    """
    module.__file__ = str(script)
    module.__spec__ = None
    # The second is what workers call it, whose results have its classes.
    sys.modules["__main__"] = sys.modules["__mp_main__"] = module


def wait_for_late_ones(seconds: float) -> None:
    """Wait, as Python does at its end, for threads and processes that go on, but for so long at most."""
    end = time.monotonic() + seconds
    late: list[Any] = [*threading.enumerate(), *multiprocessing.active_children()]
    for each in late:
        if each is not threading.main_thread() and not each.daemon:
            each.join(max(0.0, end - time.monotonic()))


def say_good_bye(seconds: float) -> None:
    """Do what the code wants done when Python ends; after so many seconds the process ends anyway."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        with contextlib.suppress(BaseException):
            atexit._run_exitfuncs()
        faulthandler.cancel_dump_traceback_later()
