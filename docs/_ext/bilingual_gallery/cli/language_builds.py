"""Sphinx's builds of several languages at the same time, each a fork of this process."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from typing import IO

import sphinx.cmd.build

from .. import endings

# How many objects a language's build makes before it looks for garbage: doctrees are made of many,
# and a build is short.
_GARBAGE = 50_000
# How a mistake begins: the file and the line.
_MISTAKE = re.compile(r"[^:]+:\d+: ")


def run(
    commands: Mapping[str, Sequence[str]], at_once: int, told: tuple[str, ...]
) -> tuple[dict[str, int], bool]:
    """Run Sphinx with the arguments of each language, so many ``at_once``, and print what it says.

    Lines that begin as one of those in ``told`` have been printed already. Returns the exit status of
    each language, positive for a signal too, and whether any of them has told of a warning or a mistake;
    no build is left when this ends.
    """
    builds: dict[str, _Build] = {}
    relay = _Relay(told)
    waiting = list(commands)
    try:
        while waiting or relay.open_ones:
            while waiting and len(relay.open_ones) < at_once:
                language = waiting.pop(0)
                others = [each.said for each in relay.open_ones.values()]
                builds[language] = _Build.start(language, commands[language], others)
                relay.listen(builds[language])
            relay.go_on()
    finally:
        for each in builds.values():
            if each.process.is_alive():
                each.process.terminate()
            each.process.join()
    # A build that a signal has ended has a number below zero.
    statuses = {language: abs(each.process.exitcode or 0) for language, each in builds.items()}
    return statuses, relay.has_told


@dataclass(frozen=True)
class _Build:
    language: str
    process: ForkProcess
    said: IO[str]

    @classmethod
    def start(cls, language: str, arguments: Sequence[str], others: Sequence[IO[str]]) -> _Build:
        """Begin the build of one language; ``others`` are what the builds that go on now say."""
        reader, writer = os.pipe()
        inherited = [reader, *(said.fileno() for said in others)]
        sys.stdout.flush()
        sys.stderr.flush()
        context = multiprocessing.get_context("fork")
        process = context.Process(target=_sphinx, args=(arguments, writer, inherited))
        with endings.held():
            process.start()
        os.close(writer)
        return cls(language, process, os.fdopen(reader, encoding="utf-8", errors="replace"))


def _sphinx(arguments: Sequence[str], writer: int, inherited: Sequence[int]) -> None:
    """Called in a fork: run Sphinx with ``arguments``, and end the process with its exit status.

    What it prints goes to the pipe ``writer``; ``inherited`` are the ends of pipes that it has no use
    for. It ends with its parent.
    """
    endings.leave_to_parent()
    for reader in inherited:
        os.close(reader)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    gc.enable()
    gc.set_threshold(_GARBAGE)
    os.dup2(writer, 1)
    os.dup2(writer, 2)
    sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", closefd=False)
    sys.exit(sphinx.cmd.build.main(arguments))


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@dataclass(frozen=True)
class _Relay:
    """Prints what builds say, line by line, each with its language before it.

    A warning or mistake that several languages tell of is printed for the first.
    """

    told: tuple[str, ...]
    open_ones: dict[int, _Build] = field(default_factory=dict)
    _pending: dict[int, bytes] = field(default_factory=dict)
    _warned: dict[str, str] = field(default_factory=dict)

    @property
    def has_told(self) -> bool:
        """Has any build told of a warning or a mistake?"""
        return bool(self._warned)

    def listen(self, build: _Build) -> None:
        """Print what this build says too, from now on."""
        self.open_ones[build.said.fileno()] = build

    def go_on(self) -> None:
        """Wait until a build says something, or ends, and print it."""
        for ready in wait(list(self.open_ones)):
            assert isinstance(ready, int)
            chunk = os.read(ready, 65536)
            *lines, rest = (self._pending.pop(ready, b"") + chunk).split(b"\n")
            if chunk:
                self._pending[ready] = rest
            else:
                lines.append(rest)
            for line in lines:
                self._say(self.open_ones[ready].language, line.decode(errors="replace").rstrip())
            if not chunk:
                self.open_ones.pop(ready).said.close()

    def _say(self, language: str, text: str) -> None:
        is_told = "WARNING: " in text or _MISTAKE.match(text)
        if not text or text.startswith(self.told):
            return
        if not is_told or self._warned.setdefault(text, language) == language:
            print(f"{language}: {text}", flush=True)
