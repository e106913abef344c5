"""The order of the tutorials: as conf.py lists them, and the rest by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ReadingOrder:
    """For Sphinx-Gallery's ``within_subsection_order``.

    Its own ``ExplicitOrder`` leaves what ``*`` stands for in the order of the file system, which
    differs between machines.
    """

    names: Sequence[str]

    def __call__(self, name: str) -> tuple[int, str]:
        """The key that sorts a script's file name."""
        listed = self.names.index(name) if name in self.names else len(self.names)
        return listed, name
