"""What an editor may ask of the server, and what it tells the server, by the protocol's names."""

from __future__ import annotations

import asyncio
from pathlib import Path

from lsprotocol import types as lsp

from . import actions, completion, counterparts, hover, symbols
from .disk import Look, look
from .documents import Document
from .server import Server, path_of

# Seconds between looks at the disk, where the editor does not tell what changes there.
_LOOK = 2.0
_WATCHED = "**/*.{py,md,toml,rst,txt,csv,png,svg,jpg,mplstyle}"


def server_for(docs: Path) -> Server:
    """A server that answers for the project whose conf.py lies in ``docs``."""
    server = Server(docs)
    _hear(server)
    _answer(server)
    return server


def _hear(server: Server) -> None:
    """What the editor tells."""

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.begin(params)

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        seen = _look(server)  # before the check, so that nothing is missed between the two
        server.check()
        workspace = server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions(
                [lsp.FileSystemWatcher(_WATCHED)]
            )
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = lsp.Registration("watch", method, options)
            await server.client_register_capability_async(lsp.RegistrationParams([registration]))
        else:
            server.watch = asyncio.create_task(_watch(server, seen))

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        path = path_of(item.uri)
        if server.session is not None and path is not None:
            encoding = server.server_capabilities.position_encoding
            assert isinstance(encoding, str)  # agreed on when the editor said hello
            server.session.uris[path] = item.uri
            server.session.open[path] = Document(item.text, encoding, item.version)
            server.soon()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if server.session is not None and path in server.session.open:
            document = server.session.open[path]
            for change in params.content_changes:
                document = document.changed(change, params.text_document.version)
            server.session.open[path] = document
            server.soon()

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        if (path := path_of(params.text_document.uri)) is not None:
            server.saved([path])

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if server.session is not None and path is not None:
            server.session.open.pop(path, None)
            server.soon()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_on_disk(params: lsp.DidChangeWatchedFilesParams) -> None:
        paths = [path for each in params.changes if (path := path_of(each.uri)) is not None]
        came_or_went = any(each.type != lsp.FileChangeType.Changed for each in params.changes)
        server.saved(paths, came_or_went=came_or_went)


def _look(server: Server) -> Look:
    settings = server.session.settings if server.session else None
    return look(settings) if settings is not None else {}


async def _watch(server: Server, seen: Look) -> None:
    """Look at the disk from time to time."""
    while True:
        await asyncio.sleep(_LOOK)
        now = _look(server)
        if changed := {path for path, _ in now.items() ^ seen.items()}:
            server.saved(sorted(changed), came_or_went=now.keys() != seen.keys())
        seen = now


def _answer(server: Server) -> None:
    """What the editor asks."""

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=actions.KINDS, resolve_provider=True),
    )
    def code_actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        uri = params.text_document.uri
        if (known := server.up_to_date(uri)) is None:
            return None
        found = actions.actions(*known, params, server.pages)
        if not server.resolves_actions:
            for each in found:
                if each.data is not None:
                    actions.resolve(*known, each, uri)
        return found

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    def resolved(action: lsp.CodeAction) -> lsp.CodeAction:
        uri = str(action.data)
        known = server.up_to_date(uri)
        return action if known is None else actions.resolve(*known, action, uri)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        if (known := server.open_file(params.text_document.uri)) is None:
            return None
        return hover.hover(*known, params.position)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> list[lsp.Location] | None:
        if (known := server.open_file(params.text_document.uri)) is None:
            return None
        return counterparts.counterparts(*known, params.position)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(list(completion.TRIGGERS)))
    def completed(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        if (known := server.open_file(params.text_document.uri)) is None:
            return None
        # What fits depends on what is typed in other letters than a term has, so it is asked again.
        return lsp.CompletionList(True, completion.completion(*known, params.position))

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol] | None:
        known = server.open_file(params.text_document.uri)
        return None if known is None else symbols.symbols(*known)

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folded(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange] | None:
        known = server.open_file(params.text_document.uri)
        return None if known is None else symbols.folds(*known)
