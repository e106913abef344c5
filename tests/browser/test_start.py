"""A site that `start` has begun in Japanese, German and English, as its readers have it in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import warm
from readers import own_page, until

pytestmark = pytest.mark.browser

PAGE = "tutorials/basics/hello.html"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built strictly and as it would be published."""
    root = tmp_path_factory.mktemp("begun")
    started = warm.run("bilingual_gallery", ["start", "site", "--languages", "ja,de,en"], root)
    assert started.returncode == 0, started.stderr
    site = root / "site"
    built = warm.run(
        "bilingual_gallery",
        ["build", "docs", "build/html", "-W"],
        site,
        SITE_URL="https://x.example/tutorials",
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return site / "build/html"


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    with own_page(browser, reduced_motion="reduce", locale="de-DE") as page:
        yield page


def test_the_first_page_leads_to_the_reader_s_language(begun: Path, tab: Any) -> None:
    tab.goto((begun / "index.html").as_uri())
    tab.wait_for_url("**/de/index.html")
    assert tab.locator("h1").inner_text().startswith("Tutorials")


def test_the_language_links_lead_to_the_same_section(begun: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 1200, "height": 500})
    tab.goto((begun / "ja" / PAGE).as_uri() + "#one-idea-in-each-section")
    for code, said in (("de", "Ein Gedanke je Abschnitt"), ("en", "One idea in each section")):
        tab.locator(f".language-switch a[lang={code}]").first.click()
        tab.wait_for_url(f"**/{code}/{PAGE}#one-idea-in-each-section")
        assert said in tab.locator("#one-idea-in-each-section h2").inner_text()


def test_two_languages_stand_side_by_side(begun: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto((begun / "de" / PAGE).as_uri())
    tab.keyboard.press("b")
    tab.wait_for_selector("body.comparing")
    beside = tab.locator("#one-idea-in-each-section h2 .counterpart")
    assert beside.get_attribute("lang") in ("ja", "en")
    assert beside.inner_text() in ("節ごとに話題は一つ", "One idea in each section")
    paragraphs = tab.locator("article p > .counterpart").count()
    assert paragraphs >= 4


@pytest.mark.parametrize(
    ("code", "query"), [("ja", "バッククォート"), ("de", "Gravis-Zeichen"), ("en", "backticks")]
)
def test_the_search_finds_the_section(begun: Path, tab: Any, code: str, query: str) -> None:
    tab.goto((begun / code / "search.html").as_uri())
    tab.locator(".search-page input").fill(query)
    until(tab, "document.querySelector('.search-page .search-count').textContent !== ''")
    found = [link.get_attribute("href") for link in tab.locator(".search-page li a").all()]
    assert any(f"{PAGE}#one-idea-in-each-section" in str(each) for each in found), found


def test_its_pages_say_nothing_to_the_console(begun: Path, browser: Any) -> None:
    with own_page(browser) as page:
        said: list[str] = []
        page.on("console", lambda each: said.append(each.text))
        page.on("pageerror", lambda each: said.append(str(each)))
        for name in ("ja/index.html", f"ja/{PAGE}", f"de/{PAGE}", f"en/{PAGE}"):
            page.goto((begun / name).as_uri())
            page.wait_for_load_state("load")
        assert said == []


def test_a_section_that_the_other_page_lacks_leads_to_the_nearest_one_above(
    begun: Path, tab: Any
) -> None:
    """As where the languages have other headings: here the German page has other ids for its last sections."""
    source = begun / "de" / PAGE
    page = source.with_name("other.html")
    text = source.read_text("utf-8")
    for name in ("exercises", "1-a-task"):
        assert f'<section id="{name}"' in text
        text = text.replace(f'id="{name}"', f'id="{name}-de"')
    page.write_text(text, "utf-8")
    tab.set_viewport_size({"width": 1200, "height": 500})
    tab.goto((begun / "en" / PAGE).as_uri())
    tab.locator("#exercises h2").evaluate("each => each.scrollIntoView({behavior: 'instant'})")
    tab.evaluate("scrollBy({ top: 60, behavior: 'instant' })")
    tab.evaluate(
        "document.querySelectorAll('.language-switch a[lang=de]')"
        ".forEach(each => (each.href = each.href.replace('hello.html', 'other.html')))"
    )
    tab.locator(".language-switch a[lang=de]").first.click()
    tab.wait_for_url("**/other.html*")
    until(tab, "document.readyState === 'complete'")
    top = "document.querySelector('#one-idea-in-each-section').getBoundingClientRect().top"
    until(tab, f"0 <= {top} && {top} < 120")
