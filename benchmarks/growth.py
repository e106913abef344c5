"""How time and memory grow with the size of one input: measured at a size and at twice that size.

What is made in time that grows with the input's size takes about twice as long for twice as much. The
command's own start makes the ratio smaller, so the sizes are such that it takes a small part.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import inputs
import measure
import write_ours
from description import LANGUAGES, Tutorial

LIMIT = 2.2
CHECK = ("check", "docs")
BUILD = ("build", "docs", "build/html")


@dataclass(frozen=True)
class Input:
    """One kind of input: ``size`` of it are measured, then twice as many.

    ``make`` gives the tutorial of a size and ``languages`` those of the site; ``word`` is what the
    page shows of the input's end. ``seconds`` limits the smaller size's wall time and ``memory`` how
    the peak of the highest process grows; None asks for nothing.
    """

    name: str
    size: int
    make: Callable[[int], Tutorial]
    command: tuple[str, ...] = BUILD
    languages: Callable[[int], dict[str, str]] = lambda size: LANGUAGES
    word: Callable[[int], str] = lambda size: ""
    seconds: float | None = None
    memory: float | None = None


INPUTS = (
    Input("cells of a checked script", 10_000, inputs.cells, CHECK, seconds=3.0),
    Input("cells with an output", 750, inputs.outputs, word=lambda size: f"output {size - 1}"),
    Input("bytes of one paragraph", 250_000, inputs.paragraph, word=lambda size: "the end of it"),
    Input(
        "MB printed by a cell", 40, inputs.printed, word=lambda size: "the last line", memory=1.2
    ),
    Input("languages", 6, inputs.translated, languages=inputs.languages),
    Input("figures of a run", 1000, inputs.figures, word=lambda size: f"_{size:03}.png"),
)


def measured(count: int, scale: float, folder: Path) -> list[dict[str, Any]]:
    """The medians of ``count`` rounds for each input, in ``folder``; sizes are times ``scale``.

    Raises measure.CommandError if a command fails or a page does not show its input.
    """
    return [_one(each, max(2, round(each.size * scale)), count, folder) for each in INPUTS]


def met(grown: Mapping[str, Any]) -> bool:
    """Whether an input as ``measured`` gives it keeps all its limits."""
    first = next(iter(grown["seconds"].values()))["median"]
    limits = (
        (grown["growth"], grown["limit_growth"]),
        (first, grown["limit_seconds"]),
        (grown["memory_growth"], grown["limit_memory_growth"]),
    )
    return all(limit is None or value <= limit for value, limit in limits)


def _one(kind: Input, size: int, count: int, folder: Path) -> dict[str, Any]:
    seconds: dict[str, dict[str, Any]] = {}
    peaks = []
    for each in (size, 2 * size):
        taken = [
            _taken(kind, each, folder / f"{INPUTS.index(kind)}-{each}-{n}") for n in range(count)
        ]
        peaks.append(median(run.highest_mib for run in taken))
        seconds[str(each)] = {
            "median": round(median(run.seconds for run in taken), 3),
            "samples": [round(run.seconds, 3) for run in taken],
        }
    first, second = (entry["median"] for entry in seconds.values())
    return {
        "name": kind.name,
        "seconds": seconds,
        "growth": round(second / first, 3),
        "limit_growth": LIMIT,
        "limit_seconds": kind.seconds,
        "peak_mib": [round(peak) for peak in peaks],
        "memory_growth": round(peaks[1] / peaks[0], 3),
        "limit_memory_growth": kind.memory,
    }


def _taken(kind: Input, size: int, root: Path) -> measure.Measured:
    tutorial = kind.make(size)
    languages = kind.languages(size)
    write_ours.create(root, [tutorial], languages)
    command = (sys.executable, "-m", "bilingual_gallery", *kind.command)
    taken = measure.run(command, root, root / "log.txt")
    if kind.command == BUILD:
        for language in languages:
            page = root / f"build/html/{language}/tutorials/{tutorial.section}/{tutorial.name}.html"
            # What is quick because it lost its input must not count.
            if kind.word(size) not in page.read_text(encoding="utf-8"):
                raise measure.CommandError(f"{page} does not show {size} {kind.name}")
    return taken
