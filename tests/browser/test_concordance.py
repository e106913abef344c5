"""The sentences below the terms of the glossary, as readers see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe
import pytest
from pages import LANGUAGES
from readers import own_page

pytestmark = pytest.mark.browser

# How high each entry is, open, with its name.
HEIGHTS = """() => [...document.querySelectorAll("details.uses")].map(each => {
    each.open = true;
    const meaning = each.closest("dd");
    return meaning.offsetHeight + meaning.previousElementSibling.offsetHeight;
})"""


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    with own_page(browser, reduced_motion="reduce") as tab:
        yield tab


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_no_entry_is_longer_than_a_screen(
    project: Path, tab: Any, language: str, width: int, height: int
) -> None:
    tab.set_viewport_size({"width": width, "height": height})
    tab.goto((project / language / "glossary.html").as_uri())
    heights = tab.evaluate(HEIGHTS)
    assert len(heights) > 60
    assert max(heights) <= height
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sentences_open_by_key_and_can_be_read(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / "glossary.html").as_uri())
    first = tab.locator("details.uses").first
    assert not first.locator("li").first.is_visible()
    first.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert first.locator("li").first.is_visible()
    own, other = (each.bounding_box() for each in first.locator("li").first.locator("p").all()[:2])
    assert own["y"] == pytest.approx(other["y"], abs=1)
    assert own["x"] + own["width"] <= other["x"]
    assert axe.violations(tab, "article .uses") == []


def test_the_entries_are_one_stop_of_tab_and_arrows_lead_from_one_to_the_next(
    project: Path, tab: Any
) -> None:
    tab.goto((project / "ko" / "glossary.html").as_uri())
    inside = "Boolean(document.activeElement.closest('.glossary-terms'))"
    found = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        found.append(tab.evaluate(inside))
        if not found[-1] and True in found:
            break
    assert found[-2:] == [True, False]
    assert sum(found) == 1
    entry = "Boolean(document.activeElement.closest('.glossary-terms dd :is(a, summary)'))"
    for _ in range(3):  # another kind of stop may stand between
        tab.keyboard.press("Shift+Tab")
        if tab.evaluate(entry):
            break
    names = []
    for _ in range(3):
        names.append(
            tab.evaluate("document.activeElement.closest('dd').previousElementSibling.innerText")
        )
        tab.keyboard.press("ArrowRight")
    assert tab.evaluate(inside)
    assert len(set(names)) > 1
