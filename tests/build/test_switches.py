"""Sphinx-Gallery's own switches: each works as its manual says, or is refused in one line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bilingual_gallery.errors import SourceError
from bilingual_gallery.source.reading import read
from conftest import Once
from helpers import FIGURE, TUTORIAL, Site, build_here, make_site
from pages import ROOT
from PIL import Image
from readers import soup

CONF = """
import sys
sys.path.insert(0, str(__import__("pathlib").Path(__file__).parent))


def _argv(conf, variables):
    return ["plot"] if variables["src_file"].endswith("argv.py") else []


sphinx_gallery_conf["reset_argv"] = _argv
sphinx_gallery_conf["expected_failing_examples"] = ["../gallery/blitz/fails.py"]
sphinx_gallery_conf["image_scrapers"] = ["matplotlib", "gallery_tools.scraper"]
sphinx_gallery_conf["first_notebook_cell"] = "first = 1"
sphinx_gallery_conf["last_notebook_cell"] = "last = 2"
sphinx_gallery_conf["reset_modules"] = ["matplotlib", "gallery_tools.resetter"]
"""
# Functions of the author's own, in a module beside conf.py.
MINE = """
import sys
from pathlib import Path

from PIL import Image


def scraper(block, block_vars, gallery_conf):
    if "draw_mine" not in block.content:
        return ""
    path = next(block_vars["image_path_iterator"])
    Image.new("RGB", (30, 20), "red").save(path)
    name = Path(path).name
    return (
        f"\\n.. image-sg:: /images/{name}\\n   :alt: mine\\n   :srcset: /images/{name}\\n"
        "   :class: sphx-glr-single-img\\n"
    )


def resetter(gallery_conf, name):
    sys.reset_for = Path(name).name
"""
FAILS = """
# %%
import matplotlib.pyplot as plt


def divide(value):
    return value / 0


plt.plot([1, 2])
print("before")
try:
    {}["key"]
except KeyError as error:
    divide(1)

# %%
print("never")
"""
TWO_FIGURES = "for _ in range(2):\n    _ = plt.figure()\n"
LAYOUTS = (
    "\n# %%\n# sphinx_gallery_multi_image = 'single'\nimport matplotlib.pyplot as plt\n"
    + TWO_FIGURES
    + "\n# %%\n# sphinx_gallery_multi_image_block = 'multi'\n"
    + TWO_FIGURES
)
SCRIPTS = {
    "layouts": TUTORIAL + LAYOUTS,
    "argv": TUTORIAL + "\n# %%\nimport sys\n\nprint('given', sys.argv[1:])\n",
    "fails": TUTORIAL + FAILS,
    "mine": TUTORIAL + "\n# %%\n# draw_mine\nimport sys\n\nprint('reset', sys.reset_for)\n",
    "deferred": TUTORIAL + FIGURE.replace("plt.show()", "# sphinx_gallery_defer_figures"),
    "chosen": TUTORIAL
    + "\n# %%\n# sphinx_gallery_thumbnail_path = '_pictures/mine.png'\nprint('no figure')\n",
    "quiet": TUTORIAL
    + "\n# %%\n# sphinx_gallery_capture_repr = ()\n5\n\n"
    + "# %%\n# sphinx_gallery_capture_repr_block = ('__repr__',)\n6\n",
}


@pytest.fixture(scope="module")
def site(once: Once) -> Site:
    """A site whose conf.py and scripts use the switches; tests only look at it."""

    def make(folder: Path) -> None:
        site = make_site(folder, SCRIPTS)
        conf = folder / "docs/conf.py"
        conf.write_text(conf.read_text() + CONF)
        (folder / "docs/gallery_tools.py").write_text(MINE)
        (folder / "docs/_pictures").mkdir()
        Image.new("RGB", (60, 30), "blue").save(folder / "docs/_pictures/mine.png")
        shutil.copy(ROOT / "gallery/conftest.py", folder / "gallery")
        assert (done := site.make()).returncode == 0, done.stdout + done.stderr

    return Site(once("switches", make), ("ko", "en"))


def printed(site: Site, name: str) -> str:
    return "\n".join(each.get_text() for each in soup(site.page("ko", name)).select("pre"))


def card(site: Site, name: str) -> Image.Image:
    path = site.source("ko", name).parent / f"images/thumb/sphx_glr_{name}_thumb.png"
    return Image.open(path).convert("RGB")


def test_reset_argv_gives_a_script_its_arguments(site: Site) -> None:
    assert "given ['plot']" in printed(site, "argv")


def test_functions_of_a_module_find_figures_and_reset_what_they_like(site: Site) -> None:
    assert "reset mine.py" in printed(site, "mine")
    images = soup(site.page("ko", "mine")).select("img.sphx-glr-single-img")
    assert [image["alt"] for image in images] == ["mine"]


def test_an_example_that_is_meant_to_fail_shows_what_the_script_did(site: Site) -> None:
    text = printed(site, "fails")
    row = next(
        number
        for number, line in enumerate(SCRIPTS["fails"].split("\n"), 1)
        if "    divide(1)" in line
    )
    wanted = f"""Traceback (most recent call last):
  File "fails.py", line {row}, in <module>
    divide(1)
"""
    assert wanted in text
    assert "ZeroDivisionError: division by zero\n" in text
    assert "During handling of the above exception" in text
    assert "before\n" in text
    assert "never" not in text.replace('print("never")', "")
    assert not [mark for mark in ("sphinx_gallery", "bilingual_gallery", "/tmp") if mark in text]
    assert soup(site.page("ko", "fails")).select("img.sphx-glr-single-img")
    assert card(site, "fails").getpixel((0, 0)) != card(site, "argv").getpixel((0, 0)) or (
        card(site, "fails").tobytes() != card(site, "argv").tobytes()
    )


def test_a_notebook_begins_and_ends_with_the_cells_of_conf_py(site: Site) -> None:
    cells = nbformat.read(site.download("en", "blitz/argv.ipynb"), as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert (code[0], code[-1]) == ("first = 1", "last = 2")
    assert "first = 1" not in site.download("en", "blitz/argv.py").read_text()


def test_figures_put_off_in_the_last_cell_are_shown(site: Site) -> None:
    assert soup(site.page("ko", "deferred")).select("img.sphx-glr-single-img")


def test_a_cell_lays_its_figures_out_in_another_way_than_its_tutorial(site: Site) -> None:
    page = soup(site.page("ko", "layouts"))
    assert len(page.select("article img:not(.dark-figure)")) == 4
    (beside,) = page.select(".sphx-glr-horizontal")
    assert len(beside.select("img:not(.dark-figure)")) == 2


def test_a_thumbnail_is_told_from_conf_py_and_follows_its_file(site: Site, tmp_path: Path) -> None:
    assert card(site, "chosen").getpixel((320, 160)) == (0, 0, 255)
    copy = Site(tmp_path / "site", site.languages)
    shutil.copytree(site.root, copy.root, symlinks=True)
    Image.new("RGB", (60, 30), "lime").save(copy.root / "docs/_pictures/mine.png")
    assert copy.make().returncode == 0
    assert card(copy, "chosen").getpixel((320, 160)) == (0, 255, 0)


def test_methods_of_values_are_chosen_for_a_tutorial_and_for_a_cell(site: Site) -> None:
    shown = [
        each.get_text().strip() for each in soup(site.page("ko", "quiet")).select(".highlight pre")
    ]
    assert "6" in shown
    assert "5" in shown  # the code
    assert shown.count("5") == 1


def test_pytest_agrees_with_the_build(site: Site) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "gallery/"]
    command += ["-k", "argv or fails"]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True)
    assert "2 passed" in done.stdout, done.stdout


def test_an_example_that_is_meant_to_fail_and_does_not_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    conf = site.root / "docs/conf.py"
    expected = 'sphinx_gallery_conf["expected_failing_examples"] = ["../../gallery/blitz/small.py"]'
    conf.write_text(f"{conf.read_text()}\n{expected}\n")
    done = site.make()
    assert done.returncode != 0
    assert "small.py:1: expected_failing_examples names it and it came to its end" in done.stderr


def test_a_figure_that_there_is_not_and_a_file_that_there_is_not_are_told(tmp_path: Path) -> None:
    many = TUTORIAL + FIGURE + "\n# %%\n# sphinx_gallery_thumbnail_number = 5\nx = 1\n"
    path = TUTORIAL + "\n# %%\n# sphinx_gallery_thumbnail_path = '_static/no.png'\nx = 1\n"
    site = make_site(tmp_path, {"many": many, "path": path})
    for _ in range(2):  # and again, when nothing has to be made
        done = site.build("en")
        assert done.returncode != 0
        assert "thumbnail_number is 5 and the tutorial has 1 figure" in done.stderr
        line = many.split("\n").index("# sphinx_gallery_thumbnail_number = 5") + 1
        assert f"gallery/blitz/many.py:{line}: " in done.stderr
        assert "there is no picture _static/no.png below the folder of conf.py" in done.stderr


# Comments, and what is said of them; an empty text: nothing, and the comment is shown.
COMMENTS = [
    ("# sphinx_gallery_thumbnial_number = 2", "write `# sphinx_gallery_thumbnail_number`"),
    ("# sphinx-gallery-thumbnail-number = 2", "write `# sphinx_gallery_thumbnail_number`"),
    ("#sphinx_gallery_line_numbers = 1", "1 is not True or False"),
    ("# sphinx_gallery_tags = 'one'", "'one' is no list of tags"),
    ("# sphinx_gallery_dummy_images = 'two'", "'two' is no number of figures"),
    ("# sphinx_gallery_multi_image = 'both'", 'write "single"'),
    ("# sphinx_gallery_failing_thumbnail = 0", "0 is not True or False"),
    ("# sphinx_gallery_capture_repr = '__repr__'", "names no outputs"),
    ("# sphinx_gallery_thumbnail_path = 3", "3 is no path"),
    ("# sphinx_gallery_thumbnail_number", "has no value"),
    ("# sphinx_gallery_defer_figures = True", "takes no value"),
    ("x = 1  # sphinx_gallery_defer_figures", "has a line of its own"),
    ("# sphinx_gallery_xyz = 1", "there is no setting `sphinx_gallery_xyz`; take it out"),
    ("# timeout = how long to wait", ""),
    ("# resources = memory and time", ""),
    ("# sphinx_gallery_conf is a table of conf.py", ""),
    ("# timeout = soon", "soon is not a Python value"),
    ("# timeout = '5'", "'5' is no time limit"),
]


@pytest.mark.parametrize(("comment", "said"), COMMENTS)
def test_a_comment_that_is_no_setting_is_told_with_the_mend(
    tmp_path: Path, comment: str, said: str
) -> None:
    path = tmp_path / "small.py"
    path.write_text(f"{TUTORIAL}\n# %%\n{comment}\ny = 1\n", encoding="utf-8")
    if not said:
        assert read(path, ("ko", "en")).code[-1].shown("en") == f"{comment}\ny = 1"
        return
    with pytest.raises(SourceError) as told:
        read(path, ("ko", "en"))
    assert said in told.value.message
    assert told.value.line == len(TUTORIAL.split("\n")) + 2


# Options of conf.py with which no build can go on, and what is said of them.
REFUSED = [
    ("image_scrapers", "[lambda *x: '']", 'name it here as in "module.function"'),
    ("expected_failing_examples", "['no.py']", "has no.py, which is no file"),
    ("line_numbres", "True", "Sphinx-Gallery has no option line_numbres; write line_numbers"),
    ("failing_examples", "{'a': 'b'}", "Sphinx-Gallery keeps failing_examples for itself"),
]
# Options that have no effect, and what there is instead.
INEFFECTIVE = [
    ("binder", "{'org': 'x'}", "bilingual_gallery_colab_url opens notebooks"),
    ("backreferences_dir", "'gen'", "names in code are not linked"),
    ("doc_module", "('torch',)", "names in code are not linked"),
    ("copyfile_regex", "r'.*\\.png'", "what a tutorial needs beside it is found by its code"),
]
# Options by which nothing is lost.
ACCEPTED = [
    ("pypandoc", "False"),
    ("promote_jupyter_magic", "True"),
    ("parallel", "2"),
    ("show_memory", "True"),
    ("abort_on_example_error", "True"),
    ("line_numbers", "True"),
]


def with_options(root: Path, *options: tuple[str, ...]) -> tuple[Site, int]:
    """A small site with these options, and the line of the first of them in conf.py."""
    site = make_site(root)
    conf = site.root / "docs/conf.py"
    first = conf.read_text().count("\n") + 1
    lines = [f"sphinx_gallery_conf[{name!r}] = {value}" for name, value, *_ in options]
    conf.write_text(conf.read_text() + "\n".join(lines) + "\n")
    return site, first


def test_an_option_that_no_build_can_go_on_with_is_refused_at_its_line(tmp_path: Path) -> None:
    site, first = with_options(tmp_path, *REFUSED)
    told = site.run("check", "docs").stderr.strip().split("\n")
    assert len(told) == len(REFUSED), told
    for line, (number, (name, _, said)) in zip(told, enumerate(REFUSED, first), strict=True):
        assert line.startswith(f"docs/conf.py:{number}: ")
        assert name in line
        assert said in line


def test_an_option_without_effect_is_a_warning_that_can_be_kept_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    site, first = with_options(tmp_path, *INEFFECTIVE, *ACCEPTED)
    site.script("small").write_text(f"{TUTORIAL}\n# %%\n# sphinx_gallery_tags = ['a']\nx = 1\n")
    told = build_here(site).strip().split("\n")
    tags = TUTORIAL.count("\n") + 3
    assert f"gallery/blitz/small.py:{tags}: WARNING: [switch] pages show no tags" in told.pop()
    assert len(told) == len(INEFFECTIVE), told
    for number, (name, _, said) in enumerate(INEFFECTIVE, first):
        message = f"{name} has no effect here: {said}; take it out"
        whole = f"docs/conf.py:{number}: WARNING: [switch] {message} [bilingual_gallery.switch]"
        assert any(whole in line for line in told), whole
    numbers = soup(site.page("en")).select(".highlight-python .linenos")
    assert [each.get_text().strip() for each in numbers] == ["1", "2", "3", "4", "5"]
    site.add_to_conf('suppress_warnings = ["bilingual_gallery.switch"]')
    assert build_here(site) == ""
