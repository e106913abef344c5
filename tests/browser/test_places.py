"""The address that a change of language carries: whatever somebody makes of it, it throws nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pages import ROOT

pytestmark = pytest.mark.browser

STATIC = ROOT / "docs/_ext/bilingual_gallery/static"
HOSTILE = [
    "#~section=%",
    "#~section=%E0%A4%A",
    "#~%",
    "#~section=%25&at=x&of=&by=NaN",
    "#~at=0&of=1&near=%",
]


def test_a_malformed_place_throws_nothing_and_leaves_the_address_clean(
    tmp_path: Path, browser: Any
) -> None:
    scripts = "".join(
        f'<script src="{(STATIC / name).as_uri()}"></script>'
        for name in ("bilingual.js", "language.js")
    )
    body = f'<h1 id="a" data-piece="0">A</h1><p id="100%" data-piece="1">b</p>{scripts}'
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><title>x</title><body>{body}</body>", encoding="utf-8")
    tab = browser.new_page()
    thrown: list[str] = []
    tab.on("pageerror", lambda error: thrown.append(str(error)))
    for place in HOSTILE:
        tab.goto("about:blank")
        tab.goto(page.as_uri() + place)
        assert "~" not in tab.evaluate("location.hash")
    tab.goto("about:blank")
    tab.goto(f"{page.as_uri()}#~section=100%25")
    assert tab.evaluate("location.hash") == "#100%"
    tab.close()
    assert thrown == []
