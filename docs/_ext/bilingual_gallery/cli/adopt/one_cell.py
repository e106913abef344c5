"""The code that languages have at one place becomes one cell, and what differs is noted."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff

from .adopted import Adopted, Note
from .code import words_of
from .comments import merged
from .pair import Part
from .script import code_cell
from .tree import parsed


def one_cell(row: Mapping[str, Part], own: str, done: Adopted) -> Iterator[str]:
    """The cell of what languages have for code at one place, and notes of what differs."""
    if own not in row:
        for name, part in row.items():
            message = f"this code is in {name} alone, and is left out"
            done.notes.append(Note("cell", done.sources[name], part.line, message, part.text))
        return
    done.cells += 1
    base = row[own].text.strip("\n")
    others = {name: part.text.strip("\n") for name, part in row.items() if name != own}
    words = {name: words_of(base, text, (own, name)) for name, text in others.items()}
    differing = [name for name, found in words.items() if found is None]
    known = {name: found or () for name, found in words.items()}
    homeless: dict[str, list[str]] = {}
    try:
        text, homeless = merged(base, own, others, known, [*done.sources], differing)
    except ValueError:
        text = base
    if words_of(base, text, (own, own)) != []:
        text = base
    for name in differing:
        at = f"{done.sources[own].name}:{row[own].line}"
        message = f"this code is not that in {own} ({at}), which is kept"
        pair = (others[name], base)
        try:
            rows = [_laid_out(each) for each in pair]
        except RecursionError:
            message += "; nested too deeply to be laid out alike, it is shown as it is written"
            rows = [each.split("\n") for each in pair]
        told = [_difference(*rows), *homeless.get(name, ())]
        whole = "\n".join(each for each in told if each)
        done.notes.append(Note("drift", done.sources[name], row[name].line, message, whole))
    for name in done.sources:
        if name not in row:
            message = f"this code has no counterpart in {name}"
            done.notes.append(Note("cell", done.sources[own], row[own].line, message))
    done.merged += not differing and len(row) == len(done.sources)
    yield code_cell(text)


def _difference(one: Sequence[str], two: Sequence[str]) -> str:
    rows = [*unified_diff(one, two, lineterm="", n=1)][3:]
    return "\n".join("…" if row.startswith("@@") else row for row in rows)


def _laid_out(text: str) -> list[str]:
    """The lines of code without its comments, laid out as Python does. Raises RecursionError."""
    tree = parsed(text)
    return (text if tree is None else ast.unparse(tree)).split("\n")
