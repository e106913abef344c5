"""A site in which a language is begun: what its pages, lists and downloads say of what is not translated."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import nbformat
import partial
import pytest
from bs4 import BeautifulSoup
from helpers import Site

ADDRESS = "https://tutorials.example.org"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("partial")
    site = partial.make(root)
    site.add_to_conf(f'bilingual_gallery_site_url = "{ADDRESS}"\n')
    site.add_to_conf("bilingual_gallery_thumbnails = False")  # so that cards name sections
    site.add_to_conf("bilingual_gallery_fonts = False")  # they take longer than all else
    site.add_to_conf('suppress_warnings = ["bilingual_gallery.card"]\n')  # its font has no kanji
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    (root / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    return site


def soup(site: Site, language: str, name: str) -> BeautifulSoup:
    return BeautifulSoup(site.page(language, name).read_text("utf-8"), "html.parser")


def text(site: Site, path: str) -> str:
    return (site.root / "build" / "html" / path).read_text("utf-8")


def marks(site: Site, name: str) -> list[str]:
    return [each.get_text() for each in soup(site, "ja", name).select("article p.not-translated")]


def test_a_strict_build_passes_and_says_how_far_the_language_is(site: Site) -> None:
    said = (site.root / "said").read_text("utf-8")
    assert "\nja: 1 of 3 tutorials, 3 of 9 passages\n" in said
    assert "[partial]" not in said and "[untranslated]" not in said
    assert not re.search(r"^(ko|en): \d of", said, re.MULTILINE)


def test_a_page_of_which_nothing_is_translated_has_one_mark_at_its_top(site: Site) -> None:
    assert marks(site, "c_nothing") == [
        "このチュートリアルはまだ翻訳されていません。韓国語の文章です。"
    ]
    page = soup(site, "ja", "c_nothing")
    assert [(each["lang"], each["dir"]) for each in page.select("article .untranslated")] == [
        ("ko", "ltr")
    ] * len(page.select("article .untranslated"))
    assert "곱한 값은" in page.get_text()


def test_a_page_that_is_begun_has_a_mark_where_the_text_goes_over_to_another_language(
    site: Site,
) -> None:
    assert marks(site, "b_begun") == ["まだ翻訳されていません。韓国語の文章です。"]
    first = soup(site, "ja", "b_begun").select_one("section section")
    assert first is not None and first.select_one(".not-translated")
    assert marks(site, "a_whole") == []


def test_ids_are_those_of_the_last_language_that_is_complete(site: Site) -> None:
    for code in partial.LANGUAGES:
        page = soup(site, code, "b_begun")
        assert [each["id"] for each in page.select("section section")] == [
            "first-section",
            "second-section",
        ]


@pytest.mark.parametrize(
    ("name", "language", "canonical", "alternates"),
    [
        ("a_whole", "ja", "ja", ["ko", "en", "ja"]),
        ("b_begun", "ja", "ja", ["ko", "en", "ja"]),
        ("c_nothing", "ja", "ko", ["ko", "en"]),
        ("c_nothing", "en", "en", ["ko", "en"]),
    ],
)
def test_search_engines_are_led_to_the_page_in_the_language_that_it_is_in(
    site: Site, name: str, language: str, canonical: str, alternates: list[str]
) -> None:
    page = soup(site, language, name)
    where = f"{ADDRESS}/{{}}/tutorials/blitz/{name}.html"
    (link,) = page.select('link[rel="canonical"]')
    assert link["href"] == where.format(canonical)
    told = {
        str(each["hreflang"]): each["href"]
        for each in page.select('link[rel="alternate"][hreflang]')
    }
    assert [code for code in told if code != "x-default"] == alternates
    assert all(told[code] == where.format(code) for code in alternates)
    (address,) = page.select('meta[property="og:url"]')
    assert address["content"] == where.format(canonical)
    (own,) = page.select('meta[property="og:locale"]')
    assert str(own["content"]).startswith(canonical)


def test_the_maps_of_the_site_leave_out_what_is_not_translated(site: Site) -> None:
    assert "b_begun" in text(site, "ja/sitemap.xml")
    assert "c_nothing" not in text(site, "ja/sitemap.xml")
    assert "/ja/tutorials/blitz/c_nothing" not in text(site, "ko/sitemap.xml")
    assert "/ja/tutorials/blitz/b_begun" in text(site, "ko/sitemap.xml")


def test_the_language_switch_leads_there_and_says_so(site: Site) -> None:
    for name, told in (
        ("a_whole", None),
        ("b_begun", None),
        ("c_nothing", "아직 번역되지 않았습니다"),
    ):
        (link,) = soup(site, "ko", name).select('.language-switch a[lang="ja"]')
        assert str(link["href"]).endswith(f"ja/tutorials/blitz/{name}.html")
        assert link.get("title") == told
    (link,) = BeautifulSoup(text(site, "ko/guide.html"), "html.parser").select(
        '.language-switch a[lang="ja"]'
    )
    assert link["href"] == "../ja/index.html"


def test_cards_say_what_is_not_translated_and_what_is_in_part(site: Site) -> None:
    page = BeautifulSoup(text(site, "ja/tutorials/blitz/index.html"), "html.parser")
    told = {
        str(card.select_one("a")["href"]): [
            each.get_text() for each in card.select(".not-translated")
        ]
        for card in page.select(".sphx-glr-thumbcontainer")
    }
    assert {name.split(".")[0]: said for name, said in told.items()} == {
        "a_whole": [],
        "b_begun": ["一部だけ翻訳されています"],
        "c_nothing": ["まだ翻訳されていません"],
    }
    assert "not-translated" not in text(site, "en/tutorials/blitz/index.html")
    sections = page.select(".card-sections a [lang]")
    assert [(each.get_text(), each["lang"]) for each in sections] == [
        ("첫째 절", "ko"),
        ("둘째 절", "ko"),
        ("더 보기", "ko"),
    ]


def test_what_a_page_lists_that_the_language_lacks_is_listed_with_its_section(site: Site) -> None:
    for code, is_listed in (("ko", False), ("en", False), ("ja", True)):
        assert ("b_begun" in article(site, f"{code}/tutorials/blitz/index.html")) == is_listed


def test_links_to_pages_that_the_language_lacks_lead_to_another_ones(site: Site) -> None:
    links = soup(site, "ja", "c_nothing").select("article a[href*=guide]")
    assert [str(each["href"]) for each in links] == [
        "../../../ko/guide.html",
        "../../../ko/guide.html#start",
    ]
    assert [each.get_text() for each in links] == ["설명", "설명"]
    notebook = site.download("ja", "blitz/c_nothing.ipynb").read_text("utf-8")
    assert f"[설명]({ADDRESS}/ko/guide.html)" in notebook
    assert f"{ADDRESS}/ko/guide.html" in text(site, "ja/tutorials/blitz/c_nothing.md")


def test_no_other_language_is_offered_beside_a_page_that_is_in_it_already(site: Site) -> None:
    def beside(language: str, name: str) -> list[str]:
        found = soup(site, language, name).select_one("[data-parallel]")
        return re.findall(r'"code": ?"(\w+)"', str(found["data-parallel"])) if found else []

    assert beside("ko", "b_begun") == ["en", "ja"]
    assert beside("ko", "c_nothing") == ["en"]
    assert beside("ja", "c_nothing") == ["en"]


def test_notebooks_of_two_languages_are_of_languages_that_a_tutorial_has(site: Site) -> None:
    def made(language: str, name: str) -> set[str]:
        folder = site.download(language, "blitz")
        return {each.name.removeprefix(f"{name}.") for each in folder.glob(f"{name}.*")}

    assert made("ja", "c_nothing") == {"ipynb", "py"}
    assert made("ko", "c_nothing") == {"ipynb", "py", "ko-en.ipynb", "ko-en-below.ipynb"}
    assert "ko-ja.ipynb" in made("ko", "b_begun")
    for code in partial.LANGUAGES:
        for name in partial.SCRIPTS:
            hrefs = (str(each["href"]) for each in soup(site, code, name).select(".of-two a"))
            assert all((site.page(code, name).parent / each).is_file() for each in hrefs)


def test_a_notebook_says_once_that_nothing_is_translated(site: Site) -> None:
    book = nbformat.read(site.download("ja", "blitz/c_nothing.ipynb"), as_version=4)
    whole = "\n".join(each.source for each in book.cells)
    assert whole.count("まだ翻訳されていません") == 1
    assert whole.count('<div lang="ko"') == 2


def test_lists_for_programs_name_what_is_not_translated_apart(site: Site) -> None:
    own = text(site, "ja/llms.txt")
    assert (
        own.index("b_begun.md") < own.index("## まだ翻訳されていません") < own.index("c_nothing.md")
    )
    every = text(site, "llms.txt")
    assert every.count("/c_nothing.md") == 2 and every.count("/b_begun.md") == 3
    assert "/ja/tutorials/blitz/c_nothing.md" not in text(site, "ko/tutorials/blitz/c_nothing.md")


def test_the_search_knows_nothing_of_another_languages_text(site: Site) -> None:
    texts = text(site, "ja/_search/tutorials/blitz/c_nothing.js")
    assert "곱한" not in texts
    assert "product" in texts  # what the code prints is in every language


def test_the_page_of_figures_says_how_far_each_language_is_that_is_not_whole(site: Site) -> None:
    page = BeautifulSoup(text(site, "en/guide.html"), "html.parser")
    told = [each.get_text() for each in page.select("article p") if "tutorials" in each.get_text()]
    assert told == ["日本語: 1 of 3 tutorials, 3 of 9 passages"]


def test_a_book_of_two_is_sound_and_leads_to_no_page_that_it_has_not(
    site: Site, epubcheck: list[str]
) -> None:
    site.add_to_conf('version = "1.0"\nepub_copyright = "2026"\nepub_basename = "small"')
    done = site.run("build", "docs", "build/epub", "-b", "epub", "-d", "build/epub-doctrees", "-W")
    assert done.returncode == 0, done.stdout + done.stderr
    book = site.root / "build/epub/ja/small-ja-en.epub"
    told = subprocess.run([*epubcheck, "-q", str(book)], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    with ZipFile(book) as packed:
        page = packed.read("tutorials/blitz/c_nothing.xhtml").decode("utf-8")
    assert page.count("まだ翻訳されていません") == 1
    assert "곱한 값은" in page and "The product is" in page and "guide.xhtml" not in page


def article(site: Site, path: str) -> str:
    return str(BeautifulSoup(text(site, path), "html.parser").select_one("article"))


def clean(site: Site, root: Path) -> Site:
    """The same sources in another folder, with nothing built; what was run is kept."""
    made = [f"docs/{code}/tutorials" for code in site.languages]
    shutil.copytree(site.root / "gallery", root / "gallery")
    shutil.copytree(
        site.root / "docs",
        root / "docs",
        ignore=lambda folder, names: {
            name for name in names if str(Path(folder, name).relative_to(site.root)) in made
        },
    )
    shutil.copytree(site.root / "build/outputs", root / "build/outputs")
    return Site(root, site.languages)


def files(site: Site) -> dict[str, bytes]:
    folder = site.root / "build" / "html"
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_tutorial_that_is_begun_next_makes_the_site_that_a_clean_build_makes(
    site: Site, tmp_path: Path
) -> None:
    """The last of these tests, because it goes on with the site."""
    path = site.script("c_nothing")
    before = path.read_text("utf-8")
    path.write_text(before.replace(partial.BELOW, partial.BELOW + partial.BEGINS), encoding="utf-8")
    docs = site.root / "docs" / "ja"
    listing = "# 案内\n\n(start)=\n## 始め 1\n\n```{tutorial-summary}\n```\n\n"
    listing += "```{toctree}\ntutorials/blitz/b_begun\n```\n"
    (docs / "guide.md").write_text(listing, encoding="utf-8")
    home = (docs / "index.md").read_text("utf-8")
    (docs / "index.md").write_text(home.replace("index\n```", "index\nguide\n```"))
    made = site.make()
    assert made.returncode == 0, made.stdout + made.stderr
    assert "\nja: 1 of 3 tutorials, 4 of 9 passages\n" in made.stdout
    assert "/ja/tutorials/blitz/c_nothing" in text(site, "ko/sitemap.xml")
    assert "b_begun" not in article(site, "ja/tutorials/blitz/index.html")
    assert 'href="../../guide.html' in text(site, "ja/tutorials/blitz/c_nothing.html")
    other = clean(site, tmp_path)
    assert other.make().returncode == 0
    ours, theirs = files(site), files(other)
    assert [name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)] == []
