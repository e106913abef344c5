"""The mends that a machine can make, each by itself and all of a file at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lsprotocol import types as lsp

from ..check import fixes
from ..check.finding import Finding
from ..contents import Contents
from ..errors import Edit
from .diagnostics import SOURCE, RulePages, diagnostic, shown_edits
from .documents import Document
from .session import MARK, Session

# The kind of the action that an editor may do whenever a file is saved.
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.{SOURCE}"
KINDS = (lsp.CodeActionKind.QuickFix.value, FIX_ALL)


def actions(
    session: Session, path: Path, params: lsp.CodeActionParams, pages: RulePages
) -> list[lsp.CodeAction]:
    """What can be mended in the range that an editor asks about, of the kinds that it asks for.

    The edits of the mend of a whole file take as long as some checks, so ``resolve`` makes them.
    """
    document, uri = session.document(path), params.text_document.uri
    sure = fixes.sure(session.findings)
    mends = [(each, shown_edits(session, path, each)) for each in sure if each.path == path]
    mends = [(each, edits) for each, edits in mends if edits]
    found = []
    for finding, edits in mends if _is_asked(KINDS[0], params.context) else ():
        after = fixes.apply(document.text, edits)
        told = diagnostic(session, path, finding, pages)
        if not _meet(told.range, params.range) or not fixes.does_the_same(
            path, document.text, after
        ):
            continue
        action = lsp.CodeAction(_title(edits, document) or finding.message)
        action.kind, action.diagnostics = lsp.CodeActionKind.QuickFix, [told]
        action.is_preferred = True
        action.edit = _edit(uri, document, edits)
        found.append(action)
    if mends and _is_asked(FIX_ALL, params.context):
        title = "Mend all that can be mended in this file"
        found.append(lsp.CodeAction(title, kind=FIX_ALL, data=uri))
    return found


def resolve(session: Session, path: Path, action: lsp.CodeAction, uri: str) -> lsp.CodeAction:
    """The mend of a whole file with its edits: what ``check --fix`` would make of it."""
    document, project = session.document(path), session.project
    if project is None:
        return action

    def find(contents: Contents) -> Sequence[Finding]:
        assert project is not None
        return project.findings(contents)

    mended = fixes.mend(find, session.contents(), lambda each: each == path)
    if path in mended.after:
        after = mended.after[path].decode("utf-8").removeprefix(MARK)
        if edits := list(_differences(document, after)):
            action.edit = _edit(uri, document, edits)
    return action


def _is_asked(kind: str, context: lsp.CodeActionContext) -> bool:
    """Does an editor ask for actions of a kind, or of a wider one, or of any?"""
    return context.only is None or any(
        f"{kind}.".startswith(f"{getattr(each, 'value', each)}.") for each in context.only
    )


def _meet(one: lsp.Range, other: lsp.Range) -> bool:
    """Are two ranges in the same lines? An author who asks for a mend need not stand on the word."""
    return one.start.line <= other.end.line and other.start.line <= one.end.line


def _title(edits: Sequence[Edit], document: Document) -> str:
    """What a mend does, where it is one word for another; empty for all others."""
    if len(edits) != 1:
        return ""
    before, after = document.text[edits[0].begin : edits[0].end], edits[0].text
    if "\n" in before + after or max(len(before), len(after)) > 40:
        return ""
    if not before.strip():
        return f"Write “{after.strip()}”" if after.strip() else ""
    return f"Write “{after}” for “{before}”" if after.strip() else f"Take “{before.strip()}” out"


def _differences(document: Document, after: str) -> Iterator[Edit]:
    """The edits that make a document another text, line by line; the ends of lines are the editor's."""
    before, rows = document.lines, Document(after).lines
    matcher = difflib.SequenceMatcher(None, before, rows, autojunk=False)
    for kind, begin, end, first, last in matcher.get_opcodes():
        if kind == "replace" and end - begin == last - first:
            for row, said in zip(range(begin, end), rows[first:last], strict=True):
                start = document.starts[row]
                yield Edit(start, start + len(before[row]), said)
        elif kind != "equal":
            starts = [*document.starts, len(document.text)]
            text = "".join(f"{row}\n" for row in rows[first:last])
            yield Edit(starts[begin], starts[end], text)


def _edit(uri: str, document: Document, edits: Sequence[Edit]) -> lsp.WorkspaceEdit:
    changes = [lsp.TextEdit(document.range(each.begin, each.end), each.text) for each in edits]
    return lsp.WorkspaceEdit(changes={uri: changes})
