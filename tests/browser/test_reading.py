"""What makes the tutorials good to read: lines, reading times, cards, figures, paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.execution.output import Figures, Picture, Printed
from bilingual_gallery.lang import language as known
from bilingual_gallery.pages import reading_time
from bilingual_gallery.source.reading import read
from helpers import TUTORIAL, Site, make_site
from pages import LANGUAGES, SCRIPTS
from readers import soup

# Text that begins a line though no space is before it: what stands there, and what before it.
PARTED = """() => {
  const parted = [], range = document.createRange();
  const blockOf = node => {
    let block = node.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    return block;
  };
  document.querySelectorAll("details").forEach(each => each.open = true);
  const walker = document.createTreeWalker(document.querySelector("article"), 5, node => {
    if (node.nodeType === 3) return NodeFilter.FILTER_ACCEPT;
    if (node.localName === "math") return NodeFilter.FILTER_ACCEPT;
    return node.matches("pre, math *, .headerlink, .peek, .language-bar")
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  let before = null;
  const see = (block, box, text) => {
    if (before?.block === block && box.left < before.right - 3 && box.top > before.middle)
      parted.push([before.text, text]);
    before = { block, text, right: box.right, middle: (box.top + box.bottom) / 2 };
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 1) {
      if (node.getAttribute("display") !== "block") see(blockOf(node), node.getBoundingClientRect(), "$");
    } else if (!node.parentElement.closest("math")) {
      const block = blockOf(node);
      for (let at = 0; at < node.data.length; at++) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = [...range.getClientRects()].pop();
        if (!node.data[at].trim()) before = null;
        else if (box) see(block, box, node.data[at]);
      }
    }
  }
  return parted;
}"""


@pytest.fixture(scope="session")
def korean(project: Path) -> list[Path]:
    return sorted(
        path
        for path in (project / "ko").rglob("*.html")
        if path.name not in ("search.html", "genindex.html")
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_no_korean_line_begins_with_a_particle_or_a_sign_that_belongs_to_the_line_above(
    korean: list[Path], browser: Any, width: int
) -> None:
    assert len(korean) > 10
    tab = browser.new_page(viewport={"width": width, "height": 900})
    parted = []
    for page in korean:
        tab.goto(page.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, page
        parted += [
            (page.stem, before, letter)
            for before, letter in tab.evaluate(PARTED)
            if re.match(r"[가-힣)\]}>%.,:;!?’”]", letter)
        ]
    tab.close()
    assert parted == []


LINES = """\
# %% [markdown] lang="ko"
\"\"\"
# 제목

텐서(tensor)는 [링크(link)](https://example.org)를 따라 `f()`로 $x$의 값을 냅니다. (가)와 “나”라는
`torch.nn.functional.binary_cross_entropy(a, b)`도 `x`도 100%입니다.
\"\"\"

# %% [markdown] lang="en"
# # A title
#
# A tensor (tensor) of a [link](https://example.org), `f()`, $x$.
# `torch.nn.functional.binary_cross_entropy(a, b)`, `x`, 100%.

# %%
x = 1
"""


def test_what_a_line_must_not_part_is_kept_together_and_the_text_stays_as_it_was(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path, {"small": LINES})
    site.build_all()
    paragraph = soup(site.page("ko")).select("section > p:not([class])")[0]
    kept = [re.sub(r"\s+", "", each.get_text()) for each in paragraph.select(".kept")]
    assert kept == [
        *(")는", "링크(link)를", "f()로", "x의", ")와", "”라는"),
        *("torch.nn.functional.binary_cross_entropy(a,b)도", "%입니다"),
    ]
    # Long code may still wrap, between its words alone.
    long = paragraph.select("code")[1]
    assert str(long).count("<wbr/>") == 7
    for formula in paragraph.select("math"):
        formula.string = "x"
    assert paragraph.get_text() == (
        "텐서(tensor)는 링크(link)를 따라 f()로 x의 값을 냅니다. (가)와 “나”라는\n"
        "torch.nn.functional.binary_cross_entropy(a, b)도 x도 100%입니다."
    )
    assert not soup(site.page("en")).select(".kept")


PRODUCTS = """\
# %% [markdown] lang="ko"
\"\"\"
# 제목

3 × 3 커널은 8 × 8픽셀이고, 값은 12 × 64입니다. `3 × 3`과 a × b는 그대로입니다.
\"\"\"

# %% [markdown] lang="en"
# # A title
#
# A 3 × 3 kernel on 8 × 8 pixels, values of 12 × 64. But `3 × 3` and a × b stay.

# %%
x = 1
"""


def test_a_product_of_numbers_stays_on_one_line_in_every_language(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": PRODUCTS})
    site.build_all()
    kept = {code: soup(site.page(code)).select("section > p .kept") for code in ("ko", "en")}
    assert [each.get_text() for each in kept["ko"]] == [
        "3 × 3",
        "8 × 8픽셀이고",
        "12 × 64입니다",
    ]
    assert [each.get_text() for each in kept["en"]] == ["3 × 3", "8 × 8", "12 × 64"]


MARKUP = """\
# %% [markdown] lang="ko"
\"\"\"
# 제목

<kbd>b</kbd>를 누르고 <b>(값)</b>은 둡니다. 주석[^a]은 아래에 있습니다.

[^a]: 값은 둘입니다.
\"\"\"

# %% [markdown] lang="en"
# # A title
#
# Press <kbd>b</kbd> and leave <b>(the value)</b>. A note[^a] is below.
#
# [^a]: There are two values.

# %%
x = 1
"""


def test_an_element_that_the_author_wrote_in_html_is_not_cut_in_two(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": MARKUP})
    site.build_all()
    html = site.page("ko").read_text(encoding="utf-8")
    assert "<kbd>b</kbd>를 누르고 <b>(값)</b>은 둡니다." in html
    assert [each.get_text() for each in soup(site.page("ko")).select(".kept")] == ["[1]은"]


# Prose of 2,000 words in Korean and 2,380 in English, 60 lines of code in cells and 40 in a solution.
LONG = """\
# %% [markdown] lang="ko"
\"\"\"
# 제목

{korean}

```python
{solution}
```
\"\"\"

# %% [markdown] lang="en"
# # Title
#
# {english}
#
# ```python
# {commented}
# ```

# %%
# ko: 주석입니다.
# en: A comment.
{code}
""".format(
    korean="낱말 " * 1998,
    solution="x = 1\n" * 40,
    english="word " * 2379,
    commented="x = 1\n# " * 40,
    code="x = 1\n\n" * 59,
)


def test_words_code_and_figures_take_their_time_and_the_slowest_language_counts(
    tmp_path: Path,
) -> None:
    script = tmp_path / "long.py"
    script.write_text(LONG, encoding="utf-8")
    tutorial = read(script, LANGUAGES)
    code = 100 * reading_time.SECONDS_A_LINE / 60
    assert reading_time.minutes(tutorial, "ko") == pytest.approx(1999 / known("ko").a_minute + code)
    assert reading_time.minutes(tutorial, "en") == pytest.approx(2380 / known("en").a_minute + code)
    assert reading_time.minutes_of(tutorial, None) == 15  # 15.0 in English, 14.9 in Korean
    figure = Picture("a.png")
    outputs = [[Printed("a"), Figures([figure] * 10)]]
    assert reading_time.minutes_of(tutorial, outputs) == 20  # 17.5


@pytest.mark.parametrize(
    ("exact", "told"), [(0, 5), (2, 5), (7.4, 5), (7.5, 10), (12.5, 15), (62.4, 60)]
)
def test_a_reading_time_is_told_in_steps_of_five_minutes(exact: float, told: int) -> None:
    assert reading_time.rounded(exact) == told


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(5, "5 minutes"), (60, "1 h"), (65, "1 h 5 min"), (120, "2 h")],
)
def test_an_hour_and_more_is_told_in_hours(minutes: int, said: str) -> None:
    assert reading_time.told(minutes) == said


def test_every_tutorial_and_its_cards_tell_one_reading_time_in_all_languages(project: Path) -> None:
    told: dict[str, set[str]] = {}
    for language, said in (
        ("ko", r"읽는 시간 약 (\d+)분"),
        ("en", r"About (\d+) minutes of reading"),
    ):
        for page in (project / language / "tutorials").glob("*/*.html"):
            if page.stem != "index":
                title = soup(page).select_one("article h1 + .reading-time")
                assert title is not None
                (minutes,) = re.findall(said, title.get_text())
                told.setdefault(page.name, set()).add(minutes)
        listed = []
        for card in (
            card
            for section in (project / language / "tutorials").glob("*/index.html")
            for card in soup(section).select(".sphx-glr-thumbcontainer")
        ):
            (minutes,) = re.findall(said, card.get_text())
            listed.append((Path(str(card.select_one("a")["href"])).name, minutes))
        for page in ("index.html", "deeper.html"):
            for time in soup(project / language / page).select(".path .minutes"):
                item = time.find_parent("li")
                (minutes,) = re.findall(r"\d+", time.get_text())
                listed.append((Path(str(item.select_one("a")["href"])).name, minutes))
        assert {name for name, _ in listed} == set(told)
        for name, minutes in listed:
            told[name].add(minutes)
    assert len(told) == len(SCRIPTS)
    assert all(len(minutes) == 1 for minutes in told.values())


def test_a_card_tells_the_new_time_when_its_tutorial_changes(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    for language in LANGUAGES:
        home = tmp_path / "docs" / language / "index.md"
        home.write_text(
            home.read_text()
            + "\nTime: {reading-time}`all`, {reading-time}`1`, {reading-time}`blitz/small`\n"
        )
    site.build_all()
    assert_told(site, 5)
    more = TUTORIAL.replace("It uses `print`.", "It uses `print`. " + "Read on. " * 1200)
    site.script("small").write_text(more, encoding="utf-8")
    site.build_all()
    assert_told(site, 10)


def assert_told(site: Site, minutes: int) -> None:
    index = site.root / "build/html/en/tutorials/blitz/index.html"
    for page, place in ((site.page("en"), "h1 + .reading-time"), (index, ".reading-time")):
        line = soup(page).select_one(place)
        assert line is not None
        assert line.get_text() == f"About {minutes} minutes of reading"
    home = soup(site.root / "build/html/en/index.html").get_text()
    assert f"Time: {', '.join([f'{minutes} minutes'] * 3)}" in home


def test_the_role_says_what_it_takes(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    home = tmp_path / "docs/en/index.md"
    text = home.read_text()
    for wrong in ("some", "²"):
        home.write_text(f"{text}\n{{reading-time}}`{wrong}`\n")
        done = site.build("en")
        assert done.returncode != 0
        assert (
            f"{wrong!r} is no tutorial and no number of them; write one as blitz/tensors"
            in done.stderr
        )


def test_a_reading_time_is_no_piece_of_prose_and_is_not_searched_for(
    project: Path, built: Site
) -> None:
    for page in (project / "en").rglob("*.html"):
        assert not soup(page).select(".reading-time[data-piece]")
    index = (built.root / "build/html/en/searchindex.js").read_text(encoding="utf-8")
    assert "paragraph" in index
    assert "minut" not in index


def test_a_figure_tells_its_size_and_loads_when_it_comes_near(project: Path) -> None:
    for page in (project / "ko" / "tutorials").glob("*/*.html"):
        for image in soup(page).select("article img"):
            assert image["loading"] == "lazy"
            if page.stem != "index":
                data = (page.parent / str(image["src"])).resolve().read_bytes()
                size = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
                told = int(str(image["width"])), int(str(image["height"]))
                # The drawing for the dark has the place of the light one, a line higher or lower.
                apart = 1 if "dark-figure" in image.get("class", []) else 0
                assert told[0] == size[0] and abs(told[1] - size[1]) <= apart
                # What code calls a figure is English on a Korean page too, unless its author says it in Korean.
                alt = str(image["alt"])
                is_english = re.search("[A-Za-z]{2}", alt) and not re.search("[가-힣]", alt)
                assert image.get("lang") == ("en" if is_english else None)


def test_a_figure_that_an_author_puts_into_a_page_needs_no_second_resolution(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path)
    for language in LANGUAGES:
        home = tmp_path / "docs" / language / "index.md"
        figure = "```{eval-rst}\n.. image-sg:: /figure.png\n   :alt: a figure\n```\n"
        home.write_text(f"{home.read_text()}\n{figure}")
    site.build_all()
    image = soup(tmp_path / "build/html/en/index.html").find("img", alt="a figure")
    assert image is not None


NEURAL = "tutorials/blitz/neural_networks.html"
HEIGHTS = """[...document.querySelectorAll('article img')].filter(each => each.checkVisibility())
    .map(each => each.getBoundingClientRect().height)"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", [NEURAL, "tutorials/blitz/tensors.html"])
def test_nothing_moves_when_figures_come_and_paper_has_them_all(
    project: Path, browser: Any, page: str, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 400}, color_scheme="dark")
    tab.goto((project / "en" / page).as_uri())
    before = tab.evaluate(HEIGHTS)
    # Of each figure, paper has the drawing for light pages, though the dark one is seen on this screen.
    come = "[...document.querySelectorAll('article img:not(.dark-figure)')].map(i => i.naturalWidth > 0)"
    assert set(
        tab.evaluate("[...document.querySelectorAll('article img')].map(i => i.loading)")
    ) == {"lazy"}
    tab.pdf()
    assert all(tab.evaluate(come))
    assert tab.evaluate(HEIGHTS) == before
    assert min(before) > 50
    tab.close()


# What is on the paper: the interface that shows, the prose that does not, what is too wide; colors.
PAPER = """() => {
  const shows = element => {
    const box = element.getBoundingClientRect();
    const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return seen && box.width * box.height > 1;
  };
  const name = element => element.className || element.localName;
  const interface_ = "nav, button, input, label, dialog, select, footer a, .headerlink, .sidebar-drawer, "
    + ".toc-drawer, .mobile-header, .skip-to-content, .related-pages, .language-bar, .back-to-top";
  // The words of the button that opens folded code are none of the prose.
  const button = "details:is(.cell-fold-code, .cell-fold-output, .cell-fold-cell) > summary";
  const pieces = [...document.querySelectorAll("[data-piece]")].filter(piece => !piece.closest(button));
  return {
    clicked: [...document.querySelectorAll(interface_)].filter(shows).map(name),
    pieces: pieces.length,
    hidden: pieces.filter(piece => !shows(piece) && !piece.closest("summary")).map(piece => piece.textContent),
    wide: [...document.querySelectorAll("article *")].filter(each => {
      return shows(each) && !each.closest("math") && each.getBoundingClientRect().right > innerWidth + 1;
    }).map(name),
    cut: [...document.querySelectorAll("article pre")]
      .filter(pre => pre.scrollWidth > pre.clientWidth || pre.scrollHeight > pre.clientHeight + 1).length,
    folded: document.querySelectorAll("details:not([open])").length,
    paper: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.querySelector("article p:not([class])")).color,
    bar: getComputedStyle(document.body, "::before").content,
  };
}"""


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["tensors", "neural_networks"])
def test_paper_has_all_of_the_prose_and_nothing_to_click(
    project: Path, browser: Any, name: str, language: str
) -> None:
    tab = browser.new_page(viewport={"width": 680, "height": 1000}, color_scheme="dark")
    tab.goto((project / language / f"tutorials/blitz/{name}.html").as_uri())
    tab.evaluate("document.body.dataset.theme = 'dark'")
    tab.emulate_media(media="print")
    paper = tab.evaluate(PAPER)
    turned = tab.evaluate(
        "[...document.querySelectorAll('details.predict')].map(each => "
        "getComputedStyle(each, '::details-content').rotate)"
    )
    links = tab.evaluate(
        "[...document.querySelectorAll('article a.external')].map(a => "
        "[a.closest('li') !== null, getComputedStyle(a, '::after').content])"
    )
    tab.close()
    assert paper["clicked"] == []
    assert set(turned) == {"180deg"}  # what is to be predicted is not read by accident
    assert paper["pieces"] > 50
    assert paper["hidden"] == []
    assert paper["folded"] > 1  # their solutions are among the pieces
    assert paper["wide"] == []
    assert paper["cut"] == 0
    assert (paper["paper"], paper["ink"]) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    assert paper["bar"] == "none"
    assert {in_list for in_list, after in links if "http" in after} == {True}


@pytest.mark.browser
def test_a_bar_fills_as_a_tutorial_is_read_and_only_there(project: Path, browser: Any) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    bar = "getComputedStyle(document.body, '::before')"
    for language in LANGUAGES:
        tab.goto((project / language / "tutorials/blitz/tensors.html").as_uri())
        filled = []
        for part in (0, 0.5, 1):
            tab.evaluate(
                f"""async () => {{
                    const far = document.documentElement.scrollHeight - innerHeight;
                    scrollTo({{top: {part} * far, behavior: 'instant'}});
                    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                }}"""
            )
            filled.append(tab.evaluate(f"new DOMMatrix({bar}.transform).a"))
        assert filled == pytest.approx([0, 0.5, 1], abs=0.02)
        assert tab.evaluate(f"[{bar}.height, {bar}.pointerEvents]") == ["3px", "none"]
        for page in ("index.html", "tutorials/blitz/index.html", "glossary.html"):
            tab.goto((project / language / page).as_uri())
            assert tab.evaluate(f"{bar}.content") == "none"
    tab.close()
