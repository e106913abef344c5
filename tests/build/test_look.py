"""What a strict look at the site found, in the HTML: figures elsewhere, redirects, letters, links."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import second_site
import warm
from bilingual_gallery.config import settings_of
from bilingual_gallery.site.page_links import address_of
from readers import soup

CODES = ("ko", "en", "ja")
MORE = """
html_theme = "furo"
html_logo = "icon.svg"
bilingual_gallery_site_url = "https://sums.example.org/project"
bilingual_gallery_source_url = "https://github.com/o/r/blob/main/gallery/{path}"
bilingual_gallery_redirects = {
    "old": "tutorials/basics/additions#the-sum",
    "index": "old",
    "older": "nowhere",
    "../up": "index",
}
"""
DRAWING = """
# %% tags=["hide-input"]
import matplotlib.pyplot as plt
plt.bar([1, 2], [1, 2])
plt.title("Sums")
plt.show()
"""
OPENING = """\
::::{{container}} opening
Lead.

```{{tutorial-figure}} basics/additions#the-sum
:alt: {alt} <x>

What *you* will draw.
```
::::
"""
ALT = {"ko": "막대 두 개", "en": "Two bars", "ja": "棒二つ"}


class Built:
    def __init__(self, root: Path) -> None:
        self.root = root
        docs = second_site.write(root, CODES, MORE)
        script = root / "gallery/basics/additions.py"
        script.write_text(script.read_text() + DRAWING)
        for code in CODES:
            home = docs / code / "index.md"
            opening = OPENING.format(alt=ALT[code])
            home.write_text(home.read_text().replace("\n\n", f"\n\n{opening}\n", 1))
        wrong = "```{tutorial-figure} basics/additions\n```\n\n```{tutorial-figure} basics/a\n```\n"
        (docs / "en/wrong.md").write_text(f"---\norphan: true\n---\n\n# Wrong\n\n{wrong}")
        done = warm.run("bilingual_gallery", ["build", "docs", "out"], root)
        assert done.returncode == 0, done.stdout + done.stderr
        self.said = done.stdout + done.stderr
        self.checked = warm.run("bilingual_gallery", ["check", "docs"], root).stdout

    def page(self, name: str) -> Any:
        return soup(self.root / "out" / name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("look"))


@pytest.mark.parametrize("code", CODES)
def test_a_figure_of_a_tutorial_is_shown_elsewhere_in_light_and_dark(
    site: Built, code: str
) -> None:
    shown = site.page(f"{code}/index.html").select_one(".opening > .tutorial-figure")
    light, dark = shown.select("a.zoom img")
    assert light["alt"] == dark["alt"] == f"{ALT[code]} <x>"
    assert "dark-figure" in dark["class"]
    assert "loading" not in light.attrs and dark["loading"] == "lazy"
    for image in (light, dark):
        assert (site.root / "out" / code / image["src"]).is_file()
    assert shown.select_one("p em").get_text() == "you"
    assert shown.select_one(".excerpt-from a")["href"].endswith("additions.html#the-sum")


def test_a_section_without_a_figure_is_not_one_and_is_told_at_its_line(site: Built) -> None:
    said = [line for line in site.said.splitlines() if "en/wrong.md:" in line]
    assert "wrong.md:10: " in said[-1] and "there is no tutorial 'basics/a'" in said[-1]
    # The title's section has all others, so it has their figure.
    assert site.page("en/wrong.html").select(".tutorial-figure img")


def test_a_redirect_that_leads_nobody_is_found_by_the_check_as_by_the_build(site: Built) -> None:
    line = 1 + (site.root / "docs/conf.py").read_text().split("\n").index('    "index": "old",')
    for told in (site.said, site.checked):
        lines = [each for each in told.splitlines() if "[redirect]" in each]
        found = sorted(
            {re.sub(r"^.*?(?=docs/conf)|WARNING: | \[bil.*", "", each) for each in lines}
        )
        assert [each.partition(": [redirect] ")[0] for each in found] == [
            f"docs/conf.py:{line + at}" for at in range(3)
        ]
        assert "index is a page" in found[0]
        assert "older leads to 'nowhere'" in found[1]
        assert "../up is no name of a page" in found[2]
    # A page that is made of a script is one.
    assert "old leads" not in site.checked


def test_a_title_whose_letters_the_cards_lack_is_told_once(site: Built) -> None:
    said = [line for line in site.said.splitlines() if "[card]" in line]
    assert len(said) == 1 and re.search(r"docs/conf\.py:\d+: .*titles in ja .*\(.*足", said[0])
    assert not list((site.root / "out/ja/_cards").rglob("additions.png"))
    assert list((site.root / "out/ko/_cards").rglob("additions.png"))


def test_a_page_that_is_written_leads_to_its_editor_and_tells_of_mistakes(site: Built) -> None:
    page = site.page("ko/index.html")
    edit, report = page.select(".tutorial-downloads a")
    assert edit["href"] == "https://github.com/o/r/edit/main/docs/ko/index.md"
    assert "issues/new?title=Home%20ko%20%28ko%29" in report["href"]
    assert "https%3A%2F%2Fsums.example.org%2Fproject%2Fko%2Findex.html" in report["href"]
    assert not page.select("[data-piece] .edit")
    # A tutorial has its own, of its script; an index of the gallery has none.
    tutorial = site.page("ko/tutorials/basics/additions.html").select("a.edit")
    assert [each["href"] for each in tutorial] == [
        "https://github.com/o/r/edit/main/gallery/basics/additions.py"
    ]
    assert not site.page("ko/tutorials/basics/index.html").select("a.edit")


def test_no_address_of_a_page_is_guessed(site: Built, tmp_path: Path) -> None:
    shutil.copytree(site.root / "docs", tmp_path / "docs")
    shutil.copytree(site.root / "gallery", tmp_path / "gallery")
    conf = tmp_path / "docs/conf.py"
    conf.write_text(conf.read_text().replace("/gallery/{path}", "/scripts/{path}"))
    settings = settings_of(tmp_path / "docs")
    assert address_of(settings, tmp_path / "docs/ko/index.md") == ""


@pytest.mark.parametrize("name", ["ko/index.html", "ja/tutorials/basics/additions.html"])
def test_a_page_says_once_how_wide_it_is(site: Built, name: str) -> None:
    assert len(site.page(name).select('meta[name="viewport"]')) == 1


def test_the_menu_of_the_home_page_is_open_where_one_begins(site: Built) -> None:
    tree = site.page("en/index.html").select_one(".sidebar-tree")
    assert tree.select_one("input[checked]") is not None
    entry = tree.select_one("input[checked]").find_parent("li")
    assert entry.select('a[href$="additions.html"]')


def test_the_page_for_what_is_missing_has_the_letters_of_the_site(site: Built) -> None:
    text = (site.root / "out/404.html").read_text()
    font = "/project/ko/_static/text.woff2"
    assert f'url("{font}")' in text
    assert (site.root / "out" / font.removeprefix("/project/")).is_file()
