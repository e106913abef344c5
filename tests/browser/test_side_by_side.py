"""Both languages side by side: the room that they get, what is paired, what lights up, who is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import TENSORS
from readers import own_page, until
from serve import served

pytestmark = pytest.mark.browser

# Of each piece that is shown with its counterpart: its kind, and where the two stand.
COLUMNS = """() => [...document.querySelectorAll("article [data-piece]")].flatMap(piece => {
    const both = piece.localName === "table" ? piece.closest(".pair") : piece;
    if (!both?.querySelector(":scope > .counterpart") || both.closest(".sphx-glr-thumbcontainer")) return [];
    const [own, other] = [both.querySelector(":scope > :is(.own, .table-wrapper)"),
        both.querySelector(":scope > .counterpart")].map(each => each.getBoundingClientRect());
    if (!own.height) return []; // folded
    return [{ kind: piece.localName, own: own.width, other: other.width, across: other.left - own.right,
        top: other.top - own.top, middle: own.right + parseFloat(getComputedStyle(both).columnGap) / 2 }];
})"""


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    with own_page(browser, reduced_motion="reduce") as page:
        yield page


def compare(tab: Any, address: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(address)
    if not tab.locator("body.comparing").count():
        tab.keyboard.press("b")
    tab.wait_for_selector("body.comparing")


@pytest.mark.parametrize(("width", "least"), [(1440, 500), (1920, 640)])
def test_each_column_gets_half_of_the_window_and_code_has_both(
    project: Path, tab: Any, width: int, least: int
) -> None:
    compare(tab, (project / "ko" / TENSORS).as_uri(), width)
    columns = tab.evaluate(COLUMNS)
    paragraphs = [each for each in columns if each["kind"] == "p"]
    assert len(paragraphs) > 20
    for each in columns:
        assert abs(each["top"]) < 2  # they begin on one line
        assert each["across"] > 0
        assert each["own"] == pytest.approx(each["other"], abs=2)
    assert max(each["own"] for each in paragraphs) >= least
    assert min(each["own"] for each in paragraphs) >= least - 48  # in lists and boxes
    code, frame = (
        tab.locator(f"article {each}").first.bounding_box()
        for each in ("div.highlight:visible", "> section")
    )
    assert code["width"] == pytest.approx(frame["width"], abs=2)
    # The contents have made room, and are a press away.
    assert not tab.locator(".toc-drawer").is_visible()
    tab.locator(".toc-content-icon").click()
    assert tab.locator(".toc-drawer").is_visible()
    tab.keyboard.press("Escape")
    tab.keyboard.press("b")
    assert tab.locator(".toc-drawer").is_visible()


def test_headings_lists_tables_terms_and_cards_are_paired(project: Path, tab: Any) -> None:
    kinds = set()
    for page in (TENSORS, "project/speed.html", "glossary.html"):
        compare(tab, (project / "ko" / page).as_uri(), 1440)
        kinds |= {each["kind"] for each in tab.evaluate(COLUMNS)}
    assert kinds >= {"h1", "h2", "h3", "p", "summary", "table", "dt"}
    # A number or a bullet stands before both.
    compare(tab, (project / "en" / TENSORS).as_uri(), 1440)
    markers = "[...document.querySelectorAll('li > p > .counterpart')].map(e => getComputedStyle(e).display)"
    assert set(tab.evaluate(markers)) == {"list-item"}
    compare(tab, (project / "ko" / "tutorials/blitz/index.html").as_uri(), 1440)
    card = tab.locator(".sphx-glr-thumbcontainer", has=tab.locator("a[href*='tensors.html']"))
    assert card.locator(".counterpart[lang=en]").all_inner_texts()[0] == "Tensors"
    card.click(position={"x": 20, "y": 70})  # all of it leads where it did, save links to sections
    tab.wait_for_url("**/ko/tutorials/blitz/tensors.html")


def test_one_rule_runs_between_the_columns(project: Path, tab: Any) -> None:
    compare(tab, (project / "ko" / TENSORS).as_uri(), 1440)
    section = tab.locator("article > section")
    line = section.evaluate("each => getComputedStyle(each).backgroundSize")
    assert line == "1px 100%"
    frame = section.bounding_box()
    middle = frame["x"] + frame["width"] / 2
    for each in tab.evaluate(COLUMNS):
        assert each["middle"] == pytest.approx(middle, abs=3), each


# What is painted as pointed at, in each language.
LIT = """() => [...CSS.highlights.get("pointed-at")].map(range => [
    range.startContainer.parentElement.closest("[lang]").lang, String(range).replace(/\\s+/g, " ")])"""


def test_the_sentence_pointed_at_lights_up_in_both_languages(project: Path, tab: Any) -> None:
    compare(tab, (project / "ko" / TENSORS).as_uri(), 1440)
    piece = (
        tab.locator("article > section > p[data-piece]:has(> .counterpart), h2 + p[data-piece]")
        .filter(has_text=re.compile(r"[.] .*[.] "))
        .first
    )
    piece.scroll_into_view_if_needed()
    box = piece.locator(".own").bounding_box()
    tab.mouse.move(box["x"] + 5, box["y"] + 8)
    until(tab, f"({LIT})().length === 2")
    (own, first), (other, second) = tab.evaluate(LIT)
    assert (own, other) == ("ko", "en")
    texts = piece.locator(".own").inner_text(), piece.locator(".counterpart").inner_text()
    for lit, text in ((first, texts[0]), (second, texts[1])):
        assert lit.endswith(".")
        assert 0 < len(lit) < len(" ".join(text.split()))  # a sentence, not the paragraph
    # Further down in the counterpart, the sentence of the same place.
    box = piece.locator(".counterpart").bounding_box()
    tab.mouse.move(box["x"] + 5, box["y"] + box["height"] - 8)
    until(tab, f"({LIT})()[0][1] !== {first!r}")
    places = []
    for (_, lit), side in zip(tab.evaluate(LIT), (".own", ".counterpart"), strict=True):
        text = " ".join(piece.locator(side).text_content().split())
        places.append(len(re.findall(r"[.?!] ", text[: text.index(lit)])))
    assert places[0] == places[1] > 0
    tab.mouse.move(5, 500)
    until(tab, f"({LIT})().length === 0")


def test_a_hint_is_given_once_and_the_control_is_in_sight(project: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto((project / "ko" / TENSORS).as_uri())
    hint, control = tab.locator(".compare-hint"), tab.locator(".compare")
    assert hint.is_visible() and "나란히" in hint.inner_text()
    assert control.is_visible()
    hint.locator("button").click()
    assert not hint.is_visible()
    assert tab.evaluate("document.activeElement.className") == "compare"
    tab.goto((project / "ko" / "index.html").as_uri())
    tab.wait_for_selector(".compare:not([hidden])")
    assert not hint.is_visible()


@pytest.mark.parametrize("size", [(320, 640), (390, 844), (844, 390), (768, 1024), (1440, 900)])
def test_the_hint_covers_no_title_and_moves_nothing(
    project: Path, tab: Any, size: tuple[int, int]
) -> None:
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    for language in ("ko", "en"):
        for page in ("index.html", TENSORS):
            tab.goto((project / language / page).as_uri())
            tab.evaluate("localStorage.clear()")
            tab.reload()
            hint = tab.locator(".compare-hint")
            hint.wait_for()
            title = """(() => { const range = document.createRange();
                range.selectNodeContents(document.querySelector("article h1"));
                const { top, left } = range.getClientRects()[0]; return { top, left }; })()"""
            box, bar, before = (
                hint.bounding_box(),
                tab.locator(".language-bar").bounding_box(),
                tab.evaluate(title),
            )
            assert box["y"] >= bar["y"] + bar["height"] - 1
            assert box["y"] + box["height"] <= before["top"] + 1
            assert box["x"] >= 0 and box["x"] + box["width"] <= size[0]
            hint.locator("button").click()
            assert tab.evaluate(title) == before


def test_an_address_within_the_page_leads_below_the_bar_on_a_first_visit(
    project: Path, tab: Any
) -> None:
    """The hint that comes once would make the bar one line higher after the browser went there."""
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto((project / "ko" / TENSORS).as_uri() + "#broadcasting")
    until(tab, "scrollY > 100")
    bar = tab.locator(".language-bar").bounding_box()
    heading = tab.locator("#broadcasting > h2").bounding_box()
    assert bar["y"] + bar["height"] <= heading["y"] < 844


def test_a_load_that_fails_is_told_to_the_eye(project: Path, tab: Any) -> None:
    with served(project) as host:
        tab.route("**/_counterparts/**", lambda route: route.abort())
        tab.goto(f"{host}/en/{TENSORS}")
        tab.locator(".compare").click()
        told = tab.locator(".compare-status.failed")
        told.wait_for()
    box = told.bounding_box()
    assert box["height"] > 20 and 0 < box["y"] < 900
    assert "could not be loaded" in told.inner_text()


def test_on_a_phone_one_mark_is_for_the_paragraph_in_view_and_none_where_there_is_no_pair(
    project: Path, browser: Any
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    tab = context.new_page()
    shown = "[...document.querySelectorAll('.peek')].filter(each => each.checkVisibility())"
    for page in (TENSORS, "glossary.html"):
        tab.goto((project / "ko" / page).as_uri())
        tab.evaluate("dispatchEvent(new Event('touchstart'))")  # a reader begins to read
        for y in (0, 900, 2000):
            tab.evaluate("y => scrollTo({top: y, behavior: 'instant'})", y)
            until(
                tab,
                f"""() => {{ const marks = {shown};
                    const place = marks[0]?.getBoundingClientRect().y;
                    return marks.length === 1 && 0 < place && place < 844; }}""",
            )
    # The letters of the glossary have no counterpart.
    until(tab, "document.querySelectorAll('h2 > .peek').length > 5")
    until(tab, "[...document.querySelectorAll('h2 > .peek')].every(each => each.hidden)")
    assert tab.evaluate("document.querySelectorAll('dd .peek:not([hidden])').length") > 50
    # One after the other, the second language smaller and paler.
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.locator(".compare").tap()
    tab.wait_for_selector("body.comparing")
    styles = tab.evaluate(
        """[".own", ".counterpart"].map(side => {
            const each = document.querySelector(`p[data-piece] > ${side}`);
            const { fontSize, color } = getComputedStyle(each);
            return [parseFloat(fontSize), color, each.getBoundingClientRect().top];
        })"""
    )
    (size, ink, top), (other_size, other_ink, other_top) = styles
    assert other_size < size and other_ink != ink and other_top > top
    context.close()


# At a place of the page: where the bar ends, where the text does, and the marks that are seen.
MARKS = """async y => {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const box = (each) => {
        const { left, right, top, width, height } = each.getBoundingClientRect();
        return { left, right, top, width, height, edge: parseFloat(getComputedStyle(each).borderLeftWidth) };
    };
    return [document.querySelector(".language-bar").getBoundingClientRect().bottom,
        document.querySelector("article > section").getBoundingClientRect().right,
        ...[...document.querySelectorAll(".peek, .share")].filter(each => each.checkVisibility()).map(box)];
}"""


def test_on_a_phone_the_marks_keep_off_the_text_and_are_never_half_below_the_bar(
    project: Path, browser: Any
) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with own_page(browser, **phone, reduced_motion="reduce") as tab:
        tab.goto((project / "en" / TENSORS).as_uri())
        tab.evaluate("dispatchEvent(new Event('touchstart'))")  # a reader begins to read
        until(tab, "document.querySelector('.peek.here')")
        seen = 0
        for y in range(0, 2600, 130):
            bar, text, *marks = tab.evaluate(MARKS, y)
            assert len(marks) in (0, 2)
            for mark in marks:
                assert mark["top"] >= bar - 6
                assert mark["width"] >= 36 and mark["height"] >= 40
                assert mark["left"] + mark["edge"] >= text + 4 and mark["right"] <= 390
            seen += len(marks) == 2
        assert seen > 10


def test_the_contents_light_the_section_that_one_is_in_whichever_was_pressed(
    project: Path, tab: Any
) -> None:
    tab.set_viewport_size({"width": 1440, "height": 900})
    lit = "[...document.querySelectorAll('.toc-tree [aria-current]')].map(each => each.hash).join()"
    for page in (TENSORS, "project/authors.html"):
        tab.goto((project / "ko" / page).as_uri())
        links = tab.locator(".toc-tree a:visible")
        assert links.count() > 5
        for link in links.all():
            address = link.get_attribute("href")
            link.click()
            until(tab, f"{lit} === decodeURIComponent({address!r})")
        # While one scrolls, the last heading above what is read.
        heading = tab.locator("h2").nth(3)
        section = heading.evaluate("each => `#${each.closest('section').id}`")
        for away, is_in in ((-60, True), (60, False)):
            heading.evaluate(
                """(each, away) => scrollTo({behavior: "instant", top: each.getBoundingClientRect().top
                    + scrollY - document.querySelector(".language-bar").offsetHeight - 20 - away})""",
                away,
            )
            until(tab, f"({lit} === {section!r}) === {str(is_in).lower()}")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_bar_spans_its_column_and_the_way_back_is_in_it(
    project: Path, tab: Any, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto((project / "ko" / TENSORS).as_uri())
    tab.mouse.wheel(0, 3000)
    until(tab, "scrollY > 2000")
    tab.mouse.wheel(0, -300)
    way = tab.locator(".back-to-top")
    until(tab, "document.querySelector('.back-to-top').checkVisibility({visibilityProperty: true})")
    tab.wait_for_timeout(300)  # the glide
    bar, article, way_box, control = (
        tab.locator(each).bounding_box()
        for each in (".language-bar", "article", ".back-to-top", ".compare")
    )
    assert control["x"] + control["width"] <= way_box["x"]
    assert bar["width"] >= article["width"] - 15
    assert way_box["y"] >= bar["y"] - 1
    assert way_box["y"] + way_box["height"] <= bar["y"] + bar["height"] + 2
    way.click()
    until(tab, "scrollY === 0")
    if width == 390:  # it stays where it is, and so does its neighbor
        assert way.is_visible()
        assert tab.locator(".compare").bounding_box()["x"] == control["x"]


def test_the_line_of_progress_has_no_hole(project: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto((project / "ko" / TENSORS).as_uri())
    tops = tab.evaluate(
        """[getComputedStyle(document.body, "::before").zIndex,
            ...[...document.querySelectorAll(".toc-drawer, .sidebar-drawer, .language-bar")]
                .map(each => getComputedStyle(each).zIndex)].map(Number)"""
    )
    assert tops[0] > max(tops[1:])


# What a reader sees of a list of tutorials, of its heading and of what speaks for the course.
LOOKS = """() => [...document.querySelectorAll("article :is(h2 a.reference, .path a.reference, .points li)")]
    .filter(each => !each.closest(".counterpart")).map(each => {
        const { color, textDecorationLine } = getComputedStyle(each);
        const mark = getComputedStyle(each, "::before");
        return [color, textDecorationLine, mark.content, mark.backgroundColor,
            getComputedStyle(each.parentElement).listStyleType]; })"""
# Of each tutorial of a path: its minutes that are seen, and both of its titles.
PATH = """() => [...document.querySelectorAll("article .path li > p:first-child")].map(each => {
    const box = (one) => { const { left, right, top, bottom } = one.getBoundingClientRect();
        return { left, right, top, bottom }; };
    return { all: box(each), titles: [...each.querySelectorAll("a.reference")].map(box),
        minutes: [...each.querySelectorAll(".minutes")].filter(one => one.checkVisibility()).map(box) }; })"""


@pytest.mark.parametrize("page", ["index.html", "tutorials/index.html"])
def test_the_second_language_is_added_and_nothing_else_changes(
    project: Path, tab: Any, page: str
) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto((project / "ko" / page).as_uri())
    looks, path = tab.evaluate(LOOKS), tab.evaluate(PATH)
    assert len(looks) > 4
    compare(tab, tab.url, 390)
    assert tab.evaluate(LOOKS) == looks
    for each in tab.evaluate(PATH):
        own, other = each["titles"]
        assert other["top"] >= own["bottom"] - 1  # below it
        (minutes,) = each["minutes"]
        assert minutes["right"] == pytest.approx(each["all"]["right"], abs=1)
        assert minutes["top"] < other["top"]
    tab.keyboard.press("b")
    until(tab, "!document.body.classList.contains('comparing')")
    assert tab.evaluate(LOOKS) == looks and tab.evaluate(PATH) == path


def test_a_list_of_tutorials_stands_in_both_columns(project: Path, tab: Any) -> None:
    compare(tab, (project / "ko/tutorials/index.html").as_uri(), 768)
    own, other = (
        tab.locator(f"article h1 > {side}").bounding_box() for side in (".own", ".counterpart")
    )
    for items in tab.locator("article .path > :is(ol, ul)").all():
        assert items.bounding_box()["x"] == pytest.approx(own["x"], abs=1)
    path = tab.evaluate(PATH)
    assert len(path) > 4
    for each in path:
        assert each["titles"][1]["left"] == pytest.approx(other["x"], abs=1)


def test_the_mark_of_a_fold_stands_beside_its_words_in_both_columns(
    project: Path, tab: Any
) -> None:
    compare(tab, (project / "ko" / TENSORS).as_uri(), 768)
    for _ in range(2):
        marks = tab.evaluate("""[...document.querySelectorAll("details.predict > summary > *")]
            .filter(each => each.matches(".own, .counterpart")).map(each => {
                const { content, position } = getComputedStyle(each, "::before");
                return content.length > 4 && position; })""")
        assert len(marks) > 1 and set(marks) == {"static"}
        tab.evaluate(
            "document.querySelectorAll('details.predict').forEach(each => { each.open = true; })"
        )


def test_a_term_that_names_both_languages_does_so_once_on_a_phone(project: Path, tab: Any) -> None:
    compare(tab, (project / "ko/glossary.html").as_uri(), 390)
    terms = tab.locator("dt > .counterpart")
    assert terms.count() > 50 and not terms.locator("visible=true").count()
    assert tab.locator("dd .counterpart >> visible=true").count() > 50
    compare(tab, tab.url, 1440)  # where both have a column, each has its own
    assert terms.first.is_visible()
