"""The outline of a script or a page, and what of it can be folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types as lsp

from ..config import Settings
from ..source import markdown
from .documents import Document
from .outline import cells, groups, language_of, page
from .session import Session


@dataclass
class _Section:
    level: int
    row: int
    title: str
    others: str
    end: int = 0
    inner: list[_Section] = field(default_factory=list)


def symbols(session: Session, path: Path) -> list[lsp.DocumentSymbol]:
    """The sections of a file, those of a script with their titles in every language."""
    settings = session.settings
    if settings is None:
        return []
    document = session.document(path)
    last = max(len(document.starts) - 1, 0)
    whole: list[_Section] = []
    open_ones: list[_Section] = []
    for each in _headings(document, path, settings):
        while open_ones and open_ones[-1].level >= each.level:
            open_ones.pop().end = each.row - 1
        (open_ones[-1].inner if open_ones else whole).append(each)
        open_ones.append(each)
    for each in open_ones:
        each.end = last
    return [_symbol(each, document) for each in whole]


def _headings(document: Document, path: Path, settings: Settings) -> Iterator[_Section]:
    if path.suffix == ".md":
        text = page(document, language_of(path, settings) or "")
        for heading in markdown.headings(text.text, settings.syntax):
            yield _Section(heading.level, text.row + heading.line, heading.title, "")
        return
    for group in groups(document, settings.codes):
        pieces = [each for each in group.pieces if not each.plain]
        found = [markdown.headings(each.text, settings.syntax) for each in pieces]
        for index, heading in enumerate(found[0] if found else ()):
            same = [each[index].title for each in found[1:] if index < len(each)]
            others = " · ".join(each for each in same if each != heading.title)
            yield _Section(heading.level, pieces[0].row + heading.line, heading.title, others)


def _symbol(section: _Section, document: Document) -> lsp.DocumentSymbol:
    end = document.whole_line(section.end).end
    name = document.whole_line(section.row)
    return lsp.DocumentSymbol(
        section.title or "…",
        lsp.SymbolKind.String,
        lsp.Range(name.start, max(end, name.end, key=lambda each: (each.line, each.character))),
        name,
        detail=section.others or None,
        children=[_symbol(each, document) for each in section.inner],
    )


def folds(session: Session, path: Path) -> list[lsp.FoldingRange]:
    """The cells of a script: those of the first language as comments, those of others as regions.

    An editor has commands that fold all comments or all regions, and so all but one language.
    """
    settings = session.settings
    if settings is None or path.suffix != ".py":
        return []
    found = []
    for cell in cells(session.document(path), settings.codes):
        kind = None
        if cell.language:
            first = cell.language == settings.codes[0]
            kind = lsp.FoldingRangeKind.Comment if first else lsp.FoldingRangeKind.Region
        if cell.end - 1 > cell.row:
            found.append(lsp.FoldingRange(cell.row, cell.end - 1, kind=kind))
    return found
