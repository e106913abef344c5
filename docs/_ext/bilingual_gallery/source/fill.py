"""The places where a script waits for a translation, and the script with something in each of them.

What is put in is a draft, or a comment with what another language says: no reader sees that, and the
check goes on telling that the text is not translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from ..config import Syntax
from . import markdown
from .cells import Cell, cells_of
from .code import CodeCell, CodeLine, read_code
from .passages import Group, Said, grouped
from .prose_cells import prose_of
from .reading import examine_text
from .tutorial import Tutorial


@dataclass(frozen=True)
class Gap:
    """A text that one language lacks: where it goes, and what ``spoken`` says there.

    ``row`` is a line of the script, from 0: the new lines stand below it, or above where ``is_above`` is
    set. ``indent`` is that of a comment in code.
    """

    row: int
    language: str
    spoken: str
    text: str
    kind: Literal["cell", "docstring", "body", "raw body", "comment"]
    is_above: bool = False
    indent: str = ""


def gaps_in(path: Path, text: str, languages: Sequence[str], syntax: Syntax) -> list[Gap]:
    """Where a script that has no mistakes waits for a translation, in order."""
    rows, run, found = text.split("\n"), list[Cell](), list[Gap]()
    for cell in (*cells_of(path, text), None):
        if cell is not None and cell.kind == "markdown" and cell.language is not None:
            run.append(cell)
            continue
        said = [Said(each, *prose_of(path, each, syntax, lambda _: None)) for each in run]
        for group in grouped(said, languages):
            found += _in_passage(group, rows, languages)
        run = []
        if cell is not None and cell.kind == "code":
            found += _in_code(read_code(path, cell, tuple(languages)), rows, languages)
    return found


def _in_passage(group: Group, rows: Sequence[str], languages: Sequence[str]) -> Iterator[Gap]:
    written = [each for each in group.cells if each.is_seen and each.prose is not None]
    if not written or written[0].prose is None:
        return
    spoken, text = written[0].language, written[0].prose.text
    known = {each.language: each.cell for each in group.cells}
    first = group.cells[0].cell
    above: Cell | None = None
    for code in languages:
        cell = known.get(code)
        if cell is None:
            kind: Literal["cell", "docstring"] = "cell"
            if first.line == 1 and code == languages[0]:
                kind = "docstring"
            row = first.line - 1 if above is None else _last_row(above, rows)
            yield Gap(row, code, spoken, text, kind, is_above=above is None)
            continue
        above = cell
        if not cell.text.strip():
            is_raw = cell.docstring
            row = cell.line if is_raw else cell.line - 1
            if not is_raw or re.fullmatch(r"\s*[rR]?('''|\"\"\")\s*", rows[row]):
                yield Gap(row, code, spoken, text, "raw body" if is_raw else "body")


def _last_row(cell: Cell, rows: Sequence[str]) -> int:
    """The last line of a cell that is not empty."""
    row = cell.line - 1
    following = row + 1
    while following < len(rows) and not re.match(r"#\s*%%", rows[following]):
        row = following if rows[following].strip() else row
        following += 1
    return row


def _in_code(cell: CodeCell, rows: Sequence[str], languages: Sequence[str]) -> Iterator[Gap]:
    told = [line for line in cell.lines if line.language is not None]
    for _, adjacent in groupby(enumerate(told), lambda at: at[1].number - at[0]):
        lines = [line for _, line in adjacent]
        runs = [(code, list(each)) for code, each in groupby(lines, lambda line: line.language)]
        for group in _groups([(str(code), each) for code, each in runs], languages):
            yield from _in_comments(group, rows, languages)


def _groups(
    runs: Sequence[tuple[str, list[CodeLine]]], languages: Sequence[str]
) -> Iterator[dict[str, list[CodeLine]]]:
    group: dict[str, list[CodeLine]] = {}
    for code, lines in runs:
        if group and languages.index(code) <= max(map(languages.index, group)):
            yield group
            group = {}
        group[code] = lines
    yield group


def _in_comments(
    group: Mapping[str, Sequence[CodeLine]], rows: Sequence[str], languages: Sequence[str]
) -> Iterator[Gap]:
    written = [code for code, lines in group.items() if not any(line.is_draft for line in lines)]
    if not written:
        return
    spoken, first = written[0], group[written[0]]
    texts = [line.text.strip().removeprefix("#").strip() for line in first]
    begin = rows[first[0].number - 1]
    indent = begin[: len(begin) - len(begin.lstrip())]
    row, is_above = next(iter(group.values()))[0].number - 1, True
    for code in languages:
        if code in group:
            row, is_above = group[code][-1].number - 1, False
        else:
            yield Gap(row, code, spoken, "\n".join(texts), "comment", is_above, indent)


def waiting(gap: Gap) -> str:
    """The comment that stands in a gap until it is written over."""
    text = gap.text.replace("-->", "--&gt;").replace("--!>", "--!&gt;")
    if gap.kind == "comment":
        return "\n".join(f"<!-- {line} -->" for line in text.split("\n"))
    return f"<!-- to be translated from {gap.spoken}\n{text}\n-->"


def lines_of(gap: Gap, text: str) -> list[str]:
    """The lines that a text makes in a gap."""
    rows = text.split("\n")
    if gap.kind == "comment":
        return [f"{gap.indent}# {gap.language}: {row}".rstrip() for row in rows if row.strip()]
    if gap.kind == "raw body":
        return rows
    commented = [f"# {row}".rstrip() for row in rows]
    if gap.kind == "body":
        return commented
    marker = f'# %% [markdown] lang="{gap.language}"'
    if gap.kind == "cell":
        return [marker, *commented]
    quotes = "'''" if '"""' in text else '"""'
    raw = "r" if "\\" in text else ""
    return [marker, f"{raw}{quotes}", *rows, quotes]


def filled(raw: str, gaps: Sequence[tuple[Gap, str]]) -> str:
    """A script's text, line ends and all, with a text in each gap; nothing else of it changes."""
    rows = raw.split("\n")
    end = "\r\n" if rows[0].endswith("\r") else "\n"
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)
    put: list[tuple[int, str]] = []
    for gap, text in gaps:
        block = end.join(lines_of(gap, text))
        between = end if gap.kind == "comment" else end * 2
        if gap.is_above:
            bom = int(gap.row == 0 and raw.startswith("\ufeff"))
            put.append((starts[gap.row] + bom, block + between))
        else:
            before = end if gap.kind in ("body", "raw body") else between
            put.append((starts[gap.row] + len(rows[gap.row].removesuffix("\r")), before + block))
    parts, done = [], 0
    for at, text in sorted(
        put, key=lambda each: each[0]
    ):  # of those at one place the first comes first
        parts += [raw[done:at], text]
        done = at
    return "".join([*parts, raw[done:]])


def mistake_in(
    path: Path, before: str, after: str, languages: Sequence[str], syntax: Syntax
) -> tuple[int, str] | None:
    """What keeps a filled script from being the one that it was, with more in it: its line, and why."""
    codes = tuple(languages)
    reading = examine_text(path, after, codes, syntax)
    if reading.mistakes:
        return reading.mistakes[0].line, reading.mistakes[0].message
    old, new = examine_text(path, before, codes, syntax).tutorial, reading.tutorial
    if old is None or new is None or _said(old) != _said(new, old):
        return 1, "with these cells the script would not be read as before; add them by hand"
    for passage, known in zip(new.passages, old.passages, strict=True):
        levels = [_levels(prose.text, syntax) for _, prose in known.prose]
        for code, prose in passage.prose:
            if not known.is_in(code) and _levels(prose.text, syntax) not in levels:
                return prose.line, "its headings have not the levels of those in the other language"
    return None


def _levels(text: str, syntax: Syntax) -> list[int]:
    return [each.level for each in markdown.headings(text, syntax)]


def _said(tutorial: Tutorial, known: Tutorial | None = None) -> list[object]:
    """What a tutorial says and runs; of passages only the languages that ``known`` has there."""
    like = (known or tutorial).parts
    if len(like) != len(tutorial.parts):
        return []
    said: list[object] = []
    for part, other in zip(tutorial.parts, like, strict=True):
        if isinstance(part, CodeCell) or isinstance(other, CodeCell):
            said.append(part.source if isinstance(part, CodeCell) else None)
        else:
            said.append([(code, part.text(code)) for code, _ in other.prose if part.is_in(code)])
    return said
