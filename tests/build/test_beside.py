"""Files beside a script: found in its run, part of its key, offered with what readers take home."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from bilingual_gallery.source.companions import companions, is_helper
from conftest import Once
from helpers import TUTORIAL, Site, make_site
from nbclient import NotebookClient
from pages import ROOT
from readers import soup

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00"
    b"\x00\x00\x00IEND\xaeB`\x82"
)
READS = """
# %%
from pathlib import Path

import _helper

print(Path("numbers.csv").read_text().strip(), _helper.answer())
print(Path("reads/in.txt").read_text(), Path("reads/tool.py").exists())

# %% [markdown] lang="ko"
# ![그림](picture.png)
#
# [자료](numbers.csv)와 {download}`다른 자료 <other.csv>`입니다.

# %% [markdown] lang="en"
# ![A picture](picture.png)
#
# The [data](numbers.csv) and {download}`other data <other.csv>`.
"""
LISTS = """
# %%
from pathlib import Path

for name in ["numbers", "other"]:
    print(Path(f"{name}.csv").read_text().strip())
"""


def lay(folder: Path) -> None:
    """Data, a helper that reads data itself, a picture, and a script's own folder."""
    (folder / "numbers.csv").write_text("1,2\n")
    (folder / "other.csv").write_text("3,4\n")
    (folder / "unused.txt").write_text("nobody reads this\n")
    (folder / "more.json").write_text("[42]")
    (folder / "_helper.py").write_text(
        "import json\nfrom pathlib import Path\n\n\ndef answer():\n"
        '    return json.loads(Path("more.json").read_text())[0]\n'
    )
    (folder / "picture.png").write_bytes(PICTURE)
    (folder / "reads").mkdir()
    (folder / "reads" / "in.txt").write_text("in")
    (folder / "reads" / "tool.py").write_text("x = 1\n")


SCRIPTS = {"reads": TUTORIAL + READS, "lists": TUTORIAL + LISTS, "small": TUTORIAL}


@pytest.fixture(scope="module")
def site(once: Once) -> Site:
    """A site whose tutorials read files; tests only look at it."""

    def make(folder: Path) -> None:
        site = make_site(folder, SCRIPTS)
        lay(folder / "gallery/blitz")
        shutil.copy(ROOT / "gallery/conftest.py", folder / "gallery")
        assert (done := site.make()).returncode == 0, done.stdout + done.stderr

    return Site(once("beside", make), ("ko", "en"))


def printed(site: Site, name: str) -> str:
    return "\n".join(each.get_text() for each in soup(site.page("en", name)).select("pre"))


def test_a_run_finds_data_helpers_and_its_own_folder(site: Site) -> None:
    assert "1,2 42\n" in printed(site, "reads")
    assert "in True\n" in printed(site, "reads")
    assert "1,2\n3,4\n" in printed(site, "lists")


def test_helpers_have_no_page(site: Site) -> None:
    pages = {page.stem for page in site.page("en").parent.glob("*.html")}
    assert pages == {"index", "reads", "lists", "small"}


def test_a_picture_of_the_prose_is_on_both_pages_and_in_the_notebook_from_one_file(
    site: Site,
) -> None:
    for language in site.languages:
        image = soup(site.page(language, "reads")).select_one('img[src$="picture.png"]')
        assert image is not None
        shown = (site.page(language, "reads").parent / str(image["src"])).resolve()
        assert shown.read_bytes() == PICTURE
        book = nbformat.read(site.download(language, "blitz/reads.ipynb"), as_version=4)
        nbformat.validate(book)
        cell = next(each for each in book.cells if "attachments" in each)
        assert "](attachment:picture.png)" in cell.source
        assert list(cell.attachments["picture.png"]) == ["image/png"]
    script = site.download("en", "blitz/reads.py")
    assert "![A picture](picture.png)" in script.read_text()
    assert (script.parent / "picture.png").read_bytes() == PICTURE


def test_links_to_files_lead_to_them_on_the_page_and_from_the_notebook(site: Site) -> None:
    for language in site.languages:
        links = soup(site.page(language, "reads")).select(
            "article a.download, main a.download, a.download"
        )
        found = [
            (site.page(language, "reads").parent / str(each["href"])).resolve() for each in links
        ]
        assert {each.name: each.read_text() for each in found} == {
            "numbers.csv": "1,2\n",
            "other.csv": "3,4\n",
        }
        book = nbformat.read(site.download(language, "blitz/reads.ipynb"), as_version=4)
        said = "\n".join(cell.source for cell in book.cells)
        named = re.findall(r"\]\((\.\./[^)]*\.csv)\)", said)
        folder = site.download(language, "blitz")
        assert [(folder / each).resolve() for each in named] == found


def test_downloads_offer_the_files_and_run_with_them(site: Site, tmp_path: Path) -> None:
    with zipfile.ZipFile(site.download("en", "tutorials.zip")) as bundle:
        names = set(bundle.namelist())
        bundle.extractall(tmp_path)
    assert {
        "blitz/numbers.csv",
        "blitz/_helper.py",
        "blitz/more.json",
        "blitz/reads/in.txt",
    } < names
    assert "blitz/unused.txt" not in names
    book = nbformat.read(tmp_path / "blitz/reads.ipynb", as_version=4)
    assert "[numbers.csv](numbers.csv)" in book.cells[0].source
    NotebookClient(book, timeout=60, resources={"metadata": {"path": tmp_path / "blitz"}}).execute()
    done = subprocess.run(
        [sys.executable, "reads.py"], cwd=tmp_path / "blitz", capture_output=True, text=True
    )
    assert "1,2 42\n" in done.stdout, done.stderr


def test_the_page_links_the_files_or_where_they_are_many_the_zip(site: Site) -> None:
    # In the box that says how to run it, and beside the button.
    few = [each["href"] for each in soup(site.page("en", "lists")).select("nav a.file")]
    assert list(dict.fromkeys(few)) == [
        "../../downloads/blitz/numbers.csv",
        "../../downloads/blitz/other.csv",
    ]
    many = soup(site.page("en", "reads")).select("nav a.files")
    assert {each["href"] for each in many} == {"../../downloads/tutorials.zip"}
    assert not soup(site.page("en", "small")).select("nav a.file, nav a.files")


def test_pytest_runs_the_same_scripts_with_the_same_files(site: Site) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "gallery/"]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True)
    assert "3 passed" in done.stdout, done.stdout


def test_a_changed_file_runs_those_again_that_name_it_and_reads_pages_again_that_show_it(
    site: Site, tmp_path: Path
) -> None:
    copy = Site(tmp_path / "site", site.languages)
    shutil.copytree(site.root, copy.root, symlinks=True)
    folder = copy.root / "gallery/blitz"
    (folder / "more.json").write_text("[43]")
    (folder / "unused.txt").write_text("changed\n")
    (folder / "picture.png").write_bytes(PICTURE + b"more")
    done = copy.make()
    assert done.returncode == 0, done.stdout + done.stderr
    ran = [line.split()[1] for line in done.stdout.split("\n") if line.startswith("running ")]
    assert ran == ["gallery/blitz/reads.py"]
    assert "1,2 43\n" in printed(copy, "reads")
    for language in copy.languages:
        images = copy.root / f"build/html/{language}/_images"
        assert (images / "picture.png").read_bytes() == PICTURE + b"more"
        notebook = json.loads(copy.download(language, "blitz/reads.ipynb").read_text())
        assert any("attachments" in cell for cell in notebook["cells"])
    assert copy.download("en", "blitz/more.json").read_text() == "[43]"


# Code, and what of the files beside it the script has.
NAMED = [
    ('open("numbers.csv")', ["numbers.csv"]),
    ("import _helper", ["_helper.py", "more.json"]),
    ("from _helper import answer", ["_helper.py", "more.json"]),
    ('open(f"{x}.csv")', ["numbers.csv", "other.csv"]),
    ('open(x + ".csv")', ["numbers.csv", "other.csv"]),
    ('open("data/a.bin")', ["data/README.txt", "data/a.bin"]),
    ('Path("data") / x', ["data/README.txt", "data/a.bin"]),
    ("import package", ["package/__init__.py"]),
    ("print(1)", []),
]


@pytest.mark.parametrize(("code", "wanted"), NAMED)
def test_a_script_has_what_its_code_names_and_its_own_folder(
    tmp_path: Path, code: str, wanted: list[str]
) -> None:
    lay(tmp_path)
    for place in (
        "data/a.bin",
        "data/README.txt",
        "package/__init__.py",
        "package/__pycache__/x.pyc",
        "third.py",
    ):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("")
    script = tmp_path / "reads.py"
    script.write_text(code)
    found = companions(script, code, "^_")
    assert list(found) == sorted([*wanted, "reads/in.txt", "reads/tool.py"])
    assert list(companions(tmp_path / "third.py", code, "^_")) == sorted(wanted)


def test_code_that_looks_into_its_folder_sees_all_of_it(tmp_path: Path) -> None:
    lay(tmp_path)
    (tmp_path / "GALLERY_HEADER.rst").touch()
    script = tmp_path / "third.py"
    script.touch()
    found = companions(script, 'Path().glob("*")', "^_")
    assert {"numbers.csv", "unused.txt", "_helper.py"} < set(found)
    assert "GALLERY_HEADER.rst" not in found


def test_what_a_helper_is(tmp_path: Path) -> None:
    lay(tmp_path)
    (tmp_path / "reads.py").touch()
    assert is_helper(tmp_path / "_helper.py", "^_")
    assert is_helper(tmp_path / "helper.py", "helper|^_")
    assert is_helper(tmp_path / "reads/tool.py", "^_")
    assert not is_helper(tmp_path / "reads.py", "^_")
