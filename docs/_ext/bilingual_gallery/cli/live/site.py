"""A site while it is written: what a save asks of the processes, and in which order.

The page that was saved comes first, made by the builders of the last whole build; then all that other
pages say of it, by builders that take the place of those. Only a script whose code is not the one that
ran has to wait for its run, and nobody waits for that of another.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

from ...config import Settings
from ...errors import shown
from ...source.gallery import scripts_of
from ..named import named
from .builders import Builders
from .channel import Gone, Message, Worker
from .serve import Server
from .telling import Telling
from .watching import Changes
from .workshops import Workshop

# How long, in seconds, the browsers that load a page again have the processors for themselves.
_BREATH = 0.5


class Site:
    """The site of one conf.py; ``before`` is the one whose place it takes, with its pages."""

    def __init__(
        self,
        workshop: Workshop,
        settings: Settings,
        out: Path,
        above: Path,
        names: Sequence[str],
        server: Server,
        telling: Telling,
        before: Site | None,
    ) -> None:
        self._workshop, self._settings, self._out = workshop, settings, out
        self._telling, self._before, self._names = telling, before, names
        self._only = frozenset(named(names, scripts_of(settings), settings)) if names else None
        self._known: set[Path] = {*scripts_of(settings), *_by_hand(settings)}
        self._builders = Builders(workshop, settings, above, server, telling)
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: dict[Path, asyncio.Task[None]] = {}  # what is on its way to a page
        self._run_now: Counter[Path] = Counter()  # a void run may end when the next has begun
        self._to_check, self._to_build, self._moved = (asyncio.Event() for _ in range(3))
        self._saved: set[Path] = set()  # of which the check is to tell first
        self._is_stale = False  # may the checker have kept what is no longer so?
        self._checker: Worker | None = None
        self._runner: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()

    async def begin(self) -> None:
        """Check, run and build all."""
        if self._before is not None:
            self._builders.follow(await self._before.rest())
        self._runner.set_result(await self._workshop.hire("run", self._heard))
        self._to_check.set()
        self._start(self._check())
        self._start(self._build())
        self._start(self._run_all())
        if self._is_built():  # else pages without outputs would be shown meanwhile
            self._to_build.set()

    def saved(self, changes: Changes) -> None:
        """Do what a save asks for."""
        saved = {*changes.scripts, *(path for _, path in changes.pages)}
        self._saved |= saved
        self._to_check.set()
        is_new = not saved <= self._known  # so that a link to it leads somewhere
        self._known |= saved
        if changes.others or is_new:
            self._is_stale = True
            self._start(self._run_all())
            self._to_build.set()
        for path in changes.scripts:
            if self._only is None or path in self._only:
                if path in self._in_hand:
                    self._in_hand[path].cancel()
                self._in_hand[path] = self._start(self._tutorial(path))
        for language, path in changes.pages:
            self._in_hand[path] = self._start(self._page_by_hand(language, path))

    def pause(self) -> None:
        """Tell no failure of a build: it may have read a conf.py that is being written."""
        self._builders.pause()

    async def rest(self) -> Builders:
        """Begin nothing more, and return when nothing is written; the builders still make pages."""
        await self._builders.rest()
        for each in self._tasks:
            each.cancel()
        if self._checker is not None:
            await self._checker.close()
        if self._runner.done():  # else it could not begin
            await self._runner.result().close()
        return self._builders

    async def end(self) -> None:
        """End all processes."""
        for each in self._tasks:
            each.cancel()
        await self._workshop.close()
        if self._before is not None:
            await self._before.end()

    # What is read.

    async def _check(self) -> None:
        while True:
            await self._to_check.wait()
            self._to_check.clear()
            if self._is_stale and self._checker is not None:
                await self._checker.close()
                self._checker = None
            self._is_stale = False
            saved, self._saved = sorted(map(str, self._saved)), set()
            try:
                if self._checker is None:
                    self._checker = await self._workshop.hire("check", names=self._names)
                told = await self._checker.ask("check", saved=saved)
                self._telling.checked(told["count"], told["text"], told["unread"])
                if not told["whole"]:
                    await self._check_others(self._checker, told["text"])
            except Gone:
                self._checker = None
                self._telling.timed("the check failed")

    async def _check_others(self, checker: Worker, known: str) -> None:
        """Check all files once the saved pages are made, unless another save comes; tell what is new.

        Raises Gone.
        """
        while self._are_pages_in_hand():
            self._moved.clear()
            await self._moved.wait()
        if not self._to_check.is_set():
            told = await checker.ask("check", saved=[])
            if told["text"] != known:
                self._telling.checked(told["count"], told["text"], told["unread"])

    # What runs.

    async def _run_all(self) -> None:
        known = scripts_of(self._settings)
        for gone in [each for each in self._known if each.suffix == ".py" and each not in known]:
            self._known.discard(gone)
            for what in ("run", *(f"page {code}" for code in self._settings.codes)):
                self._telling.failed(f"{what} {gone}", ())
            self._start(self._void(gone))
        scripts = [
            each
            for each in known
            if (self._only is None or each in self._only) and each not in self._in_hand
        ]
        await asyncio.gather(*(self._run(each) for each in scripts))
        self._to_build.set()

    async def _run(self, path: Path) -> bool:
        """Are there the outputs of a script as it is?"""
        runner = await asyncio.shield(self._runner)
        try:
            told = await runner.ask("run", path=str(path))
        except Gone:
            self._telling.failed(f"run {path}", [f"{shown(path)}:1: the process that runs ended"])
            return False
        if told["mistakes"] is None:
            return False
        self._telling.failed(f"run {path}", told["mistakes"])
        return not told["mistakes"]

    async def _void(self, path: Path) -> None:
        """End the run of a script that is gone."""
        await self._run(path)

    def _heard(self, told: Message) -> None:
        """What the runner says unasked."""
        if told["kind"] == "said":
            self._telling.said(told["text"])
            return
        if told["kind"] not in ("running", "rests"):
            return
        path, begins = Path(told["path"]), told["kind"] == "running"
        self._run_now[path] += 1 if begins else -1
        self._moved.set()
        if begins or not self._run_now[path]:
            self._telling.runs(shown(path), begins=begins)

    # Single pages.

    async def _tutorial(self, path: Path) -> None:
        try:
            # Most saves change no code, so that nobody has to be asked whether it has run.
            is_made = await self._builders.pages(path)
            if is_made:
                self._telling.failed(f"run {path}", ())
            is_to_run = not is_made or self._run_now[path]  # what runs may be void now
            if is_to_run and await self._run(path) and not is_made:
                await self._builders.pages(path)
            if self._only is None:
                self._to_build.set()
        finally:
            self._done(path)

    def _done(self, path: Path) -> None:
        if self._in_hand.get(path) is asyncio.current_task():
            del self._in_hand[path]
        self._moved.set()

    async def _page_by_hand(self, language: str, path: Path) -> None:
        try:
            await self._builders.page(language, path)
            self._to_build.set()
        finally:
            self._done(path)

    # All pages.

    async def _build(self) -> None:
        while True:
            await self._to_build.wait()
            while self._are_pages_in_hand():
                self._moved.clear()
                await self._moved.wait()
                if not self._are_pages_in_hand():
                    await asyncio.sleep(_BREATH)
            self._to_build.clear()
            if not await self._builders.build():
                continue
            if self._before is not None:
                await self._before.end()
                self._before = None
            if not self._to_build.is_set() and not self._in_hand:
                self._telling.timed(f"{', '.join(self._settings.codes)}: all pages are built")

    def _are_pages_in_hand(self) -> bool:
        """Are there pages to be made at once? One that waits for its run is none of them."""
        return not all(self._run_now[each] for each in self._in_hand)

    def _is_built(self) -> bool:
        home = self._out / self._settings.codes[0]
        pages = [
            home / f"{self._settings.docname(each)}.html" for each in scripts_of(self._settings)
        ]
        return all(each.is_file() for each in pages)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            mend = "end live, and start it again"
            self._telling.failed("live", [f"live: {type(error).__name__}: {error}; {mend}"])


def _by_hand(settings: Settings) -> Iterator[Path]:
    for code in settings.codes:
        yield from (settings.docs / code).rglob("*.md")
