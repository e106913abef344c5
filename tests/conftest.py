"""What several tests share: one small site that is built once, and the project's own."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
import showcase
import warm
from filelock import FileLock
from helpers import Site, make_site
from pages import ROOT
from repositories import CODE, FIRST, SECOND, Repository, make_repository

# On a CI machine (CI=true) Sphinx and pytest color what they print, and tests read what they print.
os.environ["NO_COLOR"] = "1"
os.environ.pop("FORCE_COLOR", None)  # to rich it counts for more
# A shell without job control lets what it starts with `&` ignore Ctrl-C, and what tests start inherits that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# How much of a parameter a test's id shows.
ID = 60


def pytest_make_parametrize_id(val: object) -> str | None:
    """The id of a parameter that is a text: how it begins, on one line; pytest's own for others."""
    if isinstance(val, bytes):
        val = repr(val)
    if not isinstance(val, str):
        return None
    line = " ".join(val.split())
    return "".join(sign if sign.isprintable() else "?" for sign in line)[:ID]


# Makes a folder once for all workers of xdist: its name, and what fills it.
Once = Callable[[str, Callable[[Path], None]], Path]
# A context in which nobody else builds from this repository's own docs/.
OwnSite = Callable[[], FileLock]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of xdist have in common."""
    mine = tmp_path_factory.getbasetemp()
    return mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine


@pytest.fixture(scope="session", autouse=True)
def _own_cache(shared: Path) -> None:
    """What is kept from one command to the next is not the user's here."""
    os.environ["XDG_CACHE_HOME"] = str(shared / "cache")


@pytest.fixture(scope="session")
def own_site(shared: Path) -> OwnSite:
    """Builds of this repository's own docs/ write the same generated pages, so they take turns."""
    return lambda: FileLock(shared / "own-site.lock")


@pytest.fixture(scope="session")
def once(shared: Path) -> Once:
    """``once(name, make)``: the folder that ``make`` fills, once for all workers of xdist."""

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def built(once: Once) -> Site:
    """A small site in two languages, built; tests only look at it."""
    root = once("built", lambda folder: make_site(folder).build_all())
    return Site(root, ("ko", "en"))


@pytest.fixture(scope="session")
def showcase_site(once: Once) -> Site:
    """A site of what notebooks show, built; what its build said is in ``said.txt``."""

    def make(folder: Path) -> None:
        _, done = showcase.make(folder)
        (folder / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")

    return Site(once("showcase", make), ("ko", "en"))


@pytest.fixture(scope="session")
def project(once: Once, own_site: OwnSite) -> Path:
    """The project's own site, built as `make html` builds it."""

    def make(_: Path) -> None:
        with own_site():
            done = warm.run("bilingual_gallery", ["build", "docs", "build/html", "-W"], ROOT)
        assert done.returncode == 0, done.stdout + done.stderr

    once("project", make)
    return ROOT / "build" / "html"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A project in a git repository: two passages and code, all in step."""
    monkeypatch.chdir(tmp_path)
    return make_repository(tmp_path, FIRST, SECOND, CODE)


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A TMPDIR with a short path: the address of a socket in it has room for 108 bytes."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    program = chromium.path()
    if program is None:
        message = "no Chromium; install it (Debian: apt-get install chromium) to run these tests"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=flags)


@pytest.fixture(scope="session")
def epubcheck() -> list[str]:
    """The command that checks a book, without the binfmt that Debian's own relies on."""
    jar = Path("/usr/share/java/epubcheck.jar")
    if jar.is_file() and (java := shutil.which("java")):
        # To warm up for a book or two takes more than it saves.
        return [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    if found := shutil.which("epubcheck"):
        return [found]
    message = "no epubcheck; install it (Debian: apt-get install epubcheck) to run these tests"
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)
