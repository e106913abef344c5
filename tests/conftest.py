"""What several tests share: one small site that is built once, and the project's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from helpers import Site, make_site
from pages import ROOT

# On a CI machine (CI=true) Sphinx and pytest color what they print, and tests read what they print.
os.environ["NO_COLOR"] = "1"
os.environ.pop("FORCE_COLOR", None)  # to rich it counts for more


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


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """``once(name, make)``: the folder that ``make`` fills, once for all workers of xdist."""
    mine = tmp_path_factory.getbasetemp()
    shared = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine

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
def built(once: Callable[[str, Callable[[Path], None]], Path]) -> Site:
    """A small site in two languages, built; tests only look at it."""
    root = once("built", lambda folder: make_site(folder).build_all())
    return Site(root, ("ko", "en"))


@pytest.fixture(scope="session")
def project(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The project's own site, built as `make html` builds it."""

    def make(_: Path) -> None:
        for language in ("ko", "en"):
            out = ROOT / "build" / "html" / language
            command = [sys.executable, "-m", "sphinx", "-W", "-q", "-c", "docs"]
            command += ["-d", f"build/doctrees/{language}"]
            command += ["-D", f"language={language}", f"docs/{language}", str(out)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr

    once("project", make)
    return ROOT / "build" / "html"


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A TMPDIR with a short path: the address of a socket in it has room for 108 bytes."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        message = "no Chromium; install it (Debian: apt-get install chromium) to run these tests"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=flags)
