"""Findings as an editor shows them: at their place, with the way to what the rule is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from lsprotocol import types as lsp

from ..check.finding import Finding
from ..check.rules import FILE
from ..config import Level
from ..errors import Edit
from ..lang import said
from .session import Session

SOURCE = "bilingual-gallery"
_DIRECTIVE = re.compile(r"^\s*(?:`{3,}|~{3,}|:{3,})\{check-rules\}\s*$", re.MULTILINE)


_SEVERITIES: Mapping[Level, lsp.DiagnosticSeverity] = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}


def diagnostics(
    session: Session, path: Path, findings: Sequence[Finding], pages: RulePages
) -> list[lsp.Diagnostic]:
    """The findings of a file."""
    return [diagnostic(session, path, each, pages) for each in findings]


def diagnostic(session: Session, path: Path, finding: Finding, pages: RulePages) -> lsp.Diagnostic:
    """A finding in a file: where its mend is, if that is in its line, else all of the line."""
    document = session.document(path)
    place = document.whole_line(finding.line - 1)
    if edits := shown_edits(session, path, finding):
        begin, end = min(each.begin for each in edits), max(each.end for each in edits)
        piece = document.range(begin, end)
        if begin < end and piece.start.line == piece.end.line == finding.line - 1:
            place = piece
    href = pages.address(finding.rule)
    return lsp.Diagnostic(
        place,
        finding.message,
        severity=_SEVERITIES.get(session.level(finding)),
        code=finding.rule,
        code_description=lsp.CodeDescription(href) if href else None,
        source=SOURCE,
    )


def shown_edits(session: Session, path: Path, finding: Finding) -> list[Edit]:
    """The mend of a finding in the text that an editor has, or none where all of it is not there.

    Editors keep a byte order mark to themselves, and the ends of lines are a setting of theirs, so what
    changes nothing else is none of an edit's business.
    """
    document, hidden = session.document(path), session.hidden(path)
    edits = [Edit(each.begin - hidden, each.end - hidden, each.text) for each in finding.fix]
    if any(each.begin < 0 or each.end > len(document.text) for each in edits):
        return []
    changed = (document.text[each.begin : each.end] + each.text for each in edits)
    return [] if all(not each.strip("\r\n") for each in changed) else edits


class RulePages:
    """Where the rules are described: on a page of the site, or in the file that the page is made from."""

    def __init__(self, page: str = "", file: Path = FILE) -> None:
        self._page, self._file = page, file
        rows = file.read_text(encoding="utf-8", errors="replace").split("\n")
        names = enumerate((re.match(r'\s*name\s*=\s*"([\w-]+)"', row) for row in rows), 1)
        self._lines = {match[1]: number for number, match in names if match}

    def address(self, rule: str) -> str:
        """The address of a rule's description; empty for one that is described nowhere."""
        if rule not in self._lines:
            return ""
        # Editors open a file at the line that a fragment names.
        return (
            f"{self._page}#rule-{rule}"
            if self._page
            else f"{self._file.as_uri()}#L{self._lines[rule]}"
        )


def rule_pages(session: Session, locale: str) -> RulePages:
    """What describes the rules of a project for a reader of a language."""
    settings = session.settings
    if settings is None or not settings.site_url:
        return RulePages()
    pages: dict[str, Path] = {}
    for code in settings.codes:
        for page in sorted((settings.docs / code).rglob("*.md")):
            name = page.relative_to(settings.docs / code).as_posix()
            if not settings.is_generated(name) and _DIRECTIVE.search(session.document(page).text):
                pages[code] = page
    if not pages:
        return RulePages()
    name = said(pages, locale).relative_to(settings.docs).with_suffix(".html").as_posix()
    return RulePages(f"{settings.site_url.rstrip('/')}/{name}")
