"""An editor as the language server sees it: in this process, or at both ends of a pipe."""

from __future__ import annotations

import asyncio
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bilingual_gallery.editor.features import server_for
from helpers import Site

Message = dict[str, Any]
_PATIENCE = 60.0  # seconds, on a machine that is busy


class Editor:
    """What an editor sends and gets. ``files`` has what it was last told is found in each file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, list[Message]] = {}
        self.said: list[Message] = []
        self._answers: dict[int, Message] = {}
        self._number = 0
        self._versions: dict[str, int] = {}

    # A real editor and one in this process differ in these two.
    def send(self, message: Message) -> None:
        raise NotImplementedError

    def step(self) -> None:
        """Let the server work for a moment."""
        raise NotImplementedError

    def got(self, message: Message) -> None:
        if "method" not in message:
            self._answers[message["id"]] = message
        elif message["method"] == "textDocument/publishDiagnostics":
            uri = message["params"]["uri"]
            self.files[uri] = message["params"]["diagnostics"]
        else:
            self.said.append(message)
            if "id" in message:
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})

    def wait(self, until: Callable[[], object]) -> None:
        end = time.monotonic() + _PATIENCE
        while not until():
            assert time.monotonic() < end, (self.files, self.said)
            self.step()

    def ask(self, method: str, params: object) -> Any:
        """The result of a request; an error fails the test."""
        self._number += 1
        number = self._number
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        self.wait(lambda: number in self._answers)
        answer = self._answers.pop(number)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: object) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def start(self, locale: str = "en", **capabilities: object) -> Message:
        """Say hello; returns what the server can do."""
        can = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": self.root.as_uri(),
                "locale": locale,
                "capabilities": capabilities,
            },
        )
        self.tell("initialized", {})
        return dict(can["capabilities"])

    def open(self, path: Path, text: str | None = None) -> str:
        uri = path.as_uri()
        self._versions[uri] = 1
        said = path.read_bytes().decode() if text is None else text
        kind = "python" if path.suffix == ".py" else "markdown"
        item = {"uri": uri, "languageId": kind, "version": 1, "text": said}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri: str, *changes: Message) -> None:
        self._versions[uri] += 1
        identifier = {"uri": uri, "version": self._versions[uri]}
        self.tell(
            "textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)}
        )

    def write(self, uri: str, text: str) -> None:
        """Let a file be another one in the editor."""
        self.change(uri, {"text": text})

    def found(self, uri: str) -> list[str]:
        """The rules broken in a file, each with its line from 1."""
        return [
            f"{each['range']['start']['line'] + 1}: {each['code']}"
            for each in self.files.get(uri, [])
        ]


class Here(Editor):
    """An editor whose server is in this process."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.root)
        self._loop = asyncio.new_event_loop()
        self.server = server_for(site.root / "docs")
        self.server.protocol.set_writer(_Writer(self.got))

    def close(self) -> None:
        for each in asyncio.all_tasks(self._loop):
            each.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def send(self, message: Message) -> None:
        body = json.dumps(message)
        protocol = self.server.protocol

        def handle() -> None:
            protocol.handle_message(json.loads(body, object_hook=protocol.structure_message))

        self._loop.call_soon(handle)
        if not self._loop.is_running():  # else it is an answer to what the server asks just now
            self._loop.run_until_complete(asyncio.sleep(0))

    def step(self) -> None:
        self._loop.run_until_complete(asyncio.sleep(0.01))


class _Writer:
    """Hands on what a server would write."""

    def __init__(self, got: Callable[[Message], None]) -> None:
        self._got = got

    def write(self, data: bytes) -> None:
        self._got(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        pass


class There(Editor):
    """An editor whose server is a process of its own, as authors have it."""

    def __init__(self, root: Path, *arguments: str) -> None:
        super().__init__(root)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bilingual_gallery", "language-server", *arguments],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def send(self, message: Message) -> None:
        assert self.process.stdin is not None
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def step(self) -> None:
        """Read the next message, which has to be one of the protocol and nothing else."""
        stream = self.process.stdout
        assert stream is not None
        ready, _, _ = select.select([stream], [], [], _PATIENCE)
        assert ready, "the server said nothing"
        heads = {}
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            heads[name.lower()] = value
        assert b"content-length" in heads, heads
        self.got(json.loads(stream.read(int(heads[b"content-length"]))))
