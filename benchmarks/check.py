"""How long the check takes on a script of many cells, and on one of twice as many."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from typing import Any

import write_ours
from description import Code, Prose, Tutorial
from measure import run

CELLS = 10_000
LIMIT_SECONDS = 3.0
# In time that grows with the length of a script, twice the cells take no more than about twice as long.
LIMIT_GROWTH = 2.2


def measured(count: int, folder: Path) -> dict[str, Any]:
    """The medians of ``count`` rounds: wall seconds for ``CELLS`` cells and for twice as many."""
    seconds = {}
    for cells in (CELLS, 2 * CELLS):
        root = folder / f"check-{cells}"
        write_ours.create(root, [_tutorial(cells)])
        command = [sys.executable, "-m", "bilingual_gallery", "check", "docs"]
        taken = [run(command, root, root / "check.log").seconds for _ in range(count)]
        seconds[str(cells)] = {
            "median": round(median(taken), 3),
            "samples": [round(each, 3) for each in taken],
        }
    growth = seconds[str(2 * CELLS)]["median"] / seconds[str(CELLS)]["median"]
    return {
        "seconds": seconds,
        "limit_seconds": LIMIT_SECONDS,
        "growth": round(growth, 3),
        "limit_growth": LIMIT_GROWTH,
    }


def _tutorial(cells: int) -> Tutorial:
    """A script of passages, three cells each: the prose in two languages and the code."""
    parts: list[Prose | Code] = []
    for number in range(cells // 3):
        mark = "#" if not number else "##"
        parts.append(
            Prose(
                {
                    "ko": f"{mark} 절 {number}\n\n**텐서**(tensor)의 값은 `x_{number}` 안에 {number}개"
                    " 있습니다. $x^2$의 값은 4입니다.",
                    "en": f"{mark} Section {number}\n\nThe **tensor** `x_{number}` holds {number}"
                    " values. The value of $x^2$ is 4.",
                }
            )
        )
        parts.append(Code(f"# ko: 값 {number}입니다.\n# en: The value {number}.\nx_{number} = 1"))
    return Tutorial("blitz", "many_cells", tuple(parts))
