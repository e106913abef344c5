"""Workload (a): the project's own tutorials, read from ``gallery/``."""

from __future__ import annotations

import re
from pathlib import Path

from bilingual_gallery.source.code import CodeCell
from bilingual_gallery.source.reading import read
from description import LANGUAGES, Code, Prose, Tutorial

ROOT = Path(__file__).resolve().parents[1]


def tutorials() -> tuple[Tutorial, ...]:
    """Every script of the project's gallery, as a neutral description."""
    return tuple(_read(path) for path in sorted((ROOT / "gallery").glob("*/*.py")))


def _read(path: Path) -> Tutorial:
    parts: list[Prose | Code] = []
    for part in read(path, tuple(LANGUAGES)).parts:
        if isinstance(part, CodeCell):
            parts.append(Code(_tagged(part)))
        else:
            parts.append(Prose({code: part.text(code) for code in LANGUAGES}))
    return Tutorial(path.parent.name, path.stem, tuple(parts))


def _tagged(cell: CodeCell) -> str:
    # The reader took the tags off; ours must be written with them, the peers without.
    lines = []
    for line in cell.lines:
        if line.language is None:
            lines.append(line.text)
        else:
            lines.append(re.sub(r"# ?", f"# {line.language}: ", line.text, count=1))
    return "\n".join(lines)
