"""Take a script of Sphinx-Gallery apart, as Sphinx-Gallery does."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from ...compat import split_code_and_text_blocks
from ...errors import SourceError
from ...source.cells import text_of

# The line that begins a block of prose, with words in it.
_MARKS = re.compile(r"(?:#{20,}|# ?%%)(.*?\w.*?)#*\s*$")
# A marker as this package has it.
_OURS = re.compile(r"(?m)^# ?%%[^\n]*\blang=[\"']")
# What says how a file is read or run, and nothing to its readers.
_FOR_MACHINES = re.compile(r"#!|#.*?coding[:=][ \t]*[-\w.]+")


@dataclass(frozen=True)
class Piece:
    """Prose in reStructuredText or code, and the line of the script where it begins."""

    kind: Literal["text", "code"]
    text: str
    line: int


@dataclass(frozen=True)
class Script:
    """A script of one language: the pieces of it, the first of which is the docstring, and its ``code``.

    ``unseen`` are words beside the marks of a block, which Sphinx-Gallery shows nobody, with their lines.
    """

    path: Path
    language: str
    pieces: tuple[Piece, ...]
    code: tuple[ast.stmt, ...] = ()
    unseen: tuple[tuple[int, str], ...] = ()

    def texts(self) -> list[Piece]:
        """The prose, in order."""
        return [piece for piece in self.pieces if piece.kind == "text"]


def split(path: Path, language: str) -> Script:
    """The pieces of a script. Raises SourceError for what is no script of Sphinx-Gallery."""
    text = text_of(path, tell=lambda _: None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except SyntaxError as error:
        raise SourceError(path, error.lineno or 1, f"SyntaxError: {error.msg}; mend it") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise SourceError(path, 1, f"Python cannot read it: {error}; mend it") from None
    if not ast.get_docstring(tree):
        message = "no docstring with a title, so it is no script of Sphinx-Gallery; leave it out"
        raise SourceError(path, 1, message)
    if marker := _OURS.search(text):
        message = "a script of several languages already, which stays as it is; leave it out"
        raise SourceError(path, text.count("\n", 0, marker.start()) + 1, message)
    docstring, *rest = tree.body
    try:
        (ast.get_docstring(tree) or "").encode()
    except UnicodeEncodeError as error:
        half = ascii(error.object[error.start])[1:-1]
        message = f"the docstring has half a character, {half}, which no file can hold; mend it"
        raise SourceError(path, docstring.lineno, message) from None
    end = docstring.end_lineno or 1
    if rest and rest[0].lineno == end:
        raise SourceError(path, end, "code behind the docstring; put it into a line of its own")
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        copy = Path(folder, "script.py")
        copy.write_text(text, encoding="utf-8")
        _, blocks = split_code_and_text_blocks(copy)
    pieces = [Piece(kind, content, line) for kind, content, line in blocks]
    pieces[0] = Piece("text", pieces[0].text, docstring.lineno)
    rows = text.split("\n")[: docstring.lineno - 1]
    above = "\n".join(row for row in rows if not _FOR_MACHINES.match(row)).strip()
    if above:  # the license, say: it stays at the top of the code
        pieces = _with(above, pieces)
    below = enumerate(text.split("\n")[end:], end + 1)
    marks = ((number, _MARKS.match(row)) for number, row in below)
    unseen = tuple((number, match[1].strip()) for number, match in marks if match)
    return Script(path, language, tuple(pieces), tuple(rest), unseen)


def _with(above: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with comments of the script's head above the first code."""
    for at, piece in enumerate(pieces):
        if piece.kind == "code":
            code = piece.text.lstrip("\n")
            line = piece.line + len(piece.text) - len(code)
            return [*pieces[:at], Piece("code", f"{above}\n\n{code}", line), *pieces[at + 1 :]]
    return [*pieces, Piece("code", above, 1)]
