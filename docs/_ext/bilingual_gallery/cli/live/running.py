"""The process that runs tutorials: it keeps a fork server, and ends a run that a newer save makes void.

Each script that it is asked for has a thread. One that has its outputs is answered at once; a run goes
on while the code that runs is still the script's own.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ...config import Settings, settings_of
from ...endings import Ended, raised
from ...errors import BuildError, SourceError, shown
from ...execution import local, outputs
from ...execution.cache import OutputCache
from ...execution.job import RunError
from ...execution.progress import Say
from ...execution.runs import Result, run_all, told
from ...execution.tasks import Task, task_of
from ...source.gallery import collect, read_one
from ...source.tutorial import Tutorial
from .channel import Line, Message


def work(line: Line, docs: Path, out: Path, job: Message) -> None:
    """Answer ``run`` for a script with what is wrong, and ``scripts`` with all that there are."""
    settings = settings_of(docs)
    with contextlib.suppress(Ended), raised(), contextlib.ExitStack() as ended:
        runner = _Runner(line, settings, ended)
        try:
            for asked in line:
                threading.Thread(target=runner.answer, args=(asked,), daemon=True).start()
        finally:
            runner.end()


@dataclass
class _Active:
    """A tutorial whose outputs are being made, by the key that they will have."""

    key: str
    cancelled: threading.Event = field(default_factory=threading.Event)
    done: Future[list[str] | None] = field(default_factory=Future)


class _Runner:
    """Makes outputs; every method may be called from several threads."""

    def __init__(self, line: Line, settings: Settings, ended: contextlib.ExitStack) -> None:
        self._line, self._settings, self._ended = line, settings, ended
        self._active: dict[Path, _Active] = {}
        self._lock = threading.Lock()
        self._reading = (
            threading.Lock()
        )  # one script is parsed at a time (execution/local.py says why)
        self._store = _Held()
        self._submit: local.Submit | None = None
        # Those of runs go into this process too, and the key of a tutorial is told by the author's.
        self._environ = dict(os.environ)

    def answer(self, asked: Message) -> None:
        """What is wrong with a script, when its outputs are there or cannot be had."""
        mistakes: list[str] | None
        try:
            mistakes = self._outputs_of(Path(asked["path"]))
        except BuildError as error:
            mistakes = str(error).split("\n")
        except Exception as error:  # the session has to hear of it, whatever it is
            mistakes = [f"{shown(Path(asked['path']))}:1: {type(error).__name__}: {error}"]
        self._line.send("ran", id=asked["id"], mistakes=mistakes)

    def end(self) -> None:
        """End all runs."""
        with self._lock:
            active = list(self._active.values())
        for each in active:
            each.cancelled.set()

    def _outputs_of(self, path: Path) -> list[str] | None:
        """What is wrong with a script; None where a newer save has made its run void."""
        if not path.is_file():  # deleted: nobody waits for what it would show
            with self._lock:
                known = self._active.get(path)
            if known is not None:
                known.cancelled.set()
            return None
        with self._reading:
            try:
                tutorial = read_one(path, self._settings)
            except SourceError:  # the check tells of it
                return None
            task = task_of(tutorial, self._settings, self._environ)
        own = f"{task.key} {task.job.expressions}"
        with self._lock:
            known = self._active.get(path)
            if known is None or known.key != own:
                if known is not None:
                    known.cancelled.set()
                begun = self._active[path] = _Active(own)
                known = None
        if known is not None:  # the code that is running is still the script's own
            return known.done.result()
        mistakes = None
        try:
            mistakes = self._ensured(tutorial, begun)
        finally:
            with self._lock:
                if self._active.get(path) is begun:
                    del self._active[path]
            begun.done.set_result(mistakes)
        return mistakes

    def _ensured(self, tutorial: Tutorial, begun: _Active) -> list[str] | None:
        """What went wrong; None where a newer save has made the run void."""
        means = outputs.Means(self._store.held, partial(self._run, begun), self._environ)
        _, _, failures = outputs.ensure([tutorial], self._settings, self._say, means=means)
        return None if begun.cancelled.is_set() else [str(each) for each in failures]

    def _run(
        self,
        begun: _Active,
        tasks: Sequence[Task],
        seconds: Mapping[str, float],
        settings: Settings,
        say: Say,
        meanwhile: Callable[[], None],
    ) -> Iterator[tuple[Task, Result]]:
        """Stands in for ``run_all``: in the fork server that stays, until a newer save."""
        for task in tasks:
            path = str(task.tutorial.path)
            say(f"running {shown(task.tutorial.path)}")
            self._line.send("running", path=path)
            try:
                if settings.scheduler:
                    yield from run_all([task], seconds, settings, lambda _: None)
                else:
                    yield task, self._workers()(task, begun.cancelled).result()
            except RunError as error:
                yield task, told(task, error)
            finally:
                self._line.send("rests", path=path)

    def _workers(self) -> local.Submit:
        with self._lock:
            if self._submit is None:
                tasks = [
                    task_of(each, self._settings) for each in collect(self._settings).tutorials
                ]
                self._submit = self._ended.enter_context(local.workers(self._settings, tasks))
            return self._submit

    def _say(self, text: str) -> None:
        self._line.send("said", text=text)


class _Held:
    """The store's lock, which all runs of this process hold together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._release = contextlib.ExitStack()

    @contextlib.contextmanager
    def held(self, store: OutputCache, say: Say) -> Iterator[None]:
        """Stands in for ``OutputCache.running``."""
        with self._lock:
            if not self._count:
                self._release.enter_context(store.running(say))
            self._count += 1
        try:
            yield
        finally:
            with self._lock:
                self._count -= 1
                if not self._count:
                    self._release.close()
