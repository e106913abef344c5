"""One build of a language at a time, and what an unfinished one left behind is made anew.

Sphinx takes a page for done when its file is newer than its source, even half a file. So a mark lies
in the site from before the first page is written until the last one is; a build that finds it reads
and writes all pages again. It runs nothing: the outputs are safe in the store.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from filelock import FileLock
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx

from ..errors import need_fork
from ..files import acquire, clean
from ..hooks import FAILED, connect
from .state import settings_in


def enter(app: Sphinx, config: object) -> None:
    """``config-inited``: hold the language's lock until the build is over, waiting for another that has it.

    The lock lies beside the generated pages, which every build of the language writes, wherever its
    site and its doctrees go. Raises BuildError on a system where nothing can be built.
    """
    need_fork()
    first = _generated(app)[0]
    first.mkdir(parents=True, exist_ok=True)
    # One lock for this process: it never waits for a build of its own that others have ended.
    lock = FileLock(first / ".lock", is_singleton=True)
    acquire(lock, "another build of the same pages", print)
    connect(app, "build-finished", partial(_leave, lock=lock), priority=1000)
    connect(app, FAILED, partial(_leave, lock=lock))
    if _mark(app).exists():
        Path(app.doctreedir, ENV_PICKLE_FILENAME).unlink(missing_ok=True)


def begin(app: Sphinx) -> None:
    """Called before the first page is written: remove half-written files, and set the mark."""
    for folder in _generated(app):
        clean(folder)
    if _mark(app).exists():
        clean(Path(app.outdir))
        for folder in _generated(app):
            for thumbnail in folder.rglob("thumb/*"):  # written by Sphinx-Gallery, in place
                thumbnail.unlink()
    _mark(app).touch()
    # What is warned of before is warned of by every build, whether or not it reads a page.
    connect(app, "build-finished", partial(_end, warned=app._warncount), priority=999)


def _end(app: Sphinx, exception: Exception | None, warned: int) -> None:
    # A warning has to be told again next time, and may be that a page could not be written.
    if exception is None and app._warncount == warned:
        _mark(app).unlink(missing_ok=True)


def _leave(*_: object, lock: FileLock) -> None:
    lock.release(force=True)


def _generated(app: Sphinx) -> list[Path]:
    return [Path(app.srcdir, each.pages) for each in settings_in(app).galleries]


def _mark(app: Sphinx) -> Path:
    return Path(app.outdir, ".unfinished")
