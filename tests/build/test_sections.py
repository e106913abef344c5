"""The page of a section leaves out the tutorials that an author's own page lists."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

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
