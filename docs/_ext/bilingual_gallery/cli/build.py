"""Build every language: what is new runs first, then all languages' pages are made at the same time.

Sphinx and its extensions are imported once; each language's build is a fork of this process.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import re
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import IO

import sphinx.builders.html
import sphinx.cmd.build
from sphinx.application import builtin_extensions

from .. import endings
from ..config import EXTENSIONS, Settings, read_config
from ..errors import fail_with, shown
from ..execution.compare import differing
from ..files import ensure_writable
from ..lang.tags import locale
from ..pages.generate import outputs_of, without_home
from ..source.gallery import collect

# How many objects a language's build makes before it looks for garbage: doctrees are made of many,
# and a build is short.
_GARBAGE = 50_000
# How a mistake begins: the file and the line.
_MISTAKE = re.compile(r"[^:]+:\d+: ")


@dataclass(frozen=True)
class Plan:
    """What to build and where to: ``out/<language>`` from ``docs/<language>`` and ``docs/conf.py``.

    ``doctrees`` is where Sphinx keeps what it has read; ``overrides`` are options of conf.py;
    ``options`` are Sphinx's own. With ``twice`` each tutorial runs once more, and the build ends
    where its outputs are not the same.
    """

    docs: Path
    out: Path
    doctrees: Path
    overrides: Mapping[str, str]
    options: Sequence[str] = ()
    twice: bool = False

    def arguments(self, language: str) -> list[str]:
        """What Sphinx's command line would be for one language."""
        values = {**self.overrides, "language": locale(language)}
        defines = [word for name in values for word in ("-D", f"{name}={values[name]}")]
        folders = [str(self.docs / language), str(self.out / language)]
        doctrees = ["-d", str(self.doctrees / language)]
        return [*self.options, *doctrees, "-c", str(self.docs), *defines, *folders]


def build(plan: Plan) -> int:
    """Build every language of the plan; the exit status is 0 if all went well.

    A failure of one language does not stop the others. Raises BuildError with what is wrong before
    any page is made.
    """
    config = read_config(plan.docs, plan.overrides)
    languages = tuple(config.bilingual_gallery_languages)
    settings = Settings.of(config, plan.docs, plan.docs / languages[0])
    homes = [without_home(plan.docs / code, config, settings) for code in languages]
    fail_with([mistake for mistakes in homes for mistake in mistakes])
    pages = [plan.docs / code / each.pages for code in languages for each in settings.galleries]
    for folder in (plan.out, plan.doctrees, *pages):
        ensure_writable(folder)
    modules = (*EXTENSIONS, *config.extensions, config.html_theme)
    # While tutorials run is the time to import all that Sphinx will, else each language's build can.
    meanwhile = partial(_import, (*builtin_extensions, *modules))
    gallery = collect(settings)
    for mistake in gallery.unread:
        print(mistake, file=sys.stderr, flush=True)
    detail = (lambda _: None) if "-q" in plan.options else _say
    entries, _ = outputs_of(gallery, settings, _say, meanwhile, detail)
    if plan.twice:
        fail_with(differing(gallery.tutorials, entries, settings, _say))
    _import(modules)
    gc.freeze()  # the forks neither look at nor copy what is there
    builds: list[_Build] = []
    try:
        for language in languages:
            builds.append(_Build.start(plan, language, [each.said for each in builds]))
        _relay(builds, [f"{shown(each.path)}:{each.line}: ERROR: " for each in gallery.unread])
    finally:
        for each in builds:
            if each.process.is_alive():
                each.process.terminate()
            each.process.join()
    for each in builds:
        print(f"{each.language}: {'failed' if each.process.exitcode else 'done'}", flush=True)
    # A build that a signal has ended has a number below zero.
    failed = max(abs(each.process.exitcode or 0) for each in builds)
    return failed or int(bool(gallery.unread))  # what is not built is told, and no success


def _say(text: str) -> None:
    print(text, flush=True)


def _import(modules: Sequence[str]) -> None:
    """Import what every language's build is going to."""
    for module in modules:
        with contextlib.suppress(ImportError):  # a theme's name may be no module; Sphinx will say
            __import__(module)


@dataclass(frozen=True)
class _Build:
    language: str
    process: ForkProcess
    said: IO[str]

    @classmethod
    def start(cls, plan: Plan, language: str, others: Sequence[IO[str]]) -> _Build:
        """Begin the build of one language; ``others`` are what the builds before it say."""
        reader, writer = os.pipe()
        inherited = [reader, *(said.fileno() for said in others)]
        sys.stdout.flush()
        sys.stderr.flush()
        context = multiprocessing.get_context("fork")
        arguments = (plan.arguments(language), writer, inherited)
        process = context.Process(target=_sphinx, args=arguments)
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


def _relay(builds: Sequence[_Build], told: Sequence[str]) -> None:
    """Print what the builds say, line by line, each with its language before it.

    A warning or mistake that several languages tell of is printed for the first; a line that begins as
    one of those in ``told`` has been printed already.
    """
    warned: dict[str, str] = {}
    open_ones = {each.said.fileno(): each for each in builds}
    pending = dict.fromkeys(open_ones, b"")
    while open_ones:
        for ready in wait(list(open_ones)):
            assert isinstance(ready, int)
            chunk = os.read(ready, 65536)
            *lines, pending[ready] = (pending[ready] + chunk).split(b"\n")
            if not chunk and pending[ready]:
                lines.append(pending[ready])
            for line in lines:
                text = line.decode(errors="replace").rstrip()
                language = open_ones[ready].language
                if text.startswith(tuple(told)):
                    continue
                is_told = "WARNING: " in text or _MISTAKE.match(text)
                if is_told and warned.setdefault(text, language) != language:
                    continue
                if text:
                    print(f"{language}: {text}", flush=True)
            if not chunk:
                open_ones.pop(ready).said.close()
