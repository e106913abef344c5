"""Tables and films on a page: all of a wide table can be reached, and the policy stops nothing."""

from __future__ import annotations

from typing import Any

import pytest
from helpers import Site

pytestmark = pytest.mark.browser

LAST = """element => {
  const last = element.querySelector("thead th:last-child").getBoundingClientRect();
  return last.right <= element.getBoundingClientRect().right + 1;
}"""


@pytest.mark.parametrize("width", [1200, 390])
def test_all_columns_of_a_wide_table_are_reached_by_keyboard(
    showcase_site: Site, browser: Any, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(showcase_site.page("en", "tables").as_uri())
    table = tab.locator(".output-html").first
    tab.wait_for_selector(".output-html[tabindex='0'][role='group'][aria-label='Output']")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert not table.evaluate(LAST)
    table.focus()
    for _ in range(200):
        tab.keyboard.press("ArrowRight")
    tab.wait_for_timeout(300)
    assert table.evaluate(LAST)
    tab.close()


def test_the_policy_stops_nothing_that_outputs_have_kept(showcase_site: Site, browser: Any) -> None:
    for name in ("tables", "forms", "figures", "films", "told"):
        tab = browser.new_page()
        said: list[str] = []
        tab.on("console", lambda message, said=said: said.append(message.text))
        tab.goto(showcase_site.page("ko", name).as_uri())
        tab.wait_for_timeout(200)
        assert [text for text in said if "Content Security Policy" in text] == [], name
        if name == "tables":
            yellow = tab.locator(".output-html td", has_text="one")
            color = "element => getComputedStyle(element).backgroundColor"
            assert yellow.evaluate(color) == "rgb(255, 255, 0)"
        tab.close()
