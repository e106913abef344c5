"""The page of a section leaves out the tutorials that an author's own page lists."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from bilingual_gallery.site import cards
from helpers import TUTORIAL, Site, make_site
from readers import soup

LISTED = "# More\n\n```{toctree}\ntutorials/blitz/other\n```\n"


def two(root: Path, *unlisted: str) -> Site:
    other = TUTORIAL.replace("A small", "Another").replace("작은", "다른")
    site = make_site(root, {"small": TUTORIAL, "other": other})
    for language in site.languages:
        docs = root / "docs" / language
        (docs / "more.md").write_text(LISTED)
        home = docs / "index.md"
        home.write_text(f"{home.read_text()}\n```{{toctree}}\nmore\n```\n")
    site.add_to_conf(f"bilingual_gallery_unlisted = {list(unlisted)!r}\nhtml_theme = 'furo'\n")
    return site


def test_a_tutorial_that_is_unlisted_is_where_the_author_lists_it_alone(tmp_path: Path) -> None:
    site = two(tmp_path, "blitz/other.py")
    done = site.build("en", "-W")
    assert done.returncode == 0, done.stderr
    index = soup(tmp_path / "build/html/en/tutorials/blitz/index.html")
    cards = index.select(".sphx-glr-thumbcontainer a")
    assert [card["href"] for card in cards] == ["small.html"]
    in_tree = [str(link["href"]) for link in index.select(".sidebar-tree a.reference")]
    assert [href for href in in_tree if "other" in href] == ["other.html"]  # below "More" alone
    more = soup(tmp_path / "build/html/en/more.html")
    assert more.select_one('article a[href="tutorials/blitz/other.html"]')


def test_a_first_section_that_there_is_not_is_told(tmp_path: Path) -> None:
    site = two(tmp_path)
    site.add_to_conf("bilingual_gallery_first_sections = ['blits']\n")
    done = site.build("en", "-W")
    assert done.returncode != 0
    assert "conf.py:" in done.stderr
    assert ": no section of tutorials is called blits; write one as blitz, or take" in done.stderr


def test_a_section_to_read_in_any_order_has_no_numbers(tmp_path: Path) -> None:
    site = two(tmp_path)
    site.add_to_conf("bilingual_gallery_thumbnails = False\n")
    for more_conf, has_numbers in (
        ("", True),
        ("bilingual_gallery_unordered_sections = ['blitz']\n", False),
    ):
        site.add_to_conf(more_conf)
        done = site.build("en", "-W")
        assert done.returncode == 0, done.stderr
        whole = soup(tmp_path / "build/html/en/tutorials/index.html")
        assert len(whole.select(f".path > {'ol' if has_numbers else 'ul'} > li")) == 2
        section = soup(tmp_path / "build/html/en/tutorials/blitz/index.html")
        numbered = section.select(".sphx-glr-thumbcontainer:not([data-unordered])")
        assert len(numbered) == (2 if has_numbers else 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # A question alone promises nothing, so what answers it comes too.
        (
            "Does it work? Let's see. " + "Then more. " * 20,
            "Does it work? Let's see. " + "Then more. " * 4,
        ),
        # One sentence that fills a line is enough, and a long second one does not fit.
        (f"{'word ' * 14}ends. More.", f"{'word ' * 14}ends."),
        (f"Why? {'word ' * 40}ends.", "Why?"),
        # Hangul is twice as wide.
        (f"{'가나 ' * 13}끝. 더.", f"{'가나 ' * 13}끝."),
        ("\u4e3a\u4ec0\u4e48\uff1f\u770b\u3002", "\u4e3a\u4ec0\u4e48\uff1f\u770b\u3002"),
    ],
)
def test_a_card_begins_with_as_many_sentences_as_say_something(text: str, told: str) -> None:
    assert cards.beginning(text) == told.strip()


def test_the_search_has_tutorials_behind_those_of_the_first_sections(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL})
    more = tmp_path / "gallery" / "more"
    shutil.copytree(tmp_path / "gallery" / "blitz", more)
    (more / "small.py").rename(more / "other.py")
    index = tmp_path / "build/html/en/searchindex.js"
    behind = []
    for more_conf in ("", "bilingual_gallery_first_sections = ['blitz']\n"):
        site.add_to_conf(more_conf)
        done = site.build("en")
        assert done.returncode == 0, done.stderr
        (ranks,) = re.findall('"behind":"([0-9]*)"', index.read_text("utf-8"))
        behind.append(ranks.count("6"))
    assert behind[0] == 0 < behind[1]


def test_an_unlisted_tutorial_that_there_is_not_is_told(tmp_path: Path) -> None:
    done = two(tmp_path, "blitz/othre.py").build("en", "-W")
    assert done.returncode != 0
    assert "conf.py:" in done.stderr
    assert ": no tutorial is called blitz/othre.py; write one as blitz/extra.py" in done.stderr


QUESTIONS = {
    "ko": """\
---
orphan: true
leads: true
---

# 질문

- **합이 너무 커집니다.** [둘째 절](tutorials/blitz/small.md#{part})이나
  [전체](tutorials/blitz/small.md)를 봅니다.
- 묻지 않는 [절](tutorials/blitz/small.md#{part})입니다.
  - **다른 곳은?** [없습니다](https://example.org).
""",
    "en": """\
---
orphan: true
leads: true
---

# Questions

- **My sums explode.** See [the second part](tutorials/blitz/small.md#{part}), or
  [all of it](tutorials/blitz/small.md).
- Not asked: [the second part](tutorials/blitz/small.md#{part}).
  - **Where else?** [Nowhere](https://example.org).
""",
}


def test_what_a_page_of_links_asks_in_bold_leads_to_the_sections_it_links(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL})
    small = "tutorials/blitz/small"
    for leads, asked in (("leads: true\n", ["My sums explode."]), ("", [])):
        for language, text in QUESTIONS.items():
            page = text.format(part="second-section").replace("leads: true\n", leads)
            (tmp_path / "docs" / language / "more.md").write_text(page, encoding="utf-8")
        done = site.build("en")
        assert done.returncode == 0, done.stderr
        index = (tmp_path / "build/html/en/searchindex.js").read_text("utf-8")
        data = json.loads(index[index.index("{") : -1])
        assert [text for _, text in data["asked"]] == asked
        found = [data["sections"][number] for numbers, _ in data["asked"] for number in numbers]
        ids = [(data["docnames"][page], id_) for page, id_, _ in found]
        assert ids == ([(small, ""), (small, "second-section")] if leads else [])
