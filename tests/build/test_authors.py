"""What an author has: a skeleton to begin with, pages that follow each save, and notebooks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.cli.skeleton import skeleton
from bilingual_gallery.source.reading import read
from helpers import Site, make_site
from jupytext.config import load_jupytext_config
from pages import ROOT, SCRIPTS


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")


def new(site: Site, name: str) -> subprocess.CompletedProcess[str]:
    return site.run("new", name)


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("languages", [("ko", "en"), ("en", "ko", "fr")])
def test_a_new_tutorial_builds_strictly_at_once_and_runs_as_a_test(
    tmp_path: Path, languages: tuple[str, ...]
) -> None:
    site = make_site(tmp_path, languages=languages)
    site.script("small").unlink()  # it is in two languages
    assert new(site, "saving_models").returncode == 0
    read(site.script("saving_models"), languages)
    made = site.make()
    assert made.returncode == 0, made.stdout + made.stderr
    for code in languages:
        text = site.page(code, "saving_models").read_text(encoding="utf-8")
        assert re.search("<h1[^>]*>Saving models", text)
        assert ("독자가 무엇을" in text) == (code == "ko")
        assert ("Say in one sentence" in text) == (code != "ko")
        assert "<details" in text
        assert 'id="exercises"' in text
    shutil.copy(ROOT / "gallery" / "conftest.py", tmp_path / "gallery")
    tested = run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "gallery/")
    assert "1 passed" in tested.stdout


def test_the_check_and_the_linter_find_nothing_in_a_new_tutorial(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("_ext", "tutorials")
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=ignored)
    shutil.copytree(ROOT / "gallery", tmp_path / "gallery")
    assert run(tmp_path, "bilingual_gallery", "new", "blitz/hello").returncode == 0
    checked = run(tmp_path, "bilingual_gallery", "check", "docs")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for command in ("check", "format --check"):
        linted = run(tmp_path, "ruff", *command.split(), "--no-cache", "gallery/blitz/hello.py")
        assert linted.returncode == 0, linted.stdout


def test_a_new_tutorial_says_what_is_next(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    done = new(site, "blitz/hello")
    assert done.stdout.startswith("gallery/blitz/hello.py is written")
    # This site has no Makefile and no list in its conf.py.
    for command in ("live docs build/html", "check docs"):
        assert f"bilingual-gallery {command}" in done.stdout
    assert "GALLERY_PATTERN=hello bilingual-gallery build docs build/html" in done.stdout
    assert "make" not in done.stdout
    conf = site.root / "docs" / "conf.py"
    conf.write_text(f"{conf.read_text()}\ntutorials = []\n")
    (site.root / "Makefile").write_text(
        "html:\n\tpython -m bilingual_gallery build docs build/html\n"
    )
    done = new(site, "blitz/again")
    assert conf.read_text().endswith('\ntutorials = ["again.py"]\n')
    for words in (
        "the last one in the list `tutorials` in docs/conf.py",
        "make live",
        "make check",
    ):
        assert words in done.stdout
    assert "GALLERY_PATTERN=again make html" in done.stdout


ORDER = """
from sphinx_gallery.sorting import ExplicitOrder
order = ExplicitOrder(["../../gallery/" + name for name in ["blitz", "beyond"]])
sphinx_gallery_conf["subsection_order"] = order
"""


def test_a_new_tutorial_goes_into_the_last_section_or_the_one_that_is_named(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path)
    (tmp_path / "gallery" / "beyond").mkdir()
    (tmp_path / "gallery" / "beyond" / "GALLERY_HEADER.rst").write_text("Beyond\n======\n")
    conf = tmp_path / "docs" / "conf.py"
    conf.write_text(conf.read_text() + ORDER)
    assert new(site, "one").returncode == 0
    assert new(site, "blitz/two").returncode == 0
    assert (tmp_path / "gallery" / "beyond" / "one.py").is_file()
    assert (tmp_path / "gallery" / "blitz" / "two.py").is_file()
    assert "gallery/beyond/one.py has this name" in new(site, "blitz/one").stderr

    (tmp_path / "gallery" / "other").mkdir()
    (tmp_path / "gallery" / "other" / "GALLERY_HEADER.rst").write_text("Other\n=====\n")
    done = new(site, "other/three")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert re.match(r"docs/conf\.py:\d+: ", done.stderr)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("small", "gallery/blitz/small.py has this name"),
        ("blitz/small", "gallery/blitz/small.py has this name"),
        ("nope/hello", "no section nope; choose blitz"),
        ("blitz/deep/hello", "no section blitz/deep"),
        ("Hello", "Hello is no name"),
        ("hello-you", "hello-you is no name"),
        ("hello.ipynb", "hello.ipynb is no name"),
        ("hello.py.py", "hello.py is no name"),
        ("1st", "1st is no name"),
        ("안녕", "안녕 is no name"),
        ("blitz/", "nothing is no name"),
        ("../hello", "no section .."),
        ("class", "class is no name"),
        ("__init__", "__init__ is no name"),
        ("conftest", "conftest.py is ignored"),
        ("torch", "Python has a module torch"),
    ],
)
def test_a_name_that_cannot_be_is_told_in_one_line_and_nothing_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    said: str,
) -> None:
    make_site(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = files_in(tmp_path / "gallery")
    with pytest.raises(SystemExit) as ended:
        main(["new", name])
    assert said in str(ended.value.code)  # Python prints it, and the exit status is 1
    assert "\n" not in str(ended.value.code)
    assert capsys.readouterr() == ("", "")
    assert files_in(tmp_path / "gallery") == before


def test_a_gallery_without_sections_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    (tmp_path / "gallery" / "blitz" / "GALLERY_HEADER.rst").unlink()
    done = new(site, "hello")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "gallery has no section; make a folder with GALLERY_HEADER.rst" in done.stderr


@pytest.fixture
def scripts(tmp_path: Path) -> list[Path]:
    """The project's tutorials and a skeleton, in a copy of the project's folder."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    folder = tmp_path / "gallery" / "blitz"
    folder.mkdir(parents=True)
    for path in SCRIPTS:
        shutil.copy(path, folder)
    (folder / "hello.py").write_text(skeleton("hello", ("ko", "en"), ("torch",)), encoding="utf-8")
    return sorted(folder.glob("*.py"))


def opened(path: Path) -> nbformat.NotebookNode:
    """The script as Jupyter opens it and keeps it: with the marks it makes in a notebook."""
    notebook = jupytext.read(path, config=load_jupytext_config(str(path)))
    for cell in notebook.cells:
        cell.metadata.update(trusted=True, editable=True, execution={"shell.execute_reply": "now"})
        if cell.cell_type == "code":
            cell.execution_count = 1
            cell.outputs = [nbformat.v4.new_output("stream", text="3\n")]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return notebook


def saved(notebook: nbformat.NotebookNode, path: Path) -> str:
    """The text of the script after the notebook is kept as .ipynb and saved at ``path``."""
    config = load_jupytext_config(str(path))
    kept = path.with_suffix(".ipynb")
    jupytext.write(notebook, kept, config=config)
    jupytext.write(jupytext.read(kept, config=config), path, fmt="py:percent", config=config)
    return path.read_text(encoding="utf-8")


def test_a_script_that_is_saved_from_jupyter_is_the_same(scripts: list[Path]) -> None:
    assert len(scripts) == len(SCRIPTS) + 1 > 1
    for path in scripts:
        before = path.read_bytes()
        saved(opened(path), path)
        assert path.read_bytes() == before


def test_a_script_that_jupytexts_command_takes_there_and_back_is_the_same(
    scripts: list[Path], tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in scripts}
    there = run(tmp_path, "jupytext", "--to", "ipynb", *map(str, scripts))
    assert there.returncode == 0, there.stderr
    for path in scripts:
        path.unlink()
    books = [str(path.with_suffix(".ipynb")) for path in scripts]
    back = run(tmp_path, "jupytext", "--to", "py:percent", *books)
    assert back.returncode == 0, back.stderr
    assert {path: path.read_bytes() for path in scripts} == before


def test_a_cell_that_is_edited_in_jupyter_changes_alone(scripts: list[Path]) -> None:
    for path in scripts:
        before = path.read_text(encoding="utf-8")
        for kind in ("markdown", "code"):
            notebook = opened(path)
            cell = [each for each in notebook.cells if each.cell_type == kind][-1]
            last = cell.source.split("\n")[-1]
            cell.source += " # edited"
            head, _, tail = before.rpartition(last)
            assert saved(notebook, path) == f"{head}{last} # edited{tail}"
            path.write_text(before, encoding="utf-8")
