"""What one version of a script says in every language, and where: all that its history is read for.

Not read as strictly as by ``source.reading.read``, whose rules an old version could not know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..errors import SourceError
from ..source.cells import Cell, cells_of
from ..source.code import CodeLine, read_code
from ..source.tutorial import Passage, Prose


@dataclass(frozen=True)
class Spoken(Prose):
    """What one language says; ``text`` is compared, ``raw`` is the same as its author wrote it."""

    raw: str = ""


def passages_of(path: Path, text: str) -> tuple[Passage, ...]:
    """The passages of the script's text, the comments of a code cell counted as one.

    Their text has no HTML comments and one space between words, their languages are those that the
    version has, and what every language shares is left out. A passage may lack a language that is not
    written yet. Raises SourceError for a script without any, and for what cannot be read at all.
    """
    try:
        cells = tuple(_cells(text))
    except SourceError:
        cells = tuple(cells_of(path, text))  # it has what looks like a marker inside a cell
    told = (cell.language for cell in cells if cell.kind == "markdown")
    known = tuple(dict.fromkeys(code for code in told if code is not None))
    if not known:
        raise SourceError(path, 1, "no prose in any language; begin with a cell for each")
    return tuple(_passages(cells, _in_order(cells, known)))


def _in_order(cells: Sequence[Cell], languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages in the order of most of the passages that have most of them."""
    orders: Counter[tuple[str, ...]] = Counter()
    pending: list[str] = []
    for cell in (*cells, None):
        language = cell.language if cell is not None and cell.kind == "markdown" else None
        if pending and (language is None or language in pending):
            orders[tuple(pending)] += 1
            pending = []
        if language is not None:
            pending.append(language)
    longest = max(orders, key=lambda order: (len(order), orders[order]))
    return tuple(dict.fromkeys((*longest, *languages)))


def _passages(cells: Sequence[Cell], languages: tuple[str, ...]) -> Iterator[Passage]:
    run: list[Cell] = []
    for cell in (*cells, None):
        if cell is not None and cell.kind == "markdown" and cell.language is not None:
            run.append(cell)
            continue
        for group in _groups(run, languages):
            if prose := dict(_spoken(group)):
                yield _passage(prose, languages)
        run = []
        code = cell if cell is not None and cell.kind == "code" else None
        if code is not None and (comments := _comments(code.text, languages)):
            said = {each: _said(code, comments, each) for each in languages}
            yield _passage(said, languages)


def _groups(run: Sequence[Cell], languages: tuple[str, ...]) -> list[list[Cell]]:
    """Adjacent cells by passage: each has every language, or those that follow each other in order."""
    every = len(languages)
    whole = [list(run[at : at + every]) for at in range(0, len(run), every)]
    if all(sorted(str(each.language) for each in part) == sorted(languages) for part in whole):
        return whole
    groups: list[list[Cell]] = []
    for cell in run:
        place = languages.index(str(cell.language))
        if groups and place > languages.index(str(groups[-1][-1].language)):
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups


def _spoken(group: Sequence[Cell]) -> Iterator[tuple[str, Prose]]:
    for cell in group:
        spoken = re.sub(r"<!--.*?-->", "", cell.text, flags=re.DOTALL)
        if spoken.strip():  # else it waits for its translation
            text = " ".join(spoken.split())
            yield str(cell.language), Spoken(cell.body, text, raw=cell.text)


def _passage(prose: Mapping[str, Prose], languages: Sequence[str]) -> Passage:
    told = tuple((code, prose[code]) for code in languages if code in prose)
    return Passage(min(each.line for _, each in told), told)


def _said(cell: Cell, comments: Sequence[CodeLine], language: str) -> Prose:
    """One language's comments in a code cell; those it lacks would stand where the others begin."""
    own = [each for each in comments if each.language == language and not each.is_draft]
    said = [" ".join(comment.text.strip().removeprefix("#").split()) for comment in own]
    line = cell.body - 1 + (own or comments)[0].number
    return Spoken(line, " ".join(filter(None, said)), raw="\n".join(said))


# From one version to the next most cells stay as they are, so each is read once.


def _cells(text: str) -> Iterator[Cell]:
    line = 0
    for piece in re.split(r"^(?=#\s*%%)", text, flags=re.MULTILINE):
        for cell in _cells_of_piece(piece):
            yield replace(cell, line=cell.line + line, body=cell.body + line)
        line += piece.count("\n")


@lru_cache(maxsize=1 << 14)
def _cells_of_piece(piece: str) -> tuple[Cell, ...]:
    return tuple(cells_of(Path(), piece))


@lru_cache(maxsize=1 << 14)
def _comments(code: str, languages: tuple[str, ...]) -> tuple[CodeLine, ...]:
    tags = "|".join(map(re.escape, languages))
    if not re.search(rf"^\s*# ({tags}):", code, re.MULTILINE):
        return ()  # no need to look for comments outside strings
    cell = Cell("code", None, 1, 1, code, False)
    return tuple(line for line in read_code(Path(), cell, languages).lines if line.language)
