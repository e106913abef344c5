"""The workloads by name, at a scale."""

from __future__ import annotations

from dataclasses import dataclass

import generated
import own
from description import Tutorial

NAMES = ("own", "compute", "trivial")


@dataclass(frozen=True)
class Workload:
    """Tutorials to build; ``bare`` asks for the time of the bare scripts too.

    ``left_out`` names tools that are not measured with it.
    """

    name: str
    tutorials: tuple[Tutorial, ...]
    bare: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def edited(self) -> Tutorial:
        """The one tutorial that is edited: one in the middle, as likely as any."""
        return self.tutorials[len(self.tutorials) // 2]


def make(name: str, scale: float) -> Workload:
    """The workload called ``name``: ``scale`` times as many tutorials and seconds of compute."""

    def scaled(count: int) -> int:
        return max(2, round(count * scale))

    if name == "own":
        every = own.tutorials()
        return Workload(name, every if scale >= 1 else every[: scaled(len(every))])
    if name == "compute":
        return Workload(name, generated.compute(scaled(6), 2.0 * scale), bare=True)
    if name == "trivial":
        # No required ratio needs MyST-NB here, and to start 300 kernels, or 600 where each language
        # has its cache, takes longer in every round than all the rest together.
        left_out = ("myst-nb", "myst-nb one cache")
        return Workload(name, generated.trivial(scaled(300)), left_out=left_out)
    raise ValueError(f"no workload {name!r}; there are {', '.join(NAMES)}")
