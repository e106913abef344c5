"""Kinds of things that tutorials of others do, many of them in one small site: each is shown, or told."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Once
from helpers import Site, make_site
from PIL import Image
from readers import soup
from showcase import script

PICTURES = """
print(1)

# %% [markdown]
# <img src="a b.png" alt="One" width="40">
#
# In a line <img src="x/p.png" alt="Two*">, ![Three](x/p.png) and ![Four](y/p.png).
#
# <figure><img src="y/p.png" alt="Five"><figcaption>A caption</figcaption></figure>
#
# ```{figure} a b.png
# :alt: Six
# :width: 50%
#
# A caption.
# ```
#
# <video src="x/rain.mp4" controls></video>
#
# <img src="none.png" alt="None">
"""
COMMANDS = """
# %%time
x = 1

# %%
# %%bash
# echo hello
#   indented

# %%
# %%time_series is a reader's word
x
"""
GLYPHS = """
import subprocess
import sys

import matplotlib.pyplot as plt

plt.rcParams["font.family"] = "DejaVu Sans"
_ = plt.figure().suptitle("\U0001f6d8")
plt.show()
subprocess.run([sys.executable, "-c", ""])

# %%
fig, ax = plt.subplots(figsize=(0.3, 0.3))
fig.set_layout_engine("tight")
_ = ax.set_xlabel("x\\ny\\nz", fontsize=40)
"""
FORMULAS = r"""
print(1)

# %% [markdown]
# $$
# a \tag{7}
# $$ (named)
"""
PLACES = """
import os
import sys

os.mkdir("below")
_ = open("below/found_there.py", "w").write("WORD = 'found'")
os.chdir("below")
sys.path.insert(0, os.path.abspath("."))

# %%
import found_there

print(found_there.WORD, os.path.basename(os.getcwd()), os.listdir())

# %%
import shutil

shutil.rmtree("../below")

# %%
print("still runs")
"""
CODE = {
    "places": PLACES,
    "pictures": PICTURES,
    "commands": COMMANDS,
    "glyphs": GLYPHS,
    "formulas": FORMULAS,
}


@pytest.fixture(scope="module")
def site(once: Once) -> Site:
    """A site of all of them, built; what its build said is in ``said.txt``."""

    def make(folder: Path) -> None:
        site = make_site(folder, {name: script(name.title(), code) for name, code in CODE.items()})
        site.add_to_conf('bilingual_gallery_rules = {"unmarked-prose": "off"}')
        beside = site.script("pictures").parent
        for name, color in {"a b.png": "red", "x/p.png": "green", "y/p.png": "blue"}.items():
            (beside / name).parent.mkdir(exist_ok=True)
            Image.new("RGB", (8, 4), color).save(beside / name)
        (beside / "x/rain.mp4").write_bytes(b"rain")
        (beside / "loop.csv").symlink_to("loop.csv")
        done = site.run("build", "docs", "build/html")
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")

    return Site(once("kinds", make), ("ko", "en"))


def told(site: Site, name: str) -> list[tuple[str, str]]:
    """What the build tells of a script: the text of the line that is told, and what is said of it."""
    lines = site.script(name).read_text(encoding="utf-8").split("\n")
    said = (site.root / "said.txt").read_text(encoding="utf-8")
    found = re.findall(rf"gallery/blitz/{name}\.py:(\d+): WARNING: (.*)", said)
    return sorted({(lines[int(line) - 1], message) for line, message in found})


def cells(site: Site, name: str) -> list[Mapping[str, Any]]:
    """The cells of the English notebook."""
    notebook = json.loads(site.download("en", f"blitz/{name}.ipynb").read_text(encoding="utf-8"))
    return list(notebook["cells"])


def sources(site: Site, name: str) -> list[str]:
    return ["".join(cell["source"]) for cell in cells(site, name)]


def test_every_way_to_write_a_picture_shows_it_on_the_page(site: Site) -> None:
    page = site.page("en", "pictures")
    shown = {str(each["alt"]): each for each in soup(page).select("img")}
    colors = {
        alt: Image.open((page.parent / str(shown[alt]["src"]).replace("%20", " ")).resolve())
        .convert("RGB")
        .getpixel((0, 0))
        for alt in ("One", "Two*", "Three", "Four", "Five", "Six")
    }
    red, green, blue = (255, 0, 0), (0, 128, 0), (0, 0, 255)
    assert list(colors.values()) == [red, green, green, blue, blue, red]
    assert "40" in str(shown["One"])
    (film,) = soup(page).select("video")
    assert (page.parent / str(film["src"])).resolve().read_bytes() == b"rain"


def test_a_picture_of_html_that_is_not_there_is_told_at_its_line(site: Site) -> None:
    assert told(site, "pictures") == [
        (
            '# <img src="none.png" alt="None">',
            "[targets] there is no picture none.png; put it at gallery/blitz/none.png, or name one "
            "that there is [bilingual_gallery.targets]",
        ),
    ]


def test_a_notebook_has_each_picture_in_it_however_it_is_written(site: Site) -> None:
    (cell,) = (each for each in cells(site, "pictures") if each.get("attachments"))
    assert sorted(cell["attachments"]) == ["2-p.png", "a-b.png", "p.png"]
    text = "".join(cell["source"])
    assert "![One](<attachment:a-b.png>)" in text
    assert r"![Two\*](<attachment:p.png>), ![Three](attachment:p.png)" in text
    assert "![Four](attachment:2-p.png)" in text  # of another folder, and another picture
    assert '<figure><img src="attachment:2-p.png" alt="Five">' in text
    assert "![Six](attachment:a-b.png)" in text
    assert re.search(r'<video src="\.\./\.\./_downloads/\w+/rain\.mp4" controls>', text)


def test_a_command_for_a_whole_cell_is_one_in_the_notebook(site: Site) -> None:
    assert sources(site, "commands")[1:-1] == [
        "%%time\nx = 1",
        "%%bash\necho hello\n  indented",
        "# %%time_series is a reader's word\nx",
    ]


def test_what_drawing_a_figure_warns_of_is_for_its_author_or_once_for_readers(site: Site) -> None:
    shown = [each.get_text().strip() for each in soup(site.page("en", "glyphs")).select("pre")]
    ((line, message),) = told(site, "glyphs")
    assert (line, message.split(",")[0]) == (
        "import subprocess",
        "[glyph] a figure shows boxes for \U0001f6d8",
    )
    assert not any("Glyph" in text for text in shown)
    (warned,) = (text for text in shown if text.startswith("UserWarning"))
    assert warned.startswith("UserWarning: Tight layout not applied")
    assert warned.count("\n") == 0
    assert "CompletedProcess(args=['python', '-c', ''], returncode=0)" in shown  # not where it is


def test_a_formula_has_the_number_that_its_author_gave_it(site: Site) -> None:
    (formula,) = (text for text in sources(site, "formulas") if text.startswith("$$"))
    assert formula == "$$\na \\tag{7}\n$$"


def test_the_folder_and_the_module_path_stay_as_a_cell_leaves_them(site: Site) -> None:
    shown = [each.get_text().strip() for each in soup(site.page("en", "places")).select("pre")]
    assert [text for text in shown if text.startswith("found below")] != []
    assert "still runs" in shown


def test_the_book_of_all_of_them_passes_a_checker(
    tmp_path: Path, site: Site, epubcheck: list[str]
) -> None:
    copy = Site(tmp_path / "site", site.languages)
    shutil.copytree(site.root, copy.root, symlinks=True)
    path = copy.script("pictures")
    path.write_text(path.read_text().replace('#\n# <img src="none.png" alt="None">\n', ""))
    copy.add_to_conf(
        'epub_basename = "kinds"\nepub_copyright = author = "Somebody"\nversion = "1"\n'
        'suppress_warnings = ["bilingual_gallery.glyph"]\n'
    )
    done = copy.run("build", "docs", "build/epub", "-b", "epub", "-W")
    assert done.returncode == 0, done.stdout + done.stderr
    (book,) = (copy.root / "build/epub/en").glob("*-en.epub")
    with zipfile.ZipFile(book) as files:
        films = [name for name in files.namelist() if name.endswith("rain.mp4")]
        assert [files.read(name) for name in films] == [b"rain"]
        page = files.read("tutorials/blitz/pictures.xhtml").decode()
    assert re.search(r'<video src="[^"]*rain.mp4" controls="controls">', page)
    checked = subprocess.run([*epubcheck, "-q", book], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
