"""The site for everybody: what axe finds, the keyboard alone, any width, larger letters, other colors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import axe
import chromium
import pages
import pytest
from pages import LANGUAGES, TENSORS
from readers import until
from visits import TOO_WIDE

PAGES = [*pages.PAGES, "search.html"]
# One page of each kind: pages of a kind have the same style sheets and parts.
KINDS = [
    "ko/index.html",
    f"en/{TENSORS}",
    "ko/glossary.html",
    "en/search.html",
    "ko/project/authors.html",
    "index.html?choose",
]

pytestmark = pytest.mark.browser

# There the marks show without being pointed at.
TOUCH = {"has_touch": True, "is_mobile": True}
STILL = {"reduced_motion": "reduce"}  # nothing glides while a test looks


def open_page(project: Path, browser: Any, page: str, width: int = 1280, **options: Any) -> Any:
    """A tab of its own context, so that nothing is remembered from another test."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    tab = context.new_page()
    path, _, query = page.partition("?")
    tab.goto(f"{(project / path).as_uri()}?{query}")
    return tab


def compare(tab: Any) -> bool:
    """Show both languages, or one again; False where the page is in one language only."""
    if not tab.locator(".compare").count():
        return False
    was_pressed = tab.evaluate("document.body.classList.contains('comparing')")
    tab.keyboard.press("b")
    tab.wait_for_selector("body:not(.comparing)" if was_pressed else "body.comparing")
    return True


@pytest.mark.parametrize("page", KINDS)
def test_axe_finds_nothing_in_the_dark_on_a_phone_and_beside_each_other(
    project: Path, browser: Any, page: str
) -> None:
    found = []
    for width, options in ((1280, {}), (390, TOUCH)):
        tab = open_page(project, browser, page, width, **options)
        found += axe.violations(tab)
        if compare(tab):
            found += axe.violations(tab)
        tab.context.close()
    assert found == []


@pytest.mark.parametrize(
    ("language", "width", "options"),
    [("ko", 390, {**TOUCH, **STILL}), ("en", 1280, STILL)],
    ids=["ko-phone", "en-wide"],
)
def test_axe_finds_nothing_where_everything_is_open(
    project: Path,
    browser: Any,
    language: str,
    width: int,
    options: dict[str, Any],
) -> None:
    tab = open_page(project, browser, f"{language}/{TENSORS}", width, **options)
    tab.evaluate(
        """async () => {
            for (const details of document.querySelectorAll("details")) details.open = true;
            const marks = [...document.querySelectorAll(".peek")];
            for (const mark of marks) mark.click();
            while (marks.some(mark => mark.getAttribute("aria-expanded") !== "true"))
                await new Promise(requestAnimationFrame);
        }"""
    )
    found = axe.violations(tab)
    for opener in (".nav-overlay-icon", ".toc-header-icon") if width == 390 else ():
        tab.click(opener)
        found += axe.violations(tab)
        tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    tab.keyboard.type("텐서" if language == "ko" else "tensor")
    tab.wait_for_selector(".search-dialog li")
    found += axe.violations(tab, ".search-dialog")
    tab.context.close()
    assert found == []


# The element that has the focus: its name, and whether a reader sees it, uncovered, and that it has it.
FOCUS = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    // A box that unfolds the menu is seen as its label.
    const seen = element.matches(".toctree-checkbox") ? element.nextElementSibling : element;
    const clear = [...seen.getClientRects()].some(({ left, right, top, bottom }) => {
        const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
        const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
        return seen.contains(document.elementFromPoint(x, y));
    });
    const light = color => {
        const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(
            value => value <= 10.31 ? value / 3294.6 : ((value / 255 + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    // The ring is on the ground around it, where it is drawn at a distance.
    let ground = parseFloat(getComputedStyle(seen).outlineOffset) > 0 ? seen.parentElement : seen;
    const isClear = ({ backgroundColor: color }) => /^rgba.* 0\\)$/.test(color);
    while (ground.parentElement && isClear(getComputedStyle(ground))) ground = ground.parentElement;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(seen);
    const lights = [light(outlineColor), light(getComputedStyle(ground).backgroundColor)];
    const contrast = (Math.max(...lights) + .05) / (Math.min(...lights) + .05);
    const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && contrast >= 3;
    element.dataset.reached = "";
    const inArticle = element.closest("article, footer");
    return {
        name: (element.getAttribute("aria-label") || element.textContent || element.placeholder).trim(),
        what: `${element.localName}.${element.className}`,
        faults: [...(clear ? [] : ["covered or outside"]), ...(ring ? [] : ["no ring"])],
        at: inArticle && seen.getBoundingClientRect().top + scrollY,
    };
}"""
# What can be pressed or typed into and was not reached; of those that are many, arrows reach the others.
NOT_REACHED = """[...document.querySelectorAll("a[href], button, input, select, summary, textarea")]
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .filter(element => !element.matches("[data-reached], .peek, .share, .copy, .zoom, .toc-tree a"))
    .filter(element => !element.matches("a.term, a.api, .tutorial-downloads *"))
    .map(element => `${element.localName}.${element.className} ${element.textContent.trim()}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_tab_reaches_everything_and_one_sees_where_it_is(
    project: Path, browser: Any, width: int, scheme: str
) -> None:
    language = "ko" if scheme == "light" else "en"
    tab = open_page(project, browser, f"{language}/{TENSORS}", width, color_scheme=scheme, **STILL)
    stops = []
    while True:
        tab.keyboard.press("Tab")
        stop = tab.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
        assert len(stops) < 500
    missed = tab.evaluate(NOT_REACHED)
    tab.context.close()
    assert missed == []
    assert 25 < len(stops) < 80  # on a phone too, where more code scrolls
    assert [stop for stop in stops if stop["faults"] or not stop["name"]] == []
    # Down the page, where one line may hold several and a mark is beside its text.
    heights = [stop["at"] for stop in stops if stop["at"] is not None]
    assert [pair for pair in pairwise(heights) if pair[1] < pair[0] - 64] == []


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_fast_keys_reach_the_same_as_slow_ones(project: Path, browser: Any, key: str) -> None:
    """Many sections' buttons that copy, and in the order of the page, while nothing waits for the page."""
    told = """() => {
        window.reached = [];
        const all = [...document.querySelectorAll("*")];
        document.addEventListener("focusin", ({ target }) => {
            reached.push([all.indexOf(target), target.className]);
        });
    }"""
    runs = []
    for is_slow in (False, True):
        tab = open_page(project, browser, f"en/{TENSORS}")
        tab.evaluate(told)
        for _ in range(60):
            tab.keyboard.press(key)
            if is_slow:
                tab.evaluate("new Promise(requestAnimationFrame)")
        runs.append(tab.evaluate("reached"))
        tab.context.close()
    fast, slow = runs
    assert fast == slow
    assert sum(name == "copy" for _, name in fast) > 5
    places = [place for place, name in fast if name == "copy"]
    assert places == sorted(places, reverse=key == "Shift+Tab")


def tab_to(tab: Any, selector: str, key: str = "Tab") -> None:
    """Press Tab until the focus is on what the selector says."""
    for _ in range(200):
        tab.keyboard.press(key)
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_done_by_keyboard_alone(project: Path, browser: Any, language: str) -> None:
    tab = open_page(project, browser, f"{language}/{TENSORS}", **STILL)
    other = "en" if language == "ko" else "ko"

    tab.keyboard.press("Tab")  # the first stop leads past the menu
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('.language-switch') !== null")

    tab_to(tab, ".compare")
    for pressed in ("true", "false"):
        tab.keyboard.press("Enter")
        tab.wait_for_selector(f".compare[aria-pressed={pressed}]")

    tab_to(tab, ".peek")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(f".counterpart[lang={other}]")
    assert tab.evaluate("document.activeElement.closest('[data-piece]').dataset.piece") == "1"
    tab.keyboard.press("Enter")
    assert tab.locator(".counterpart").count() == 0

    tab_to(tab, "summary")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.parentElement.open")

    tab_to(tab, ".theme-toggle", "Shift+Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.body.dataset.theme") == "dark"

    tab_to(tab, ".current > .toctree-checkbox", "Shift+Tab")
    tab.keyboard.press("Space")
    assert not tab.locator(".sidebar-tree .toctree-l2").first.is_visible()

    tab_to(tab, ".sidebar-search", "Shift+Tab")
    tab.keyboard.type("텐서" if language == "ko" else "tensor")
    tab.wait_for_selector(".search-dialog li")
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    tab.keyboard.type("미분" if language == "ko" else "gradient")
    tab.wait_for_selector(".search-results a[href*='/autograd']")
    tab_to(tab, ".search-results a[href*='/autograd']", "ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/autograd.html*")

    tab_to(tab, "a.next-page")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/neural_networks.html")
    tab_to(tab, f".language-switch a[lang={other}]")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/{other}/**/neural_networks.html*")
    tab.context.close()


def test_a_heading_is_called_what_it_says_and_a_term_has_one_mark(
    project: Path, browser: Any
) -> None:
    tab = open_page(project, browser, f"en/{TENSORS}", 1280, **STILL)
    assert tab.get_by_role("heading", name="Attributes of a tensor", exact=True).count() == 1
    assert tab.locator("h2 > .peek:not([hidden])").count() > 3
    tab.context.close()
    tab = open_page(project, browser, "en/glossary.html", 1280, **STILL)
    tab.mouse.move(200, 200)  # what has a counterpart is asked for
    assert tab.get_by_role("heading", name="A", exact=True).count() == 1
    terms, meanings = (
        tab.locator(f".glossary-terms {each} .peek:visible") for each in ("dt", "dd")
    )
    assert meanings.count() > 100 and terms.count() == 0
    tab.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("opener", "drawer"),
    [(".nav-overlay-icon", ".sidebar-drawer"), (".toc-header-icon", ".toc-drawer")],
)
def test_a_drawer_opens_and_closes_by_keyboard(
    project: Path, browser: Any, language: str, opener: str, drawer: str
) -> None:
    tab = open_page(project, browser, f"{language}/{TENSORS}", 390, **STILL)
    button, inside = tab.locator(opener), tab.locator(drawer)

    def is_open() -> bool:
        assert button.get_attribute("aria-expanded") == str(inside.is_visible()).lower()
        return bool(inside.is_visible())

    def has_focus(selector: str) -> bool:
        script = "selector => document.activeElement.closest(selector) !== null"
        return bool(tab.evaluate(script, selector))

    assert not is_open()
    tab_to(tab, opener)
    for key in ("Enter", "Space"):
        tab.keyboard.press(key)
        assert is_open() and has_focus(drawer)
        tab.keyboard.press("Escape")
        assert not is_open() and has_focus(opener)
    tab.keyboard.press("Enter")
    close = {"ko": "\ub2eb\uae30", "en": "Close"}[language]
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == close
    name = inside.get_attribute("aria-label")
    assert button.get_attribute("aria-label") == name
    assert inside.get_by_role("navigation", name=name).count() == 1
    # Who listens is in it, and nowhere else; what closes it and the search still work.
    beside = "[inert] :is(h1, .compare, .header-search, .theme-toggle-header button)"
    assert tab.locator(beside).count() == 4
    tab.keyboard.press("/")
    tab.wait_for_selector(".search-dialog[open] input:focus")
    tab.keyboard.press("Escape")
    until(tab, "!document.querySelector('.search-dialog').open")
    if not is_open():  # the box of the search is in the other drawer
        button.press("Enter")
    tab.locator(f"{drawer} > .drawer-close").focus()
    tab.keyboard.press("Enter")  # on the button that closes it
    assert not is_open() and has_focus(opener)
    tab.keyboard.press("Enter")
    tab.mouse.click(*((380, 450) if drawer == ".sidebar-drawer" else (10, 450)))  # beside it
    assert not is_open() and has_focus(opener)
    tab.keyboard.press("Enter")
    tab_to(tab, "body > *, .page *:not(aside *)", "Shift+Tab")
    assert not is_open()
    assert not tab.locator("[inert]").count()
    tab_to(tab, opener, "Shift+Tab" if drawer == ".toc-drawer" else "Tab")
    tab.keyboard.press("Enter")
    if drawer == ".sidebar-drawer":
        tab_to(tab, f"{drawer} a[href='#']")
    else:  # the contents are one stop
        tab_to(tab, f"{drawer} a")
        tab_to(tab, f"{drawer} a[href*='#broad']", "ArrowDown")
    tab.keyboard.press("Enter")
    assert not is_open()
    if drawer == ".toc-drawer":  # and one goes on from where it led
        tab.keyboard.press("Tab")
        assert has_focus("#broadcasting")
    tab.context.close()


def test_a_drawer_that_is_open_does_not_stay_over_a_page_that_becomes_wide(
    project: Path, browser: Any
) -> None:
    tab = open_page(project, browser, f"en/{TENSORS}", 390, **STILL)
    tab.click(".nav-overlay-icon")
    tab.set_viewport_size({"width": 1280, "height": 900})
    until(tab, "!document.getElementById('__navigation').checked")
    assert tab.locator(".sidebar-drawer").is_visible()
    assert not tab.locator(".sidebar-drawer > .drawer-close").is_visible()
    tab.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_of_a_phone_leads_to_the_search(
    project: Path, browser: Any, language: str
) -> None:
    tab = open_page(project, browser, f"{language}/{TENSORS}", 390, **TOUCH)
    name = "검색" if language == "ko" else "Search"
    tab.get_by_role("button", name=name).tap()
    tab.wait_for_selector(".search-dialog[open] input:focus")
    tab.keyboard.type("텐서" if language == "ko" else "tensor")
    tab.wait_for_selector(".search-dialog li")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.className") == "header-search"
    tab.context.close()

    # The box shows its key where there is a keyboard.
    for options in ({}, TOUCH):
        wide = open_page(project, browser, f"{language}/{TENSORS}", **options)
        assert wide.locator(".search-key").is_visible() == (options is not TOUCH)
        assert not wide.locator(".header-search").is_visible()
        wide.context.close()


def test_the_drawers_open_by_keyboard_without_javascript(project: Path, browser: Any) -> None:
    tab = open_page(project, browser, f"en/{TENSORS}", 390, java_script_enabled=False, **STILL)
    assert tab.locator(".header-search").count() == 0
    for drawer in (".sidebar-drawer", ".toc-drawer"):
        assert not tab.locator(drawer).is_visible()
        tab.keyboard.press("Tab")
        tab.keyboard.press("Space")
        assert tab.locator(drawer).is_visible()
        tab.keyboard.press("Space")
        assert not tab.locator(drawer).is_visible()
    tab.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_way_back_to_the_top_covers_no_button(
    project: Path, browser: Any, width: int, language: str
) -> None:
    tab = open_page(project, browser, f"{language}/{TENSORS}", width, **STILL)
    compare(tab)
    tab.evaluate("document.documentElement.style.fontSize = '150%'")  # the bar has two lines
    tab.mouse.wheel(0, 3000)
    until(tab, "scrollY > 2000")
    tab.mouse.wheel(0, -200)
    tab.wait_for_selector(".back-to-top")
    covered = tab.evaluate(
        """() => {
            const way = document.querySelector(".back-to-top").getBoundingClientRect();
            return [...document.querySelectorAll(".language-bar :is(a, button), .content-icon-container *")]
                .filter(each => each.checkVisibility({ visibilityProperty: true }))
                .filter(each => {
                    const { left, right, top, bottom } = each.getBoundingClientRect();
                    return left < way.right && right > way.left && top < way.bottom && bottom > way.top;
                }).map(each => each.className);
        }"""
    )
    assert covered == []
    tab.context.close()


def test_what_scrolls_within_the_page_scrolls_by_keyboard(project: Path, browser: Any) -> None:
    tab = open_page(project, browser, "en/tutorials/blitz/data_parallel.html", 390, **STILL)
    tab_to(tab, "article :is(.copy, .zoom, pre)")  # one stop, from which arrows lead on
    for _ in range(100):
        if tab.evaluate("document.activeElement.matches('pre')"):
            break
        tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "Code"
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    until(tab, "document.activeElement.scrollLeft > 0")
    stops = "document.querySelectorAll('pre[tabindex]').length"
    narrow = tab.evaluate(stops)
    tab.set_viewport_size({"width": 1900, "height": 900})
    until(tab, f"{stops} < {narrow}")  # what has room is no stop
    tab.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_is_large_enough_for_a_finger(project: Path, browser: Any, language: str) -> None:
    tab = open_page(project, browser, f"{language}/index.html", 390, **TOUCH)
    for page in (*pages.WRITTEN, *pages.TUTORIALS):
        tab.goto((project / language / page).as_uri())
        tab.wait_for_selector(".peek.here")
        sizes = tab.evaluate(
            """[...document.querySelectorAll(".peek")].filter(mark => mark.checkVisibility())
                .map(mark => mark.getBoundingClientRect())
                .map(({ width, height }) => Math.min(width, height))"""
        )
        assert min(sizes) >= 24, page
    tab.context.close()


@pytest.fixture(scope="session")
def large(browser: Any) -> Iterator[Any]:
    """A browser whose reader has set letters of twice the size."""
    path = chromium.path()
    flags = ["--no-sandbox", "--disable-gpu", "--blink-settings=defaultFontSize=32"]
    started = browser.browser_type.launch(executable_path=path, args=flags)
    yield started
    started.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_twice_the_size_have_room(project: Path, large: Any, language: str) -> None:
    tab = open_page(project, large, f"{language}/index.html")
    for page in (*PAGES, TENSORS):
        tab.goto((project / language / page).as_uri())
        size = tab.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('article')).fontSize)"
        )
        assert size == 32
        assert tab.evaluate(TOO_WIDE) == [], page
    tab.wait_for_selector(".peek", state="attached")
    assert compare(tab)
    assert tab.evaluate(TOO_WIDE) == []
    tab.context.close()


def test_the_colors_of_the_system_hide_nothing(project: Path, browser: Any) -> None:
    tab = open_page(project, browser, f"en/{TENSORS}", 390, forced_colors="active", **TOUCH)
    compare(tab)

    def style(selector: str, name: str, part: str = "") -> str:
        script = "([selector, name, part]) => getComputedStyle(document.querySelector(selector), part)[name]"
        return str(tab.evaluate(script, [selector, name, part or None]))

    # What a background says otherwise is said by a frame.
    assert style(".language-switch a[aria-current]", "outlineStyle") == "solid"
    assert style(".language-switch a:not([aria-current])", "outlineStyle") == "none"
    assert style(".compare[aria-pressed=true]", "outlineStyle") == "solid"
    compare(tab)
    assert style(".compare[aria-pressed=false]", "outlineStyle") == "none"
    # Icons that are cut out of a background keep another color than the page.
    ground = style("body", "backgroundColor")
    for icon in (".header-search", ".sidebar-search-container"):
        assert style(icon, "backgroundColor", "::before") != ground
    for mark in (".peek", ".theme-toggle", ".nav-overlay-icon"):
        assert style(mark, "color") != ground
    tab.context.close()


def test_nothing_glides_for_who_asked_for_less_motion(project: Path, browser: Any) -> None:
    # What is clicked glides where motion is welcome; a key that goes on is at once.
    behavior = "getComputedStyle(document.documentElement).scrollBehavior"
    for motion, scrolling in (("no-preference", "smooth"), ("reduce", "auto")):
        tab = open_page(project, browser, f"en/{TENSORS}", 390, reduced_motion=motion)
        assert tab.evaluate(behavior) == "auto"
        tab.evaluate("document.querySelector('article a[href^=\"#\"]').click()")
        assert tab.evaluate(behavior) == scrolling
        tab.keyboard.press("Tab")
        assert tab.evaluate(behavior) == "auto"
        seconds = tab.evaluate(
            "getComputedStyle(document.querySelector('.toc-drawer')).transitionDuration"
        )
        assert (seconds == "0s") == (motion == "reduce")
        tab.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_more_contrast_gets_no_pale_letters(
    project: Path, browser: Any, scheme: str
) -> None:
    tab = open_page(project, browser, f"en/{TENSORS}", color_scheme=scheme, contrast="more")
    colors = tab.evaluate(
        """[".made-with", ".language-bar button", "article p"].map(
            selector => getComputedStyle(document.querySelector(selector)).color)"""
    )
    assert len(set(colors)) == 1
    assert compare(tab)
    assert axe.violations(tab) == []
    tab.context.close()
