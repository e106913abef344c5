"""A site while it is written: what a save asks of the processes, and in which order.

The page that was saved comes first, made by the builders of the last whole build; then all that other
pages say of it, by builders that take the place of those. Only a script whose code is not the one that
ran has to wait for its run, and nobody waits for that of another.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ...config import Settings
from ...errors import shown
from ...execution.processes import cores
from ...source.gallery import scripts_of
from ..named import named
from .channel import Gone, Message, Worker
from .serve import Server
from .telling import Telling
from .watching import Changes
from .workshops import Workshop


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
        self._workshop, self._settings, self._out, self._above = workshop, settings, out, above
        self._server, self._telling, self._before = server, telling, before
        self._names = names
        self._only = frozenset(named(names, scripts_of(settings), settings)) if names else None
        self._builders: dict[str, Worker] = dict(before.builders) if before else {}
        self._number = before.number if before else 0
        # The pages that were made alone since the last whole build, by language: number and name.
        self._alone: dict[str, list[tuple[int, str]]] = {code: [] for code in settings.codes}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: dict[Path, asyncio.Task[None]] = {}  # what is on its way to a page
        self._run_now: set[Path] = set()
        self._to_check, self._to_build, self._moved = (asyncio.Event() for _ in range(3))
        self._building = asyncio.Lock()
        self._is_paused = False
        self._workers: list[Worker] = []
        self._checker: Worker | None = None
        self._runner: Worker | None = None

    @property
    def builders(self) -> dict[str, Worker]:
        """Who makes single pages, by language."""
        return self._builders

    @property
    def number(self) -> int:
        """How many pages have been made alone."""
        return self._number

    async def begin(self) -> None:
        """Check, run and build all."""
        if self._before is not None:
            await self._before.rest()
        self._runner = await self._workshop.hire("run", self._heard)
        self._to_check.set()
        self._start(self._check())
        self._start(self._build())
        self._start(self._run_all())
        if self._is_built():  # else pages without outputs would be shown meanwhile
            self._to_build.set()

    def saved(self, changes: Changes) -> None:
        """Do what a save asks for."""
        self._to_check.set()
        if changes.others:
            self._checker = None  # it may have kept what is no longer so
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
        """Begin no build, and tell no failure of one: it may have read a conf.py that is being written."""
        self._is_paused = True

    async def rest(self) -> None:
        """Begin nothing more, and return when nothing is written; the builders still make pages."""
        async with self._building:
            for each in self._tasks:
                each.cancel()
        for worker in (self._checker, self._runner):
            if worker is not None:
                await worker.close()

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
            try:
                if self._checker is None:
                    self._checker = await self._workshop.hire("check", names=self._names)
                told = await self._checker.ask("check")
            except Gone:
                self._checker = None
                self._telling.timed("the check failed")
                continue
            self._telling.checked(told["count"], told["text"], told["unread"])

    # What runs.

    async def _run_all(self) -> None:
        scripts = [
            each
            for each in scripts_of(self._settings)
            if (self._only is None or each in self._only) and each not in self._in_hand
        ]
        await asyncio.gather(*(self._run(each) for each in scripts))
        self._to_build.set()

    async def _run(self, path: Path) -> bool:
        """Are there the outputs of a script as it is?"""
        assert self._runner is not None
        try:
            told = await self._runner.ask("run", path=str(path))
        except Gone:
            self._telling.failed(f"run {path}", [f"{shown(path)}:1: the process that runs ended"])
            return False
        if told["mistakes"] is None:
            return False
        self._telling.failed(f"run {path}", told["mistakes"])
        return not told["mistakes"]

    def _heard(self, told: Message) -> None:
        """What the runner says unasked."""
        if told["kind"] == "said":
            self._telling.said(told["text"])
            return
        if told["kind"] not in ("running", "rests"):
            return
        path, begins = Path(told["path"]), told["kind"] == "running"
        (self._run_now.add if begins else self._run_now.discard)(path)
        self._moved.set()
        self._telling.runs(shown(path), begins=begins)

    # Single pages.

    async def _tutorial(self, path: Path) -> None:
        try:
            if await self._run(path):
                await asyncio.gather(
                    *(self._page(language, path) for language in self._settings.codes)
                )
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
            await self._page(language, path)
            self._to_build.set()
        finally:
            self._done(path)

    async def _page(self, language: str, path: Path) -> None:
        builder = self._builders.get(language)
        if builder is None:  # the whole build is to come
            return
        self._number += 1
        number = self._number
        folder = self._above / str(number) / language
        try:
            told = await builder.ask("page", path=str(path), folder=str(folder))
        except Gone:
            return
        what = f"page {language} {path}"
        self._telling.failed(what, told["text"].split("\n") if told["text"] else [])
        if told["name"] is not None:
            self._alone[language].append((number, told["name"]))
            self._show()

    def _show(self) -> None:
        numbers = sorted({each for pages in self._alone.values() for each, _ in pages})
        self._server.show(above=[self._above / str(each) for each in reversed(numbers)])

    # All pages.

    async def _build(self) -> None:
        while True:
            await self._to_build.wait()
            while any(each not in self._run_now for each in self._in_hand):  # pages come first
                self._moved.clear()
                await self._moved.wait()
            self._to_build.clear()
            if self._is_paused:
                return
            async with self._building:
                await self._build_all()

    async def _build_all(self) -> None:
        known, at_once = self._number, asyncio.Semaphore(cores())
        told = await asyncio.gather(
            *(self._build_one(language, known, at_once) for language in self._settings.codes)
        )
        if self._is_paused:
            return
        self._telling.failed("build", list(dict.fromkeys(line for lines in told for line in lines)))
        self._show()
        if self._before is not None and not any(told):
            await self._before.end()
            self._before = None
        if not any(told) and not self._to_build.is_set() and not self._in_hand:
            self._telling.timed(f"{', '.join(self._settings.codes)}: all pages are built")

    async def _build_one(
        self, language: str, known: int, at_once: asyncio.Semaphore
    ) -> Sequence[str]:
        """Build a language; returns what ended that. Pages made alone up to ``known`` give way."""
        async with at_once:
            heard = partial(self._said, language)
            worker = await self._workshop.hire("build", heard, language=language)
            reread = sorted({name for _, name in self._alone[language]})
            try:
                told = await worker.ask("build", reread=reread)
            except Gone:
                return [f"{language}: the process that builds ended; what it said is above"]
        if told["text"]:
            await worker.close()
            return list(told["text"].split("\n"))
        before, self._builders[language] = self._builders.get(language), worker
        if before is not None:
            await before.close()
        gone = [each for each, _ in self._alone[language] if each <= known]
        self._alone[language] = [each for each in self._alone[language] if each[0] > known]
        self._show()
        for each in gone:
            shutil.rmtree(self._above / str(each) / language, ignore_errors=True)
        return []

    def _said(self, language: str, told: Message) -> None:
        if told["kind"] == "said":
            self._telling.said(told["text"], language)

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
