"""Two languages on one page: pairing, peek, compare, and the switch from page to page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import warm
from bilingual_gallery.site.pieces import Walk
from bs4 import BeautifulSoup
from counterparts import prose, words
from helpers import TUTORIAL, Site, make_site
from pages import TENSORS
from readers import own_page, until
from serve import served
from visits import PEEK_ALL

OTHER = {"ko": "en", "en": "ko"}
MISSING = {
    "ko": "영어 글을 불러오지 못했습니다.",
    "en": "The Korean text could not be loaded.",
}


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    with own_page(browser, viewport={"width": 1280, "height": 900}) as page:
        yield page


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """The project's site, to spoil."""
    return Path(shutil.copytree(project, tmp_path / "html"))


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
def test_the_link_of_a_heading_hides_in_compare_too(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    link = tab.locator("h2 > .own > .headerlink").first
    assert not link.is_visible()
    tab.locator("h2 > .own").first.hover()
    assert link.is_visible()


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
    mark.press("Enter")
    tab.wait_for_selector(".counterpart:lang(ko)")
    mark.press("Escape")
    assert tab.locator(".counterpart").count() == 0
    assert tab.locator("article").inner_text() == before


@pytest.mark.browser
@pytest.mark.parametrize("language", OTHER)
def test_marks_and_button_are_labelled_in_the_language_of_the_page(
    project: Path, tab: Any, language: str
) -> None:
    tab.goto((project / language / TENSORS).as_uri())
    labels = tab.evaluate("[...document.querySelectorAll('.peek')].map(e => e.ariaLabel)")
    said = {"ko": "EN: 영어로 읽기 – ", "en": "KO: Read this in Korean – "}[language]
    assert all(label.startswith(said) for label in labels)
    first = tab.locator("article p[data-piece]:has(> .peek)").first
    beginning = first.inner_text()[:12]
    assert first.locator(".peek").get_attribute("aria-label").startswith(f"{said}{beginning}")
    assert len(set(labels)) >= 0.9 * len(labels)  # told from others where one lists the buttons
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
    tab.locator(".peek-place:has(+ details) > .peek").first.click()
    tab.wait_for_selector("summary > .counterpart[lang=ko]")
    assert tab.locator("details").first.get_attribute("open") is None


@pytest.mark.browser
def test_marks_move_nothing(project: Path, tab: Any) -> None:
    places = """[...document.querySelectorAll('article [data-piece], article pre')]
        .map(e => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })"""
    remove = (
        """() => document.querySelectorAll(".peek, .peek-place").forEach(each => each.remove())"""
    )
    for page in (TENSORS, "project/speed.html", "glossary.html"):
        for width in (390, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.goto((project / "ko" / page).as_uri())
            tab.wait_for_selector(".peek", state="attached")
            marked = tab.evaluate(places)
            tab.evaluate(remove)
            assert tab.evaluate(places) == marked


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


# Switching.

# The number of the first piece below the bar, its id or that of its section, and where it is.
READ = """() => {
    const top = document.querySelector('.language-bar').getBoundingClientRect().bottom;
    const pieces = [...document.querySelectorAll('[data-piece]')];
    const box = piece => piece.getBoundingClientRect();
    const at = pieces.findIndex(each => box(each).height && box(each).bottom > top + 1);
    const term = pieces[at].closest('dt') ?? pieces[at].closest('dd')?.previousElementSibling;
    return { at, id: term?.id ?? '', by: (box(pieces[at]).top - top) / box(pieces[at]).height };
}"""


AT_THE_END = "scrollY + innerHeight >= document.documentElement.scrollHeight - 1"


def scroll_to(tab: Any, piece: int, part: float) -> None:
    """Scroll until the piece is the first one below the bar, ``part`` of it behind the bar."""
    tab.evaluate(
        """([piece, part]) => {
            const element = document.querySelector(`[data-piece="${piece}"]`);
            const bar = document.querySelector('.language-bar');
            element.scrollIntoView({behavior: 'instant'});
            const box = element.getBoundingClientRect();
            const line = bar.getBoundingClientRect().bottom;
            scrollBy({top: box.top + part * box.height - line, behavior: 'instant'});
        }""",
        [piece, part],
    )


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width"), [("ko", 390), ("en", 1280)])
@pytest.mark.parametrize("page", [TENSORS, "project/speed.html", "glossary.html"])
def test_the_switch_keeps_what_is_read_at_the_top_of_the_window(
    project: Path, tab: Any, page: str, language: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 700})
    address = (project / language / page).as_uri()
    tab.goto(address)
    count = tab.locator("[data-piece]").count()
    for piece in range(3, count - 12, count // 6):
        tab.goto("about:blank")
        tab.goto(address)
        if page == "glossary.html" and not tab.evaluate(
            f"""document.querySelector('[data-piece="{piece}"]').closest('dl')"""
        ):
            continue  # a letter has no counterpart
        scroll_to(tab, piece, 0.3)
        before = tab.evaluate(READ)
        if before["at"] != piece:
            continue  # folded
        tab.click(f".language-switch a[lang={OTHER[language]}]")
        tab.wait_for_url(f"**/{OTHER[language]}/{page}")
        after = tab.evaluate(READ)
        if page == "glossary.html":
            # Near its end the page cannot be scrolled further.
            assert after["id"] == before["id"] != "" or tab.evaluate(AT_THE_END)
            assert tab.locator(f"#{before['id']}").bounding_box()["y"] < 700
        else:
            assert after["at"] == before["at"]
            assert after["by"] == pytest.approx(before["by"], abs=0.1)


@pytest.mark.browser
def test_the_switch_keeps_the_section_in_the_address_too(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri() + "#broadcasting")
    tab.mouse.wheel(0, 300)
    until(tab, "scrollY > 300")
    tab.click(".language-switch a[lang=en]")
    tab.wait_for_url("**/en/tutorials/blitz/tensors.html#broadcasting")
    # An id of the other page that this one lacks is dropped.
    tab.goto((project / "en/project/speed.html").as_uri() + "#what-exceeds-its-limit-and-why")
    until(tab, "scrollY > 300")
    before = tab.evaluate(READ)
    assert before["at"] > 2
    tab.click(".language-switch a[lang=ko]")
    tab.wait_for_url("**/ko/project/speed.html")
    assert "#" not in tab.url
    assert tab.evaluate(READ)["at"] == before["at"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("shown", ["off", "on"])
def test_an_address_leads_to_its_section_below_the_bar_whatever_is_shown(
    project: Path, browser: Any, shown: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(f"localStorage.setItem('compare', '{shown}')")
    with served(project) as host:
        for site in (host, project.as_uri()):
            tab = context.new_page()
            tab.goto(f"{site}/en/{TENSORS}#broadcasting")
            if shown == "on":
                tab.wait_for_selector(".comparing")
            until(
                tab,
                """() => {
                    const section = document.getElementById("broadcasting").getBoundingClientRect();
                    const bar = document.querySelector(".language-bar").getBoundingClientRect();
                    return bar.bottom <= section.top && section.top < bar.bottom + 20;
                }""",
            )
            tab.close()
    context.close()


@pytest.mark.browser
def test_from_the_top_the_switch_leads_to_the_top(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.click(".language-switch a[lang=en]")
    tab.wait_for_url("**/en/tutorials/blitz/tensors.html")
    assert tab.evaluate("scrollY") == 0


@pytest.mark.browser
def test_compare_keeps_what_is_read_where_it_is(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    scroll_to(tab, 40, 0.0)
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    assert tab.evaluate(READ)["at"] == 40
    tab.keyboard.press("b")
    assert tab.evaluate(READ)["at"] == 40


@pytest.mark.browser
def test_switch_and_peek_work_below_any_path_of_a_server(project: Path, tab: Any) -> None:
    with served(project, "/some/where") as address:
        tab.goto(f"{address}/ko/{TENSORS}")
        scroll_to(tab, 40, 0.3)
        tab.click(".language-switch a[lang=en]")
        tab.wait_for_url(f"**/some/where/en/{TENSORS}")
        assert tab.evaluate(READ)["at"] == 40
        tab.locator("[data-piece='40'] > .peek").click()
        tab.wait_for_selector("[data-piece='40'] > .counterpart[lang=ko]")


# Small sites: pages that differ, more languages, builds after builds.

DIFFERENT = {
    "ko": "# 제목\n\n머리말.\n\n(same)=\n## 같은 절\n\n같은 글.\n\n(other)=\n## 다른 절\n\n하나.\n\n둘.\n\n"
    "## PyTorch 설치\n\n`pip`로 설치합니다.\n",
    "en": "# Title\n\nOpening.\n\n(other)=\n## Other\n\nOne.\n\n(same)=\n## Same\n\nThe same text.\n\n"
    "## PyTorch\n\nAbout it.\n",
}
TRILINGUAL = TUTORIAL
for english, french in (
    ("# # A small guide", "# # Un petit guide\n#\n# Le texte. Il a `print`."),
    (
        "# ## Second section",
        "# ## Une section\n#\n# La formule $a^2$ de [la section](#second-section).",
    ),
):
    cell = '# %% [markdown] lang="en"\n' + english
    TRILINGUAL = TRILINGUAL.replace(cell, f'# %% [markdown] lang="fr"\n{french}\n\n{cell}')
TRILINGUAL = TRILINGUAL.replace("# en: Add", "# fr: Ajoute les valeurs.\n# en: Add")


def build_with_warnings(site: Site, language: str, *options: str) -> None:
    """Build one language where pages differ, of which the check warns."""
    command = ["-q", "-c", "docs"]
    for option in (f"language={language}", *options):
        command += ["-D", option]
    command += [f"docs/{language}", f"build/html/{language}"]
    assert warm.run("sphinx", command, site.root).returncode == 0


@pytest.mark.browser
def test_pages_that_differ_pair_only_what_is_surely_the_same(tab: Any, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    for language, text in DIFFERENT.items():
        page = tmp_path / "docs" / language / "different.md"
        page.write_text(f"---\norphan: true\n---\n{text}", encoding="utf-8")
        build_with_warnings(site, language)
    none = "The Korean page has no exact counterpart of this."
    tab.goto((tmp_path / "build/html/en/different.html").as_uri())
    shown = [words(text) for text, _ in tab.evaluate(PEEK_ALL)]
    assert shown == ["제목", "머리말.", none, none, "같은 절", "같은 글.", none, none]


@pytest.mark.browser
def test_with_three_languages_a_reader_chooses_the_second_one(tab: Any, tmp_path: Path) -> None:
    languages = ("ko", "fr", "en")
    site = make_site(tmp_path, {"small": TRILINGUAL}, languages)
    site.build_all()
    tab.goto(site.page("en").as_uri())
    assert tab.locator(".compare-with option").all_inner_texts() == ["Korean", "French"]
    tab.locator("[data-piece='0'] > .peek").click()
    tab.wait_for_selector(".counterpart[lang=ko]")
    tab.select_option(".compare-with", "fr")
    assert tab.locator(".counterpart").count() == 0
    tab.locator("[data-piece='0'] > .peek").click()
    tab.wait_for_selector(".counterpart[lang=fr]")
    assert words(tab.locator(".counterpart").inner_text()) == "Un petit guide"
    tab.reload()
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    assert tab.locator(".counterpart[lang=fr]").count() == 4


@pytest.mark.browser
def test_with_two_languages_nothing_is_asked(project: Path, tab: Any) -> None:
    tab.goto((project / "ko" / TENSORS).as_uri())
    assert tab.locator(".compare-with").count() == 0
    assert tab.locator(".compare").is_visible()


def carried(site: Site, language: str) -> dict[str, bytes]:
    folder = site.root / "build" / "html" / language / "_counterparts"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}


def test_the_scripts_follow_the_pages_from_build_to_build(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL, "gone": TUTORIAL})
    site.build_all()
    before = carried(site, "ko")
    assert "tutorials/blitz/gone.js" in before
    site.script("gone").unlink()
    site.script("small").write_text(TUTORIAL.replace("첫 문단", "새 문단"), encoding="utf-8")
    site.build_all()
    after = carried(site, "ko")
    assert "tutorials/blitz/gone.js" not in after
    assert "새 문단" in after["tutorials/blitz/small.js"].decode()
    assert after["index.js"] == before["index.js"]


def test_two_builds_carry_the_same_bytes(built: Site, tmp_path: Path) -> None:
    again = make_site(tmp_path)
    again.build_all()
    for language in again.languages:
        assert carried(again, language) == carried(built, language) != {}
        page = again.page(language).read_bytes()
        assert page == built.page(language).read_bytes()
        assert b"data-piece" in page


def test_pieces_are_whole_in_any_html() -> None:
    body = '<p>one<br>two<p>three</p></div><h2>é "&amp;"</h2>\n<pre><p>no</p></pre><p><img src="x"></p><dt>term'
    assert [(piece.kind, piece.html) for piece in Walk(body).pieces] == [
        ("p", "three"),
        ("h2", 'é "&amp;"'),
    ]


def test_search_engines_find_every_page_and_its_languages(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    only = tmp_path / "docs" / "en" / "only.md"
    only.write_text("---\norphan: true\n---\n# Only in English\n")
    for language in site.languages:
        build_with_warnings(site, language, "bilingual_gallery_site_url=https://example.org/a/")
    html = tmp_path / "build" / "html"
    maps = re.findall("<loc>(.*?)</loc>", (html / "sitemap.xml").read_text())
    assert maps == [f"https://example.org/a/{code}/sitemap.xml" for code in site.languages]
    urls = ElementTree.parse(html / "en" / "sitemap.xml").getroot()
    seen = {
        url[0].text.removeprefix("https://example.org/a/en/"): {
            link.get("hreflang"): link.get("href") for link in url[1:]
        }
        for url in urls
    }
    assert {f"{path}" for path in seen} >= {"index.html", "only.html", "tutorials/blitz/small.html"}
    assert set(seen["only.html"]) == {"en", "x-default"}
    assert seen["tutorials/blitz/small.html"] == {
        "ko": "https://example.org/a/ko/tutorials/blitz/small.html",
        "en": "https://example.org/a/en/tutorials/blitz/small.html",
        "x-default": "https://example.org/a/index.html",
    }
    for name, links in seen.items():
        head = BeautifulSoup((html / "en" / name).read_text(), "html.parser").head
        assert {each["hreflang"]: each["href"] for each in head.select("link[hreflang]")} == links
        assert head.select_one("link[rel=canonical]")["href"] == f"https://example.org/a/en/{name}"


def test_without_an_address_there_is_no_sitemap(built: Site) -> None:
    assert not list((built.root / "build" / "html").rglob("sitemap.xml"))
