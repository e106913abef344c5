"""Books in two languages: the second under each piece of the first, code and figures once."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
import warm
from bilingual_gallery.epub.two import Beside, woven
from bilingual_gallery.site.pairs import counterparts
from bilingual_gallery.site.pieces import Walk
from helpers import Site
from readers import soup
from trilingual import LANGUAGES, make_trilingual

CONF = """
version, author, copyright = "1.0", "somebody", "2026, somebody"
epub_basename, epub_copyright = "sums", copyright
epub_show_urls, epub_tocdup = "no", False
epub_contributor = epub_description = author
"""
COPIES = "\n```{offline-copies}\nTo take along:\n```\n"
DC = "{http://purl.org/dc/elements/1.1/}"
STATIC = Path(__file__).parents[2] / "docs/_ext/bilingual_gallery/static"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = make_trilingual(tmp_path_factory.mktemp("books-of-two"), CONF)
    for language in LANGUAGES:
        home = site.root / "docs" / language / "index.md"
        home.write_text(home.read_text(encoding="utf-8") + COPIES, encoding="utf-8")
    offline(site)
    return site


def offline(site: Site) -> None:
    command = ["offline", "docs", "build/html", "-W"]
    done = warm.run("bilingual_gallery", command, site.root, SOURCE_DATE_EPOCH=None)
    assert done.returncode == 0, done.stdout + done.stderr


def book(site: Site, name: str) -> ZipFile:
    return ZipFile(site.root / f"build/html/offline/{name}.epub")


def page(site: Site, name: str, path: str = "tutorials/blitz/small") -> str:
    return book(site, name).read(f"{path}.xhtml").decode("utf-8")


@pytest.mark.parametrize(("first", "second"), [("ko", "en"), ("en", "ja")])
def test_a_checker_accepts_a_book_in_two_languages(
    epubcheck: list[str], site: Site, first: str, second: str
) -> None:
    path = site.root / f"build/html/offline/sums-{first}-{second}.epub"
    done = subprocess.run(
        [*epubcheck, "--failonwarnings", str(path)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_language_has_a_book_with_each_other_and_its_home_page_leads_there(
    site: Site,
) -> None:
    wanted = {f"sums-{first}-{second}.epub" for first, second in permutations(LANGUAGES, 2)}
    folder = site.root / "build/html/offline"
    assert wanted <= {path.name for path in folder.iterdir()}
    assert (folder / "sums.zip").is_file()
    links = soup(site.root / "build/html/en/index.html").select(".offline-copies a")
    assert [link.get_text().partition(" (")[0] for link in links] == [
        "Book in English", "Book in Korean", "Book in Japanese",
        "Book in English and Korean, paragraph by paragraph",
        "Book in English and Japanese, paragraph by paragraph",
        "The whole site; unpack it and open index.html",
    ]  # fmt: skip
    names = [Path(str(link["href"])).name for link in links[3:5]]
    assert names == ["sums-en-ko.epub", "sums-en-ja.epub"]


def test_paragraph_stands_under_paragraph_and_headings_are_in_both(site: Site) -> None:
    text = page(site, "sums-en-ko")
    other = ' class="second" lang="ko" xml:lang="ko"'
    assert re.search(rf"<h1>Sums &amp; products<br/><span{other}>합 &amp; 곱</span></h1>", text)
    first = soup_of(text).select("section > p:not(.reading-time)")[:2]
    assert [(each.get("lang"), each.get_text()) for each in first] == [
        (None, "The first paragraph leads to the second part."), ("ko", "첫 문단의 둘째 절입니다."),
    ]  # fmt: skip
    items = soup_of(text).select("li")
    assert [[p.get_text() for p in item.select("p")] for item in items] == [
        ["One", "하나"], ["Two", "둘"],
    ]  # fmt: skip
    (formula,) = soup_of(text).select("p:not(.second) math")
    assert formula is not None
    assert len(soup_of(text).select("p.second math")) == 1
    assert [str(each["class"]) for each in soup_of(text).select(".admonition-title.second")]


def soup_of(text: str):  # type: ignore[no-untyped-def]
    from bs4 import BeautifulSoup

    return BeautifulSoup(text, "html.parser")


def test_code_outputs_and_figures_are_there_once(site: Site) -> None:
    for path in ("tutorials/blitz/small", "tutorials/blitz/other"):
        both, alone = (soup_of(page(site, name, path)) for name in ("sums-ko-ja", "sums-ko"))
        for selector in ("pre", "img[src*=sphx_glr]"):
            assert both.select(selector) == alone.select(selector)


def test_contents_and_title_are_in_both_languages(site: Site) -> None:
    made = book(site, "sums-ko-en")
    entries = [link.get_text() for link in soup_of(made.read("nav.xhtml").decode()).select("a")]
    assert {"합 & 곱 · Sums & products", "더 볼 것 · More to see", "Home ko · Home en"} <= set(
        entries
    )
    points = ElementTree.fromstring(made.read("toc.ncx"))
    said = [each.text for each in points.iter("{http://www.daisy.org/z3986/2005/ncx/}text")]
    assert said[0] == "Home ko · Home en" and "합 & 곱 · Sums & products" in said
    package = ElementTree.fromstring(made.read("content.opf"))
    assert package.findtext(f".//{DC}title") == "Home ko · Home en"
    assert [each.text for each in package.iter(f"{DC}language")] == ["ko", "en"]
    identifiers = {
        ElementTree.fromstring(book(site, name).read("content.opf")).findtext(f".//{DC}identifier")
        for name in ("sums-ko", "sums-en", "sums-ko-en", "sums-en-ko")
    }
    assert len(identifiers) == 4


def test_the_same_sources_make_the_same_book(site: Site) -> None:
    path = site.root / "build/html/offline/sums-ja-ko.epub"
    before = path.read_bytes()
    first = ZipFile(path).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    offline(site)
    assert path.read_bytes() == before


BESIDE = Beside(' lang="en"', lambda link: link)
SECTION = '<section id="{id}"><h2>{title}</h2>{rest}</section>'


def body(*sections: str) -> str:
    return f'<html><body><section id="top"><h1>T</h1>{"".join(sections)}</section></body></html>'


def test_nothing_that_the_second_language_says_alone_is_lost() -> None:
    ours = body(
        '<section id="a"><h2>A</h2><p>one</p></section>', '<section id="c"><h2>C</h2></section>'
    )
    theirs = body(
        '<section id="a"><h2>a</h2><p>1</p><p>2</p></section>',
        '<section id="b"><h2>b</h2><p>3</p></section>',
        '<section id="c"><h2>c</h2></section>',
    )
    text = soup_of(woven(ours, theirs, BESIDE))
    said = [each.get_text() for each in text.select(".second")]
    assert said == ["a", "1", "2", "b", "3", "c"]
    assert text.select_one("#a > p").get_text() == "one"


def test_what_is_the_same_in_both_is_said_once() -> None:
    text = woven(body("<p><code>x = 1</code></p>"), body("<p><code>x = 1</code></p>"), BESIDE)
    assert text == body("<p><code>x = 1</code></p>")


PAGES = [
    body("<p>one</p><ul><li><p>two</p></li></ul>"),
    body("<p>eins</p><ul><li><p>zwei</p></li></ul>"),
    body(
        '<section id="a"><h2>A</h2><p>x</p></section>',
        '<section id="b"><h2>Bee</h2><p>y</p></section>',
    ),
    body(
        '<section id="b"><h2>Be</h2><p>1</p></section>',
        '<section id="a"><h2>Ah</h2><p>2</p></section>',
    ),
    body(
        '<section id="a"><h2>Ah</h2><p>1</p><p>2</p></section>',
        '<section id="b"><h2>b</h2><p>3</p></section>',
    ),
    body('<section id="id1"><h2>가</h2><p>1</p><p>2</p></section>', "<p>last</p>"),
    body('<dl><dt id="term-x">x</dt><dd><p>1</p></dd><dt id="term-y">y</dt><dd><p>2</p></dd></dl>'),
    body('<dl><dt id="term-y">Y</dt><dd><p>2</p></dd><dt id="term-x">X</dt><dd><p>1</p></dd></dl>'),
]


def test_books_pair_as_pages_do() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node; install it (Debian: apt-get install nodejs) to run this test")
    walks = [Walk(soup_of(each).body.decode_contents()) for each in PAGES]
    told = [
        {
            "groups": [[group.id, group.named] for group in walk.groups],
            "pieces": [
                [piece.group, piece.kind, number] for number, piece in enumerate(walk.pieces)
            ],
        }
        for walk in walks
    ]
    script = (STATIC / "counterparts.js").read_text(encoding="utf-8")
    assert "return { load, of, element };" in script
    script = script.replace("return { load, of, element };", "return { pair };")
    script += f"""
const told = {json.dumps(told)};
const pairs = (ours, theirs) => Array.from(counterparts.pair(ours, theirs), (each) => each ?? null);
const found = told.map((ours) => told.map((theirs) => pairs(ours, theirs)));
console.log(JSON.stringify(found));
"""
    done = subprocess.run([node, "-"], input=script, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    here = [[list(counterparts(ours, theirs)) for theirs in walks] for ours in walks]
    assert here == json.loads(done.stdout)
    assert any(None in pairs for row in here for pairs in row)
