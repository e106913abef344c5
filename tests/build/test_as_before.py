"""A build weaves a page only when something that the page is made of has changed, and whatever that is."""

from __future__ import annotations

import io
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from bilingual_gallery.files import package_digest
from bilingual_gallery.pages import as_before, context, generate
from helpers import Site, build_here
from PIL import Image
from readers import digests
from repositories import Repository, make_repository, script

CODE = """\
# %%
# ko: 시각을 씁니다.
# en: Print the time.
import time

import helper

print(time.time_ns(), helper.one, "notes.csv")
"""
# Its card has a picture that it names, and its prose a value of the run.
CARD = '# %%\n# sphinx_gallery_thumbnail_path = "card.png"\nmany = 3\n'
VALUE = ("값은 {eval}`many`입니다.", "It is {eval}`many`.")
SECOND = ("## 절\n\n`math.pi`를 봅니다.", "## A section\n\nLook at `math.pi`.")
PI = "# %%\nimport math\n\nmath.pi\n"

CONF = """
bilingual_gallery_references = {"python": ("https://docs.python.org/3/", "python.inv")}
bilingual_gallery_source_url = "https://example.org/{path}"
locale_dirs = ["../locale"]
suppress_warnings = ["bilingual_gallery"]
"""
WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def inventory(*names: str) -> bytes:
    head = "# Sphinx inventory version 2\n# Project: Python\n# Version: 3\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    rows = "".join(f"{name} py:data 1 library/math.html#$ -\n" for name in names)
    return head.encode() + zlib.compress(rows.encode())


def picture(path: Path, color: str) -> None:
    content = io.BytesIO()
    Image.new("RGB", (40, 20), color).save(content, "PNG")
    path.write_bytes(content.getvalue())


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """Three tutorials in a repository, of which one has a bit of everything, and an English build of them."""
    made = make_repository(tmp_path, VALUE, CODE, CARD, SECOND, PI)
    site = made.site
    for name in ("other", "third"):
        site.script(name).write_text(script(SECOND, "# %%\n1 + 1\n"), encoding="utf-8")
    for name in ("helper", "helper_2"):
        site.script(name).write_text("one = 1\n")
    site.add_to_conf(CONF)
    site.add_to_conf('sphinx_gallery_conf["ignore_pattern"] = "helper"')
    (tmp_path / "docs/python.inv").write_bytes(inventory("math.tau"))
    picture(tmp_path / "docs/card.png", "red")
    (tmp_path / ".gitignore").write_text("build/\ndocs/*/tutorials/\n")
    made.commit("2026-01-02")
    build_here(site)
    return made


@pytest.fixture
def woven(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tutorials that builds of this process weave."""
    names: list[str] = []
    weave = generate.weave

    def noting(tutorial: generate.Tutorial, *given: object) -> object:
        names.append(tutorial.name)
        return weave(tutorial, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(generate, "weave", noting)
    return names


def generated(site: Site) -> Path:
    return site.root / "docs/en/tutorials"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def small(project: Repository, old: str, new: str) -> None:
    change(project.site.script("small"), old, new)


def an_output(project: Repository) -> None:
    """The code is the same, and what it printed was not kept."""
    shutil.rmtree(project.root / "build/outputs")


def a_file_beside(project: Repository) -> None:
    """The module that the code imports imports another, which readers need then."""
    project.site.script("helper").write_text("from helper_2 import one\n")


def a_named_file(project: Repository) -> None:
    """The code names it, and it is there from now on."""
    project.site.script("x").with_name("notes.csv").write_text("1,2\n")


def all_prose(project: Repository) -> None:
    """In both languages, so that neither is behind, and once more, so that git knows no other day of it."""
    small(project, "It is", "There it is")
    small(project, "값은", "이 값은")
    build_here(project.site)
    small(project, "There it is", "Here it is")
    small(project, "이 값은", "그 값은")


def the_catalog(project: Repository) -> None:
    folder = project.root / "docs/locale/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    said = 'msgid "Download the script"\nmsgstr "Take the script"\n'
    (folder / "sphinx.po").write_text(WORDS + said)


def the_history(project: Repository) -> None:
    project.git("commit", "--quiet", "--amend", "--no-edit", day="2026-05-06")


def one_behind(project: Repository) -> None:
    """A passage was behind, until the message of the commit says that it is not."""
    small(project, "값은", "이 값은 늘")
    project.commit("2026-02-03")
    build_here(project.site)
    message = "A change\n\nDrift: none"
    project.git("commit", "--quiet", "--amend", "--message", message, day="2026-02-03")


EDITS: dict[str, Callable[[Repository], object]] = {
    "prose": lambda project: small(project, "It is", "There it is"),
    "the prose of the other language": lambda project: small(project, "봅니다", "다시 봅니다"),
    "the prose of all languages": all_prose,
    "code": lambda project: small(project, "many = 3", "many = 4"),
    "a comment of one language": lambda project: small(project, "Print the time", "Say when"),
    "an output": an_output,
    "an option": lambda project: change(
        project.root / "docs/conf.py", "example.org", "example.com"
    ),
    "a reference": lambda project: (project.root / "docs/python.inv").write_bytes(
        inventory("math.tau", "math.pi")
    ),
    "the picture of a card": lambda project: picture(project.root / "docs/card.png", "blue"),
    "a file beside": a_file_beside,
    "a file that the code names": a_named_file,
    "a catalog": the_catalog,
    "the history": the_history,
    "a passage that is behind no more": one_behind,
    "a page": lambda project: change(project.site.source("en"), "Title", "Mine"),
    "a page that is gone": lambda project: project.site.source("en").unlink(),
    "a card's picture that is gone": lambda project: next(
        generated(project.site).rglob("sphx_glr_small_thumb.png")
    ).unlink(),
}


def build(site: Site) -> None:
    """In a fork of this process, where a catalog of the site would stay for the builds of other tests."""
    done = site.build("en")
    assert done.returncode == 0, done.stdout + done.stderr


def all_woven(site: Site) -> dict[str, str]:
    """What is generated where nothing is there yet."""
    shutil.rmtree(generated(site))
    build(site)
    return digests(generated(site))


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_a_page_is_made_of_changes_it_is_woven_again(
    project: Repository, edit: str
) -> None:
    EDITS[edit](project)
    before = digests(generated(project.site))
    build(project.site)
    after = digests(generated(project.site))
    assert after != before  # or this would prove nothing
    assert after == all_woven(project.site)


def test_where_nothing_has_changed_no_page_is_woven(project: Repository, woven: list[str]) -> None:
    build_here(project.site)
    assert woven == []


def test_only_the_page_of_the_script_that_changed_is_woven(
    project: Repository, woven: list[str]
) -> None:
    change(project.site.script("other"), "Begin.", "Begin here.")
    build_here(project.site)
    assert woven == ["other"]


def test_a_page_written_by_hand_is_no_reason_to_weave(
    project: Repository, woven: list[str]
) -> None:
    change(project.root / "docs/en/index.md", "# Home", "# At home")
    build_here(project.site)
    assert woven == []


def test_other_code_of_ours_weaves_all_pages(
    project: Repository, woven: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = package_digest()[::-1]
    for module in (as_before, context):
        monkeypatch.setattr(module, "package_digest", lambda: other)
    build_here(project.site)
    assert sorted(woven) == ["other", "small", "third"]


def test_another_version_of_what_is_installed_weaves_all_pages(
    project: Repository, woven: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_before, "installed", lambda: [("markdown-it", 1)])
    build_here(project.site)
    assert sorted(woven) == ["other", "small", "third"]


def test_a_warning_about_a_page_that_was_not_woven_is_told_at_its_script(
    project: Repository, woven: list[str]
) -> None:
    site = project.site
    small(project, "## A section", "## A section\n#\n# {download}`notes.txt`")
    notes = site.root / "gallery/blitz/notes.txt"
    notes.write_text("Notes")
    assert build_here(site) == ""
    woven.clear()
    notes.unlink()
    (site.root / "build/doctrees/en/tutorials/blitz/small.doctree").unlink()  # it is read again
    warnings = build_here(site)
    assert "gallery/blitz/small.py:40: WARNING: download file not readable" in warnings
    assert woven == []


def test_notes_that_nobody_can_read_are_as_none(project: Repository, woven: list[str]) -> None:
    note = next((project.root / "build/doctrees").rglob("woven.json"))
    note.write_text('{"tutorials/blitz/other": {"from": 1}')
    build_here(project.site)
    assert sorted(woven) == ["other", "small", "third"]
