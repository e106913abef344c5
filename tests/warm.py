"""Commands of Sphinx and of ours without the second that a new interpreter takes to import them.

Each runs in a fork of this process, so that nothing of it stays here. Where the process is the point
(signals, locks, what it imports), a test starts a new one instead.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
import traceback
import types
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import bilingual_gallery.__main__
import sphinx.cmd.build

MAINS: dict[str, Callable[[list[str]], int]] = {
    "bilingual_gallery": bilingual_gallery.__main__.main,
    "sphinx": sphinx.cmd.build.main,
}
# What a build must not import; see test_driver.
_NEVER = ("torch", "matplotlib", "numpy", "conf")
LIMIT = 600  # seconds
_warm: set[str] = set()


def run(
    module: str, arguments: Sequence[str], folder: Path, **variables: str | None
) -> subprocess.CompletedProcess[str]:
    """What ``python -m module`` with these arguments does and says in ``folder``.

    ``variables`` are those of the environment that are other there; None is one that is not there.
    """
    context = multiprocessing.get_context("fork")
    mine, others = context.Pipe(duplex=False)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        streams = (out.fileno(), err.fileno())
        given = (module, list(arguments), folder, variables, streams, others)
        process = context.Process(target=_command, args=given)
        process.start()
        others.close()
        with contextlib.suppress(EOFError):
            _import(mine.recv())
        process.join(LIMIT)
        if process.is_alive():
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired([module, *arguments], LIMIT)
        said = [_text(stream) for stream in (out, err)]
    assert process.exitcode is not None
    return subprocess.CompletedProcess([module, *arguments], process.exitcode, *said)


def _text(stream: Any) -> str:
    stream.seek(0)
    return str(stream.read().decode("utf-8", "replace"))


def _import(modules: Sequence[str]) -> None:
    """Import what the command had to, so that the next one finds it."""
    for name in modules:
        if name not in _warm and not name.startswith(_NEVER):
            _warm.add(name)
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    gc.enable()  # a command of ours does without


def _command(
    module: str,
    arguments: list[str],
    folder: Path,
    variables: Mapping[str, str | None],
    streams: tuple[int, int],
    pipe: Connection,
) -> None:
    known = set(sys.modules)
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
    for name, value in variables.items():
        os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
    os.chdir(folder)
    sys.argv = [module, *arguments]
    # A run imports the main module of who asks for it, which is not pytest's here.
    sys.modules["__main__"] = types.ModuleType("__main__")
    server: Any = forkserver._forkserver  # a test of this process may have one
    server._forkserver_address = server._forkserver_alive_fd = server._forkserver_pid = None
    try:
        status: Any = MAINS[module](arguments)
    except SystemExit as error:
        status = error.code
    except BaseException:
        traceback.print_exc()
        status = 1
    if status is not None and not isinstance(status, int):
        print(status, file=sys.stderr)
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    pipe.send(sorted(set(sys.modules) - known))
    raise SystemExit(status or 0)
