"""On a telephone: printed tables keep their rows, equal pairs are shown once, and a drawer closes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from helpers import TUTORIAL, Site, make_site
from visits import until

TABLE = """

# %%
print("seed      loss    right   wrong   rest    more")
for seed in range(3):
    print(f"{seed}         0.1234  0.2345  0.3456  0.4567  0.5678  0.6789")
print("A line of words that is so long that no telephone has room for all of it in one line")
"""
PAIRS = """

# %% [markdown] lang="ko"
# - `torch.cat`
# - 다른 것

# %% [markdown] lang="en"
# - `torch.cat`
# - another
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("columns")
    site = make_site(root, {"small": TUTORIAL + TABLE + PAIRS})
    site.add_to_conf("html_theme = 'furo'\n")
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture
def tab(site: Site, browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(site.page("en").as_uri())
    yield page
    page.close()


@pytest.mark.browser
def test_a_table_that_is_printed_scrolls_and_keeps_its_columns_and_words_below_it_wrap(
    tab: Any,
) -> None:
    output = tab.locator(".sphx-glr-script-out pre", has_text="0.6789")
    assert output.evaluate("each => each.scrollWidth > each.clientWidth")
    rows = output.inner_text().rstrip("\n").split("\n")
    line = output.evaluate("each => parseFloat(getComputedStyle(each).lineHeight)")
    until(tab, "document.querySelector('.in-columns .prose')")
    high, words = output.evaluate(
        "each => { const range = document.createRange(); range.selectNodeContents(each);"
        " const prose = each.querySelector('.prose'); range.setEndBefore(prose);"
        " return [range, prose].map(one => one.getBoundingClientRect().height); }"
    )
    *table, said = rows
    assert said.startswith("A line of words")
    assert high < line * (len(table) + 0.5) and words > 1.5 * line
    until(tab, "document.querySelector('.sphx-glr-script-out pre.in-columns[tabindex]')")
    assert not tab.locator(".sphx-glr-script-out pre", has_text="total is").evaluate(
        "each => each.classList.contains('in-columns')"
    )


@pytest.mark.browser
def test_what_is_the_same_in_both_languages_is_shown_once_on_a_telephone(tab: Any) -> None:
    tab.locator(".compare").click()
    tab.wait_for_selector(".comparing")
    until(tab, "document.querySelectorAll('li .counterpart').length === 2")
    same, other = tab.locator("li .counterpart").all()
    assert not same.is_visible()
    assert other.is_visible()


@pytest.mark.browser
def test_the_drawer_of_the_contents_closes_when_tab_leaves_it(tab: Any) -> None:
    tab.locator("button.toc-overlay-icon:visible").first.click()
    until(tab, "document.getElementById('__toc').checked")
    for _ in range(12):
        tab.keyboard.press("Tab")
        if not tab.evaluate("document.getElementById('__toc').checked"):
            break
    assert not tab.evaluate("document.getElementById('__toc').checked")
