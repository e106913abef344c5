"""The style of a site's figures: a style sheet of matplotlib, in force as soon as the code imports it."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from .after_import import after_import
from .job import RunError


def offer(sheet: str) -> None:
    """Let figures have the style of ``sheet``, the text of a style sheet; of an empty one their own.

    Whoever imports matplotlib then gets a RunError where it does not understand the sheet.
    """
    if sheet:
        after_import("matplotlib", lambda _: _use(sheet))


def _use(sheet: str) -> None:
    from matplotlib import style

    with tempfile.NamedTemporaryFile("w", suffix=".mplstyle", encoding="utf-8") as file:
        file.write(sheet)
        file.flush()
        with _found() as found:
            style.use(file.name)
        if found:
            said = " ".join(found[0].replace(file.name, "the file").split())
            raise RunError(f"bilingual_gallery_figure_style names a style that cannot be: {said}")


@contextmanager
def _found() -> Iterator[list[str]]:
    """What matplotlib finds wrong in the block: it says so in its log and in warnings, and goes on."""
    found: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    log, listener = logging.getLogger("matplotlib"), Listener(logging.WARNING)
    known, log.propagate = log.propagate, False
    log.addHandler(listener)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield found
            found += [str(each.message) for each in warned]
    finally:
        log.removeHandler(listener)
        log.propagate = known
