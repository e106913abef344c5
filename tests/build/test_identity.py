"""What a site shows of itself: its color, its home page, cards of links, and pages outside the languages."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import second_site
import warm
from bilingual_gallery.site.accent import Shades, contrast
from bilingual_gallery.site.social_cards import Card
from PIL import Image
from readers import digests, soup

MORE = """
html_theme = "furo"
html_logo = "icon.svg"
bilingual_gallery_titles = {"ko": "덧셈 <교실>", "en": "Sums"}
bilingual_gallery_site_url = "https://sums.example.org/project"
bilingual_gallery_accent = "#ee4c2c"
bilingual_gallery_thumbnails = False
bilingual_gallery_redirects = {
    "old/sums": "tutorials/basics/additions#the-sum",
    "index": "old",
    "older": "nowhere",
}
"""
EXCERPT = "```{tutorial-excerpt} basics/additions\n```\n"
WRONG = ("basics/addition", "basics/additions#the-sums", "basics/additions#the-sum")
ADDRESS = "https://sums.example.org/project"


class Built:
    """The site, and what its build said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.docs = second_site.write(root, ("ko", "en"), MORE)
        for code in ("ko", "en"):
            home = self.docs / code / "index.md"
            home.write_text(home.read_text().replace("\n\n", f"\n\n{EXCERPT}\n", 1))
        wrong = "\n".join(f"```{{tutorial-excerpt}} {each}\n```\n" for each in WRONG[:2])
        (self.docs / "en" / "wrong.md").write_text(f"---\norphan: true\n---\n\n# Wrong\n\n{wrong}")
        self.said = self.build()

    def build(self) -> str:
        done = warm.run("bilingual_gallery", ["build", "docs", "out"], self.root)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def page(self, name: str) -> Any:
        return soup(self.root / "out" / name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("identity"))


@pytest.mark.parametrize("color", ["#ee4c2c", "#ffff00", "#000080", "#777777", "#00c853"])
def test_letters_in_the_color_of_the_site_can_be_read_in_both_themes(color: str) -> None:
    shades = Shades.of(color)
    for paper in ("#ffffff", "#f8f9fb", "#eeeeee"):
        assert contrast(shades.light, paper) >= 4.5
    assert contrast(shades.fill, "#ffffff") >= 4.5
    for paper in ("#131416", "#1a1c1e", "#202020"):
        assert contrast(shades.dark, paper) >= 4.5


def test_all_that_has_a_color_has_the_one_of_conf_py(site: Built) -> None:
    sheet = (site.root / "out/en/_static/site.css").read_text(encoding="utf-8")
    shades = Shades.of("#ee4c2c")
    assert f"body {{ --color-brand-content: {shades.light}; " in sheet
    assert sheet.count(f"--color-brand-content: {shades.dark}; ") == 2  # chosen, and the system's
    for page in ("index.html", "404.html"):
        text = (site.root / "out" / page).read_text(encoding="utf-8")
        assert shades.light in text and shades.dark in text


def test_the_logo_is_beside_the_name_and_says_nothing_twice(site: Built) -> None:
    brand = site.page("ko/tutorials/basics/additions.html").select_one(".sidebar-brand")
    assert brand.get_text(strip=True) == "덧셈 <교실>"
    assert brand.img["src"] == "../../_static/icon.svg" and brand.img["alt"] == ""


@pytest.mark.parametrize(("language", "other"), [("ko", "en"), ("en", "ko")])
def test_a_home_page_shows_a_piece_of_a_tutorial_in_every_language(
    site: Built, language: str, other: str
) -> None:
    excerpt = site.page(f"{language}/index.html").select_one(".excerpt")
    sides = excerpt.select(".excerpt-side")
    assert [side["lang"] for side in sides] == [language, other]
    told = {"ko": "print로 합계를 보여 줍니다.", "en": "The total is shown by print."}
    for side in sides:
        assert [each.get_text() for each in side.select("p")][1] == told[side["lang"]]
        assert side.code.get_text() == "print"
    code, output = excerpt.select("pre")
    assert "total = 1 + 2" in code.get_text()
    assert {"ko": "값을 더합니다.", "en": "Add the values."}[language] in code.get_text()
    assert output.get_text().strip() == "the total is 3"
    assert excerpt.select_one(".excerpt-from a")["href"] == "tutorials/basics/additions.html"
    # It is in both languages already, and no result of a search.
    assert not excerpt.select("[data-piece]")
    index = (site.root / "out" / language / "searchindex.js").read_text(encoding="utf-8")
    assert "index.html" in index or '"index"' in index


def test_a_piece_that_there_is_not_is_told_at_its_line(site: Built) -> None:
    said = [
        line for line in site.said.splitlines() if "en/wrong.md:" in line and "[pages]" not in line
    ]
    assert re.search(r"wrong\.md:7: .*there is no tutorial 'basics/addition'", said[0])
    assert re.search(r"wrong\.md:10: .*has no section 'the-sums'; write one of .*the-sum", said[1])
    assert len(said) == 2


def test_the_page_of_a_section_is_a_path_with_what_each_tutorial_has(site: Built) -> None:
    card = site.page("ko/tutorials/basics/index.html").select_one(".sphx-glr-thumbcontainer")
    assert not card.select("img")
    assert [link["href"] for link in card.select("a")] == [
        "additions.html",
        "additions.html#the-sum",
    ]
    assert [line.get_text() for line in card.select("p")] == [
        "덧셈", "print로 합계를 보여 줍니다.", "읽는 시간 약 5분", "합계"
    ]  # fmt: skip


def test_the_page_of_the_gallery_leads_to_its_sections_and_lists_titles_alone(site: Built) -> None:
    page = site.page("en/tutorials/index.html")
    assert not page.select(".sphx-glr-thumbcontainer")
    assert [each.name for each in page.select("article :is(h1, h2)")] == ["h1", "h2"]
    assert page.select_one("article h2 a")["href"] == "basics/index.html"
    (line,) = page.select("article .path > ol > li")
    assert line.get_text(" ", strip=True) == "Additions 5 minutes"
    assert line.a["href"] == "basics/additions.html"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_has_a_card_for_messengers_in_its_language(site: Built, language: str) -> None:
    for name in ("index", "tutorials/basics/additions"):
        page = site.page(f"{language}/{name}.html")
        told = {each["property"]: each["content"] for each in page.select("meta[property]")}
        address = told["og:image"]
        assert address == f"{ADDRESS}/{language}/_cards/{name}.png"
        assert page.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"
        with Image.open(site.root / "out" / address.removeprefix(f"{ADDRESS}/")) as card:
            assert card.size == (1200, 630)
            assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    chooser = site.page("index.html").select_one('meta[property="og:image"]')
    assert chooser["content"] == f"{ADDRESS}/ko/_cards/index.png"


def test_a_card_has_hangul_and_the_same_bytes_each_time() -> None:
    one, other = (Card(title, "", "Sums", "#ee4c2c", "page") for title in ("텐서", "계층"))
    assert one.drawn() == one.drawn()
    pictures = [Image.open(BytesIO(card.drawn())).convert("L") for card in (one, other)]
    # Two words of as many letters, which a font without them would draw as the same boxes.
    assert pictures[0].tobytes() != pictures[1].tobytes()


def test_the_page_for_what_is_not_there_has_whole_addresses_and_every_language(site: Built) -> None:
    page = site.page("404.html")
    assert [each["lang"] for each in page.select("section")] == ["ko", "en"]
    assert [each.get_text() for each in page.select("h2")] == [
        "이런 페이지가 없습니다", "There is no such page",
    ]  # fmt: skip
    assert page.img["src"].startswith("data:image/svg+xml;base64,")
    assert re.findall(r'url\("(.*?)"\)', page.style.get_text()) == [
        "/project/ko/_static/text.woff2"
    ]
    assert not page.select("script[src]")
    assert [each["href"][:5] for each in page.select("link")] == ["data:"]  # its icon
    addresses = [each["href"] for each in page.select("a")]
    assert len(addresses) == 4
    for address in addresses:  # right at any depth
        assert address.startswith("/project/")
        assert (site.root / "out" / address.removeprefix("/project/")).is_file(), address


def test_a_page_under_an_old_name_leads_to_the_new_one(site: Built) -> None:
    page = site.page("ko/old/sums.html")
    target = "../tutorials/basics/additions.html#the-sum"
    assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={target}"
    assert page.select_one("main a")["href"] == target
    canonical = page.select_one("link[rel=canonical]")["href"]
    assert canonical == f"{ADDRESS}/ko/tutorials/basics/additions.html"
    assert page.html["lang"] == "ko" and page.title.get_text() == "덧셈"


def test_a_redirect_that_leads_nowhere_is_a_finding(site: Built) -> None:
    said = [line for line in site.said.splitlines() if "[redirect]" in line]
    conf = (site.docs / "conf.py").read_text().split("\n")
    lines = [conf.index(f'    "{name}",') + 1 for name in ('index": "old', 'older": "nowhere')]
    for line, words in zip(lines, ("index is a page", "there is no such page"), strict=True):
        assert any(f"conf.py:{line}: " in each and words in each for each in said), (line, said)
    assert not (site.root / "out/ko/older.html").exists()


def test_a_change_of_the_tutorial_or_of_conf_py_reaches_all_of_it(site: Built) -> None:
    script = site.root / "gallery/basics/additions.py"
    script.write_text(script.read_text().replace("1 + 2", "2 + 2").replace("# Additions", "# More"))
    conf = site.docs / "conf.py"
    conf.write_text(conf.read_text().replace('    "old/sums"', '    "old/totals"'))
    card = site.root / "out/en/_cards/tutorials/basics/additions.png"
    before, home = card.read_bytes(), site.root / "out/en/_cards/index.png"
    drawn = home.stat().st_mtime_ns
    site.build()
    assert "the total is 4" in site.page("ko/index.html").select_one(".excerpt").get_text()
    assert card.read_bytes() != before
    assert home.stat().st_mtime_ns == drawn  # which says the same as before
    assert not (site.root / "out/ko/old/sums.html").exists()
    assert (site.root / "out/ko/old/totals.html").is_file()
    # All as a clean build makes it, and no card where nobody could find it.
    made = digests(site.root / "out")
    warm.run("bilingual_gallery", ["build", "docs", "clean", "-d", "others"], site.root)
    clean = digests(site.root / "clean")
    assert {n: d for n, d in made.items() if "_cards" in n} == {
        n: d for n, d in clean.items() if "_cards" in n
    }
    conf.write_text(conf.read_text().replace(f'"{ADDRESS}"', '""'))
    site.build()
    assert not list((site.root / "out").rglob("_cards/**/*.png"))
    assert not site.page("en/index.html").select('meta[property="og:image"]')
    assert site.page("404.html").select("a")[0]["href"] == "/ko/index.html"
