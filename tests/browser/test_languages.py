"""A site in languages that are no neighbors of this one's: codes, direction, search, the check."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.lang import bigrams, language
from bilingual_gallery.lang.bigrams import SEARCH
from bs4 import BeautifulSoup
from helpers import LOOKS, Site, make_site
from pages import ROOT
from readers import soup, until

NAMES = {
    "ja": "日本語", "zh-Hans": "简体中文", "zh_TW": "繁體中文", "pt-BR": "Português", "ar": "العربية",
    "de": "Deutsch", "en": "English",
}  # fmt: skip
PASSAGES = [
    {
        "ja": "# NumPyの配列\n\n配列は同じ型の数を並べたものです。`print`で見ます。",
        "zh-Hans": "# NumPy 数组\n\n数组存放类型相同的数。用 `print` 查看。",
        "zh_TW": "# NumPy 陣列\n\n陣列存放型別相同的數。用 `print` 查看。",
        "pt-BR": "# Arrays\n\nUm array tem números do mesmo tipo. Veja com `print`.",
        "ar": "# المصفوفات\n\nتحتوي المصفوفة على أعداد من نوع واحد. استخدم `print`.",
        "de": "# Felder\n\nEin Feld enthält Zahlen desselben Typs. `print` zeigt sie.",
        "en": "# Arrays\n\nAn array holds numbers of the same type. `print` shows them.",
    },
    {
        "ja": "## 図\n\n合計は3.14です。",
        "zh-Hans": "## 图\n\n总和是 3.14。",
        "zh_TW": "## 圖\n\n總和是 3.14。",
        "pt-BR": "## Figura\n\nA soma é 3.14.",
        "ar": "## شكل\n\nالمجموع 3.14.",
        "de": "## Abbildung\n\nDie Summe ist 3,14.",
        "en": "## Figure\n\nThe sum is 3.14.",
    },
]
COMMENTS = {
    "ja": "足します。", "zh-Hans": "求和。", "zh_TW": "求和。", "pt-BR": "Some.", "ar": "اجمع.",
    "de": "Addieren.", "en": "Add.",
}  # fmt: skip


def script() -> str:
    cells = []
    for number, passage in enumerate(PASSAGES):
        for code, text in passage.items():
            marker = f'# %% [markdown] lang="{code}"\n'
            rows = [f"# {row}".rstrip() for row in text.split("\n")]
            first = number == 0 and not cells
            cells.append(marker + (f'"""\n{text}\n"""' if first else "\n".join(rows)))
        comments = "\n".join(f"# {code}: {text}" for code, text in COMMENTS.items())
        shown = "\nprint(3.14)" if number else ""  # what the prose says
        cells.append(f"# %%\n{comments}\nprint({number}){shown}")
    return "\n\n".join(cells) + "\n"


def make(root: Path) -> None:
    site = make_site(root, {"small": script()}, languages=tuple(NAMES))
    site.configure(**NAMES)
    (root / "docs" / "_templates" / "chooser.html").unlink()
    shutil.copy(ROOT / "docs" / "favicon.svg", root / "docs")
    conf = root / "docs" / "conf.py"
    address = 'bilingual_gallery_site_url = "https://x.example"\nversion = copyright = "1"\n'
    address += 'suppress_warnings = ["bilingual_gallery.card"]\n'  # no Han in the font of cards
    conf.write_text(
        f"{conf.read_text()}\n{LOOKS}\n{address}".replace('preload = ["torch"]', "preload = []")
    )
    for code, name in NAMES.items():
        home = f"# {name}\n\n```{{toctree}}\ntutorials/blitz/index\n```\n"
        (root / "docs" / code / "index.md").write_text(home, encoding="utf-8")
        rules = "---\norphan: true\n---\n# Rules\n\n```{check-rules}\n```\n"
        (root / "docs" / code / "rules.md").write_text(rules)
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def world(once: Callable[[str, Callable[[Path], None]], Path]) -> Site:
    """The site, built without a finding of the check and without a warning; tests only look at it."""
    return Site(once("world", make), tuple(NAMES))


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A page; the test fails if its console says that anything is wrong."""
    context = browser.new_context(locale="xx-XX")
    page = context.new_page()
    page.set_default_timeout(5000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "tag"),
    [("zh-Hans", "zh-Hans"), ("zh_TW", "zh-Hant"), ("pt-BR", "pt-BR"), ("ja", "ja")],
)
def test_a_page_has_the_tag_of_its_language_whatever_conf_calls_it(
    world: Site, code: str, tag: str
) -> None:
    page = soup(world.page(code))
    assert page.html is not None
    assert page.html["lang"] == tag
    tags = ["ja", "zh-Hans", "zh-Hant", "pt-BR", "ar", "de", "en"]
    links = page.select("head link[rel=alternate][hreflang]")
    assert [link["hreflang"] for link in links] == [*tags, "x-default"]
    switch = page.select(".language-switch a")
    assert [(link["lang"], link["hreflang"]) for link in switch] == [(each, each) for each in tags]
    for link in switch:
        assert (world.page(code).parent / str(link["href"])).resolve().is_file()
    maps = (world.root / f"build/html/{code}/sitemap.xml").read_text()
    assert set(re.findall(r'hreflang="([^"]+)"', maps)) == {*tags, "x-default"}


def test_sphinxs_own_words_are_in_the_language_by_the_name_sphinx_has_for_it(world: Site) -> None:
    assert "Buscar" in (world.root / "build/html/pt-BR/search.html").read_text()  # pt_BR
    assert "搜索" in (world.root / "build/html/zh-Hans/search.html").read_text()  # zh_CN
    assert "搜尋" in (world.root / "build/html/zh_TW/search.html").read_text()


def test_our_own_words_are_in_every_language_that_has_a_catalog(world: Site) -> None:
    words = {
        "ja": "ノートブックをダウンロード", "zh-Hans": "下载笔记本", "de": "Notebook herunterladen",
        "zh_TW": "Download the notebook", "ar": "Download the notebook",
    }  # fmt: skip
    for code, word in words.items():
        assert word in world.page(code).read_text(encoding="utf-8")


def test_plain_sphinx_takes_the_tag_too(world: Site, tmp_path: Path) -> None:
    root = tmp_path / "again"
    shutil.copytree(world.root, root)
    shutil.rmtree(root / "build" / "html")
    done = Site(root, world.languages).build("pt-BR")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Buscar" in (root / "build/html/pt-BR/search.html").read_text()


def test_a_language_that_conf_does_not_list_is_told(world: Site, tmp_path: Path) -> None:
    root = tmp_path / "other"
    shutil.copytree(world.root, root)
    (root / "docs" / "fr-CA").mkdir()
    (root / "docs" / "fr-CA" / "index.md").write_text("# Accueil\n")
    done = Site(root, world.languages).build("fr-CA")
    assert done.returncode != 0
    assert "not in bilingual_gallery_languages" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_is_written_in_the_direction_of_its_language(world: Site) -> None:
    for name in ("index", "search", "tutorials/blitz/small"):
        found = {
            code: soup(world.root / f"build/html/{code}/{name}.html").html.get("dir")  # type: ignore[union-attr]
            for code in NAMES
        }
        assert {code for code in found if found[code] == "rtl"} == {"ar"}
        assert {found[code] for code in NAMES if code != "ar"} == {None}


@pytest.mark.parametrize(
    ("code", "tag", "direction"), [("ar", "ar", "rtl"), ("zh_TW", "zh-Hant", "ltr")]
)
def test_a_book_has_the_tag_and_the_direction_of_its_language(
    world: Site, tmp_path: Path, code: str, tag: str, direction: str
) -> None:
    root = tmp_path / "book"
    shutil.copytree(world.root, root)
    shutil.rmtree(root / "build" / "html")
    done = Site(root, world.languages).build(code, "-b", "epub")
    assert done.returncode == 0, done.stdout + done.stderr
    made = root / "build" / "html" / code
    assert (made / f"Small-{tag}.epub").is_file()
    package = (made / "content.opf").read_text(encoding="utf-8")
    assert f"<dc:language>{tag}</dc:language>" in package
    assert f'page-progression-direction="{direction}"' in package
    page = (made / "tutorials/blitz/small.xhtml").read_text(encoding="utf-8")
    assert (f'lang="{tag}"' in page, 'dir="rtl"' in page) == (True, direction == "rtl")


def test_each_language_has_its_own_comments_in_the_code(world: Site) -> None:
    for code, comment in COMMENTS.items():
        shown = soup(world.page(code)).select_one(".highlight-python, .highlight-default")
        assert shown is not None
        assert shown.get_text().startswith(f"# {comment}\nprint(0)")


def test_rules_that_are_not_described_in_a_language_are_described_in_english(world: Site) -> None:
    for code in NAMES:
        page: BeautifulSoup = soup(world.root / f"build/html/{code}/rules.html")
        assert "What every language has" in page.get_text()


# The search.


def results(tab: Any, world: Site, code: str, query: str) -> list[str]:
    tab.goto((world.root / f"build/html/{code}/search.html").as_uri())
    tab.locator(".search-page input").fill(query)
    until(tab, "document.querySelector('.search-page .search-count').textContent !== ''")
    return [link.get_attribute("href") or "" for link in tab.locator(".search-page li a").all()]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("code", "query", "place"),
    [
        ("ja", "配列", "small.html"),
        ("ja", "型", "small.html"),
        ("ja", "図", "small.html#figure"),
        ("ja", "同じ型の数", "small.html"),
        ("ja", "numpy", "small.html"),
        ("ja", "合計は", "small.html#figure"),
        ("zh-Hans", "数组", "small.html"),
        ("zh-Hans", "数", "small.html"),
        ("zh-Hans", "图", "small.html#figure"),
        ("zh-Hans", "类型相同", "small.html"),
        ("zh_TW", "陣列", "small.html"),
        ("pt-BR", "números", "small.html"),
        ("ar", "المصفوفة", "small.html"),
        ("de", "Zahlen", "small.html"),
    ],
)
def test_a_reader_finds_the_section(
    world: Site, tab: Any, code: str, query: str, place: str
) -> None:
    found = results(tab, world, code, query)
    assert found and found[0].endswith(f"tutorials/blitz/{place}"), found


@pytest.mark.browser
@pytest.mark.parametrize(("code", "query"), [("ja", "猫"), ("ja", "列配"), ("zh-Hans", "猫")])
def test_what_is_not_there_is_not_found(world: Site, tab: Any, code: str, query: str) -> None:
    assert results(tab, world, code, query) == []


@pytest.mark.browser
def test_the_browser_takes_letters_in_twos_as_the_build_does(world: Site, tab: Any) -> None:
    texts = [
        *(page["ja"] for page in PASSAGES),
        "𠮷野家で型。",
        "リストー、々",
        "a配b",
        "한국어 x_1",
        "型",
    ]
    for text in texts:
        tab.goto("about:blank")
        tab.add_script_tag(path=str(world.root / "build/html/ja/_static/language_data.js"))
        assert tab.evaluate("text => splitQuery(text)", text) == SEARCH.split(text)
    assert SEARCH.split("𠮷野家") == ["𠮷野", "野家"]
    assert bigrams.SEARCH.stem("配列") == "配列"


@pytest.mark.browser
@pytest.mark.parametrize("script", ["_static/language_data.js", "searchindex.js"])
def test_a_search_that_cannot_work_says_so(world: Site, browser: Any, script: str) -> None:
    page = browser.new_page()
    broken = (
        "var Stemmer = function () { return new ChineseStemmer(); }; var stopwords = new Set();"
    )
    text = broken if script.startswith("_static") else "Search.setIndex({});"
    page.route(
        f"**/{script}",
        lambda route: route.fulfill(body=text, content_type="text/javascript"),
    )
    page.goto((world.root / "build/html/en/search.html").as_uri())
    page.locator(".search-page input").fill("array")
    until(page, "document.querySelector('.search-page .search-count').textContent !== ''")
    told = page.locator(".search-page .search-count").inner_text()
    page.close()
    assert told == "The search index could not be loaded."


@pytest.mark.browser
@pytest.mark.parametrize(("code", "word"), [("ja", "出力"), ("de", "Ausgabe"), ("ar", "Output")])
def test_an_output_is_called_so_in_the_language_of_its_page(
    world: Site, tab: Any, code: str, word: str
) -> None:
    tab.goto(world.page(code).as_uri())
    output = tab.locator(".sphx-glr-script-out .highlight").first
    shown = output.evaluate("element => getComputedStyle(element, '::before').content")
    assert shown == f'"{word}"'


def test_the_sheet_has_what_the_text_of_each_language_wants_once(world: Site) -> None:
    sheet = (world.root / "build/html/de/_static/site.css").read_text(encoding="utf-8")
    for code in ("ja", "zh"):
        assert sheet.count(language(code).sheet.strip()) == 1
    assert language("ko").sheet.strip() not in sheet


# The chooser, and side by side.


@pytest.mark.browser
@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("pt-BR", "pt-BR"),
        ("pt", "pt-BR"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh_TW"),
        ("zh-HK", "zh_TW"),
        ("ja-JP", "ja"),
        ("de-AT", "de"),
        ("ar-EG", "ar"),
        ("fr-FR", ""),
    ],
)
def test_the_chooser_takes_the_readers_language(
    world: Site, browser: Any, locale: str, code: str
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto((world.root / "build/html/index.html").as_uri())
    if code:
        page.wait_for_url(f"**/{code}/index.html", timeout=5000)
    else:
        assert page.locator("nav a").count() == len(NAMES)
    context.close()


@pytest.mark.browser
def test_the_chooser_remembers_a_language_with_a_script_in_its_tag(world: Site, tab: Any) -> None:
    chooser = (world.root / "build/html/index.html").as_uri()
    tab.goto(f"{chooser}?choose")
    tab.click("a[lang=zh-Hant]")
    tab.wait_for_url("**/zh_TW/index.html")
    tab.click(".language-switch a[lang=pt-BR]")
    tab.wait_for_url("**/pt-BR/index.html")
    tab.goto(chooser)
    tab.wait_for_url("**/pt-BR/index.html")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("code", "other", "direction"),
    [("en", "ar", "rtl"), ("ar", "en", "ltr"), ("ar", "pt-BR", "ltr")],
)
def test_a_text_beside_another_keeps_its_own_direction_and_tag(
    world: Site, tab: Any, code: str, other: str, direction: str
) -> None:
    tab.goto(world.page(code).as_uri())
    tab.locator(".compare").click()
    tab.locator(".compare-with").select_option(other)
    tab.wait_for_selector(f".counterpart[lang={other}]")
    beside = tab.locator(f".counterpart[lang={other}]").first
    assert beside.evaluate("element => getComputedStyle(element).direction") == direction
