"""Check and build on each save; the browser reloads when the new pages are there.

Two stages work side by side: what is saved is checked, and what has been checked is built. So an
author has the findings at once, even while tutorials run. However often something comes in while a
stage is busy, it works once more, not many times.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import sys
from asyncio import Event
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from rich.console import Console

from ..config import settings_of
from ..errors import BuildError, shown
from .serve import HOST, Server

# What editors keep beside the file that is edited.
_LEFTOVER = re.compile(r"~$|^\.#|^#.*#$|\.sw[a-z]$|^4913$")


def main(docs: Path, out: Path, port: int) -> int:
    """Serve ``out`` on this machine's ``port`` until Ctrl-C; the exit status is 0 then.

    Ends with one line if that cannot be: no watchfiles, no such port, a conf.py that cannot be read.
    """
    try:
        import watchfiles  # noqa: F401
    except ImportError:
        mend = "pip install 'bilingual-gallery[live]'"
        raise BuildError(f"live needs watchfiles, which is not installed; {mend}") from None
    if not 0 < port < 1 << 16:
        raise BuildError(f"no port has the number {port}; choose 1 to 65535 with --port")
    folders, is_made = watched(docs.resolve(), out.resolve())
    if missing := [folder for folder in folders if not folder.is_dir()]:
        raise BuildError(
            f"{shown(missing[0])} is no folder; make it, or name the right one in conf.py"
        )
    try:
        server = Server(out, port)
    except OSError as error:
        raise BuildError(f"port {port}: {error.strerror}; choose another with --port") from None
    with server, contextlib.suppress(asyncio.CancelledError):
        _heading(f"http://{HOST}:{port}/ has the pages; Ctrl-C ends")
        asyncio.run(_work(docs, out, folders, is_made, server.reload))
    return 0


async def _work(
    docs: Path,
    out: Path,
    folders: Sequence[Path],
    is_made: Callable[[str], bool],
    reload: Callable[[], None],
) -> None:
    """All stages side by side; a signal cancels them."""
    saved, checked = Event(), Event()
    saved.set()  # the first time, nobody has to save anything
    ours = asyncio.current_task()
    assert ours is not None
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(each, ours.cancel)
    async with asyncio.TaskGroup() as stages:
        stages.create_task(_watch(folders, is_made, saved))
        stages.create_task(_check(docs, saved, checked))
        stages.create_task(_build(docs, out, checked, reload))


async def _watch(folders: Sequence[Path], is_made: Callable[[str], bool], saved: Event) -> None:
    """Notice what is saved."""
    from watchfiles import awatch

    async for _ in awatch(*folders, watch_filter=lambda change, name: not is_made(name)):
        saved.set()


async def _check(docs: Path, saved: Event, checked: Event) -> None:
    """Whenever something is saved, print the findings."""
    while True:
        await saved.wait()
        saved.clear()
        async with _running("check", str(docs)) as process:
            told = (await process.communicate())[0].decode(errors="replace")
        count = len(re.findall(r"^.+:\d+: ", told, re.MULTILINE))
        failed = process.returncode and not count
        heading = f"{count or 'no'} finding{'' if count == 1 else 's'}"
        _heading("the check failed" if failed else heading)
        print(told, end="", flush=True)
        checked.set()


async def _build(docs: Path, out: Path, checked: Event, reload: Callable[[], None]) -> None:
    """Whenever something has been checked, build every language."""
    while True:
        await checked.wait()
        checked.clear()
        async with _running("build", str(docs), str(out)) as process:
            assert process.stdout is not None
            # By way of us: on a terminal, its moving lines would run over the findings.
            while said := await process.stdout.read(1 << 16):
                sys.stdout.buffer.write(said)
                sys.stdout.flush()
            status = await process.wait()
        if status == 0:
            reload()
        else:
            _heading("the build failed; the last good pages stay")


@contextlib.asynccontextmanager
async def _running(*arguments: str) -> AsyncIterator[Process]:
    """One of our commands, in a process of its own: it sees the code and conf.py as they are now.

    It ends with the block. Ctrl-C does not reach it, or it would have two signals to end by.
    """
    command = [sys.executable, "-m", "bilingual_gallery", *arguments]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, start_new_session=True
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def watched(docs: Path, out: Path) -> tuple[list[Path], Callable[[str], bool]]:
    """The folders to watch, and what tells whether a file in them is made, not written by an author."""
    settings = settings_of(docs)
    pages = [docs / code / each.pages for code in settings.codes for each in settings.galleries]
    made = [out, *pages]

    def is_made(name: str) -> bool:
        path = Path(name)
        if "__pycache__" in path.parts or path.suffix == ".mo" or _LEFTOVER.search(path.name):
            return True
        return any(path.is_relative_to(folder) for folder in made)

    return [docs, *(each.scripts for each in settings.galleries)], is_made


def _heading(text: str) -> None:
    Console().rule(text, align="left")
