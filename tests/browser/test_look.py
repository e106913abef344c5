"""What a strict look at the site found, in a browser: stops of Tab, telephones, words of buttons, paper."""

from __future__ import annotations

import colorsys
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import second_site
import warm
from bilingual_gallery.site.accent import contrast
from PIL import Image
from readers import own_page, until

CODES = ("ko", "en", "ja")
MORE = """
html_theme = "furo"
bilingual_gallery_glossary = "glossary.toml"
"""
CODE = """
# %% tags=["hide-input"]
print("folded")

# %%
print("a line of code that is far too long for the narrow window of a telephone", 1)

# %%
print("another line of code that is far too long for the narrow window of it", 2)

# %%
print("error: the shape of this one does not match the shape of that one at dimension 1")
for row in range(3):
    print("".join(f"{row / 7:6.2f}  " for _ in range(6)))

# %%
"""
MANY = 90  # more lines than a sheet of paper has


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("look")
    docs = second_site.write(root, CODES, MORE)
    script = root / "gallery/basics/additions.py"
    lines = "\n".join(f"value_{number} = {number}" for number in range(MANY))
    script.write_text(script.read_text() + CODE + lines + "\nprint(value_1)\n")
    names = {"ko": "\ud569\uacc4", "en": "total", "ja": "\u5408\u8a08"}
    values = {"ko": "\uac12", "en": "value", "ja": "\u5024"}
    terms = "".join(
        f'[[term]]\nid = "{name}"\n'
        + "".join(f'names.{code} = "{said[code]}"\n' for code in CODES)
        + "".join(f'meaning.{code} = "{said[code]} 1"\n' for code in CODES)
        for name, said in (("total", names), ("value", values))
    )
    (docs / "glossary.toml").write_text(terms, encoding="utf-8")
    for code in CODES:
        (docs / code / "glossary.md").write_text("# G\n\n```{glossary-terms}\n```\n")
        home = docs / code / "index.md"
        home.write_text(home.read_text().replace("index\n```", "index\nglossary\n```"))
    done = warm.run("bilingual_gallery", ["build", "docs", "out"], root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "out"


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


PAGE = "tutorials/basics/additions.html"
FOCUSED = "document.activeElement.localName + '.' + document.activeElement.className"


def stops(tab: Any) -> list[str]:
    found: list[str] = []
    for _ in range(80):
        tab.keyboard.press("Tab")
        if (now := tab.evaluate(FOCUSED)) == "body.":
            break
        found.append(now)
    return found


@pytest.mark.browser
def test_the_code_of_a_section_is_one_stop_and_arrows_lead_on_which_is_said(
    out: Path, tab: Any
) -> None:
    tab.goto((out / "en" / PAGE).as_uri())
    assert tab.locator("article pre[tabindex]").count() >= 2
    found = stops(tab)
    sections = tab.evaluate(
        "new Set([...document.querySelectorAll('article :is(.copy, pre[tabindex])')]"
        ".map(each => each.closest('section'))).size"
    )
    assert sum(each.split(".")[0] == "pre" or each.endswith(".copy") for each in found) == sections
    assert sum(".peek" in each for each in found) == 1
    assert sum(".term" in each for each in found) == 1
    tab.goto("about:blank")  # to reload would keep the place
    tab.goto((out / "en" / PAGE).as_uri())
    while ".term" not in tab.evaluate(FOCUSED):
        tab.keyboard.press("Tab")
    told = "Left and right arrows: the other terms"
    assert tab.evaluate("document.activeElement.getAttribute('aria-description')") == told
    tab.wait_for_selector(f".keys-hint:has-text('{told}')")
    first = tab.evaluate("document.activeElement.textContent")
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.textContent") != first
    assert (
        tab.locator(".keys-hint", has_text=told).count() == 0
    )  # it is said once, and covers nothing


@pytest.mark.browser
def test_on_a_telephone_code_has_the_width_of_its_card_and_the_button_covers_none(
    out: Path, tab: Any
) -> None:
    tab.goto((out / "en" / PAGE).as_uri())
    tab.wait_for_selector(".copy", state="attached")
    blocks = [
        each for each in tab.locator("article .highlight:has(> .copy)").all() if each.is_visible()
    ]
    assert len(blocks) >= 2
    for block in blocks:
        card, code = block.bounding_box(), block.locator("> pre").bounding_box()
        assert code["width"] >= card["width"] - 2.5
        button = block.locator("> .copy").bounding_box()
        letters = block.evaluate(
            "each => { const range = document.createRange();"
            " range.selectNodeContents(each.querySelector('pre'));"
            " return [...range.getClientRects()].filter(box => box.width).map(box => [box.right, box.top]); }"
        )
        for right, top in letters:
            assert right <= button["x"] or top >= button["y"] + button["height"] - 1
        assert min(button["width"], button["height"]) >= 24


@pytest.mark.browser
def test_the_button_for_the_colors_says_which_they_are(out: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto((out / "ja" / PAGE).as_uri())
    button = tab.locator(".theme-toggle").last
    words = [button.get_attribute("aria-label")]
    for _ in range(2):
        button.click()
        words.append(button.get_attribute("aria-label"))
        theme, scheme, background, bars = tab.evaluate(
            """() => [document.body.dataset.theme, getComputedStyle(document.documentElement).colorScheme,
                getComputedStyle(document.body).backgroundColor,
                [...document.querySelectorAll("meta[name='theme-color']")].map((meta) => meta.content)]"""
        )
        assert scheme == theme  # the bars to scroll with
        assert bars == [background] * 2  # and a telephone's own
    assert len(set(words)) == 3 and all(each.startswith("\u914d\u8272: ") for each in words)
    assert button.get_attribute("title") == words[-1]


@pytest.mark.browser
def test_a_fold_has_its_counterpart_beside_it_and_no_address(out: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto((out / "en" / PAGE).as_uri())
    tab.locator(".compare").click()
    summary = tab.locator("details.cell-fold > summary")
    assert summary.locator("> .counterpart").inner_text()
    assert summary.get_attribute("id") is None


@pytest.mark.browser
def test_code_that_is_longer_than_a_sheet_begins_where_there_is_room(out: Path, tab: Any) -> None:
    tab.goto((out / "en" / PAGE).as_uri())
    tab.emulate_media(media="print")
    boxes = tab.locator("article div.highlight").all()
    assert len(boxes) >= 3
    for box in boxes:
        style = box.evaluate(
            "each => { const s = getComputedStyle(each); return [s.overflowX, s.display]; }"
        )
        assert style == ["visible", "block"]  # else Chromium does not break it


@pytest.mark.browser
def test_the_page_for_what_is_missing_finds_its_way_below_any_path(out: Path, tab: Any) -> None:
    page = (out / "404.html").read_text()
    tab.route("**/*", lambda route: route.fulfill(status=404, body=page, content_type="text/html"))
    tab.goto("http://127.0.0.1:9/some/where/ja/none.html")
    assert tab.locator("section").first.get_attribute("lang") == "ja"
    for link in tab.locator("a").all():
        assert link.get_attribute("href").startswith("/some/where/")


@pytest.mark.parametrize("width", [1000, 1008, 1009, 1024, 1072, 1073])
def test_at_every_width_there_is_one_menu_and_nothing_covers_the_title(
    out: Path, tab: Any, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto((out / "en/tutorials/basics/additions.html").as_uri())
    menus = """[".sidebar-drawer", ".mobile-header"].filter(each =>
        document.querySelector(each).checkVisibility({ visibilityProperty: true }))"""
    assert len(tab.evaluate(menus)) == 1
    bar, title = (
        tab.locator(each).bounding_box() for each in (".language-bar", "article h1 >> nth=0")
    )
    assert title["y"] >= bar["y"] + bar["height"]


@pytest.mark.browser
def test_on_a_phone_the_header_leaves_who_reads_on_and_comes_to_who_goes_back(
    out: Path, tab: Any
) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto((out / "en/tutorials/basics/additions.html").as_uri())

    def at(place: int, header: str) -> float:
        """Where the bar ends once the header is there or not."""
        tab.mouse.wheel(0, place - tab.evaluate("scrollY"))
        until(
            tab,
            f"Math.abs(scrollY - {place}) < 3 && document.querySelector('.mobile-header').{header}",
        )
        tab.wait_for_timeout(300)  # the glide
        return float(tab.locator(".language-bar").bounding_box()["y"])

    gone, there = "getBoundingClientRect().bottom <= 0", "getBoundingClientRect().top >= 0"
    header = tab.locator(".mobile-header").bounding_box()["height"]
    shadow = "getComputedStyle(document.querySelector('.mobile-header')).boxShadow"
    assert at(900, gone) == 0
    assert tab.evaluate(shadow) == "none"
    assert at(905, gone) == 0  # a finger that rests
    assert header - 2 <= at(700, there) <= header  # over its border, and a hair more
    assert at(1200, gone) == 0
    tab.locator(".header-search").focus()
    assert header - 2 <= at(1201, there) <= header
    # Where a script leads it stays: the place that is led to is below both.
    tab.evaluate("document.activeElement.blur()")
    tab.evaluate("scrollTo({ top: 1500, behavior: 'instant' })")
    tab.wait_for_timeout(300)
    assert tab.evaluate("document.querySelector('.mobile-header').getBoundingClientRect().top") >= 0


@pytest.mark.browser
def test_on_a_phone_on_its_side_no_bar_takes_room_from_what_is_read(out: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 844, "height": 390})
    tab.goto((out / "en/tutorials/basics/additions.html").as_uri())
    tab.mouse.wheel(0, 900)
    until(tab, "scrollY > 800")
    tab.wait_for_timeout(300)

    def above() -> list[str]:
        """The bars that are out of sight."""
        boxes = {each: tab.locator(each).bounding_box() for each in bars}
        return [each for each, box in boxes.items() if box["y"] + box["height"] <= 0]

    bars = [".mobile-header", ".language-bar", ".back-to-top"]
    assert above() == bars
    # Whoever goes back gets the one with the menu and the search, and the others by it.
    tab.mouse.wheel(0, -200)
    until(tab, "scrollY < 750")
    tab.wait_for_timeout(300)
    assert above() == bars[1:] and tab.locator(bars[0]).bounding_box()["y"] == 0
    tab.mouse.wheel(0, 100)
    until(tab, "scrollY > 750")
    tab.wait_for_timeout(300)
    assert above() == bars


@pytest.mark.browser
def test_the_name_of_the_site_stays_in_the_header_however_long(out: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto((out / "en/tutorials/basics/additions.html").as_uri())
    brand, header = tab.locator(".mobile-header .brand"), tab.locator(".mobile-header")
    one, high = brand.bounding_box()["height"], header.bounding_box()["height"]
    brand.evaluate("each => { each.textContent = 'Sums and more of them '.repeat(4); }")
    assert brand.bounding_box()["height"] <= 2 * one < high
    assert header.bounding_box()["height"] == high
    assert tab.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_comment_in_code_is_quieter_than_the_code(out: Path, tab: Any, scheme: Any) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto((out / "en/tutorials/basics/additions.html").as_uri())
    colors = tab.evaluate("""() => {
        const code = document.querySelector("article .highlight pre");
        code.insertAdjacentHTML("beforeend", '<b class="c1"># why</b><i class="mi">1</i>');
        const color = (name) => getComputedStyle(code.querySelector(name)).color;
        const quiet = document.body.appendChild(document.createElement("p"));
        quiet.style.color = "var(--color-foreground-secondary)";
        return [color("b.c1"), color("i.mi"), getComputedStyle(quiet).color];
    }""")
    comment, number, quiet = colors
    assert comment == quiet != number


@pytest.mark.browser
def test_beside_a_table_that_scrolls_a_message_wraps_and_copies_as_it_is(
    out: Path, tab: Any
) -> None:
    tab.goto((out / "en/tutorials/basics/additions.html").as_uri())
    tab.wait_for_selector("pre.in-columns")
    printed = tab.locator("pre.in-columns").first
    lines = printed.evaluate("""each => {
        const { right } = each.getBoundingClientRect();
        const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(walker.currentNode);
            const boxes = [...range.getClientRects()].filter(box => box.width);
            const over = Math.max(...boxes.map(box => box.right)) - right;
            if (boxes.length) found.push([walker.currentNode.data, over]);
        }
        return found; }""")
    (message, over), (rows, beyond) = lines[0], lines[-1]
    assert message.startswith("error:") and over <= 0
    assert rows.count("\n") >= 2 and beyond > 0  # its columns stay below each other
    said = printed.evaluate(
        "each => { getSelection().selectAllChildren(each); return String(getSelection()); }"
    )
    assert said.rstrip("\n") == printed.text_content().rstrip("\n")
    assert said.splitlines()[0].endswith("at dimension 1")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_what_goes_on_is_in_shade_for_outputs_as_for_code(
    out: Path, tab: Any, scheme: Any
) -> None:
    """Of the last pixels of a row that hold no letters the outermost differs from its paper."""
    tab.emulate_media(color_scheme=scheme)
    tab.goto((out / "en/tutorials/basics/additions.html").as_uri())
    tab.wait_for_selector("pre.in-columns")
    for selector in (
        "pre.in-columns",
        "div:not(.sphx-glr-script-out) > .highlight > pre[tabindex]",
    ):
        each = tab.locator(selector).first
        each.evaluate(
            "each => { each.style.color = 'transparent'; each.scrollIntoView({ block: 'center' });"
            " each.querySelectorAll('*').forEach(one => { one.style.color = 'transparent'; }); }"
        )
        # As little as a number goes on beyond the edge.
        each.evaluate("each => { each.scrollLeft = each.scrollWidth - each.clientWidth - 20; }")
        with Image.open(io.BytesIO(each.screenshot())) as picture:
            shown = picture.convert("L")
        row = shown.height - 6
        paper, edge = (shown.getpixel((shown.width - x, row)) for x in (60, 3))
        assert abs(paper - edge) > 20, (selector, paper, edge)
        each.evaluate("each => { each.scrollLeft = each.scrollWidth; }")
        with Image.open(io.BytesIO(each.screenshot())) as picture:
            end = picture.convert("L").getpixel((shown.width - 3, row))
        assert abs(paper - end) < 4  # there it ends


def look(out: Path, tab: Any, page: str, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto("about:blank")
    path, _, part = page.partition("#")
    tab.goto((out / "en" / path).as_uri() + (f"#{part}" if part else ""))


def channels(color: str) -> tuple[int, ...]:
    """Of `rgb(…)`, or of what is mixed, `color(srgb …)`."""
    numbers = [float(each) for each in re.findall(r"[\d.]+(?!\w)", color)][:3]
    return tuple(round(each * (255 if color.startswith("color") else 1)) for each in numbers)


def ratio(one: str, other: str) -> float:
    return contrast(*("#" + bytes(channels(each)).hex() for each in (one, other)))


SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.mark.browser
@SCHEMES
def test_where_a_link_has_led_is_a_tint_of_the_one_accent(out: Path, tab: Any, scheme: str) -> None:
    """A term's name was in the theme's yellow, within a halo of ours."""
    for target in ("glossary.html#term-total", "tutorials/basics/additions.html#the-sum"):
        look(out, tab, target, scheme)
        ground, shadow, tint, rule = tab.evaluate("""() => {
            const target = getComputedStyle(document.querySelector("dt:target, :target > h2"));
            const own = document.body.appendChild(document.createElement("p"));
            own.style.background = "var(--tint)";
            own.style.color = "var(--color-brand-primary)";
            const { backgroundColor, color } = getComputedStyle(own);
            return [target.backgroundColor, target.boxShadow, backgroundColor, color]; }""")
        assert ground == tint and rule in shadow


@pytest.mark.browser
@SCHEMES
def test_the_name_of_a_term_is_as_dark_as_its_meaning(out: Path, tab: Any, scheme: str) -> None:
    look(out, tab, "glossary.html", scheme)
    name, meaning = tab.evaluate(
        "['dt', 'dd'].map(each => getComputedStyle(document.querySelector(`.glossary-terms ${each}`)).color)"
    )
    assert name == meaning


@pytest.mark.browser
def test_code_has_the_same_hues_in_the_dark_and_can_be_read(out: Path, tab: Any) -> None:
    kinds = ("k", "s", "mi", "nb", "nf", "err")
    shown = []
    for scheme in ("light", "dark"):
        look(out, tab, "tutorials/basics/additions.html", scheme)
        shown.append(
            tab.evaluate(
                """kinds => {
                    const code = document.querySelector("article .highlight pre");
                    return [getComputedStyle(code.parentElement).backgroundColor, ...kinds.map(kind => {
                        const each = code.appendChild(document.createElement("span"));
                        each.className = kind;
                        return getComputedStyle(each).color; })]; }""",
                kinds,
            )
        )
    (_, *lights), (ground, *darks) = shown
    for kind, light, dark in zip(kinds, lights, darks, strict=True):
        hues = [
            colorsys.rgb_to_hls(*(one / 255 for one in channels(each)))[0] for each in (light, dark)
        ]
        away = abs(hues[0] - hues[1])
        assert min(away, 1 - away) < 1 / 18, kind
        assert 7 < ratio(dark, ground) < 9.5, kind  # none shouts


@pytest.mark.browser
def test_in_the_dark_neither_a_button_nor_the_white_of_a_figure_glares(
    project: Path, tab: Any
) -> None:
    tab.emulate_media(color_scheme="dark")
    tab.goto((project / "en/index.html").as_uri())
    page, button, words, brand = tab.evaluate("""() => {
        const { backgroundColor, color } = getComputedStyle(document.querySelector("article .start a"));
        const body = getComputedStyle(document.body);
        const brand = body.getPropertyValue("--color-brand-primary");
        return [body.backgroundColor, backgroundColor, color, brand]; }""")
    own = "rgb" + str(tuple(bytes.fromhex(brand.strip().removeprefix("#"))))
    assert ratio(words, button) >= 4.5
    assert 3 <= ratio(button, page) < ratio(own, page) / 1.5  # nor does it look as if it were off
    for open_it in (False, True):
        if open_it:
            tab.locator("article a.zoom").first.click()
        shown = ".zoomed img" if open_it else "article a.zoom img.dark-figure"
        dimmed = tab.evaluate(f"getComputedStyle(document.querySelector({shown!r})).filter")
        assert float(dimmed.removeprefix("brightness(").removesuffix(")")) * 255 <= 0xD0


@pytest.mark.browser
def test_the_mark_of_what_can_be_enlarged_is_above_the_title_of_a_figure(
    project: Path, tab: Any
) -> None:
    tab.goto((project / "en/index.html").as_uri())
    above = "parseFloat(getComputedStyle(document.querySelector('article a.zoom'), '::after').top)"
    assert -20 <= tab.evaluate(above) <= -16  # in the space that is there


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 360])
def test_on_a_phone_buttons_leave_no_hole_open_or_not(project: Path, tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    tab.goto((project / "en/tutorials/blitz/tensors.html").as_uri())
    until(tab, "document.querySelector('.copy-page')")
    rows = """() => [...document.querySelectorAll(".tutorial-downloads")].map(all => {
        const { left, right } = all.getBoundingClientRect();
        const rows = {};
        for (const each of all.children) {
            const box = each.getBoundingClientRect();
            (rows[Math.round(box.top)] ??= []).push([box.left - left, box.right - left, box.height]);
        }
        return [right - left, Object.values(rows)]; })"""
    shown = tab.evaluate(rows)
    assert len(shown) == 2
    for room, lines in shown:
        for line in lines:
            assert sum(right - left for left, right, _ in line) >= room - 9  # the gap
            heights = [height for _, _, height in line]
            assert max(heights) - min(heights) < 1
    tab.locator(".of-two > summary").click()
    opened = tab.evaluate(rows)  # what opens moves nothing aside
    assert [[[box[:2] for box in line] for line in lines] for _, lines in opened] == [
        [[box[:2] for box in line] for line in lines] for _, lines in shown
    ]
    links = tab.locator(".of-two li a")
    assert links.count() == 2


@pytest.mark.browser
def test_what_could_not_be_copied_is_to_be_held_where_no_key_is(
    project: Path, browser: Any
) -> None:
    for options, words in (({"has_touch": True, "is_mobile": True}, "길게"), ({}, "Ctrl+C")):
        with own_page(browser, viewport={"width": 390, "height": 844}, **options) as tab:
            tab.add_init_script(
                "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
            )
            tab.goto((project / "ko/tutorials/blitz/tensors.html").as_uri())
            tab.locator(".copy >> visible=true").first.click()
            assert words in tab.locator("#copy-button + .copy-status").inner_text()
