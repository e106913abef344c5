"""Tell what was adopted, and what a person has to look at: in lines, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import shown, slashed
from .adopted import Adopted, Note

# What the text is shown of, because it is not in the script.
_SHOWN = ("drift", "cell", "left out")


@dataclass
class Report:
    """All scripts that were asked for: what became of them, what failed, and where they were written to."""

    scripts: list[tuple[Adopted, Path | None]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    alone: list[tuple[str, Path]] = field(default_factory=list)

    def as_text(self) -> str:
        """Lines for people."""
        lines = [line for adopted, out in self.scripts for line in _told(adopted, out)]
        lines += [
            f"{shown(path)}: {name} alone has this script, so it stays as it is"
            for name, path in self.alone
        ]
        if len(self.scripts) != 1:
            total = self.total()
            many = len(self.scripts)
            lines.append(
                f"{many} script{'s' * (many != 1)}: {_counts(total)}; {total['drifts']} drifts, "
                f"{len(self.failed)} not adopted"
            )
        return "\n".join(lines)

    def as_json(self) -> str:
        """The same for programs."""
        scripts = [
            {
                "sources": {name: slashed(path) for name, path in adopted.sources.items()},
                "out": None if out is None else slashed(out),
                **_numbers([adopted]),
                "notes": [_note(note) for note in adopted.notes],
            }
            for adopted, out in self.scripts
        ]
        told = {
            "scripts": scripts,
            "total": self.total(),
            "failed": self.failed,
            "alone": [{"language": name, "path": slashed(path)} for name, path in self.alone],
        }
        return json.dumps(told, ensure_ascii=False, indent=2)

    def total(self) -> dict[str, int]:
        """The numbers of all scripts together."""
        return _numbers([adopted for adopted, _ in self.scripts])


def _numbers(scripts: Sequence[Adopted]) -> dict[str, int]:
    return {
        "passages": sum(each.passages for each in scripts),
        "passages_paired": sum(each.paired for each in scripts),
        "untranslated": sum(each.untranslated for each in scripts),
        "cells": sum(each.cells for each in scripts),
        "cells_merged": sum(each.merged for each in scripts),
        "drifts": sum(note.kind == "drift" for each in scripts for note in each.notes),
    }


def _counts(numbers: dict[str, int]) -> str:
    untranslated = f"{numbers['untranslated']} untranslated, " if numbers["untranslated"] else ""
    return (
        f"{numbers['passages_paired']} of {numbers['passages']} passages paired, {untranslated}"
        f"{numbers['cells_merged']} of {numbers['cells']} cells of code merged"
    )


def _told(adopted: Adopted, out: Path | None) -> Iterator[str]:
    first = next(iter(adopted.sources.values()))
    where = "" if out is None else f"; written to {shown(out)}"
    yield f"{shown(first)}: {_counts(_numbers([adopted]))}{where}"
    for note in adopted.notes:
        if note.kind == "mended":
            continue
        yield f"{shown(note.path)}:{note.line}: [{note.kind}] {note.message}"
        if note.kind in _SHOWN and note.text:
            yield from (f"    {line}".rstrip() for line in note.text.strip("\n").split("\n"))
    if mended := sum(note.kind == "mended" for note in adopted.notes):
        places = "place" if mended == 1 else "places"
        yield f"{shown(first)}: mended markup in {mended} {places} where a page would not have shown it"


def _note(note: Note) -> dict[str, object]:
    return {
        "kind": note.kind,
        "path": slashed(note.path),
        "line": note.line,
        "message": note.message,
        "text": note.text,
    }
