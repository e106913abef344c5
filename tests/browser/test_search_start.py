"""The box of the search before anything is typed: what it offers, on a screen and on a telephone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from readers import until


@pytest.mark.browser
def test_an_empty_box_offers_words_and_tutorials_and_fills_a_telephone(
    project: Path, browser: Any
) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto((project / "ko/index.html").as_uri())
    page.keyboard.press("Control+k")
    box = page.locator(".search-dialog")
    start = box.locator(".search-start")
    start.locator("a").first.wait_for()
    assert box.locator(".search-keys").is_visible()
    assert start.locator("a").first.get_attribute("href").endswith("first_network.html")
    # An example is searched for, and what was offered makes room for the results.
    word = start.locator("button").first
    query = word.inner_text()
    word.click()
    box.locator(".search-results li").first.wait_for()
    assert box.locator("input").input_value() == query and not start.is_visible()
    box.locator("input").fill("")
    start.locator("a").first.wait_for()
    assert not box.locator(".search-results li").count()
    offered = start.locator("a, button").all_inner_texts()
    assert len(offered) == len(set(offered))  # once, however often the box is emptied
    box.locator("input").fill("zzzqqq")  # where nothing is found, too
    until(page, "document.querySelector('.search-dialog .search-count').textContent")
    start.locator("a").first.wait_for()
    box.locator("input").fill("")
    start.locator("a").first.wait_for()
    page.set_viewport_size({"width": 390, "height": 700})
    until(page, "document.querySelector('.search-dialog').getBoundingClientRect().width === 390")
    place = box.bounding_box()
    assert (place["x"], place["y"], place["width"], place["height"]) == (0, 0, 390, 700)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 640, 1200])
def test_however_far_one_zooms_the_keys_can_be_turned_off(
    project: Path, browser: Any, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 600})
    page.goto((project / "en/tutorials/blitz/tensors.html").as_uri())
    page.keyboard.press("/")
    assert page.locator(".search-dialog .search-single-keys").is_visible()
    page.goto((project / "en/search.html").as_uri())
    assert page.locator(".search-page .search-single-keys").is_visible()
    page.close()


@pytest.mark.browser
def test_the_menu_says_which_page_one_is_on(project: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto((project / "en/tutorials/blitz/tensors.html").as_uri())
    current = page.locator('.sidebar-tree [aria-current="page"]')
    assert current.all_inner_texts() == ["Tensors"]
    page.close()


@pytest.mark.browser
def test_a_reader_can_turn_off_what_single_keys_do(project: Path, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    page.goto((project / "en/tutorials/blitz/tensors.html").as_uri())
    keys = page.locator(".search-dialog .search-single-keys")
    for is_on in (True, False, True):
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        assert page.locator(".search-dialog").is_visible() == is_on
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("b")
        if is_on:
            page.wait_for_selector(".comparing")
            page.keyboard.press("b")
        assert page.locator(".comparing").count() == 0
        page.keyboard.press("Control+k")  # with a modifier always
        assert keys.get_attribute("aria-pressed") == ("true" if is_on else "false")
        keys.click()
        page.keyboard.press("Escape")
        page.reload()  # it is remembered
    context.close()
