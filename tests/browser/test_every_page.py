"""Every page in every language, visited once: what holds for all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from counterparts import expected, words
from pages import CONF, LANGUAGES, PAGES, TENSORS
from readers import soup, until
from visits import COLLECT, Said, Visit, visit

pytestmark = pytest.mark.browser

OTHER = {"ko": "en", "en": "ko"}
# The chooser is above the languages, and would lead to one.
SITE = [
    *(f"{language}/{page}" for page in (*PAGES, "search.html") for language in OTHER),
    "index.html?choose",
]


@pytest.fixture(scope="module", params=SITE)
def page(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def seen(project: Path, browser: Any, page: str) -> Visit:
    path, _, query = page.partition("?")
    other = OTHER.get(page.partition("/")[0], "")
    return visit(browser, f"{(project / path).as_uri()}?{query}", other)


def test_axe_finds_nothing(seen: Visit) -> None:
    assert seen.axe == []


def test_a_page_asks_its_own_site_alone_and_nothing_complains(
    project: Path, page: str, seen: Visit
) -> None:
    assert seen.said == []
    assert len(seen.asked) > (3 if page.startswith(LANGUAGES) else 0)
    assert [url for url in seen.asked if not url.startswith(f"{project.as_uri()}/")] == []


def test_every_width_shows_the_whole_page(seen: Visit) -> None:
    assert seen.too_wide == []


def test_peek_and_compare_show_the_counterpart_of_every_piece(
    project: Path, page: str, seen: Visit
) -> None:
    language, _, path = page.partition("/")
    if path not in PAGES:
        assert seen.peeked == seen.compared == []
        return
    wanted = expected(project, path, language)
    assert [(words(text), lang) for text, lang in seen.peeked] == wanted
    assert [(words(text), lang) for text, lang in seen.compared] == [
        each for each in wanted if each[1]
    ]
    assert len(seen.peeked) >= 2 or page.endswith("/index.html")
    assert not any(seen.twice)


def test_links_in_a_counterpart_lead_where_they_lead_on_their_own_page(
    project: Path, page: str, seen: Visit, ids: Callable[[Path], set[str]]
) -> None:
    for address in seen.links:
        parts = urlparse(address)
        if parts.scheme != "file":
            assert parts.scheme == "https"
            continue
        target = Path(unquote(parts.path))
        assert target.is_relative_to(project / OTHER[page.partition("/")[0]])
        assert target.is_file()
        assert target.suffix != ".html" or not parts.fragment or parts.fragment in ids(target)
    assert not page.endswith(TENSORS) or len(seen.links) > 20


@pytest.fixture(scope="module")
def ids() -> Callable[[Path], set[str]]:
    """The ids of a page, read once."""
    known: dict[Path, set[str]] = {}

    def of(path: Path) -> set[str]:
        if path not in known:
            known[path] = {str(each["id"]) for each in soup(path).select("[id]")}
        return known[path]

    return of


# How many strings of each kind a tutorial's page says at least.
LEAST = {"text": 20, "aria-label": 6, "title": 3, "data": 8, "css": 2, "placeholder": 1}


def test_everything_the_interface_says_is_in_the_pages_language(
    project: Path, page: str, seen: Visit
) -> None:
    language, _, path = page.partition("/")
    if language not in OTHER:
        return  # the chooser speaks every language
    assert [said for said in seen.words if not said.is_in()] == []
    if page.endswith(TENSORS):  # this looks at something
        kinds = [said.kind for said in seen.words if not said.title]
        assert {
            kind: kinds.count(kind) for kind, least in LEAST.items() if kinds.count(kind) < least
        } == {}
    # What is marked as another language: its name in the switch, the heading that was peeked at, and what
    # stands on keys.
    others = {said.text for said in seen.words if said.lang != language} - {"Enter", "Esc"}
    name = CONF["bilingual_gallery_languages"][OTHER[language]]
    heading = soup(project / OTHER[language] / path).select_one("article h1")
    assert {name} <= others <= {name, heading.get_text().removesuffix("¶") if heading else ""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_without_javascript_or_of_a_search_is_in_the_pages_language(
    project: Path, browser: Any, language: str
) -> None:
    words: set[Said] = set()
    plain = browser.new_context(java_script_enabled=False)
    tab = plain.new_page()
    for name in ("index.html", TENSORS, "glossary.html", "search.html"):
        tab.goto((project / language / name).as_uri())
        words |= {Said(**each) for each in tab.evaluate(COLLECT)}
    plain.close()
    tab = browser.new_page()
    tab.goto(f"{(project / language / 'search.html').as_uri()}?q=qqqq")
    until(tab, "document.querySelector('.search-page .search-count').textContent")
    words |= {Said(**each) for each in tab.evaluate(COLLECT)}
    tab.close()
    assert [said for said in words if not said.is_in()] == []
    assert len(words) > 30
