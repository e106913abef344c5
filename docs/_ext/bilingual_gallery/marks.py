"""One build of a language at a time, and what an unfinished one left behind is made anew.

Sphinx takes a page for done when its file is newer than its source, even half a file. So a mark lies
beside Sphinx's doctrees from before the first page is written until the last one is; a build that
finds it reads and writes all pages again. It runs nothing: the outputs are safe in the store.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from shutil import rmtree

from filelock import FileLock, Timeout
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.util import logging

from . import files

logger = logging.getLogger(__name__)


def enter(app: Sphinx, config: object) -> None:
    """``config-inited``, before Sphinx loads what it knows of the pages: wait for our turn."""
    Path(app.doctreedir).mkdir(parents=True, exist_ok=True)
    lock = FileLock(Path(app.doctreedir, ".lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        logger.info("waiting for another build of the same pages")
        lock.acquire()
    app.connect("build-finished", partial(_leave, lock=lock), priority=1000)
    if _mark(app).exists():
        Path(app.doctreedir, ENV_PICKLE_FILENAME).unlink(missing_ok=True)


def begin(app: Sphinx) -> None:
    """Before the first page is written: away with half-written files, and set the mark."""
    if _mark(app).exists():
        rmtree(Path(app.srcdir, app.config.sphinx_gallery_conf["gallery_dirs"]), ignore_errors=True)
        files.clean(Path(app.outdir))
    _mark(app).touch()


def _leave(app: Sphinx, exception: Exception | None, lock: FileLock) -> None:
    # A strict build that ends with warnings has to tell them again next time.
    if exception is None and not (app._fail_on_warnings and app._warncount):
        _mark(app).unlink(missing_ok=True)
    lock.release()


def _mark(app: Sphinx) -> Path:
    return Path(app.doctreedir, "unfinished")
