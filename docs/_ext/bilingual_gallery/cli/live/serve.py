"""A server for the pages while they are written, which tells each open page when it is another one.

In: the folder of the built site, and folders above it with single pages that are newer. Out: files as they
are, save that each page gets one more script and its sheet on its way: files of this server, because a
page may have no other (``site/csp.py``). Events come as server-sent events (WHATWG, HTML, section 9.2).

Other sites may not read the drafts through their reader's browser: not under a name of theirs that leads
here, not as a script or a picture, and they hear of no build.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Condition, Thread
from typing import IO, Any, cast
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")  # by which a browser of this computer reaches us
EVENTS, SCRIPT, SHEET = "/_live/events", "/_live/live.js", "/_live/live.css"
_OWN = {
    SCRIPT: ("text/javascript", Path(__file__).with_name("live.js")),
    SHEET: ("text/css", Path(__file__).with_name("live.css")),
}
_STILL_HERE = 15  # seconds after which a page that is gone is noticed
# The files that a page shows or loads, and not the pages that it leads to.
_LOADED = re.compile(
    rb"""(?:src|href)=["']([^"'#?]+\.(?:css|js|png|jpe?g|gif|svg|webp|mp4|webm))["'?]"""
)
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{2,35}")
_NONE = "none"  # the version of a page that is not there


@dataclass(frozen=True)
class News:
    """What open pages show beside themselves: why they are not the newest, and since when what runs.

    ``running`` has the time of ``time.monotonic`` at which each began.
    """

    failures: tuple[str, ...] = ()
    running: tuple[tuple[str, float], ...] = ()


class Server(ThreadingHTTPServer):
    """Serves ``out`` in a thread of its own, as long as the context lasts.

    ``words`` gives what translates the server's words into a language. Raises OSError where the port
    cannot be had.
    """

    daemon_threads = True

    def __init__(
        self,
        out: Path,
        port: int,
        words: Callable[[str], Callable[[str], str]] = lambda language: str,
    ) -> None:
        super().__init__((HOST, port), partial(_Handler, directory=str(out)))
        self.out, self.words = out, words
        self.token = secrets.token_urlsafe(16)  # which our own pages have, and so hear of builds
        self._above: tuple[Path, ...] = ()
        self._news = News()
        self._count = 0
        self._changed = Condition()

    def __enter__(self) -> Server:
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.shutdown()
        self.server_close()

    def show(self, *, above: Sequence[Path] | None = None, news: News | None = None) -> None:
        """Tell every open page that something may be new: files, those ``above`` the site, or the news."""
        with self._changed:
            self._above = self._above if above is None else tuple(above)
            self._news = news or self._news
            self._count += 1
            self._changed.notify_all()

    def wait(self, known: int, seconds: float) -> tuple[int, News]:
        """How often something was new, and the news: at once where that is not ``known``, else later."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != known, seconds)
            return self._count, self._news

    def file(self, path: str) -> Path:
        """The file that an address of this server, without what follows its path, stands for."""
        name = path.lstrip("/")
        return next(
            (each / name for each in self._above if (each / name).is_file()),
            self.out / name,
        )

    def version(self, path: str, page: bytes) -> str:
        """What tells a page with all that it loads from another one, or from what it was."""
        digest = hashlib.sha256(page)
        for name in sorted(set(_LOADED.findall(page))):
            address = urlsplit(urljoin(path, name.decode()))
            file = self.file(unquote(address.path))
            if not address.netloc and file.is_file():
                status = file.stat()
                digest.update(_digest(file, status.st_mtime_ns, status.st_size))
        return digest.hexdigest()[:16]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that is closed while it is sent is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """One request."""

    @property
    def _site(self) -> Server:
        return cast(Server, self.server)

    def _tag(self, version: str) -> str:
        """What each page gets: the script of this server, and which page it is."""
        query = f"page={version}&amp;token={self._site.token}"
        return f'<script defer src="{SCRIPT}?{query}"></script>'

    @property
    def error_message_format(self) -> str:  # type: ignore[override]
        """A page that is not there comes by itself when it is built."""
        tag = self._tag(_NONE)
        return f"<!doctype html>\n<title>%(code)d</title>\n<p>%(message)s</p>\n{tag}\n"

    def translate_path(self, path: str) -> str:
        """The file of an address: a newer one above the site, if there is one."""
        own = super().translate_path(path)
        ending = "/" if own.endswith("/") else ""
        return f"{self._site.file(os.path.relpath(own, self.directory))}{ending}"

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
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if asked.path == EVENTS and query.get("token") == self._site.token:
            self._send_events(query.get("at", "/"), query.get("language", ""))
        else:
            super().do_GET()

    def send_head(self) -> Any:
        """The headers of a file, and the file; a page has the script in it."""
        own = _OWN.get(self.path.partition("?")[0])
        if own is not None:
            return self._sent(own[0], own[1].read_bytes())
        path = self._page_at(self.path)
        if path.suffix == ".html" and path.is_file():
            return self._page(path)
        missing = Path(self.directory, "404.html")
        if not path.exists() and path.suffix in ("", ".html") and missing.is_file():
            return self._page(missing, HTTPStatus.NOT_FOUND)  # as a host does
        return super().send_head()

    def _page_at(self, address: str) -> Path:
        path = Path(self.translate_path(address))
        if path.is_dir() and address.partition("?")[0].endswith("/"):
            path = Path(self.translate_path(f"{address.partition('?')[0]}index.html"))
        return path

    def _page(self, path: Path, status: HTTPStatus = HTTPStatus.OK) -> IO[bytes]:
        page = path.read_bytes()
        version = _NONE
        if status is HTTPStatus.OK:
            version = self._site.version(self.path.partition("?")[0], page)
        above, end, below = page.rpartition(b"</body>")
        tag = self._tag(version).encode()
        page = above + tag + end + below if end else below + tag
        return self._sent("text/html", page, status)

    def _sent(self, kind: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> IO[bytes]:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def _send_events(self, at: str, language: str) -> None:
        """Tell the page at an address which one it is now, and the news, until it is closed."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        say = self._site.words(language if _LANGUAGE.fullmatch(language) else "")
        known, last = -1, ""
        while True:
            known, news = self._site.wait(known, _STILL_HERE)
            path = self._page_at(at)
            page = path.read_bytes() if path.suffix == ".html" and path.is_file() else None
            version = _NONE if page is None else self._site.version(at, page)
            told = json.dumps({"page": version, **_told(news, say)}, ensure_ascii=False)
            self.wfile.write(f"data: {told}\n\n".encode() if told != last else b":\n\n")
            last = told

    def end_headers(self) -> None:
        """Let no browser show what it has kept."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal is for findings."""


def _told(news: News, say: Callable[[str], str]) -> Mapping[str, object]:
    """The news as a page gets them, with the words for them."""
    _ = say
    return {
        "failures": news.failures,
        "running": [[name, since] for name, since in news.running],
        "now": time.monotonic() if news.running else 0,
        "words": {
            "failed": _("The pages are as they were before these mistakes:"),
            "running": _("{name} has been running for {seconds} s"),
        },
    }


@lru_cache(maxsize=512)
def _digest(file: Path, changed: int, size: int) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()
