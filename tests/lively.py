"""A running `live` over a small site, and what its author and an open page hear of it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from helpers import Site
from readers import working_in

_TOKEN = "token="


@dataclass(frozen=True)
class Live:
    """The process, the port that it serves, and the file with what its terminal shows."""

    site: Site
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def get(self, language: str = "en", name: str = "small") -> str:
        """A tutorial's page, or nothing while there is none."""
        try:
            with urllib.request.urlopen(self.address(language, name), timeout=30) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def address(self, language: str = "en", name: str = "small") -> str:
        return f"http://127.0.0.1:{self.port}{path(language, name)}"

    def until(self, done: Callable[[], object]) -> None:
        """Wait until something is so, however slow the machine."""
        end = time.monotonic() + 120
        while not done():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.05)

    def checks(self) -> int:
        """How many times findings, or that there are none, have been told."""
        return sum(line.split()[1:2] in (["finding"], ["findings"]) for line in self.lines())

    def lines(self) -> list[str]:
        return self.said().splitlines()

    def builds(self) -> int:
        """How many times all pages have been built, and nothing was left to do."""
        return sum("all pages are built at" in line for line in self.lines())

    def save(self, text: str, name: str = "small") -> None:
        """Save a script in one go, as an editor does, and wait until it has been checked."""
        before = self.checks()
        half = self.site.script(name).with_name(f".{name}.swp")
        half.write_text(text, encoding="utf-8")
        half.replace(self.site.script(name))
        self.until(lambda: self.checks() > before)

    def settled(self, word: str, language: str = "en", name: str = "small") -> None:
        """Wait until the site's own page has a word, and nothing is left to do."""
        page = self.site.page(language, name)
        self.until(lambda: word in page.read_text(encoding="utf-8") and self._is_calm())

    def _is_calm(self) -> bool:
        told = [line for line in self.lines() if " at " in line]
        return "all pages are built at" in told[-1]

    def end(self) -> None:
        """Ctrl-C, which a terminal sends to all it runs, and nothing is left."""
        os.killpg(self.process.pid, signal.SIGINT)
        assert self.process.wait(60) == 0, self.said()
        assert "Traceback" not in self.said(), self.said()
        assert working_in(self.site.root) == []


def path(language: str, name: str) -> str:
    return f"/{language}/tutorials/blitz/{name}.html"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def live(site: Site, *names: str) -> Iterator[Live]:
    conf = site.root / "docs" / "conf.py"
    conf.write_text(conf.read_text().replace('preload = ["torch"]', "preload = []"))
    port, log = free_port(), site.root / "log.txt"
    command = [sys.executable, "-m", "bilingual_gallery", "live", "docs", "build/html", *names]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=site.root,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    try:
        yield Live(site, process, port, log)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(60)


@contextmanager
def listening(
    running: Live, language: str = "en", name: str = "small"
) -> Iterator[Callable[[Callable[[Any], object]], Any]]:
    """What a browser with an open page is told: each call gives the next news of which something is so."""
    page = running.get(language, name)
    token = page.split(_TOKEN)[1].split('"')[0]
    query = urlencode({"token": token, "at": path(language, name), "language": language})
    address = f"http://127.0.0.1:{running.port}/_live/events?{query}"
    with urllib.request.urlopen(address, timeout=120) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"

        def told(so: Callable[[Any], object]) -> Any:
            while line := stream.readline().decode():
                if line.startswith("data: ") and so(news := json.loads(line[6:])):
                    return news
            raise AssertionError(running.said())

        yield told
