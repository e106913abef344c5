"""A web host for the built site: below a path, and with the texts compressed, as most are."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

COMPRESSED = frozenset(".html .css .js .svg .txt .xml .ipynb .py".split())


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder, at addresses below ``below``."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, below: str, **options: Any) -> None:
        self.below = below
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.below))

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        accepts = "gzip" in self.headers.get("Accept-Encoding", "")
        if not path.is_file() or path.suffix not in COMPRESSED or not accepts:
            return super().send_head()
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path, below: str = "") -> Iterator[str]:
    """The address at which this machine shows ``folder``, as long as the context lasts."""
    handler = partial(Handler, directory=str(folder), below=below)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{below}"
        finally:
            server.shutdown()
