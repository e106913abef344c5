"""A site whose languages have other headings, and one script that cannot be read: all other pages are made."""

from __future__ import annotations

import json

import pytest
from bilingual_gallery.site.parallel import FOLDER
from helpers import Site, make_site
from readers import soup

SCRIPT = '''\
# %% [markdown] lang="ko"
"""
# 작은 안내서

첫 글입니다. [끝](#the-end)을 봅니다.
"""

# %% [markdown] lang="en"
# # A small guide
#
# The first text. See [the end](#the-end).

# %%
x = 1

# %% [markdown] lang="ko"
# 여기에는 제목이 없습니다.

# %% [markdown] lang="en"
# ## A section
#
# There is a heading here.

# %%
x + 1

# %% [markdown] lang="ko"
# ## 끝
#
# 마지막 글입니다.
#
# ### value
#
# 값입니다.

# %% [markdown] lang="en"
# ## The end
#
# The last text.
#
# The value.

# %%
x + 2
'''
BAD = SCRIPT.replace("# 마지막 글입니다.", "# ```python\n# 마지막 글입니다.")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = make_site(tmp_path_factory.mktemp("headings"), {"small": SCRIPT, "bad": BAD})
    site.add_to_conf('html_theme = "furo"\nbilingual_gallery_preset = "parity"\n')
    done = site.run("build", "docs", "build/html")
    assert done.returncode == 1  # for the script that cannot be read
    assert "gallery/blitz/bad.py:30: " in done.stderr
    said = [line for line in (done.stdout + done.stderr).split("\n") if "small.py:" in line]
    assert len(said) == 2 and all("[headings]" in line for line in said), said
    assert "small.py:20: " in said[0] + said[1]
    return site


@pytest.mark.parametrize(
    ("language", "sections"),
    [
        ("ko", {"a-small-guide": "작은 안내서", "the-end": "끝", "value-ko": "value"}),
        (
            "en",
            {"a-small-guide": "A small guide", "a-section": "A section", "the-end": "The end"},
        ),
    ],
)
def test_each_page_has_its_own_headings_with_anchors_in_the_table_of_contents(
    site: Site, language: str, sections: dict[str, str]
) -> None:
    page = soup(site.page(language))
    shown = {
        each["id"]: each.find(["h1", "h2", "h3"]).get_text().removesuffix("¶")
        for each in page.select("article section")
    }
    assert shown == sections
    contents = {each["href"]: each.get_text() for each in page.select(".toc-tree a")}
    assert {f"#{name}": said for name, said in list(sections.items())[1:]} == {
        address: said for address, said in contents.items() if address != "#"
    }
    for link in page.select("article p a.reference.internal"):
        assert link["href"].removeprefix("#") in sections
    downloaded = json.loads(site.download(language, "blitz/small.ipynb").read_text("utf-8"))
    titles = [
        row.lstrip("# ")
        for cell in downloaded["cells"]
        for row in "".join(cell["source"]).split("\n")
        if cell["cell_type"] == "markdown" and row.startswith("#")
    ]
    assert titles[:3] == list(sections.values())


def test_the_sections_that_both_pages_have_are_shown_side_by_side(site: Site) -> None:
    def groups(code: str) -> list[str]:
        script = site.root / f"build/html/{code}" / FOLDER / "tutorials/blitz/small.js"
        said = script.read_text("utf-8").partition(" = ")[2].rstrip(";\n")
        return [name for name, _ in json.loads(said)["groups"]]

    assert groups("ko") == ["", "the-end", "value-ko"]
    assert groups("en") == ["", "a-section", "the-end"]


def test_the_script_that_cannot_be_read_has_no_page_and_a_strict_build_fails(site: Site) -> None:
    assert not site.page("en", "bad").exists()
    site.script("bad").unlink()
    plain = site.run("build", "docs", "build/html")
    assert plain.returncode == 0, plain.stderr
    strict = site.run("build", "docs", "build/html", "-W", "-E")
    assert strict.returncode == 1
