"""Where a project lies and what its scripts are called: it works, or one line says why not."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from bilingual_gallery.errors import no_right
from bilingual_gallery.files import ensure_writable
from bs4 import BeautifulSoup
from conftest import Once
from helpers import TUTORIAL, Site, build_here, dressed, make_site

BAD = '# %% [markdown] lang="ko"\n# # 제목\n'
NAMES = {
    "with space": "' '",
    "j{k}": "'{'",
    "f#g": "'#'",
    "a%41": "'%'",
    "index": "called index too",
    'quote"': "its name has",
    "$x": "'$'",
    "new\nline": "its name has",
    "l" * 240: "more than 200 bytes",
}


def told(said: str) -> list[str]:
    return [line for line in said.splitlines() if ".py:" in line]


@pytest.fixture(scope="module")
def site(once: Once) -> Site:
    """Built while all could be read, in a folder with spaces, braces and Hangul; then three scripts are not."""

    def make(top: Path) -> None:
        root = top / "길 with {braces}" / "내 문서"
        root.mkdir(parents=True)
        scripts = {"good": TUTORIAL, "bad": TUTORIAL.replace("A small guide", "An old guide")}
        made = dressed(root, scripts)
        for code in made.languages:
            home = root / "docs" / code / "index.md"
            home.write_text(home.read_text() + "\n```{toctree}\n:hidden:\n```\n")
        first = made.make()
        (top / "first.txt").write_text(f"{first.returncode}\n{first.stdout}{first.stderr}")
        made.script("bad").write_text(BAD)
        made.script("never").write_text(BAD)
        os.mkfifo(made.script("pipe"))
        made.script("good").write_text(TUTORIAL.replace("The first", "A better first"))
        second = made.make()
        (top / "second.txt").write_text(f"{second.returncode}\n{second.stdout}{second.stderr}")

    top = once("places", make)
    return Site(top / "길 with {braces}" / "내 문서", ("ko", "en"))


def test_a_folder_with_spaces_or_braces_and_a_toctree_that_names_no_page_are_built_strictly(
    site: Site,
) -> None:
    said = (site.root.parent.parent / "first.txt").read_text()
    assert said.startswith("0\n"), said
    html = BeautifulSoup(site.page("en", "good").read_text(encoding="utf-8"), "html.parser")
    assert html.select(".sidebar-tree a.current")


def test_a_script_that_cannot_be_read_does_not_stop_the_others_and_is_no_success(
    site: Site,
) -> None:
    said = (site.root.parent.parent / "second.txt").read_text()
    assert said.startswith("1\n"), said
    for name, what in (("bad", "no docstring"), ("never", "no docstring"), ("pipe", "is no file")):
        (line,) = [line for line in told(said) if line.startswith(f"gallery/blitz/{name}.py:1: ")]
        assert what in line
    assert "Traceback" not in said
    assert "A better first paragraph" in site.page("en", "good").read_text(encoding="utf-8")


def test_its_last_good_page_stays_with_its_card_and_downloads(site: Site) -> None:
    assert "An old guide" in site.page("en", "bad").read_text(encoding="utf-8")
    index = site.page("en", "index").read_text(encoding="utf-8")
    assert "An old guide" in index
    assert "never" not in index
    for name in ("blitz/bad.ipynb", "blitz/bad.py", "blitz/good.ipynb"):
        assert site.download("en", name).is_file()
    assert not site.page("en", "never").exists()


@pytest.mark.parametrize(("name", "said"), list(NAMES.items()))
def test_a_name_that_nothing_could_be_made_from_is_told_in_one_line(
    tmp_path: Path, name: str, said: str
) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL})
    site.script(name).write_text(TUTORIAL)
    done = site.run("check", "docs")
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert said in line
    assert "rename it" in line
    assert done.stderr == ""


def test_a_folder_that_is_called_like_a_script_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL})
    site.script("folder").mkdir()
    said = "[script] is no file, though it is called like a script; rename it"
    assert site.run("check", "docs").stdout == f"gallery/blitz/folder.py:1: {said}\n"


def test_what_cannot_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "docs/ko/tutorials/.lock"
    told = str(no_right(PermissionError(errno.EACCES, "Permission denied", str(path))))
    assert told.startswith(f"{path}: Permission denied; build as the owner")
    assert no_right(OSError(errno.ENOSPC, "No space left on device", "x")) is None
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Exception, match="cannot be written to; build as its owner"):
        ensure_writable(tmp_path / "build" / "html")


def test_a_file_of_another_owner_ends_a_build_of_sphinx_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bilingual_gallery.pages import build_lock

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "docs/en/tutorials/.lock")

    monkeypatch.setattr(build_lock, "acquire", refuse)
    with pytest.raises(SystemExit) as ended:
        build_here(make_site(tmp_path))
    assert str(ended.value.code).startswith("docs/en/tutorials/.lock: Permission denied; build as")


def test_a_section_whose_name_nothing_could_be_made_from_is_told_at_its_scripts(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL})
    folder = site.script("small").parent
    folder.rename(folder.with_name("first steps"))
    done = site.run("check", "docs")
    said = "[script] its folder's name has ' '; rename it with letters, digits, _ and -"
    assert (done.returncode, done.stdout) == (1, f"gallery/first steps/small.py:1: {said}\n")
