"""A failure of the script as its reader sees it, without the frames of whoever runs it."""

from __future__ import annotations

import traceback
from pathlib import Path


def as_told(error: Exception, script: Path) -> str:
    """The traceback of an error from the script's own frame on, and of what led to it.

    Raises the error itself where the script has no part in it.
    """
    told = traceback.TracebackException.from_exception(error)
    if not _cut(told, str(script)):
        raise error
    return "".join(told.format())


def _cut(told: traceback.TracebackException, script: str) -> bool:
    """Drop the frames before the script's first, here and in what led here; True if it has one here."""
    for cause in (told.__cause__, told.__context__):
        if cause is not None:
            _cut(cause, script)
    frames = list(told.stack)
    first = next((at for at, frame in enumerate(frames) if frame.filename == script), None)
    if first is not None:
        told.stack = traceback.StackSummary.from_list(frames[first:])
    return first is not None
