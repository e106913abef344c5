"""What is told in the terminal and on open pages: each thing once, with the time of day."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import datetime

from rich.console import Console

from ...pages.told_once import target_in
from .serve import News, Server

_PLACE = re.compile(r"^(.+?:\d+): ")
# A line of Sphinx's: its level, its rule before the text or its kind behind it are no part of what is told.
_LEVEL = re.compile(r"^(?:WARNING|ERROR|CRITICAL): ")
_RULE = re.compile(r"^\[[\w-]+\] ")
_KIND = re.compile(r" \[[\w.-]+\]$| \(its last good page stays\)$")


class Telling:
    """The terminal, and the news of the server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._failures: dict[str, Sequence[str]] = {}
        self._running: dict[str, float] = {}
        self._findings: frozenset[str] = frozenset()
        self._said: set[str] = set()

    def heading(self, text: str) -> None:
        """A line that begins something."""
        Console().rule(text, align="left")

    def timed(self, text: str) -> None:
        """A line that says when what follows was so."""
        self.heading(f"{text} at {_now()}")

    def checked(self, count: int, text: str, unread: Sequence[str]) -> None:
        """What the check has found, and what of it keeps a file from being read."""
        self.timed(f"{count or 'no'} finding{'' if count == 1 else 's'}")
        print(text, end="", flush=True)
        self._findings = frozenset(map(_gist, text.splitlines()))
        self._said.clear()
        self._tell("check", unread)

    def said(self, text: str, language: str = "") -> None:
        """A line of a build or a run, unless it was told already, by the check or for another language."""
        if not text.strip():
            return
        if _PLACE.match(text) or "WARNING: " in text:
            gist = _gist(text)
            if gist in self._findings or gist in self._said:
                return
            self._said.add(gist)
        print(f"{language}: {text}" if language else text, flush=True)

    def failed(self, what: str, lines: Sequence[str]) -> None:
        """Why something cannot be built, or that it can; it is told in the terminal where it is new."""
        if lines and list(self._failures.get(what, ())) != list(lines):
            self.heading(f"the build failed at {_now()}; the last good pages stay")
            for each in lines:
                print(each, flush=True)
        if lines or what in self._failures:
            self._tell(what, lines)

    def runs(self, name: str, *, begins: bool) -> None:
        """A run begins or ends."""
        if begins:
            self._running[name] = time.monotonic()
        else:
            self._running.pop(name, None)
        self._show()

    def _tell(self, what: str, lines: Sequence[str]) -> None:
        if lines:
            self._failures[what] = tuple(lines)
        else:
            self._failures.pop(what, None)
        self._show()

    def _show(self) -> None:
        lines = dict.fromkeys(line for lines in self._failures.values() for line in lines)
        self._server.show(news=News(tuple(lines), tuple(self._running.items())))


def _now() -> str:
    return f"{datetime.now():%H:%M:%S}"


def _gist(line: str) -> str:
    """What a line says at its place, by whichever of us it was told."""
    place = _PLACE.match(line)
    if place and (target := target_in(line)):  # Sphinx may name another line of the paragraph
        return f"{place[1].rpartition(':')[0]} {target}"
    text = _LEVEL.sub("", line[place.end() :] if place else line)
    text = _RULE.sub("", _KIND.sub("", text))
    return f"{place[1] if place else ''} {text}"
