"""Our handlers of Sphinx's events: what they cannot mend ends the build with its message alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from sphinx.application import Sphinx

from .errors import BuildError

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
        except BuildError as error:
            app.emit(FAILED)
            raise SystemExit(str(error)) from None

    app.connect(event, told, priority)
