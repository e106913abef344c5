"""Cut a script into cells with Jupytext, and know the line each one came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from ..contents import DISK, Contents
from ..errors import Edit, SourceError, Tell, refuse
from .cell_reader import CellReader

# How many lines Jupytext is given at first, and what it may take for the beginning of a fence.
_WINDOW = 64
# What a marker says beside the language, by name.
Metadata = tuple[tuple[str, object], ...]
_OURS = ("lang", "cell_marker", "incorrectly_encoded_metadata")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_FENCE = re.compile(r"#?\s*(```|~~~)")
# The kind of a cell of which nobody can tell what it was meant to be.
UNREAD = "unread"


# The lines that git writes around the two versions of a merge that it could not make.
_CONFLICT = ("<<<<<<< ", ">>>>>>> ", "||||||| ")


def is_conflict(line: str) -> bool:
    """Does a line mark the conflict of a merge?"""
    return line.startswith(_CONFLICT)


def conflict(line: str) -> str:
    """What an author is told of a line that marks the conflict of a merge."""
    return f"a merge conflict ({line.split()[0]}); keep what is right of both versions, and take the marks out"


@dataclass(frozen=True)
class Cell:
    """One cell as Jupytext sees it: ``line`` is that of its marker, ``body`` that of its first text.

    ``metadata`` is what else the marker says for those who open the cell in Jupyter: tags, a title.
    ``begin`` is where the line below the marker begins, in characters of the script.
    """

    kind: str
    language: str | None
    line: int
    body: int
    text: str
    docstring: bool
    metadata: Metadata = ()
    begin: int = 0


def text_of(path: Path, contents: Contents = DISK, tell: Tell = refuse) -> str:
    """The script's text. Raises SourceError if an editor saved it in a form that cannot be read.

    ``tell`` is given what may be read all the same: a byte order mark, CRLF, and control characters. The
    text is without them, and each of its lines has its number in the file.
    """
    try:
        data = contents.read(path)
    except OSError as error:
        raise SourceError(path, 1, f"cannot be read: {error.strerror}; mend that") from None
    if data.startswith(b"\xef\xbb\xbf"):
        message = "a byte order mark; save the file as UTF-8 without BOM"
        tell(SourceError(path, 1, message, (Edit(0, 1, ""),)))
    lines: list[str] = []
    told: set[str] = set()
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            decoded = line.decode("utf-8")
        except UnicodeDecodeError as error:
            bad = line[error.start]
            raise SourceError(
                path, number, f"byte 0x{bad:02x} is not UTF-8; save the file as UTF-8"
            ) from None
        if is_conflict(decoded):
            raise SourceError(path, number, conflict(decoded))
        for kind, message in _unwanted(decoded):
            if kind not in told:
                fix = _in_lf(data) if kind == "return" else ()
                (refuse if kind == "return" and not fix else tell)(
                    SourceError(path, number, message, fix)
                )
                told.add(kind)
        lines.append(_CONTROL.sub(" ", decoded.removesuffix("\r")) if told else decoded)
    text = "\n".join(lines).removeprefix("\ufeff")
    if not text.strip():
        raise SourceError(path, 1, "the file is empty; begin with a title cell")
    return text


def _unwanted(line: str) -> Iterator[tuple[str, str]]:
    if "\r" in line:
        yield "return", "a carriage return; save the file with LF line ends"
    if control := _CONTROL.search(line.replace("\r", "")):
        # Some of them are ends of lines to Python and Jupytext, and to an editor they are not.
        code = f"U+{ord(control[0]):04X}"
        yield "control", f"a control character, {code}; take it out"


def _in_lf(data: bytes) -> tuple[Edit, ...]:
    """The edits that make CRLF LF; none where a carriage return stands alone, which may be meant otherwise."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ()
    if re.search(r"\r(?!\n)", text):
        return ()
    return tuple(Edit(found.start(), found.end(), "") for found in re.finditer(r"\r", text))


def cells_of(path: Path, text: str, tell: Tell = refuse) -> Iterator[Cell]:
    """The cells of a script's text, in order; ``tell`` is given each that is not what it seems."""
    # Jupytext's own cell reader, one cell at a time, because the notebook that jupytext.reads
    # returns no longer knows the line a cell came from. Not its read(), which spends half of the
    # time on proving that the cell would be a valid one in a notebook.
    lines = text.split("\n")
    begins = [0, *accumulate(len(line) + 1 for line in lines)]
    end = max((number for number, line in enumerate(lines, 1) if line.strip()), default=0)
    position = 0
    while position < end:
        reader, length = _next_cell(lines, position)
        kind: str = reader.cell_type
        metadata: dict[str, object] = reader.metadata or {}
        marked = re.match(r"\s*#\s*%%", lines[position]) is not None
        body = position + 1 if marked else position
        raw, begin = "\n".join(lines[body : position + length]), begins[body]
        docstring = "cell_marker" in metadata
        mistakes: list[SourceError] = []
        if marked:
            mistakes += _in_marker(path, position + 1, kind, metadata)
        unread = bool(mistakes) and kind != "code"
        if kind != "code" and re.match(r"\s*[rR]?('''|\"\"\")", raw) and not docstring:
            message = (
                "this docstring is never closed, or text follows it; end it with its quotes alone"
            )
            mistakes, unread = [*mistakes, SourceError(path, body + 1, message)], True
        elif kind == "markdown" and marked and not docstring:
            in_prose = list(_in_prose(path, body + 1, raw))
            mistakes, unread = [*mistakes, *in_prose], unread or bool(in_prose)
        for mistake in mistakes:
            tell(mistake)
        if docstring:
            body += 1 + raw[: len(raw) - len(raw.lstrip("\n"))].count("\n")
        source = raw.rstrip("\n") if kind == "code" else "\n".join(reader.content)
        language = metadata.get("lang")
        told = None if language is None else str(language)
        kept = tuple((name, value) for name, value in metadata.items() if name not in _OURS)
        kind = UNREAD if unread else kind
        yield Cell(kind, told, position + 1, body + 1, source, docstring, kept, begin)
        position += length


def _next_cell(lines: Sequence[str], position: int) -> tuple[Any, int]:
    """Jupytext's reader of the cell that begins at ``position``, and how many lines the cell has.

    It looks at all the lines it is given, so it is given a few, or the time to read a script would
    grow with the square of its length: more of them while the cell may go on, and all where the end
    of a code fence may lie in another cell.
    """
    window = _WINDOW
    while True:
        given = lines[position : position + window]
        reader = CellReader({"extension": ".py"}, "python")
        reader.metadata_and_language_from_option_line(given[0])
        length = reader.find_cell_content(given)
        if position + len(given) >= len(lines):
            return reader, length
        fences = sum(_FENCE.match(line) is not None for line in given[:length])
        if length < len(given) - 1 and fences % 2 == 0:
            return reader, length
        window = window * 4 if fences % 2 == 0 else len(lines)


def _in_marker(
    path: Path, line: int, kind: str, metadata: Mapping[str, object]
) -> Iterator[SourceError]:
    # A mistyped tag would make Jupytext see a cell of every language, and each reader see them all.
    mistyped = [key for key in metadata if key.lower().startswith("lang") and key != "lang"]
    unread = f"{metadata.get('title', '')} {metadata.get('incorrectly_encoded_metadata', '')}"
    if mistyped or re.search(r"\blang", unread, re.IGNORECASE):
        message = 'this cell\'s lang is mistyped; write `# %% [markdown] lang="…"`'
        yield SourceError(path, line, message)
    elif kind == "code" and "lang" in metadata:
        message = (
            "code belongs to every language; for prose write `# %% [markdown]`, else take lang out"
        )
        yield SourceError(path, line, message)


def _in_prose(path: Path, first: int, raw: str) -> Iterator[SourceError]:
    """The first mistake of a prose cell: what is wrong below it may come from it."""
    rows = raw.split("\n")
    closed = _closed(rows)
    for number, line in enumerate(rows, first):
        # Jupytext skips markers from what it takes for an open fence to the next fence in the file. A
        # fence may hold such a line too, as the comments of Mermaid are, but no cell of a language.
        if re.match(r"#\s*%%\s*\[", line) or (
            number - first not in closed and re.match(r"#\s*%%\s*$", line)
        ):
            message = "this marker is inside a code fence; close the fence above it"
            yield SourceError(path, number, message)
            return
        if line.strip() and not line.startswith("#"):
            message = "code in a prose cell; begin it with `# %%`, or prose with `# `"
            yield SourceError(path, number, message)
            return


def _closed(rows: Sequence[str]) -> set[int]:
    """The lines inside of fences that are closed before another cell could begin."""
    inside: set[int] = set()
    begin, fence = 0, ""
    for at, row in enumerate(rows):
        if re.match(r"#\s*%%\s*\[", row):
            fence = ""
        elif mark := re.match(r"#\s*(`{3,}|~{3,}|:{3,})(.*)$", row):
            if not fence:
                begin, fence = at, mark[1]
            elif mark[1].startswith(fence) and not mark[2].strip():
                inside |= set(range(begin + 1, at))
                fence = ""
    return inside
