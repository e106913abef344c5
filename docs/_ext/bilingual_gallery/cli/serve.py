"""A server for the pages while they are written, which tells each open page when it is built anew.

In: the folder of the built site. Out: its files as they are, save that each page gets one more script
on its way: a file of this server, because a page may run no other (``site/csp.py``). Events come as
server-sent events (WHATWG, HTML, section 9.2).

Other sites may not read the drafts through their reader's browser: not under a name of theirs that leads
here, not as a script or a picture, and they hear of no build.
"""

from __future__ import annotations

import secrets
import sys
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Condition, Thread
from typing import IO, Any, cast
from urllib.parse import unquote

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")  # by which a browser of this computer reaches us
EVENTS, SCRIPT = "/_live/events", "/_live/live.js"
_SCRIPT = Path(__file__).with_name("live.js")
_STILL_HERE = 15  # seconds after which a page that is gone is noticed


class Server(ThreadingHTTPServer):
    """Serves ``out`` in a thread of its own, as long as the context lasts.

    Raises OSError where the port cannot be had.
    """

    daemon_threads = True

    def __init__(self, out: Path, port: int) -> None:
        super().__init__((HOST, port), partial(_Handler, directory=str(out)))
        self.build = time.time_ns()  # another one than that of any server before on this port
        self.token = secrets.token_urlsafe(16)  # which our own pages have, and so hear of builds
        self._changed = Condition()

    def __enter__(self) -> Server:
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.shutdown()
        self.server_close()

    def reload(self) -> None:
        """Tell every open page to load itself again: which of them changed, Sphinx alone knows."""
        with self._changed:
            self.build = time.time_ns()
            self._changed.notify_all()

    def wait(self, known: int, seconds: float) -> int:
        """The latest build: at once where it is not ``known``, else when there is one or after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.build != known, seconds)
            return self.build

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that is closed while it is sent is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """One request."""

    @property
    def _site(self) -> Server:
        return cast(Server, self.server)

    @property
    def _tag(self) -> str:
        query = f"build={self._site.build}&token={self._site.token}"
        return f'<script defer src="{SCRIPT}?{query.replace("&", "&amp;")}"></script>'

    @property
    def error_message_format(self) -> str:  # type: ignore[override]
        """A page that is not there comes by itself when it is built."""
        return f"<!doctype html>\n<title>%(code)d</title>\n<p>%(message)s</p>\n{self._tag}\n"

    def parse_request(self) -> bool:
        """Read the head of a request, and refuse one that another site has made."""
        if not super().parse_request():
            return False
        if self._is_ours() and "\0" not in unquote(self.path):
            return True
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()
        return False

    def _is_ours(self) -> bool:
        port = self._site.server_port
        names = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())
        if self.headers.get("Host", "").lower() not in names:
            return False
        origin = self.headers.get("Origin")
        if origin is not None and origin.lower() not in {f"http://{name}" for name in names}:
            return False
        # A link from elsewhere may lead here (Fetch Metadata Request Headers).
        by = self.headers.get("Sec-Fetch-Site", "none")
        return by in ("none", "same-origin") or self.headers.get("Sec-Fetch-Mode") == "navigate"

    def do_GET(self) -> None:
        """Send the events, or a file."""
        if self.path == f"{EVENTS}?token={self._site.token}":
            self._send_events()
        else:
            super().do_GET()

    def send_head(self) -> Any:
        """The headers of a file, and the file; a page has the script in it."""
        if self.path.partition("?")[0] == SCRIPT:
            return self._sent("text/javascript", _SCRIPT.read_bytes())
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix == ".html" and path.is_file():
            return self._page(path)
        missing = Path(self.directory, "404.html")
        if not path.exists() and path.suffix in ("", ".html") and missing.is_file():
            return self._page(missing, HTTPStatus.NOT_FOUND)  # as a host does
        return super().send_head()

    def _page(self, path: Path, status: HTTPStatus = HTTPStatus.OK) -> IO[bytes]:
        tag = self._tag.encode()  # before the page is read, which a build may change meanwhile
        above, end, below = path.read_bytes().rpartition(b"</body>")
        page = above + tag + end + below if end else below + tag
        return self._sent("text/html", page, status)

    def _sent(self, kind: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> IO[bytes]:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def _send_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known = 0
        while True:
            build = self._site.wait(known, _STILL_HERE)
            self.wfile.write(f"data: {build}\n\n".encode() if build != known else b":\n\n")
            known = build

    def end_headers(self) -> None:
        """Let no browser show what it has kept."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal is for findings."""
