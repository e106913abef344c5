"""The mark of a passage that is behind, in a browser: pressed, side by side, and without JavaScript."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe
import pytest
from helpers import LOOKS
from pages import ROOT
from readers import own_page, until
from repositories import make_repository

pytestmark = pytest.mark.browser

PASSAGE = (
    "텐서를 `reshape`로 보냅니다. $a^2$은 그대로입니다.\n\n둘째 문단입니다.",
    "We *send* one tensor through `reshape`. The $a^2$ stays (here).\n\nA second paragraph.",
    "テンソルを `reshape` に送ります。$a^2$ はそのままです。\n\n二つ目の段落です。",
)
ENGLISH = (
    "We *send* a big tensor through `reshape`. The $a^2$ remains (here).\n\nA second paragraph."
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Japanese page of a gallery whose English moved on."""
    root = tmp_path_factory.mktemp("behind")
    repository = make_repository(root, PASSAGE, languages=("ko", "en", "ja"))
    shutil.copy(ROOT / "docs" / "favicon.svg", root / "docs")
    repository.site.add_to_conf(LOOKS)
    repository.edit("2026-02-03", (PASSAGE[0], ENGLISH, PASSAGE[2]))
    done = repository.site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return repository.site.page("ja")


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    with own_page(browser, reduced_motion="reduce") as tab:
        yield tab


# The counterparts that are shown: their language, and their text with what is marked in it.
SHOWN = """() => [...document.querySelectorAll("article .counterpart")].map(each => {
    const words = [...each.querySelectorAll("ins, del")].map(({ localName, textContent }) =>
        `${localName} ${textContent}`);
    return [each.lang, words];
})"""
# The Korean is the other language of a Japanese reader who never chose; the mark is about the English.
MARKED = [
    "en",
    ["del one", "ins a big", "del stays", "ins remains"],
]


def test_the_offer_is_pressed_by_key_and_shows_the_passage_with_its_changes(
    page: Path, tab: Any
) -> None:
    tab.goto(page.as_uri())
    mark = tab.locator("details.behind")
    assert mark.count() == 1
    mark.locator("summary").focus()
    tab.keyboard.press("Enter")
    button = mark.locator("button")
    tab.keyboard.press("Tab")
    assert button.evaluate("each => each === document.activeElement")
    tab.keyboard.press("Enter")
    until(tab, "document.querySelector('article .counterpart') !== null")
    assert tab.evaluate(SHOWN) == [MARKED]
    assert button.get_attribute("aria-expanded") == "true"
    # An old word stands beside the new one, and neither in the other.
    assert tab.locator("article ins del, article del ins").count() == 0
    lines = "each => getComputedStyle(each).textDecorationLine"
    assert tab.locator(".counterpart del").first.evaluate(lines) == "line-through"
    assert tab.locator(".counterpart ins").first.evaluate(lines) == "underline"
    assert axe.violations(tab, "article section") == []
    tab.keyboard.press("Enter")
    assert tab.evaluate(SHOWN) == []
    assert button.get_attribute("aria-expanded") == "false"


def test_side_by_side_shows_the_changes_in_the_language_that_moved_on(page: Path, tab: Any) -> None:
    tab.goto(page.as_uri())
    tab.keyboard.press("b")
    tab.wait_for_selector("body.comparing")
    until(tab, "document.querySelector('article .counterpart') !== null")
    assert all(code == "ko" and not marked for code, marked in tab.evaluate(SHOWN))
    tab.locator(".compare-with").select_option("en")
    until(tab, "document.querySelector('article .counterpart[lang=en]') !== null")
    assert MARKED in tab.evaluate(SHOWN)
    assert [each for each in tab.evaluate(SHOWN) if each[1]] == [MARKED]


def test_without_javascript_the_offer_is_a_link_to_the_same_place(page: Path, browser: Any) -> None:
    with own_page(browser, java_script_enabled=False) as tab:
        tab.goto(page.as_uri())
        tab.locator("details.behind summary").click()
        link = tab.locator("details.behind a")
        assert link.is_visible()
        link.click()
        assert tab.url.endswith("/en/tutorials/blitz/small.html#title-ja.2")


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_mark_stays_in_the_window(page: Path, tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(page.as_uri())
    tab.locator("details.behind summary").click()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.locator("details.behind").bounding_box()["height"] < 200
