"""A reader runs a tutorial, and tells its authors of a mistake in a passage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from helpers import TUTORIAL, Site, dressed
from readers import until

LONG = "한 문단이 아주 길게 이어집니다. " * 40
CONF = """
bilingual_gallery_source_url = "https://github.com/an/example/blob/main/gallery/{path}"
"""
PAGE = "ko/tutorials/blitz/small.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    text = TUTORIAL.replace("[이 절](#second-section)의", f"{LONG}[이 절](#second-section)의")
    made = dressed(tmp_path_factory.mktemp("run-it"), {"small": text})
    made.add_to_conf(CONF)
    made.build_all()
    return made


@pytest.fixture(scope="module")
def tab(site: Site, browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto(site.page("ko").as_uri())
    yield opened
    context.close()


def told(link: Any) -> tuple[str, str]:
    """The title and the text of the issue that a link asks for."""
    address = link.get_attribute("href")
    assert address.startswith("https://github.com/an/example/issues/new?")
    assert len(address) < 8000  # GitHub refuses what is longer
    (title,), (body,) = parse_qs(urlsplit(address).query).values()
    return title, body


@pytest.mark.browser
def test_the_lines_that_run_a_notebook_are_shown_and_copied(tab: Any) -> None:
    tab.locator(".run-here > summary").press("Enter")
    tab.locator(".run-here .copy").click()
    until(tab, "document.querySelector('.copy-status').textContent")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == "pip install jupyterlab\njupyter lab small.ipynb"
    tab.locator(".run-here > summary").press("Enter")


@pytest.mark.browser
def test_a_report_quotes_the_passage_and_names_its_place(site: Site, tab: Any) -> None:
    piece = tab.locator("section#second-section > p").first
    piece.hover()
    title, body = told(piece.locator(".report-here"))
    assert title == "작은 안내서 (ko)"
    quote, _, rest = body.partition("\n\n")
    assert quote.startswith("> 한 문단이 아주 길게")
    assert len(quote) == 203
    assert quote.endswith("…")
    row = site.script("small").read_text(encoding="utf-8").split("\n").index("# ## 두 번째 절") + 1
    assert f"https://github.com/an/example/blob/main/gallery/blitz/small.py#L{row}\n" in rest
    assert f"{PAGE}#second-section" in rest
    assert "Python 3" in rest
    assert str(site.root) not in body  # where the reader has the page is nobody's business
    # In the text of the page there is no mark, alone or beside the other language.
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    piece.hover()
    assert tab.locator(":is(.own, .counterpart) .report-here").count() == 0
    assert told(piece.locator(".report-here"))[1] == body
    tab.keyboard.press("b")


@pytest.mark.browser
def test_a_report_is_reached_by_keyboard_and_is_no_stop_of_its_own(tab: Any) -> None:
    tab.evaluate("document.activeElement.blur()")
    piece = tab.locator("[data-piece]", has_text="첫 문단입니다.")
    piece.locator(".peek").focus()
    for name in ("share", "report-here"):
        tab.keyboard.press("ArrowRight")
        assert tab.evaluate("document.activeElement.className") == name
    assert told(piece.locator(".report-here"))[1].startswith("> 첫 문단입니다. print를 씁니다.\n\n")
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("document.activeElement.className") == "share"
    tab.locator("h2 > .peek").first.focus()
    tab.keyboard.press("ArrowRight")  # a heading has a link of its own in the place of `share`
    assert tab.evaluate("document.activeElement.className") == "report-here"
    assert tab.locator(".report-here").count() == 1
    assert tab.locator(".report-here").get_attribute("tabindex") == "-1"


@pytest.mark.browser
def test_on_a_phone_the_report_is_below_the_other_marks(site: Site, browser: Any) -> None:
    phone = {"width": 390, "height": 844}
    context = browser.new_context(viewport=phone, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site.page("ko").as_uri())
    until(page, "document.querySelector('.report-here')")
    share, report = (
        page.locator(each).bounding_box() for each in (".share", ".share + .report-here")
    )
    assert report["x"] == share["x"]
    assert report["y"] == pytest.approx(share["y"] + share["height"], abs=2)
    assert min(report["width"], report["height"]) >= 24
    assert report["x"] + report["width"] <= 390
    context.close()
