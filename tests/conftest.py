"""What several tests share: one small site that is built once, and the project's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import Site, make_site

ROOT = Path(__file__).parent.parent

# On a CI machine (CI=true) Sphinx and pytest color what they print, and tests read what they print.
os.environ["NO_COLOR"] = "1"
os.environ.pop("FORCE_COLOR", None)  # to rich it counts for more


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site in two languages, built; tests only look at it."""
    site = make_site(tmp_path_factory.mktemp("built"))
    site.build_all()
    return site


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's own site, built as `make html` builds it."""
    for language in ("ko", "en"):
        out = ROOT / "build" / "html" / language
        command = [sys.executable, "-m", "sphinx", "-W", "-q", "-c", "docs"]
        command += ["-d", f"build/doctrees/{language}"]
        command += ["-D", f"language={language}", f"docs/{language}", str(out)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    return ROOT / "build" / "html"


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
