"""A notebook and a script do what the page does, and say what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bilingual_gallery.errors import SourceError
from bilingual_gallery.source.reading import read
from conftest import Once
from helpers import TUTORIAL, Site, make_site
from nbclient import NotebookClient
from readers import soup

# Everything in which a page, a notebook and a script differ.
WIDE = r'''# %% [markdown] lang="ko" tags=["intro"]
r"""
# 넓은 안내서

첫 문단입니다. [둘](small.md#second-section)과 {doc}`small`을 봅니다.
"""

# %% [markdown] lang="en" tags=["intro"]
# # A wide guide
#
# The first paragraph. See [two](small.md#second-section) and {doc}`small`.

# %%
# !pip --version
# sphinx_gallery_start_ignore
def prepare():
    return 42


# sphinx_gallery_end_ignore
print("ready")

# %% tags=["hide-input", "mine"]
import asyncio

import numpy as np


async def answer():
    await asyncio.sleep(0)
    return prepare()


print(asyncio.run(answer()), np.arange(2))

# %% [markdown] lang="ko"
# ## 연습
#
# :::{note}
# 알림입니다. {math}`a^2`입니다.
# :::
#
# :::{admonition} 풀이
# :collapsible: closed
# 답입니다.
# :::
#
# [집](../../index.md)

# %% [markdown] lang="en"
# ## Exercise
#
# :::{note}
# A note. It says {math}`a^2`.
# :::
#
# :::{admonition} Solution
# :collapsible: closed
# The answer.
# :::
#
# [Home](../../index.md)

# %%
# sphinx_gallery_start_ignore
total = prepare()
total
# sphinx_gallery_end_ignore
print(total)
'''


@pytest.fixture(scope="module")
def site(once: Once) -> Site:
    """A site without an address, with a tutorial that needs all of it."""

    def make(folder: Path) -> None:
        site = make_site(folder, {"wide": WIDE, "small": TUTORIAL})
        assert (done := site.make()).returncode == 0, done.stdout + done.stderr

    return Site(once("takeaway", make), ("ko", "en"))


def book_of(site: Site, language: str) -> Any:
    book = nbformat.read(site.download(language, "blitz/wide.ipynb"), as_version=4)
    nbformat.validate(book)
    return book


def printed_on_page(site: Site) -> list[str]:
    return [each.get_text() for each in soup(site.page("en", "wide")).select("pre")]


def test_the_notebook_prints_what_the_page_shows(site: Site, tmp_path: Path) -> None:
    book = book_of(site, "en")
    NotebookClient(book, timeout=60, resources={"metadata": {"path": tmp_path}}).execute()
    # A kernel sends what is printed in one piece or in several.
    printed = [
        "".join(each.text for each in cell.get("outputs", ()) if each.output_type == "stream")
        for cell in book.cells
    ]
    streams = [each for each in printed if each and not each.startswith("pip ")]
    assert streams == ["ready\n", "42 [0 1]\n", "42\n"]
    values = [each for cell in book.cells for each in cell.get("outputs", ())]
    assert not [each for each in values if each.output_type == "execute_result"]
    shown = printed_on_page(site)
    assert all(text in shown for text in streams)


def test_the_script_prints_what_the_page_shows(site: Site) -> None:
    path = site.download("ko", "blitz/wide.py")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "ready\n42 [0 1]\n42\n"


def test_hidden_code_is_a_collapsed_cell_and_not_on_the_page(site: Site) -> None:
    folded = [
        cell.source
        for cell in book_of(site, "ko").cells
        if cell.metadata.get("jupyter", {}).get("source_hidden")
    ]
    assert folded[0] == "def prepare():\n    return 42"
    assert folded[-1] == "total = prepare()\ntotal;"
    page = site.page("ko", "wide").read_text()
    assert "def prepare" not in soup(site.page("ko", "wide")).get_text()
    assert "start_ignore" not in page + site.download("ko", "blitz/wide.py").read_text()


def test_what_differs_in_a_notebook_is_written_as_python(site: Site) -> None:
    code = [cell.source for cell in book_of(site, "en").cells if cell.cell_type == "code"]
    assert code[0] == "!pip --version"
    assert "print(await answer(), np.arange(2))" in code[3]
    script = site.download("en", "blitz/wide.py").read_text()
    assert "\n# !pip --version\n" in script
    assert "print(asyncio.run(answer()), np.arange(2))" in script


def test_tags_are_kept_and_hide_input_collapses(site: Site) -> None:
    cells = book_of(site, "en").cells
    assert cells[1].metadata["tags"] == ["intro"]
    code = next(cell for cell in cells if "async def" in cell.source)
    assert code.metadata["tags"] == ["hide-input", "mine"]
    assert code.metadata["jupyter"] == {"source_hidden": True}
    assert '# %% tags=["hide-input", "mine"]' in site.download("en", "blitz/wide.py").read_text()


def test_the_first_cell_says_what_to_install_and_the_last_leads_back(site: Site) -> None:
    for language in site.languages:
        cells = book_of(site, language).cells
        assert "pip install numpy\n" in cells[0].source
        assert cells[-1].source.endswith("](../../tutorials/blitz/wide.html)")
    assert cells[0].source.startswith("Before you run this tutorial")
    assert "설치" in book_of(site, "ko").cells[0].source
    assert "pip install" not in site.download("en", "blitz/small.py").read_text()


def test_notes_are_quotes_and_solutions_are_folded_in_the_readers_language(site: Site) -> None:
    korean, english = (
        "\n".join(cell.source for cell in book_of(site, language).cells)
        for language in site.languages
    )
    assert "> **참고**\n>\n> 알림입니다. $a^2$입니다." in korean
    assert "> **Note**\n>\n> A note. It says $a^2$." in english
    assert "<details>\n<summary>풀이</summary>\n\n답입니다.\n\n</details>" in korean
    assert not [mark for mark in (":::", "{note}", "{math}", "{doc}") if mark in korean + english]


def test_links_lead_to_the_other_download_or_to_the_page(site: Site) -> None:
    text = "\n".join(cell.source for cell in book_of(site, "en").cells)
    assert "[two](small.ipynb#Second-section)" in text
    assert "[A small guide](small.ipynb)" in text
    assert "[Home](../../index.html)" in text
    script = site.download("en", "blitz/wide.py").read_text()
    assert "[two](small.py)" in script
    assert "[A small guide](small.py)" in script


def test_links_lead_to_the_site_where_it_has_an_address_and_follow_its_titles(
    site: Site, tmp_path: Path
) -> None:
    other = make_site(tmp_path, {"wide": WIDE, "small": TUTORIAL})
    conf = other.root / "docs/conf.py"
    conf.write_text(conf.read_text() + '\nbilingual_gallery_site_url = "https://example.org/x/"\n')
    assert other.build("en").returncode == 0

    def text() -> str:
        return "\n".join(cell.source for cell in book_of(other, "en").cells)

    base = "https://example.org/x/en/tutorials/blitz"
    assert f"[two]({base}/small.html#second-section)" in text()
    assert f"[A small guide]({base}/small.html)" in text()
    assert text().endswith(f"]({base}/wide.html)")
    before = other.download("en", "blitz/wide.py").stat().st_mtime_ns
    assert other.build("en").returncode == 0
    assert other.download("en", "blitz/wide.py").stat().st_mtime_ns == before
    other.script("small").write_text(TUTORIAL.replace("# A small", "# A tiny"), encoding="utf-8")
    assert other.build("en").returncode == 0
    assert f"[A tiny guide]({base}/small.html)" in text()


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        ("await answer()", "write `asyncio.run(…)`"),
        ("%%time\nx = 1", "write `# %%time`: a comment in the script and a command"),
        ("len?", "write `help(len)`"),
        ("files = !ls", "write it in Python"),
        ("x = [i async for i in numbers()]", "put it into an `async def`"),
        ("!pip install numpy", "write `# !pip install numpy`: a comment in the script"),
        ("%matplotlib inline", "write `# %matplotlib inline`: a comment in the script"),
    ],
)
def test_what_only_a_notebook_knows_is_told_with_its_form(
    tmp_path: Path, code: str, mend: str
) -> None:
    path = tmp_path / "small.py"
    path.write_text(f"{TUTORIAL}\n# %%\n{code}\n")
    with pytest.raises(SourceError, match=r"SyntaxError|is a command of Jupyter") as told:
        read(path, ("ko", "en"))
    assert mend in str(told.value)
    assert told.value.line == len(TUTORIAL.split("\n")) + 2
