"""The builders of all languages: single pages at once, and all pages when there is time."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ...config import Settings
from ...execution.processes import cores
from .channel import Gone, Message, Worker
from .serve import Server
from .telling import Telling
from .workshops import Workshop

# A page takes a part of a second. One that has no answer after so many was made by a process that died
# or hangs, and the build of all pages is not to wait for it.
_PATIENCE = 60.0


@dataclass(frozen=True)
class _Alone:
    """A page that was made alone: it lies above the site in a folder that has its number."""

    number: int
    name: str


class Builders:
    """Who builds each language of one conf.py."""

    def __init__(
        self,
        workshop: Workshop,
        settings: Settings,
        above: Path,
        server: Server,
        telling: Telling,
    ) -> None:
        self._workshop, self._codes, self._above = workshop, settings.codes, above
        self._server, self._telling = server, telling
        self._workers: dict[str, Worker] = {}
        self._number = 0
        self._alone: dict[str, list[_Alone]] = {code: [] for code in settings.codes}
        self._building = asyncio.Lock()
        self._is_paused = False

    def follow(self, before: Builders) -> None:
        """Go on with the builders of the conf.py before, until all pages are built anew."""
        self._workers = {
            code: each for code, each in before._workers.items() if code in self._codes
        }
        self._number = before._number
        self._alone |= {code: before._alone[code] for code in self._workers}

    async def pages(self, path: Path) -> bool:
        """Make a tutorial's page in each language; were all of them?"""
        made = await asyncio.gather(*(self.page(each, path) for each in self._codes))
        return all(made)

    async def page(self, language: str, path: Path) -> bool:
        """Make a page, and show it; False where there is none without a run, or a build of all."""
        worker = self._workers.get(language)
        if worker is None:
            return False
        self._number += 1
        number = self._number
        folder = self._above / str(number) / language
        try:
            asked = worker.ask("page", path=str(path), folder=str(folder))
            told = await asyncio.wait_for(asked, _PATIENCE)
        except (Gone, TimeoutError):
            return False
        self._telling.failed(f"page {language} {path}", told["text"].splitlines())
        if told["name"] is None:
            shutil.rmtree(folder, ignore_errors=True)
            return False
        older = [
            each
            for each in self._alone[language]
            if each.name == told["name"] and each.number < number
        ]
        self._alone[language].append(_Alone(number, told["name"]))
        self._let_go(language, older)
        return True

    def pause(self) -> None:
        """Tell no failure of a build: it may have read a conf.py that is being written."""
        self._is_paused = True

    async def rest(self) -> None:
        """Return when no build is at work, and let none begin."""
        self._is_paused = True
        async with self._building:
            pass

    async def build(self) -> bool:
        """Build all pages of all languages, unless this is to rest; could they be?"""
        async with self._building:
            if self._is_paused:
                return False
            at_once = asyncio.Semaphore(cores())
            told = await asyncio.gather(*(self._build(each, at_once) for each in self._codes))
            if self._is_paused:
                return False
        lines = dict.fromkeys(line for lines in told for line in lines)
        self._telling.failed("build", list(lines))
        return not lines

    async def _build(self, language: str, at_once: asyncio.Semaphore) -> Sequence[str]:
        """Build a language; returns what ended that. The pages that were made alone before give way."""
        async with at_once:
            heard = partial(self._heard, language)
            known = list(self._alone[language])
            worker = await self._workshop.hire("build", heard, language=language)
            try:
                told = await worker.ask("build", reread=sorted({each.name for each in known}))
            except Gone:
                return [f"{language}: the process that builds ended; what it said is above"]
        if told["text"]:
            await worker.close()
            return list(told["text"].splitlines())
        before, self._workers[language] = self._workers.get(language), worker
        if before is not None:
            await before.close()
        self._let_go(language, known)
        return []

    def _let_go(self, language: str, pages: Sequence[_Alone]) -> None:
        """Show those that are left, and remove these."""
        left = [each for each in self._alone[language] if each not in pages]
        self._alone[language] = left
        numbers = sorted({each.number for pages in self._alone.values() for each in pages})
        self._server.show(above=[self._above / str(each) for each in reversed(numbers)])
        for each in pages:
            shutil.rmtree(self._above / str(each.number) / language, ignore_errors=True)

    def _heard(self, language: str, told: Message) -> None:
        if told["kind"] == "said":
            self._telling.said(told["text"], language)
