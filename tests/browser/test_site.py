"""The project's own site: its tutorials, looked at as files and in a browser."""

from __future__ import annotations

import os
import re
from copy import copy
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import shots
from pages import BEYOND, DEEPER, LANGUAGES, NAMES, PAGES, READING, SCRIPTS, SIXTY_MINUTES
from PIL import Image
from readers import soup

# The tutorials that draw a figure, as a new one need not.
DRAWING = [
    name for name, script in zip(NAMES, SCRIPTS, strict=True) if "plt.show()" in script.read_text()
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [*PAGES, "search.html"])
def test_every_page_names_its_language_and_leads_to_the_others(
    project: Path, page: str, language: str
) -> None:
    html = soup(project / language / page)
    assert html.html is not None
    assert html.html["lang"] == language
    for link in html.select(".language-switch a"):
        assert (project / language / page).parent.joinpath(str(link["href"])).resolve().is_file()
    site = os.environ.get("SITE_URL", "").rstrip("/")
    for link in html.select('head link[rel="alternate"]'):
        where, href = (project / language / page).parent, str(link["href"])
        if site:
            assert href.startswith(f"{site}/")
            where, href = project, href.removeprefix(f"{site}/")
        assert where.joinpath(href).resolve().is_file()
    switch = {str(a["hreflang"]): str(a["href"]) for a in html.select(".language-switch a")}
    assert list(switch) == list(LANGUAGES)
    assert all(href.endswith(f"{code}/{page}") for code, href in switch.items())


@pytest.mark.parametrize("name", NAMES)
def test_both_pages_have_the_same_sections_code_and_figures(project: Path, name: str) -> None:
    seen = []
    for language in LANGUAGES:
        html = soup(project / language / "tutorials" / f"{name}.html")
        sections = [section["id"] for section in html.select("article section")]
        outputs = [block.get_text() for block in html.select(".sphx-glr-script-out pre")]
        images = html.select("article img")
        figures = [image["src"] for image in images]
        # Each language has texts of its own that stand for its figures.
        assert all(
            bool(re.search("[가-힣]", str(each["alt"]))) == (language == "ko") for each in images
        )
        seen.append((sections, outputs, figures))
        assert bool(figures) == (name in DRAWING)
        assert not html.select("article .problematic")
        assert "\\(" not in html.get_text()
    assert seen[0] == seen[1]


@pytest.mark.parametrize("name", NAMES)
def test_neither_page_has_the_other_languages_prose(project: Path, name: str) -> None:
    english = copy(soup(project / "en" / "tutorials" / f"{name}.html").select_one("article"))
    assert english is not None
    for switch in english.select(".language-switch"):
        switch.decompose()
    assert not re.findall("[가-힣]+", english.get_text())
    korean = soup(project / "ko" / "tutorials" / f"{name}.html")
    every = korean.select("article section > p")
    written = [p for p in every if not p.code or p.get_text() != p.code.get_text()]
    paragraphs = [p.get_text() for p in written]
    assert all(re.search("[가-힣]", text) for text in paragraphs)
    assert "Download" not in korean.get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_and_the_one_of_what_is_deeper_list_the_tutorials_in_reading_order(
    project: Path, language: str
) -> None:
    assert sorted(READING) == NAMES
    listed = {"index": "li > p > a.reference", "deeper": "a.reference"}
    for page, names in (("index", SIXTY_MINUTES), ("deeper", DEEPER)):
        article = soup(project / language / f"{page}.html").select_one("article")
        links = [str(link["href"]) for link in article.select(listed[page])]
        found = [link for link in links if link.startswith("tutorials/")]
        assert list(dict.fromkeys(found)) == [f"tutorials/{name}.html" for name in names]


@pytest.mark.parametrize("language", LANGUAGES)
def test_next_and_previous_lead_through_the_tutorials(project: Path, language: str) -> None:
    at, read = project / language / "index.html", []
    while follows := soup(at).select_one("a.next-page"):
        before, at = at, (at.parent / str(follows["href"])).resolve()
        previous = soup(at).select_one("a.prev-page")
        assert (at.parent / str(previous["href"])).resolve() == before.resolve()
        read.append(at.relative_to((project / language).resolve()).with_suffix("").as_posix())
    assert [name for name in read if not name.endswith("/index")] == [
        *(f"tutorials/{name}" for name in SIXTY_MINUTES),
        "deeper",
        *(f"tutorials/{name}" for name in DEEPER),
        *(f"tutorials/{name}" for name in BEYOND),
        "questions",
        "glossary",
        "calls",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_questions_leads_to_every_tutorial(project: Path, language: str) -> None:
    links = soup(project / language / "questions.html").select("article section section li > p a")
    to = {str(link["href"]).split("#")[0] for link in links}
    assert to >= {f"tutorials/{name}.html" for name in READING}


def test_no_page_asks_anything_of_another_host(project: Path) -> None:
    for page in project.rglob("*.html"):
        for tag in soup(page).select("script[src], img[src], link[rel=stylesheet], iframe"):
            address = str(tag.get("src") or tag.get("href"))
            assert not re.match(r"(https?:)?//", address), (page, address)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_in_a_table_stays_on_its_line(project: Path, browser: Any, language: str) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 900})
    tab.goto((project / language / "project" / "speed.html").as_uri())
    # As many boxes as lines.
    lines = tab.evaluate(
        """[...document.querySelectorAll('article td.text-right p')].map(cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return range.getClientRects().length;
        })"""
    )
    tab.close()
    assert len(lines) > 50
    assert set(lines) == {1}


@pytest.mark.browser
def test_figures_are_sharp_on_a_fine_screen(project: Path, browser: Any) -> None:
    tab = browser.new_page(device_scale_factor=2)
    tab.goto((project / "ko" / "tutorials" / "blitz" / "tensors.html").as_uri())
    chosen = tab.evaluate(shots.LOAD)
    tab.close()
    assert chosen
    assert all("2_00x" in source for source in chosen)


@pytest.mark.browser
def test_the_switch_keeps_the_page_and_the_section(project: Path, browser: Any) -> None:
    tab = browser.new_page()
    tab.goto((project / "ko/tutorials/blitz/tensors.html").as_uri() + "#broadcasting")
    tab.click(".language-switch a[lang=en]")
    tab.wait_for_url("**/en/tutorials/blitz/tensors.html#broadcasting")
    assert tab.evaluate("localStorage.getItem('language')") == "en"
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize(("locale", "language"), [("ko-KR", "ko"), ("en-GB", "en"), ("fr-FR", "")])
def test_the_chooser_follows_the_browser(
    project: Path, browser: Any, locale: str, language: str
) -> None:
    context = browser.new_context(locale=locale)
    tab = context.new_page()
    tab.goto((project / "index.html").as_uri())
    if language:
        tab.wait_for_url(f"**/{language}/index.html")
    else:
        assert tab.locator("a").count() == len(LANGUAGES)
    context.close()


@pytest.mark.browser
def test_the_chooser_remembers_a_choice_and_can_be_asked_again(project: Path, browser: Any) -> None:
    context = browser.new_context(locale="en-US")
    tab = context.new_page()
    chooser = (project / "index.html").as_uri()
    tab.goto(chooser + "?choose")
    tab.click("a[lang=ko]")
    tab.wait_for_url("**/ko/index.html")
    tab.goto(chooser)
    tab.wait_for_url("**/ko/index.html")
    context.close()


@pytest.mark.browser
def test_the_chooser_and_the_switch_work_without_javascript(project: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((project / "index.html").as_uri())
    tab.click("a[lang=ko]")
    tab.wait_for_url("**/ko/index.html")
    tab.click(".language-switch a[lang=en]")
    tab.wait_for_url("**/en/index.html")
    context.close()


@pytest.mark.browser
def test_key_pages_are_kept_as_pictures_for_a_person_to_look_at(
    project: Path, browser: Any
) -> None:
    for name, language, (width, scheme) in product(shots.KEY, LANGUAGES, shots.VIEWS):
        with Image.open(shots.take(browser, name, language, width, scheme)) as picture:
            assert picture.width == width
            assert picture.height > 1500
            few = picture.convert("RGB").resize(
                (width // 4, picture.height // 4), Image.Resampling.NEAREST
            )
            colors = sorted(few.getcolors(1 << 24), reverse=True)
        paper = sum(colors[0][1])
        assert paper < 3 * 64 if scheme == "dark" else paper > 3 * 192
        assert len(colors) > 500  # letters and figures


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_a_tutorial_has_all_its_content(
    project: Path, browser: Any, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    for name in NAMES:
        path = project / language / "tutorials" / f"{name}.html"
        tab.goto(path.as_uri())
        article = soup(path).select_one("article")
        assert article is not None
        for element in tab.locator("article details > summary").all():
            element.click()
        shown = tab.locator("article").inner_text()
        for block in article.select("p, pre, h1, h2, h3, li > p, td"):
            if not block.select("math"):  # whose letters are shown as others
                assert "".join(block.get_text().replace("¶", "").split()) in "".join(shown.split())
        figures = tab.locator("article img:not(.dark-figure)")
        assert figures.count() >= 1
        for figure in figures.all():
            figure.scroll_into_view_if_needed()
            box = figure.bounding_box()
            assert box["height"] > 100
        for link in tab.locator(".tutorial-downloads a").all():
            assert (path.parent / link.get_attribute("href")).resolve().is_file()
        assert not [each for each in tab.locator("article button").all() if each.is_visible()]
    context.close()
