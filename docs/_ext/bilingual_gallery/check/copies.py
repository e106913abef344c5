"""Copies of scripts that a program made, such as Jupyter's `x-Copy1.py`: they are no tutorials."""

from __future__ import annotations

from collections.abc import Iterator

from ..config import Settings
from ..config.leftovers import is_copy, is_left_over
from ..contents import Contents
from .finding import Finding

RULE = "copies"
_MESSAGE = "a copy by its name, so no tutorial; rename it to make it one, or remove it"


def check(settings: Settings, contents: Contents) -> Iterator[Finding]:
    """A finding for each copy where a tutorial could be. Other leftovers are hidden and nobody's matter."""
    for gallery in settings.galleries:
        for path in contents.below(gallery.scripts, "*.py", "*/*.py"):
            folder = path.parent.relative_to(gallery.scripts)
            if is_copy(path.name) and not is_left_over(folder):
                yield Finding(path, 1, RULE, _MESSAGE)
