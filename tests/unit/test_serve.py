"""The server for the pages while they are written."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from bilingual_gallery.cli.live.serve import News, Server

PAGE = "<!doctype html><title>x</title><body><p>the page</p></body></html>\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("served")
    out = root / "out"
    (out / "ko").mkdir(parents=True)
    (out / "ko" / "index.html").write_text(PAGE)
    (out / "part.html").write_text("no body")
    (out / "site.css").write_text("p { color: red }")
    (root / "secret.txt").write_text("secret")
    with Server(out, 0) as server:
        yield server


def address(server: Server, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def events(server: Server, at: str = "/ko/") -> str:
    return f"/_live/events?token={server.token}&at={at}&language=ko"


def body(server: Server, path: str) -> str:
    with urlopen(address(server, path), timeout=30) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return str(answer.read().decode())


def version_in(text: str) -> str:
    (tag,) = re.findall(
        r'<script defer src="/_live/live\.js\?page=(\w+)&amp;token=[\w-]+"></script>', text
    )
    return str(tag)


def told(stream: Iterator[bytes]) -> Any:
    return next(json.loads(line[6:]) for line in stream if line.startswith(b"data: "))


@pytest.mark.parametrize("path", ["/ko/", "/ko", "/ko/index.html", "/ko/index.html?x=1"])
def test_a_page_is_served_with_a_listener_and_its_file_stays(server: Server, path: str) -> None:
    page = body(server, path)
    assert re.sub("<script.*</script>", "", page) == PAGE
    assert page.endswith("</script></body></html>\n")
    assert version_in(page) == version_in(body(server, "/ko/index.html"))


def test_what_is_no_page_is_served_as_it_is(server: Server) -> None:
    assert body(server, "/site.css") == "p { color: red }"
    assert version_in(body(server, "/part.html"))
    assert "EventSource" in body(server, "/_live/live.js?page=1")
    assert ".board" in body(server, "/_live/live.css")


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "//secret.txt"])
def test_nothing_outside_the_site_is_served(server: Server, path: str) -> None:
    with pytest.raises(HTTPError):
        urlopen(address(server, path), timeout=30)


OWN, OTHER = "http://127.0.0.1:{port}", "http://evil.example"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/ko/", {}, 200),
        ("/ko/", {"Host": "localhost:{port}"}, 200),
        ("/ko/", {"Host": "evil.example"}, 403),
        ("/ko/", {"Host": "evil.example:{port}"}, 403),
        ("/ko/", {"Host": "127.0.0.1:1"}, 403),
        ("/ko/", {"Host": ""}, 403),
        ("/ko/", {"Origin": OWN}, 200),
        ("/ko/", {"Origin": OTHER}, 403),
        ("/ko/", {"Origin": "null"}, 403),
        ("/ko/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ("/site.css", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ("/site.css", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors"}, 200),
        ("/_live/events", {}, 404),
        ("/_live/events?token=x", {}, 404),
        ("/ko/%00", {}, 403),
    ],
)
def test_a_request_that_another_site_has_made_is_refused(
    server: Server,
    path: str,
    headers: dict[str, str],
    status: int,
    capfd: pytest.CaptureFixture[str],
) -> None:
    given = {name: value.format(port=server.server_port) for name, value in headers.items()}
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request("GET", path, headers=given)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    assert answer.status == status
    assert status != 403 or server.token not in said
    assert capfd.readouterr().err == ""


def test_a_page_that_is_not_built_yet_waits_for_it(server: Server) -> None:
    with pytest.raises(HTTPError) as missing:
        urlopen(address(server, "/en/index.html"), timeout=30)
    assert missing.value.code == 404
    assert version_in(missing.value.read().decode()) == "none"


def test_every_open_page_hears_that_it_is_another_one_and_one_that_comes_late_too(
    server: Server,
) -> None:
    page = version_in(body(server, "/ko/"))
    index = server.out / "ko" / "index.html"
    with ExitStack() as opened:
        streams = [
            opened.enter_context(urlopen(address(server, events(server)), timeout=30))
            for _ in range(8)
        ]
        assert {told(stream)["page"] for stream in streams} == {page}
        index.write_text(PAGE.replace("the page", "another page"))
        server.show()
        (later,) = {told(stream)["page"] for stream in streams}
        assert later != page
    with urlopen(address(server, events(server)), timeout=30) as late:
        assert told(late)["page"] == later
    index.write_text(PAGE)


def test_a_page_is_another_one_when_what_it_loads_is(server: Server) -> None:
    index = server.out / "ko" / "shown.html"
    index.write_text(PAGE.replace("the page", '<img src="../one.png"><a href="two.html">two</a>'))
    (server.out / "one.png").write_bytes(b"one")
    first = version_in(body(server, "/ko/shown.html"))
    (server.out / "ko" / "two.html").write_text("it leads here, and does not show it")
    assert version_in(body(server, "/ko/shown.html")) == first
    (server.out / "one.png").write_bytes(b"another")
    assert version_in(body(server, "/ko/shown.html")) != first


def test_a_newer_page_lies_above_the_site_while_it_is_told_to(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "1" / "ko").mkdir(parents=True)
    (tmp_path / "1" / "ko" / "index.html").write_text(PAGE.replace("the page", "newer"))
    (tmp_path / "2" / "ko").mkdir(parents=True)
    server.show(above=[tmp_path / "2", tmp_path / "1"])
    assert "newer" in body(server, "/ko/") and "newer" in body(server, "/ko/index.html")
    (tmp_path / "2" / "ko" / "index.html").write_text(PAGE.replace("the page", "newest"))
    assert "newest" in body(server, "/ko/")
    server.show(above=[])
    assert "the page" in body(server, "/ko/")


def test_pages_are_told_what_fails_and_what_runs_in_their_language(server: Server) -> None:
    with urlopen(address(server, events(server)), timeout=30) as stream:
        assert told(stream)["failures"] == []
        server.show(news=News(("x.py:1: wrong",), (("y.py", time.monotonic() - 5),)))
        news = told(stream)
        assert news["failures"] == ["x.py:1: wrong"]
        ((name, since),) = news["running"]
        assert name == "y.py" and 5 <= news["now"] - since < 60
        server.show(news=News())
        assert told(stream)["running"] == []


def test_pages_that_are_closed_are_no_error_and_keep_nobody(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        with urlopen(address(server, events(server)), timeout=30) as stream:
            told(stream)
    for _ in range(3):  # what is written to a closed connection fails the second time
        server.show()
        time.sleep(0.05)
    assert body(server, "/site.css")
    assert capfd.readouterr().err == ""


def test_a_port_has_one_server(server: Server, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(tmp_path, server.server_port)


def test_a_page_that_is_not_there_is_the_site_s_own_and_comes_when_it_is_built(
    tmp_path: Path,
) -> None:
    (tmp_path / "404.html").write_text("<!doctype html><body><p>no such page</p></body></html>\n")
    with Server(tmp_path, 0) as server:
        for path in ("/ko/none.html", "/ko/none", "/none/"):
            with pytest.raises(HTTPError) as raised:
                urlopen(address(server, path), timeout=30)
            assert raised.value.code == 404
            page = raised.value.read().decode()
            assert "no such page" in page and version_in(page) == "none"
        with pytest.raises(HTTPError) as raised:  # a picture is none
            urlopen(address(server, "/none.png"), timeout=30)
        assert "no such page" not in raised.value.read().decode()
