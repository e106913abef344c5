"""The physical limit of a workload: no tool that runs all the code can be faster."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import measure
from description import LANGUAGES, Code, Tutorial


@dataclass(frozen=True)
class Limit:
    """What the bare scripts take: the slowest one on the wall, and all together in CPU seconds."""

    slowest_seconds: float
    cpu_seconds: float
    cores: int

    @property
    def seconds(self) -> float:
        """The longest of the slowest script and of all the work spread over all cores."""
        return max(self.slowest_seconds, self.cpu_seconds / self.cores)


def cores() -> int:
    """How many cores this process, and so every build, may use."""
    return len(os.sched_getaffinity(0))


def measured(tutorials: tuple[Tutorial, ...], folder: Path) -> Limit:
    """Run the code of each tutorial alone, one after the other, in ``folder``, which is new."""
    folder.mkdir()
    taken = []
    language = next(iter(LANGUAGES))
    for tutorial in tutorials:
        script = folder / f"{tutorial.name}.py"
        cells = [part.shown(language) for part in tutorial.parts if isinstance(part, Code)]
        script.write_text("\n\n".join(cells) + "\n", encoding="utf-8")
        log = folder / f"{tutorial.name}.log"
        command = (sys.executable, script.name)
        taken.append(measure.run(command, folder, log, {"MPLBACKEND": "agg"}))
    slowest = max(each.seconds for each in taken)
    return Limit(slowest, sum(each.cpu_seconds for each in taken), cores())
