"""Pages outside the languages, and the first screen of a home page, as a browser shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import second_site
import warm

MORE = """
html_theme = "furo"
bilingual_gallery_accent = "#ee4c2c"
bilingual_gallery_redirects = {"old/sums": "tutorials/basics/additions"}
"""
EXCERPT = """\
```{tutorial-excerpt} basics/additions
```

:::{container} path
1. [](tutorials/basics/additions.md)
:::
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("identity")
    docs = second_site.write(root, ("ko", "en"), MORE)
    for code in ("ko", "en"):
        home = docs / code / "index.md"
        home.write_text(home.read_text().replace("\n\n", f"\n\n{EXCERPT}\n", 1))
    done = warm.run("bilingual_gallery", ["build", "docs", "out", "-W"], root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "out"


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.browser
def test_an_old_address_keeps_the_place_on_its_page(out: Path, tab: Any) -> None:
    tab.goto((out / "en/old/sums.html").as_uri() + "#the-sum")
    tab.wait_for_url("**/tutorials/basics/additions.html*")
    assert tab.evaluate("location.hash") == "#the-sum"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1440])
def test_a_piece_has_the_languages_beside_each_other_where_there_is_room(
    out: Path, tab: Any, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto((out / "ko/index.html").as_uri())
    boxes = [each.bounding_box() for each in tab.locator(".excerpt-side").all()]
    beside = boxes[0]["y"] == boxes[1]["y"]
    assert beside == (width > 1000)
    assert boxes[0]["width"] == pytest.approx(boxes[1]["width"], abs=1)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    # All of a line of the path leads to its tutorial, and the first screen has all of the piece.
    line = tab.locator(".path li").bounding_box()
    if width > 1000:
        source = tab.locator(".excerpt-from").bounding_box()
        assert source["y"] + source["height"] < 900
        tab.mouse.click(line["x"] + line["width"] - 20, line["y"] + line["height"] / 2)
        tab.wait_for_url("**/additions.html")
