"""What editors leave beside the scripts is no tutorial: a gallery of three languages full of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bilingual_gallery.config import settings_of
from bilingual_gallery.config.leftovers import COPY, is_copy, is_left_over
from bilingual_gallery.source.gallery import collect, companions_of, scripts_of
from helpers import Site, make_site
from pages import ROOT
from repositories import script

LANGUAGES = ("ko", "en", "ja")
TEXT = script(
    ("첫 문장입니다.", "The first sentence.", "最初の文です。"),
    "# %%\nimport glob\n\nprint(sorted(glob.glob('*')))\n",
    languages=LANGUAGES,
)
UNSEEN = ("._small.py", ".small.py.kate-swp.py", "flycheck_small.py", "small_flymake.py")
NO_SCRIPTS = ("#small.py#", "small.py~", ".small.py.swp", "4913~", "data.csv~")
COPIES = (
    "small-Copy1.py",
    "small (copy).py",
    "small (1).py",
    "small copy 2.py",
    "small - Copy.py",
    "small - 복사본.py",
    "small 복사본.py",
    "smallのコピー.py",
    "Copy of small.py",
)


def strew(site: Site) -> None:
    """Leave everything in the gallery that editors do, all of it with a mistake."""
    folder = site.script("small").parent
    for name in (*UNSEEN, *NO_SCRIPTS, *COPIES):
        (folder / name).write_text("(", encoding="utf-8")
    (folder / ".#small.py").symlink_to("author@example.org.1234:5678")
    for name in (".ipynb_checkpoints", "__pycache__"):
        for place in (folder / name, folder.parent / name):
            place.mkdir()
            (place / "small-checkpoint.py").write_text("(", encoding="utf-8")
    for code in site.languages:
        pages = site.root / "docs" / code
        (pages / "._index.md").write_text("\x00", encoding="utf-8")
        (pages / ".#index.md").symlink_to("author@example.org.1234:5678")
        (pages / ".ipynb_checkpoints").mkdir()
        (pages / ".ipynb_checkpoints" / "index-checkpoint.md").write_text("# Old\n")


@pytest.fixture(scope="module")
def strewn(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = make_site(tmp_path_factory.mktemp("leftovers"), {"small": TEXT}, LANGUAGES)
    strew(site)
    (site.root / "gallery" / "blitz" / "data.csv").write_text("1\n")
    return site


def test_a_name_tells_what_an_author_has_not_written() -> None:
    assert all(is_copy(name) for name in COPIES)
    for name in (*UNSEEN, *NO_SCRIPTS, *COPIES, ".#small.py", ".ipynb_checkpoints/x.py"):
        assert is_left_over(Path(name)), name
    kept = "small.py deep-copy.py copy.py shallow_copy.py a-Copy.py copied.py Copy2.py 복사.py my_flymake_.py"
    for name in [*kept.split(), "data (1).csv", "Copy of data.csv", "_helper.py"]:
        assert not is_left_over(Path(name)), name
    assert COPY


def test_the_check_is_silent_about_what_is_hidden(strewn: Site) -> None:
    done = strewn.run("check", "docs")
    assert "Traceback" not in done.stderr
    for name in (*UNSEEN, *NO_SCRIPTS, ".#small.py", "checkpoint"):
        assert name not in done.stdout + done.stderr


def test_the_gallery_has_the_script_alone(strewn: Site) -> None:
    settings = settings_of(strewn.root / "docs")
    assert scripts_of(settings) == [strewn.script("small")]
    gallery = collect(settings)
    assert not gallery.mistakes
    assert not gallery.unread
    # The code looks at all that lies beside it.
    assert [*companions_of(gallery.tutorials[0], settings)] == ["data.csv"]


def test_every_language_builds_strictly_as_if_nothing_were_there(strewn: Site) -> None:
    done = strewn.make()
    assert done.returncode == 0, done.stdout + done.stderr
    for code in LANGUAGES:
        pages = {path.name for path in strewn.page(code).parent.glob("*.html")}
        assert pages == {"index.html", "small.html"}
        assert "data.csv" in strewn.page(code).read_text(encoding="utf-8")
        assert "Copy1" not in strewn.page(code).read_text(encoding="utf-8")
        assert {path.name for path in (strewn.root / "build/html" / code).glob("*.html")} <= {
            "index.html",
            "genindex.html",
            "search.html",
            "404.html",
        }


def test_new_and_outputs_and_drift_pass_them_by(strewn: Site) -> None:
    for arguments in (("outputs", "list", "docs"), ("outputs", "verify", "docs")):
        done = strewn.run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
    done = strewn.run("drift", "docs")
    assert done.returncode == 2  # it is in no repository
    assert done.stderr.count("\n") == 1
    assert strewn.run("new", "another").returncode == 0
    strewn.script("another").unlink()


def test_pytest_collects_the_script_alone(strewn: Site) -> None:
    shutil.copy(ROOT / "gallery" / "conftest.py", strewn.root / "gallery")
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider"]
    done = subprocess.run([*command, "gallery"], cwd=strewn.root, capture_output=True, text=True)
    (strewn.root / "gallery" / "conftest.py").unlink()
    assert done.stdout.splitlines()[0].endswith("small.py::small"), done.stdout + done.stderr
    assert "1 test collected" in done.stdout


def test_a_copy_is_named_once_in_a_note_and_fails_nothing(strewn: Site) -> None:
    told = strewn.run("check", "docs")
    assert told.returncode == 0
    lines = sorted(line for line in told.stdout.splitlines() if "[copies]" in line)
    folder = "gallery/blitz"
    assert [line.partition(":1: ")[0] for line in lines] == sorted(
        f"{folder}/{name}" for name in COPIES
    )
    conf = strewn.root / "docs" / "conf.py"
    before = conf.read_text()
    conf.write_text(f'{before}\nbilingual_gallery_rules = {{"copies": "warning"}}\n')
    assert strewn.run("check", "docs").returncode == 1
    conf.write_text(before)
