"""What the author sees of `live`: it hears of each save, has the work done, and tells what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from ...config import Settings, settings_of
from ...errors import BuildError, shown
from ...pages.catalog import words
from ...source.gallery import scripts_of
from ..named import named
from .serve import HOST, Server
from .site import Site
from .telling import Telling
from .watching import Changes, made_by, watched
from .workshops import Broken, Workshop

# In milliseconds: what an editor does in one save is over, and many saves in a row are told of.
_STEP, _DEBOUNCE = 20, 200


def main(docs: Path, out: Path, port: int, names: Sequence[str] = ()) -> int:
    """Serve ``out`` on this machine's ``port`` until Ctrl-C; the exit status is 0 then.

    With ``names``, these tutorials alone are run and checked. Ends with one line if that cannot be: no
    watchfiles, no such port, a conf.py that cannot be read.
    """
    try:
        import watchfiles  # noqa: F401
    except ImportError:
        mend = "pip install 'bilingual-gallery[live]'"
        raise BuildError(f"live needs watchfiles, which is not installed; {mend}") from None
    if not 0 < port < 1 << 16:
        raise BuildError(f"no port has the number {port}; choose 1 to 65535 with --port")
    docs, out = docs.resolve(), out.resolve()
    settings = settings_of(docs)
    named(names, scripts_of(settings), settings)  # or it says what is wrong
    folders, _ = watched(docs, out)
    if missing := [folder for folder in folders if not folder.is_dir()]:
        raise BuildError(
            f"{shown(missing[0])} is no folder; make it, or name the right one in conf.py"
        )
    try:
        server = Server(out, port, words)
    except OSError as error:
        raise BuildError(f"port {port}: {error.strerror}; choose another with --port") from None
    with server, tempfile.TemporaryDirectory(prefix="live-") as above:
        telling = Telling(server)
        telling.heading(f"http://{HOST}:{port}/ has the pages; Ctrl-C ends")
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(_work(docs, out, Path(above), names, server, telling))
    return 0


async def _work(
    docs: Path, out: Path, above: Path, names: Sequence[str], server: Server, telling: Telling
) -> None:
    ours = asyncio.current_task()
    assert ours is not None
    heard = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for each in [each for each in heard if signal.getsignal(each) is not signal.SIG_IGN]:  # nohup
        asyncio.get_running_loop().add_signal_handler(each, ours.cancel)
    session = _Session(docs, out, above, names, server, telling)
    try:
        async with asyncio.TaskGroup() as stages:
            stages.create_task(session.watch())
            stages.create_task(session.begin())
    finally:
        await session.end()


def _is_wanted(is_made: Callable[[str], bool], change: object, name: str) -> bool:
    return not is_made(name)


def _places(settings: Settings) -> tuple[object, ...]:
    """What the folders to be watched depend on."""
    return settings.galleries, settings.codes, settings.store


class _Session:
    """The site that is worked on, and the one that takes its place when conf.py has changed."""

    def __init__(
        self,
        docs: Path,
        out: Path,
        above: Path,
        names: Sequence[str],
        server: Server,
        telling: Telling,
    ) -> None:
        self._docs, self._out, self._above, self._names = docs, out, above, names
        self._server, self._telling = server, telling
        self._settings: Settings = settings_of(docs)
        self._site: Site | None = None
        self._beginning = asyncio.Lock()
        self._moved = asyncio.Event()  # the folders to be watched are others now
        self._again: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Start a workshop with conf.py as it is; the site before goes on until that is there."""
        async with self._beginning:
            try:
                settings = settings_of(self._docs)
                workshop = await Workshop.start(self._docs, self._out)
            except (Broken, BuildError) as broken:
                self._telling.failed("conf.py", str(broken).split("\n"))
                return
            self._telling.failed("conf.py", ())
            if _places(settings) != _places(self._settings):
                self._moved.set()
            before, self._settings = self._site, settings
            self._site = Site(
                workshop, self._settings, self._out, self._above, self._names, self._server,
                self._telling, before,
            )  # fmt: skip
            await self._site.begin()

    async def watch(self) -> None:
        """Notice what is saved."""
        from watchfiles import awatch

        while True:
            self._moved.clear()
            settings = self._settings
            is_made = made_by(settings, self._out)
            folders = [self._docs, *(each.scripts for each in settings.galleries)]
            async for found in awatch(
                *folders,
                watch_filter=partial(_is_wanted, is_made),
                step=_STEP,
                debounce=_DEBOUNCE,
                stop_event=self._moved,
            ):
                changes = Changes.of({Path(name) for _, name in found}, self._settings)
                if self._site is not None and changes.afresh:
                    self._site.pause()
                if changes.afresh or self._site is None:
                    again = asyncio.create_task(self.begin())
                    self._again.add(again)
                    again.add_done_callback(self._again.discard)
                else:
                    self._site.saved(changes)

    async def end(self) -> None:
        """End all processes."""
        for again in self._again:
            again.cancel()
        if self._site is not None:
            await self._site.end()
