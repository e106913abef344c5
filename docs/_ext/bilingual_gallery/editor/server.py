"""The server: what an editor asks and tells, handed on to the other modules here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol.language_server import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from ..check.finding import Finding
from ..errors import shown
from ..lang.tags import DEFAULT
from . import diagnostics
from .session import Session

# Seconds without a keystroke after which a check begins, and after which it begins in any case.
_PAUSE, _LONGEST = 0.05, 0.5


class _Protocol(LanguageServerProtocol):
    """pygls' protocol without its own texts: it moves the places of an edit into lines as it sees them."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: lsp.DidChangeTextDocumentParams
    ) -> Iterator[object]:
        """Hand an edit on as it came."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None


class Server(LanguageServer):
    """A server for one project."""

    def __init__(self, docs: Path) -> None:
        own = version("bilingual-gallery")
        super().__init__("bilingual-gallery", own, protocol_cls=_Protocol)
        self.docs = docs
        self.session: Session | None = None
        self.pages = diagnostics.RulePages()
        self.locale = ""
        self.watch: asyncio.Task[None] | None = None  # of the disk, where the editor has none
        self._told: dict[Path, list[lsp.Diagnostic]] = {}
        self._pending: asyncio.TimerHandle | None = None
        self._since = 0.0
        self._took = 0.0

    def begin(self, params: lsp.InitializeParams) -> None:
        """Find the project: ``docs`` from where the server was started, or from the editor's folder."""
        self.locale = params.locale or DEFAULT
        roots = [each.uri for each in params.workspace_folders or ()] or [params.root_uri or ""]
        folders = [Path(path) for path in map(to_fs_path, roots) if path]
        for docs in (self.docs, *(folder / self.docs for folder in folders)):
            if (docs / "conf.py").is_file():
                self.session = Session(docs)
                self.pages = diagnostics.rule_pages(self.session, self.locale)
                return
        self.window_show_message(
            lsp.ShowMessageParams(
                lsp.MessageType.Warning,
                f"there is no {shown(self.docs / 'conf.py')}; name the folder of conf.py: "
                "bilingual-gallery language-server FOLDER",
            )
        )

    def soon(self) -> None:
        """Check when the author pauses, if only for a moment."""
        now = time.monotonic()
        if self._pending is None:
            self._since = now
        else:
            self._pending.cancel()
        # A check that takes long leaves as much time for everything else.
        wait = min(max(_PAUSE, self._took), max(self._since + _LONGEST - now, 0))
        self._pending = asyncio.get_running_loop().call_later(wait, self.check)

    def check(self) -> None:
        """Check now, and tell the editor of each file whose findings there are or were."""
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        if self.session is None:
            return
        begun = time.monotonic()
        findings = self.session.check()
        self._took = time.monotonic() - begun
        by_file: dict[Path, list[Finding]] = {path: [] for path in self._told}
        for each in findings:
            by_file.setdefault(each.path, []).append(each)
        for path, found in by_file.items():
            self._tell(path, diagnostics.diagnostics(self.session, path, found, self.pages))

    def _tell(self, path: Path, found: list[lsp.Diagnostic]) -> None:
        """Tell the editor what there is in a file, unless it knows."""
        assert self.session is not None
        if self._told.get(path, []) == found:
            return
        document = self.session.open.get(path)
        uri, version = self.session.uri(path), document.version if document else None
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, found, version=version)
        )
        if found:
            self._told[path] = found
        else:
            del self._told[path]

    def up_to_date(self, uri: str) -> tuple[Session, Path] | None:
        """As ``open_file``; what is found in the project is what there is now."""
        if self._pending is not None:
            self.check()
        return self.open_file(uri)

    def open_file(self, uri: str) -> tuple[Session, Path] | None:
        """The session, and a script or a page of it that is open; None for any other file."""
        path, session = path_of(uri), self.session
        if session is None or path is None or path not in session.open:
            return None
        return (session, path) if session.is_script(path) or session.is_page(path) else None

    @property
    def resolves_actions(self) -> bool:
        """Does the editor ask for the edits of an action when its author has chosen it?"""
        document = self.client_capabilities.text_document
        action = document.code_action if document else None
        support = action.resolve_support if action else None
        return support is not None and "edit" in support.properties

    def saved(self, paths: Sequence[Path], *, came_or_went: bool = False) -> None:
        """Hear that files have another content now, or are there or gone."""
        if self.session is None:
            return
        if came_or_went or any(path.name == "conf.py" for path in paths):
            self.session.read_conf()
        self.pages = diagnostics.rule_pages(self.session, self.locale)
        self.soon()


def path_of(uri: str) -> Path | None:
    """The file that an address means; None for what is no file. Its folder is that on the disk."""
    name = to_fs_path(uri)
    return Path(name).parent.resolve() / Path(name).name if name else None
