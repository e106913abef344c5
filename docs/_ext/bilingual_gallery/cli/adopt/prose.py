"""The prose of one script as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...config import Syntax
from ...errors import SourceError
from ...lang.language import language
from .adopted import Adopted, Note
from .blocks import CREDIT, markdown
from .inlines import Context
from .pair import Part
from .repair import repaired
from .rst import Document, read
from .split import Piece, Script, split

# Lines below the title that say who wrote and who translated it are one block, as many as there are.
_CREDITS = re.compile(rf"(?m)^({CREDIT.pattern}.*)\n\n(?={CREDIT.pattern})")


@dataclass(frozen=True)
class Spoken:
    """The script of one language, and what its prose says in Markdown, by the number of the piece."""

    script: Script
    prose: Mapping[int, str]
    document: Document

    def said(self, part: Part) -> str:
        """The Markdown of a part."""
        texts = (self.prose[part.first + at] for at in range(len(part.pieces)))
        return "\n\n".join(text for text in texts if text)


def spoken_in(path: Path, name: str, syntax: Syntax, done: Adopted) -> Spoken:
    """What the script of a language says; ``done`` gets what is to be looked at."""
    whole = split(path, name)
    numbers = [at for at, piece in enumerate(whole.pieces) if piece.kind == "text"]
    pieces: list[Piece] = []
    added: list[list[int]] = []
    for piece in whole.texts():
        text, rows, new = repaired(piece.text, name)
        added.append(new)
        pieces.append(Piece("text", text, piece.line))
        done.notes += [
            Note("mended", path, piece.line + row, "markup that a page would not have shown")
            for row in rows
        ]
    try:
        document = read(pieces, name)
    except RecursionError:
        raise SourceError(path, 1, "its prose is nested too deeply; make it flatter") from None
    known = language(name)
    attached = known.attached or ("" if known.spaces else r"[^\W\d_]")
    context = Context(
        document.tree,
        re.compile(f" +{attached}") if attached else None,
        lambda address: _here(path, address),
        frozenset(map(str, dict(syntax).get("enable_extensions", ()))),  # type: ignore[call-overload]
        document.titles,
        name,
    )
    prose = {
        number: markdown(part, context)
        for number, part in zip(numbers, document.parts, strict=True)
    }
    prose[0] = _CREDITS.sub(r"\1\\\n", prose[0])
    for at, row, message in document.mistakes:
        if "underline too short" not in message:  # letters of two columns are counted as one
            line = pieces[at].line + max(row - sum(new < row for new in added[at]), 0)
            done.notes.append(Note("markup", path, line, " ".join(message.split())))
    done.notes += [
        Note("changed", path, _line(text, pieces), message) for text, message in context.told
    ]
    return Spoken(whole, prose, document)


def _here(path: Path, address: str) -> str:
    """The address of a page that is made from a script or a page beside this one: that of its source."""
    match = re.fullmatch(r"(?![a-z]+:|//|/)([^#?]+)\.html(#.*)?", address)
    if match is None:
        return address
    for ending in (".py", ".rst", ".md"):
        if (path.parent / f"{match[1]}{ending}").is_file():
            return f"{match[1]}.md{match[2] or ''}"
    return address


def _line(text: str, pieces: Sequence[Piece]) -> int:
    """Where a text stands, as far as its first line tells."""
    first = text.split("\n")[0]
    for piece in pieces:
        if (at := piece.text.find(first)) >= 0:
            return piece.line + piece.text.count("\n", 0, at)
    return 1
