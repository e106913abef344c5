"""What helps one read: cards of terms, links to a part, what has been read, the next page, words' languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from helpers import Site, dressed
from pages import LANGUAGES
from readers import own_page, soup, until

GLOSSARY = """\
[[term]]
id = "tensor"
names = { ko = "텐서", en = "tensor" }
meaning = { ko = "`float`의 격자입니다.", en = "A grid of `float`." }

[[term]]
id = "loss"
names = { ko = "손실", en = "loss" }
meaning = { ko = "얼마나 틀렸는지 나타냅니다.", en = "How wrong it is." }
"""
FIRST = '''\
# %% [markdown] lang="ko"
"""
# 첫 안내서

**텐서**(tensor)를 봅니다. 텐서(tensor)는 `f(x)`와 다릅니다. 다음 문장입니다.
"""

# %% [markdown] lang="en"
# # A first guide
#
# Look at **tensors**. A tensor is not `f(x)`. Another sentence.

# %%
print(1)
''' + "".join(
    f"""
# %% [markdown] lang="ko"
# ## 절 {number}
#
# {"그리고 계속 읽습니다. " * 40}
#
# 손실(loss)이 있습니다.

# %% [markdown] lang="en"
# ## Part {number}
#
# {"And one reads on. " * 60}
#
# There is a loss.

# %%
print({number})
"""
    for number in range(1, 10)
)
SECOND = '''\
# %% [markdown] lang="ko"
"""
# 다음 안내서

손실(loss)을 배웁니다. 둘째 문장도 짧습니다.
"""

# %% [markdown] lang="en"
# # The next guide
#
# Learn of losses. The second sentence is short.

# %% [markdown] lang="ko"
# ## 손실
#
# **손실**은 손실입니다.

# %% [markdown] lang="en"
# ## Loss
#
# A **loss** is a loss.

# %%
print(2)
'''
HOME = """\
# Home {language}

- [](tutorials/blitz/a_first.md)
- [](tutorials/blitz/b_next.md)

```{{toctree}}
:hidden:

tutorials/blitz/index
glossary
```
"""
PAGE = {"ko": "# 용어집\n\n말입니다.\n", "en": "# Glossary\n\nWords.\n"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of two tutorials and a glossary, built; tests only look at it."""
    site = dressed(tmp_path_factory.mktemp("aids"), {"a_first": FIRST, "b_next": SECOND})
    site.add_to_conf('bilingual_gallery_glossary = "glossary.toml"')
    docs = site.root / "docs"
    (docs / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    for language in LANGUAGES:
        (docs / language / "glossary.md").write_text(
            f"{PAGE[language]}\n```{{glossary-terms}}\n```\n", encoding="utf-8"
        )
        (docs / language / "index.md").write_text(HOME.format(language=language), encoding="utf-8")
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    with own_page(
        browser,
        viewport={"width": 1280, "height": 700},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    ) as page:
        yield page


def address(site: Site, language: str = "ko", name: str = "a_first") -> str:
    return site.page(language, name).as_uri()


# What the pages hold.


def test_every_part_has_an_address_the_same_in_every_language(site: Site) -> None:
    found = []
    for language in LANGUAGES:
        html = soup(site.page(language, "a_first"))
        every = [str(each["id"]) for each in html.select("[id]")]
        assert len(every) == len(set(every))
        found.append([each for each in every if re.fullmatch(r".+\.\d+", each)])
        assert not html.select("h2[id]")  # a heading is where its section is
    assert found[0] == found[1]
    assert found[0][:3] == ["a-first-guide.1", "part-1.1", "part-1.2"]


def test_words_of_another_language_say_so_and_code_does_not(site: Site) -> None:
    html = soup(site.page("ko", "a_first"))
    marked = html.select("article section [lang]")
    assert [(each["lang"], each.get_text()) for each in marked] == [
        *[("en", "tensor")] * 2,
        *[("en", "loss")] * 9,
    ]
    assert "텐서(tensor)는" in html.select_one("section > p:not([class])").get_text()
    assert not soup(site.page("en", "a_first")).select("article section [lang]")


def test_the_way_on_says_what_the_next_page_is_about(site: Site) -> None:
    for language, promise in (
        ("ko", "손실(loss)을 배웁니다. 둘째 문장도 짧습니다."),
        ("en", "Learn of losses. The second sentence is short."),
    ):
        way = soup(site.page(language, "a_first")).select_one(".next-page")
        assert way.select_one(".promise").get_text() == promise
        assert way["href"] == "b_next.html"


def test_the_glossary_says_where_a_term_is_taught(site: Site) -> None:
    html = soup(site.root / "build/html/ko/glossary.html")
    told = {
        str(entry["id"]): entry.find_next_sibling("dd").select_one(".taught")
        for entry in html.select("dt[id^=term-]")
    }
    assert told["term-loss"].get_text() == "다음 안내서 › 손실에서 배웁니다."
    assert told["term-loss"].select_one("a")["href"] == "tutorials/blitz/b_next.html#loss"
    assert told["term-tensor"].get_text() == "첫 안내서에서 배웁니다."


# Cards of terms.

CARD = "document.querySelector('.term-card')?.matches(':popover-open')"


@pytest.mark.browser
def test_a_term_shows_both_meanings_by_pointing_focus_and_press(site: Site, tab: Any) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address(site))
    assert not [each for each in asked if "_counterparts" in each]  # nothing until it is wanted
    term, card = tab.locator("a.term").first, tab.locator(".term-card")
    term.hover()
    until(tab, CARD)
    shown = card.inner_text()
    assert re.split(r"\n+", shown) == [
        "텐서 tensor", "float의 격자입니다.", "A grid of float.", "첫 안내서에서 배웁니다.", "용어집에서 보기",
    ]  # fmt: skip
    assert card.locator(".other").inner_text() == "A grid of float."
    assert [term.get_attribute(each) for each in ("aria-expanded", "aria-details", "title")] == [
        *("true", "term-meaning"), None,
    ]  # fmt: skip
    card.hover()  # one may go there
    tab.wait_for_timeout(400)
    assert tab.evaluate(CARD)
    tab.keyboard.press("Escape")
    until(tab, f"!{CARD}")
    tab.mouse.move(5, 5)
    # By keyboard: it is there with the focus, which Enter takes into it and Escape back.
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('a.term')"):
            break
    until(tab, CARD)
    tab.keyboard.press("ArrowRight")
    until(tab, f"{CARD} && document.querySelector('.term-name').textContent.startsWith('손실')")
    tab.keyboard.press("Enter")
    until(tab, "document.activeElement.matches('.term-card')")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('.term-card') !== null")
    tab.keyboard.press("Escape")
    until(tab, f"!{CARD}")
    assert tab.evaluate("document.activeElement.textContent") == "손실"
    tab.wait_for_timeout(200)
    assert not tab.evaluate(CARD)  # it does not come back by itself
    term.click()
    until(tab, CARD)
    assert tab.url == address(site)
    card.get_by_text("용어집에서 보기").click()
    tab.wait_for_url("**/ko/glossary.html#term-tensor")
    assert len([each for each in asked if each.endswith("glossary.js")]) == 2  # once a language


@pytest.mark.browser
def test_a_tap_shows_the_card_within_the_window(site: Site, browser: Any) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    )
    tab = context.new_page()
    tab.goto(address(site, "en"))
    for at in range(2):
        tab.locator("a.term").nth(at).tap()
        until(tab, CARD)
        box = tab.locator(".term-card").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
        line = tab.locator("a.term").nth(at).bounding_box()
        assert box["y"] >= line["y"] + line["height"] or box["y"] + box["height"] <= line["y"]
    tab.locator("h1").tap()
    until(tab, f"!{CARD}")
    assert "glossary" not in tab.url
    context.close()


@pytest.mark.browser
def test_without_a_script_a_term_leads_to_the_glossary(site: Site, browser: Any) -> None:
    for scripts in (False, True):
        context = browser.new_context(java_script_enabled=scripts)
        tab = context.new_page()
        if scripts:  # and where the meanings cannot be loaded
            tab.route("**/_counterparts/**", lambda route: route.abort())
        tab.goto(address(site))
        tab.locator("a.term").first.click()
        tab.wait_for_url("**/glossary.html#term-tensor")
        context.close()


# The link to a part.


@pytest.mark.browser
def test_the_link_to_a_part_is_copied_and_leads_there(site: Site, tab: Any) -> None:
    tab.goto(f"{address(site)}?q=1#part-1")
    piece = tab.locator("[id='part-3.1']")
    piece.hover()
    piece.locator(".share").click()
    until(tab, "document.querySelector('#share + .copy-status').textContent")
    link = tab.evaluate("navigator.clipboard.readText()")
    assert link == f"{address(site)}#part-3.1"
    tab.locator("h2").nth(1).hover()
    tab.locator("h2 .headerlink").nth(1).click()
    until(tab, "location.hash === '#part-2'")
    assert tab.evaluate("navigator.clipboard.readText()") == f"{address(site)}#part-2"
    for language in LANGUAGES:
        tab.goto(link.replace("/ko/", f"/{language}/"))
        place = tab.locator("[data-piece]:target").bounding_box()["y"]
        assert tab.locator(".language-bar").bounding_box()["height"] <= place < 200
    # By keyboard it is beside the mark.
    tab.locator("[id='part-2.1'] > .peek").focus()
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.className") == "share"
    tab.keyboard.press("Enter")
    until(tab, "navigator.clipboard.readText().then(text => text.endsWith('#part-2.1'))")
    # It is no part of the text, alone or beside the other language.
    tab.keyboard.press("b")
    tab.wait_for_selector(".comparing")
    assert tab.locator(":is(.own, .counterpart) .share").count() == 0


@pytest.mark.browser
def test_on_a_phone_the_part_in_view_has_one_control_for_both(site: Site, browser: Any) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(address(site))
    for y in (0, 900, 2000):
        tab.evaluate("y => scrollTo(0, y)", y)
        until(tab, "document.querySelector('.peek.here')?.nextElementSibling?.matches('.share')")
        tab.wait_for_timeout(50)
        mark, share = (
            tab.locator(each).bounding_box() for each in (".peek.here", ".peek.here + .share")
        )
        assert share["x"] == mark["x"]
        assert share["y"] == pytest.approx(mark["y"] + mark["height"], abs=2)
        assert min(share["width"], share["height"]) >= 24
        assert share["x"] + share["width"] <= 390
    context.close()


# What has been read.

DONE = """() => [...document.querySelectorAll(".done-mark")].map(each =>
    [each.closest("aside") ? "menu" : "page", each.parentElement.getAttribute("href").split("/").at(-1)])"""


# The page's own timer begins anew with each event of scrolling, so this one does too, and ends after it.
STAND = """part => new Promise(done => {
    let resting;
    const moved = () => { clearTimeout(resting); resting = setTimeout(done, 1150); };
    document.addEventListener("scroll", moved, { passive: true });
    scrollTo(0, part * document.documentElement.scrollHeight);
    requestAnimationFrame(() => requestAnimationFrame(moved));
})"""


def read_through(tab: Any, parts: tuple[float, ...]) -> None:
    for part in parts:
        tab.evaluate(STAND, part)


@pytest.mark.browser
def test_what_is_read_is_marked_in_every_language_and_can_be_forgotten(
    site: Site, tab: Any
) -> None:
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(address(site))
    read_through(tab, (1,))  # who goes to the end at once has not read
    assert tab.evaluate(DONE) == []
    read_through(tab, (0.3, 0.6))
    home = (site.root / "build/html/en/index.html").as_uri()
    tab.goto(home)  # what is begun goes on where one was, in the other language too
    on = tab.locator(".reading-on a")
    assert on.inner_text() == "Continue with A first guide"
    on.click()
    until(tab, "scrollY > 500")
    read_through(tab, (0.6, 0.8, 1))
    assert tab.locator(".read-toggle").inner_text() == "Marked as read. Undo"
    assert ["menu", "#"] in tab.evaluate(DONE)
    tab.goto(home.replace("/en/", "/ko/"))
    assert ["page", "a_first.html"] in tab.evaluate(DONE)
    assert tab.get_by_role("link", name="첫 안내서 읽음").count() > 0
    assert on.inner_text() == "이어서 읽기: 다음 안내서"
    assert "2편 중 1편" in tab.locator(".reading-on").inner_text()
    tab.goto(f"{address(site).rpartition('/')[0]}/index.html")
    assert ["page", "a_first.html"] in tab.evaluate(DONE)  # the card
    tab.goto(home)
    tab.get_by_role("button", name="Forget what I have read").click()
    assert tab.evaluate(DONE) == []
    assert not tab.locator(".reading-on").is_visible()
    # One may say so oneself.
    tab.goto(address(site, "en", "b_next"))
    tab.get_by_role("button", name="Mark as read", exact=True).click()
    assert tab.locator(".sidebar-tree .done-mark").count() == 1
    tab.get_by_role("button", name="Marked as read. Undo").click()
    assert tab.locator(".sidebar-tree .done-mark").count() == 0
    assert tab.locator(".read-toggle").get_attribute("aria-pressed") is None  # the words say it


@pytest.mark.browser
def test_a_browser_that_keeps_nothing_breaks_nothing(site: Site, tab: Any) -> None:
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });"
        "delete Navigator.prototype.clipboard"
    )
    tab.goto(address(site))
    tab.locator(".read-toggle").click()
    tab.locator("a.term").first.click()
    until(tab, CARD)
    tab.keyboard.press("Escape")
    tab.locator("[id='part-1.1']").hover()
    tab.locator("[id='part-1.1'] > .share").click()
    until(tab, "location.hash === '#part-1.1'")
    tab.goto((site.root / "build/html/ko/index.html").as_uri())
    assert not tab.locator(".reading-on").is_visible()


# For a screen reader.


@pytest.mark.browser
def test_beside_each_other_a_screen_reader_meets_each_part_with_its_counterpart(
    site: Site, tab: Any
) -> None:
    tab.goto(address(site))
    tab.keyboard.press("b")
    tab.wait_for_selector("body.comparing")
    client = tab.context.new_cdp_session(tab)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    seen = [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in nodes
        if not node["ignored"]
    ]
    texts = [name for role, name in seen if role == "StaticText"]
    # A part and then its counterpart, again and again, and nothing to press between them.
    parts = [text[:5] for text in texts if text.endswith("있습니다.") or text.startswith("There")]
    assert parts == ["있습니다.", "There"] * 9
    headings = [name for role, name in seen if role == "heading"]
    assert "절 1 Part 1" in [" ".join(name.replace("¶", "").split()) for name in headings]
    assert not [name for role, name in seen if role == "button" and "영어로 읽기" in name]
    pressed = [node for node in nodes if node.get("name", {}).get("value") == "나란히 보기"]
    states = [json.dumps(node.get("properties", [])) for node in pressed]
    assert any('"pressed"' in each and '"true"' in each for each in states)
    # What is in the other language says so, down to the last text.
    wrong = tab.evaluate(
        """() => [...document.querySelectorAll("article .counterpart")].flatMap(each => {
            const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), found = [];
            for (let text = walker.nextNode(); text; text = walker.nextNode())
                if (/[A-Za-z]/.test(text.data) && text.parentElement.closest("[lang]").lang !== "en")
                    found.push(text.data);
            return found;
        })"""
    )
    assert wrong == []
