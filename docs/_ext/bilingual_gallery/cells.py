"""Cut a script into cells with Jupytext, and know the line each one came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jupytext.cell_reader import DoublePercentScriptCellReader

from .errors import TutorialError


@dataclass(frozen=True)
class Cell:
    """One cell as Jupytext sees it: ``line`` is that of its marker, ``body`` that of its first text."""

    kind: str
    language: str | None
    line: int
    body: int
    text: str
    docstring: bool


def text_of(path: Path) -> str:
    """The script's text. Raises TutorialError if an editor saved it in a form we do not read."""
    data = path.read_bytes()
    if not data.strip():
        raise TutorialError(path, 1, "the file is empty; begin with a title cell")
    if data.startswith(b"\xef\xbb\xbf"):
        raise TutorialError(path, 1, "a byte order mark; save the file as UTF-8 without BOM")
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            decoded = line.decode("utf-8")
        except UnicodeDecodeError as error:
            bad = line[error.start]
            raise TutorialError(
                path, number, f"byte 0x{bad:02x} is not UTF-8; save the file as UTF-8"
            ) from None
        if "\r" in decoded:
            raise TutorialError(path, number, "a carriage return; save the file with LF line ends")
        if re.match(r" *\t", decoded):
            raise TutorialError(path, number, "a tab in the indentation; indent by four spaces")
        if "\0" in decoded:
            raise TutorialError(path, number, "a null byte; take it out")
    return data.decode("utf-8")


def cells_of(path: Path, text: str) -> Iterator[Cell]:
    """The cells of a script's text, in order. Raises TutorialError for a docstring left open."""
    # Jupytext's own cell reader, one cell at a time, because the notebook that jupytext.reads
    # returns no longer knows the line a cell came from.
    lines = text.split("\n")
    position = 0
    while position < len(lines) and any(line.strip() for line in lines[position:]):
        reader = DoublePercentScriptCellReader({"extension": ".py"}, "python")
        cell, length = reader.read(lines[position:])
        marked = lines[position].lstrip().startswith("# %%")
        body = position + 1 if marked else position
        raw = "\n".join(lines[body : position + length])
        docstring = "cell_marker" in cell.metadata
        if cell.cell_type != "code" and re.match(r"\s*[rR]?('''|\"\"\")", raw) and not docstring:
            raise TutorialError(
                path,
                body + 1,
                "this docstring is never closed, or text follows it; end it with its quotes alone",
            )
        if docstring:
            body += 1 + raw[: len(raw) - len(raw.lstrip("\n"))].count("\n")
        source = raw.rstrip("\n") if cell.cell_type == "code" else cell.source
        language = cell.metadata.get("lang")
        yield Cell(cell.cell_type, language, position + 1, body + 1, source, docstring)
        position += length
