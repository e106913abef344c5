"""A page that is open while it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.cli.live.serve import Server
from readers import until

pytestmark = pytest.mark.browser

SEEN = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_page_that_nobody_sees_keeps_no_connection_and_is_loaded_again_when_it_is_seen(
    tmp_path: Path, browser: Any
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><body>first</body>")
    with Server(tmp_path, 0) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        context = browser.new_context()
        # Six connections to one host are all that a browser has: the seventh page would never load.
        pages = [context.new_page() for _ in range(8)]
        for page in pages:
            with page.expect_response("**/_live/events?*"):
                page.goto(address, timeout=10_000)
            page.evaluate(SEEN, True)
        (tmp_path / "index.html").write_text("<!doctype html><title>x</title><body>second</body>")
        server.show()
        pages[0].wait_for_timeout(300)
        assert [page.inner_text("body") for page in pages] == ["first"] * 8
        pages[0].evaluate(SEEN, False)
        until(pages[0], "document.body.innerText === 'second'")
        context.close()
