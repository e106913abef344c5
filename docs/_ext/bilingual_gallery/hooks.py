"""What our part of a build tells Sphinx: handlers that may end it, and warnings that conf.py may suppress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.util import logging

from .endings import Ended
from .errors import BuildError, no_right

logger = logging.getLogger(__name__)

TYPE = "bilingual_gallery"  # of all our warnings

# The event of a build that one of our handlers ends. Sphinx's own `build-finished` does not come
# where that is before the first page is read.
FAILED = "bilingual-gallery-failed"


def setup(app: Sphinx) -> None:
    """Register the event."""
    app.add_event(FAILED)


def connect(app: Sphinx, event: str, handler: Callable[..., Any], priority: int = 500) -> None:
    """Let ``handler`` hear of ``event``, as ``app.connect`` does; a BuildError of it becomes SystemExit.

    Of every exception but SystemExit, Sphinx prints a traceback, which tells an author nothing.
    """

    @wraps(handler)
    def told(*arguments: Any) -> Any:
        try:
            return handler(*arguments)
        except Ended as ended:
            raise SystemExit(ended.status) from None
        except BuildError as error:
            app.emit(FAILED)
            raise SystemExit(str(error)) from None
        except OSError as error:
            if (refused := no_right(error)) is None:
                raise
            app.emit(FAILED)
            raise SystemExit(str(refused)) from None

    app.connect(event, told, priority)


def warn(subtype: str, message: str, *values: object, location: str | Node | None = None) -> None:
    """Warn of something; ``suppress_warnings = ["bilingual_gallery.<subtype>"]`` keeps it quiet."""
    logger.warning(message, *values, type=TYPE, subtype=subtype, location=location)


def suppressed(subtype: str, suppress_warnings: Sequence[str]) -> bool:
    """Does conf.py keep quiet what ``warn`` would tell under this subtype?"""
    return logging.is_suppressed_warning(TYPE, subtype, suppress_warnings)


def warn_of_change(subtype: str, whose: str) -> None:
    """Warn, once in a build, that the output of somebody else is not as it was, and so is left alone."""
    message = "%s writes this in another way than we know, so it is left as it is; its version is new to us"
    logger.warning(message, whose, type=TYPE, subtype=subtype, once=True)
