"""The entry of a term in the glossary, where an author points at the term."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types as lsp

from ..config import Settings
from ..glossary.matcher import Finder
from ..glossary.model import Term
from .outline import piece_at
from .session import Session


def hover(session: Session, path: Path, position: lsp.Position) -> lsp.Hover | None:
    """What the glossary has of the term at a position; None where there is no term."""
    settings = session.settings
    if settings is None:
        return None
    document = session.document(path)
    piece = piece_at(document, path, settings, position.line)
    if piece is None:
        return None
    place = piece.offset(position.line, document.column(position))
    codes = [piece.language] if piece.language else list(settings.codes)
    for code in codes:
        for mention in Finder.of(session.glossary, code).mentions(piece.text):
            if mention.start <= place <= mention.end:
                begin, end = piece.place(mention.start), piece.place(mention.end)
                where = lsp.Range(document.at(*begin), document.at(*end))
                text = entry(mention.term, settings, code)
                return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), where)
    return None


def entry(term: Term, settings: Settings, first: str) -> str:
    """A term in every language, in Markdown, the language ``first`` before the others."""
    paragraphs = []
    for code in sorted(settings.codes, key=lambda each: each != first):
        if code not in term.names:
            continue
        others = [*term.also.get(code, ()), *term.also_called.get(code, ())]
        name = ", ".join([f"**{term.names[code]}**", *dict.fromkeys(others)])
        avoided = ", ".join(f"~~{each.removeprefix('~')}~~" for each in term.avoid.get(code, ()))
        head = f"{name} ({settings.languages[code]})" + (f" · {avoided}" if avoided else "")
        meaning = term.meaning.get(code, "")
        paragraphs.append(f"{head}  \n{meaning}" if meaning else head)
    return "\n\n".join(paragraphs)
