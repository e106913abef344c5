"""What an author may be about to write: terms in the language of the cell, and the names of what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from lsprotocol import types as lsp

from ..check.excuses import RULES
from ..check.glosses import Glosses
from ..check.linter import Linter
from ..config import Settings
from ..glossary.matcher import Finder
from ..lang import language
from ..source.blocks import Block, blocks
from ..source.cell_tags import KNOWN
from .documents import Document
from .hover import entry
from .outline import Piece, groups, piece_at
from .session import Session

TRIGGERS = ("{", '"', ":")
# The directives and roles of MyST that pages of tutorials have, and this package's own.
DIRECTIVES = (
    "admonition attention caution code-block danger error figure figure-words hint image important"
    " list-table literalinclude math note seealso table tip warning"
).split()
ROLES = "abbr download eq eval math ref sub sup".split()


def completion(session: Session, path: Path, position: lsp.Position) -> list[lsp.CompletionItem]:
    """What fits what stands before a position."""
    settings = session.settings
    if settings is None:
        return []
    document = session.document(path)
    before = document.line(position.line)[: document.column(position)]
    if (names := _names(before, settings)) is not None:
        typed, known, kind = names
        begin = document.at(position.line, len(before) - len(typed))
        place = lsp.Range(begin, position)
        return [
            lsp.CompletionItem(each, kind=kind, text_edit=lsp.TextEdit(place, each))
            for each in known
            if each.startswith(typed)
        ]
    piece = piece_at(document, path, settings, position.line)
    if piece is None or not piece.language or piece.cuts[position.line - piece.row] > len(before):
        return []
    match = re.search(r"[\w-]*\Z", before[piece.cuts[position.line - piece.row] :])
    word = match[0] if match else ""
    if not word:
        return []
    place = lsp.Range(document.at(position.line, len(before) - len(word)), position)
    return list(_terms(session, path, piece, word, place, position.line))


def _names(
    before: str, settings: Settings
) -> tuple[str, Sequence[str], lsp.CompletionItemKind] | None:
    """What has been typed of a name of something that there is, and all such names."""
    keyword, value = lsp.CompletionItemKind.Keyword, lsp.CompletionItemKind.EnumMember
    if re.match(r"#\s*%%", before):
        if match := re.search(r"""\blang\s*=\s*["']([\w-]*)\Z""", before):
            return match[1], settings.codes, value
        if match := re.search(r"""\btags\s*=\s*\[[^\]]*["']([\w-]*)\Z""", before):
            return match[1], sorted(KNOWN), value
        return None
    if match := re.search(r"\bcheck: *allow +(?:[\w-]+ *, *)*([\w-]*)\Z", before):
        return match[1], sorted(RULES), value
    if match := re.search(r"^[\s#>]*(?:`{3,}|~{3,}|:{3,})\{([\w-]*)\Z", before):
        return match[1], DIRECTIVES, keyword
    if re.match(r"\s*#", before) and (match := re.search(r"(?:^|[^`$\\])\{([\w-]*)\Z", before)):
        return match[1], ROLES, keyword
    return None


def _terms(
    session: Session, path: Path, piece: Piece, typed: str, place: lsp.Range, row: int
) -> Iterator[lsp.CompletionItem]:
    """The terms that somebody calls by something that begins with what is typed."""
    settings, code = session.settings, piece.language
    assert settings is not None
    wanted = typed.casefold()
    met = None
    for term in session.glossary.terms:
        if code not in term.names:
            continue
        called = [each.removeprefix("~") for each in (*term.names.values(), *term.looked_up(code))]
        if not any(each.casefold().startswith(wanted) for each in called):
            continue
        if met is None:
            met = _met_before(session, path, code, row)
        name = term.names[code]
        gloss = language(code).gloss
        other = term.names.get(gloss.language, "") if gloss else ""
        first = bool(other) and not term.common and term.id not in met and other != name
        shown = f"{name}({other})" if first else name
        names = [term.names[each] for each in settings.codes if each != code and each in term.names]
        yield lsp.CompletionItem(
            shown,
            kind=lsp.CompletionItemKind.Text,
            detail=" · ".join(names),
            documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, entry(term, settings, code)),
            filter_text=typed,  # an editor would look for it in the name, which may be in other letters
            sort_text=f"{name.casefold()!s}",
            text_edit=lsp.TextEdit(place, shown),
        )


def _met_before(session: Session, path: Path, code: str, row: int) -> set[str]:
    """The terms that a reader has met before a row of a script, by their ids; of a page, every one."""
    settings = session.settings
    assert settings is not None
    if not session.is_script(path):
        return {term.id for term in session.glossary.terms}
    met: set[str] = set()
    course = settings.first_use == "course"
    contents = frozenset(title for each in settings.form.first for title in each.values())
    if course:
        linter, read = (
            Linter.of(settings, session.glossary),
            Glosses(session.glossary, course, contents),
        )
        for tutorial in session.tutorials_before(path):
            for _ in linter.tutorial(tutorial, read):
                pass
        met |= {term for language, term in read.uses if language == code}
    finder = Finder.of(session.glossary, code)
    for block in _blocks_before(session.document(path), settings, code, row, contents):
        met |= {mention.term.id for mention in finder.mentions(block.text)}
    return met


def _blocks_before(
    document: Document, settings: Settings, code: str, row: int, contents: Set[str]
) -> Iterator[Block]:
    """The prose of a language above a row of a script that counts as a first use."""
    course = settings.first_use == "course"
    outside, card = False, course
    for group in groups(document, settings.codes):
        piece = group.of(code)
        if piece is None or piece.row >= row:
            continue
        rows = piece.rows[: row - piece.row]
        for block in blocks("\n".join(rows), settings.syntax, piece.plain):
            if block.kind.startswith("heading"):
                outside = course and block.text.strip() in contents
            if course and (outside or block.kind.startswith("heading")):
                continue
            if card and block.kind == "paragraph":
                card = False  # it is on the card, too
            elif block.inlines:
                yield block
