"""The notebook and the script a reader takes home."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from bilingual_gallery.pages import notebook as download
from bilingual_gallery.source.reading import read
from bilingual_gallery.source.tutorial import Tutorial
from helpers import TUTORIAL, Site, make_site
from nbclient import NotebookClient


@pytest.fixture
def tutorial(tmp_path: Path) -> Tutorial:
    path = tmp_path / "small.py"
    path.write_text(TUTORIAL)
    return read(path, ("ko", "en"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_notebooks_cells_are_the_scripts(tutorial: Tutorial, language: str) -> None:
    book = nbformat.reads(download.notebook(tutorial, language), as_version=4)
    nbformat.validate(book)
    prose = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    assert prose[0] == tutorial.passages[0].text(language)
    assert prose[1].endswith(tutorial.passages[1].text(language).rpartition(")")[2])
    code = [cell.source for cell in book.cells if cell.cell_type == "code"]
    assert code == [cell.shown(language) for cell in tutorial.code]


def test_the_notebook_runs_to_the_end(tutorial: Tutorial, tmp_path: Path) -> None:
    book = nbformat.reads(download.notebook(tutorial, "ko"), as_version=4)
    NotebookClient(book, timeout=60, resources={"metadata": {"path": tmp_path}}).execute()
    assert "total is 3" in str(book.cells[1].outputs)


def test_the_script_is_in_percent_format_and_runs(built: Site) -> None:
    path = built.download("en", "blitz/small.py")
    text = path.read_text()
    assert text.startswith("# %% [markdown]\n# # A small guide\n")
    assert "값" not in text
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "total is 3\n"


def test_no_line_of_the_script_is_taken_for_a_magic(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    path.write_text(TUTORIAL + "\n# %%\nls = [5]\nprint(7\n%ls[0])\nls\n")
    text = download.script(read(path, ("ko", "en")), "en")
    assert text.endswith("ls = [5]\nprint(7\n%ls[0])\nls\n")


def test_the_page_links_its_downloads_above_and_below(built: Site) -> None:
    text = built.page("ko").read_text()
    assert text.count('href="../../downloads/blitz/small.ipynb"') == 3  # and where it is run
    assert text.count('href="../../downloads/blitz/small.py"') == 2


def test_the_page_links_colab_and_the_source_where_there_is_a_repository(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    conf = site.root / "docs" / "conf.py"
    addresses = (
        "bilingual_gallery_source_url = 'https://example.org/source/{path}'\n"
        "bilingual_gallery_colab_url = 'https://example.org/colab/{path}'\n"
    )
    conf.write_text(conf.read_text() + addresses)
    assert site.build("ko").returncode == 0
    text = site.page("ko").read_text()
    assert text.count('href="https://example.org/source/blitz/small.py"') == 2
    assert text.count('href="https://example.org/colab/ko/downloads/blitz/small.ipynb"') == 2
    assert text.count('class="colab first"') == 1
    assert "run-here" not in text


def test_the_zip_holds_every_file_of_the_language(built: Site) -> None:
    with zipfile.ZipFile(built.download("ko", "tutorials.zip")) as bundle:
        assert bundle.namelist() == [
            "blitz/small.ipynb",
            "blitz/small.ko-en-below.ipynb",
            "blitz/small.ko-en.ipynb",
            "blitz/small.py",
        ]
        assert "작은 안내서" in bundle.read("blitz/small.py").decode()
