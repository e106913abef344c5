"""Two languages on one page: pairing, peek, compare, and the switch from page to page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT / "docs" / "en").with_suffix(".html").as_posix()
    for path in (ROOT / "docs" / "en").rglob("*.md")
    if "tutorials" not in path.parts
) + [
    *("tutorials/index.html", "tutorials/blitz/index.html"),
    *(
        f"tutorials/blitz/{path.stem}.html"
        for path in sorted((ROOT / "gallery/blitz").glob("*.py"))
    ),
]
TENSORS = "tutorials/blitz/tensors.html"
OTHER = {"ko": "en", "en": "ko"}
UNPAIRED = {
    "ko": "영어 페이지에는 여기에 꼭 맞는 짝이 없습니다.",
    "en": "The Korean page has no exact counterpart of this.",
}
MISSING = {
    "ko": "영어 글을 불러오지 못했습니다.",
    "en": "The Korean text could not be loaded.",
}
PROSE = "p, h1, h2, h3, h4, h5, h6, dt, summary, table"
NO_PROSE = ".highlight, .sphx-glr-thumbnails, .glossary-letters, .toctree-wrapper, table *"

# Press every mark, wait for what it shows, and say what that is.
PEEK_ALL = """async () => {
    const pieces = [...document.querySelectorAll('[data-piece]')];
    const marks = [...document.querySelectorAll('.peek')];
    for (const mark of marks) mark.click();
    while (marks.some(mark => mark.getAttribute('aria-expanded') !== 'true'))
        await new Promise(requestAnimationFrame);
    const shown = [...document.querySelectorAll('.counterpart')];
    return shown.map(element => [element.textContent, element.lang]);
}"""


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A page in a context of its own, so that nothing is remembered from another test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """The project's site, to spoil."""
    return Path(shutil.copytree(project, tmp_path / "html"))


def words(element: Tag | str) -> str:
    text = element if isinstance(element, str) else element.get_text()
    return " ".join(text.replace("¶", "").split())


def prose(path: Path) -> list[Tag]:
    """The prose elements of a page, found without the numbers that the page gives them."""
    article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").article
    assert article is not None
    none = {id(each) for each in article.select(NO_PROSE)}
    within = lambda each: any(id(at) in none for at in (each, *each.parents))  # noqa: E731
    return [each for each in article.select(PROSE) if words(each) and not within(each)]


def expected(project: Path, page: str, language: str) -> list[tuple[str, str]]:
    """For each piece of a page, the words of its counterpart and their language."""
    other = OTHER[language]
    ours, theirs = (prose(project / code / page) for code in (language, other))
    if page != "glossary.html":
        assert [each.name for each in ours] == [each.name for each in theirs]
        return [(words(each), other) for each in theirs]
    # Its terms are in another order in each language; title and introduction are not.
    terms = {term["id"]: term for term in theirs if term.name == "dt"}
    pairs, term = [(words(each), other) for each in theirs[:2]], Tag(name="none")
    for each in ours[2:]:
        if each.name == "h2":  # a letter
            pairs.append((UNPAIRED[language], ""))
            continue
        if each.name == "dt":
            term = terms[each["id"]]
            pairs.append((words(term), other))
        else:
            definition = term.find_next("dd")
            assert isinstance(definition, Tag)
            pairs.append((words(definition), other))
    return pairs


@pytest.mark.browser
@pytest.mark.parametrize("language", OTHER)
@pytest.mark.parametrize("page", PAGES)
def test_peek_shows_the_counterpart_of_every_piece_of_every_page(
    project: Path, tab: Any, page: str, language: str
) -> None:
    tab.goto((project / language / page).as_uri())
    shown = [(words(text), lang) for text, lang in tab.evaluate(PEEK_ALL)]
    assert shown == expected(project, page, language)
    assert len(shown) >= 2 or page.endswith("/index.html")


@pytest.mark.browser
@pytest.mark.parametrize("language", OTHER)
def test_compare_shows_the_same_as_every_peek(project: Path, tab: Any, language: str) -> None:
    for page in PAGES:
        tab.goto((project / language / page).as_uri())
        tab.evaluate("localStorage.clear()")
        tab.reload()
        tab.click(".compare")
        tab.wait_for_selector(".comparing")
        shown = tab.evaluate(
            "[...document.querySelectorAll('.counterpart')].map(e => [e.textContent, e.lang])"
        )
        wanted = [each for each in expected(project, page, language) if each[1]]
        assert [(words(text), lang) for text, lang in shown] == wanted


@pytest.mark.browser
def test_compare_shows_code_and_figures_once(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    count = "['article pre', 'article img'].map(s => document.querySelectorAll(s).length)"
    before = tab.evaluate(count)
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    assert tab.evaluate(count) == before
    assert min(before) >= 2


@pytest.mark.browser
def test_a_second_press_closes_the_peek(project: Path, tab: Any) -> None:
    tab.goto((project / "en" / TENSORS).as_uri())
    before = tab.locator("article").inner_text()
    mark = tab.locator("[data-piece='1'] > .peek")
    mark.click()
    tab.wait_for_selector(".counterpart:lang(ko)")
    assert mark.get_attribute("aria-expanded") == "true"
    mark.click()
    assert tab.locator(".counterpart").count() == 0
    assert mark.get_attribute("aria-expanded") == "false"
    assert tab.locator("article").inner_text() == before


@pytest.mark.browser
@pytest.mark.parametrize("language", OTHER)
def test_marks_and_button_are_labelled_in_the_language_of_the_page(
    project: Path, tab: Any, language: str
) -> None:
    tab.goto((project / language / TENSORS).as_uri())
    labels = set(tab.evaluate("[...document.querySelectorAll('.peek')].map(e => e.ariaLabel)"))
    assert labels == {{"ko": "영어로 읽기", "en": "Read this in Korean"}[language]}
    button = {"ko": "나란히 보기", "en": "Side by side"}[language]
    assert tab.locator(".compare").inner_text() == button
    assert bool(re.search("[가-힣]", tab.locator(".compare").get_attribute("title"))) == (
        language == "ko"
    )


@pytest.mark.browser
def test_a_screen_reader_hears_the_counterpart_in_its_language(project: Path, tab: Any) -> None:
    tab.goto((project / "en" / TENSORS).as_uri())
    tab.locator("[data-piece='0'] > .peek").click()
    status = tab.locator("[aria-live=polite]")
    tab.wait_for_selector("[aria-live=polite] [lang=ko]", state="attached")
    assert status.text_content() == "텐서"
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    assert status.text_content() == "Each part is followed by its Korean counterpart."
    tab.keyboard.press("b")
    assert status.text_content() == "The page is shown in one language."


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_links_in_a_counterpart_lead_where_they_lead_on_their_own_page(
    project: Path, tab: Any, page: str
) -> None:
    tab.goto((project / "en" / page).as_uri())
    tab.evaluate(PEEK_ALL)
    assert tab.locator(".counterpart [id]").count() == 0
    assert tab.locator(".counterpart .headerlink").count() == 0
    addresses = tab.evaluate(
        "[...document.querySelectorAll('.counterpart [href]')].map(e => e.getAttribute('href'))"
    )
    for address in addresses:
        parts = urlparse(address)
        if parts.scheme == "file":
            target = Path(unquote(parts.path))
            assert target.is_relative_to(project / "ko")
            assert target.is_file()
            if target.suffix != ".html":
                continue  # a download
            ids = BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser").select("[id]")
            assert not parts.fragment or parts.fragment in {each["id"] for each in ids}
        else:
            assert parts.scheme == "https"
    assert page != TENSORS or len(addresses) > 20


@pytest.mark.browser
@pytest.mark.parametrize("language", OTHER)
def test_a_missing_script_is_told_and_the_page_goes_on_working(
    copy: Path, tab: Any, language: str
) -> None:
    script = copy / OTHER[language] / "_counterparts" / "tutorials/blitz/tensors.js"
    text = script.read_bytes()
    script.unlink()
    tab.goto((copy / language / TENSORS).as_uri())
    tab.locator("[data-piece='1'] > .peek").click()
    tab.wait_for_selector(".counterpart.notice")
    assert tab.locator(".counterpart").inner_text().startswith(MISSING[language])
    tab.keyboard.press("b")
    tab.wait_for_selector(".compare[aria-pressed=false]")
    assert tab.locator("[aria-live=polite]").text_content().startswith(MISSING[language])
    script.write_bytes(text)  # it comes back
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    assert tab.locator(f".counterpart[lang={OTHER[language]}]").count() > 50


@pytest.mark.browser
def test_b_compares_except_while_someone_types(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.locator(".sidebar-search").focus()
    tab.keyboard.type("bbb")
    assert tab.locator(".compare[aria-pressed=true]").count() == 0
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("Control+b")
    tab.keyboard.press("x")
    assert tab.locator(".compare[aria-pressed=true]").count() == 0
    # The same key while Korean input is on.
    tab.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ㅠ', code: 'KeyB', bubbles: true}))"
    )
    tab.wait_for_selector(".comparing")
    tab.keyboard.press("b")
    assert tab.locator(".comparing").count() == 0
    assert tab.locator(".counterpart").count() == 0


@pytest.mark.browser
def test_the_choice_to_compare_is_remembered_from_page_to_page(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    tab.goto((project / "en" / "index.html").as_uri())
    tab.wait_for_selector(".comparing")
    assert tab.locator(".counterpart[lang=ko]").count() > 10
    tab.click(".compare")
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.wait_for_selector(".compare:not([hidden])")
    assert tab.locator(".compare").get_attribute("aria-pressed") == "false"


@pytest.mark.browser
def test_everything_works_where_storage_is_blocked(project: Path, browser: Any) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    tab.click(".language-switch a[lang=en]")
    tab.wait_for_url("**/en/tutorials/blitz/tensors.html")
    context.close()


@pytest.mark.browser
def test_the_keyboard_alone_peeks_and_goes_from_mark_to_mark(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    at = "document.activeElement.closest('[data-piece]')?.dataset.piece"
    is_mark = "document.activeElement.matches('.peek')"
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate(is_mark):
            break
    assert tab.evaluate(at) == "0"
    assert tab.evaluate("getComputedStyle(document.activeElement).opacity") == "1"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate(at) == "1"
    tab.keyboard.press("Enter")
    tab.wait_for_selector("[data-piece='1'] > .counterpart[lang=en]")
    # One mark only is a stop: what comes next is something else.
    tab.keyboard.press("Tab")
    assert not tab.evaluate(is_mark)
    tab.locator(".compare").focus()
    tab.keyboard.press("Space")
    tab.wait_for_selector(".comparing")


@pytest.mark.browser
def test_a_mark_in_a_folded_solution_does_not_unfold_it(project: Path, tab: Any) -> None:
    tab.goto((project / "en" / TENSORS).as_uri())
    summary = tab.locator("summary").first
    summary.locator(".peek").click()
    tab.wait_for_selector("summary > .counterpart[lang=ko]")
    assert tab.locator("details").first.get_attribute("open") is None


@pytest.mark.browser
def test_marks_move_nothing(project: Path, tab: Any) -> None:
    places = """[...document.querySelectorAll('article [data-piece], article pre')]
        .map(e => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })"""
    for page in (TENSORS, "project/speed.html", "glossary.html"):
        for width in (390, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            address = (project / "ko" / page).as_uri()
            tab.route("**/parallel.js*", lambda route: route.abort())
            tab.goto(address)
            without = tab.evaluate(places)
            tab.unroute("**/parallel.js*")
            tab.goto(address)
            tab.wait_for_selector(".peek", state="attached")
            assert tab.evaluate(places) == without


@pytest.mark.browser
def test_without_javascript_there_are_no_marks_and_all_the_prose(
    project: Path, browser: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((project / "ko" / TENSORS).as_uri())
    assert page.locator(".peek").count() == 0
    assert not page.locator(".compare").is_visible()
    assert page.locator("[data-piece]").count() == len(prose(project / "ko" / TENSORS))
    page.click(".language-switch a[lang=en]")
    page.wait_for_url("**/en/tutorials/blitz/tensors.html")
    context.close()


@pytest.mark.browser
def test_paper_has_no_marks(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.emulate_media(media="print")
    assert tab.locator(".peek").count() > 50
    assert not any(each.is_visible() for each in tab.locator(".peek, .language-bar").all())


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("language", OTHER)
def test_nothing_overflows_with_marks_or_in_compare(
    project: Path, browser: Any, language: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    wide = """() => {
        const content = document.querySelector('.content');
        return Math.max(document.documentElement.scrollWidth, content.scrollWidth +
            window.innerWidth - content.clientWidth);
    }"""
    for name in PAGES:
        page.goto((project / language / name).as_uri())
        page.wait_for_selector(".peek", state="attached")
        page.evaluate(PEEK_ALL)
        assert page.evaluate(wide) <= width, name
        page.keyboard.press("b")
        page.wait_for_selector(".comparing")
        assert page.evaluate(wide) <= width, name
        page.keyboard.press("b")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "beside"), [(390, False), (1280, True)])
def test_languages_stand_beside_each_other_where_there_is_room(
    project: Path, tab: Any, width: int, beside: bool
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    own = tab.locator("[data-piece='1'] > .own").bounding_box()
    other = tab.locator("[data-piece='1'] > .counterpart").bounding_box()
    assert (own["x"] + own["width"] <= other["x"]) == beside
    assert (own["y"] + own["height"] <= other["y"]) != beside
