"""Which Chromium the tests and the tools drive."""

from __future__ import annotations

import shutil

# Without a window of its own to draw, the first opens a page in about half the time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")


def path() -> str | None:
    """The program of the first Chromium that is installed, or None."""
    return next(filter(None, map(shutil.which, _NAMES)), None)
