"""`start`: a whole site or nothing, in any languages, and what is said in it is true."""

from __future__ import annotations

import errno
import json
import os
import re
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
import yaml
from bilingual_gallery.__main__ import main
from bilingual_gallery.cli.start import command, requirement
from bilingual_gallery.config import settings_of
from pages import ROOT

VERB = re.compile(r"^([a-z][a-z-]*):.*## ", re.MULTILINE)
# Verbs that are for whoever changes the package itself.
OF_THE_PACKAGE = {
    "lint", "test-unit", "bench", "bench-live", "pictures", "lighthouse",
}  # fmt: skip


def begin(folder: Path, languages: str = "ko,en") -> Path:
    assert main(["start", str(folder), "--languages", languages]) == 0
    return folder


@pytest.mark.parametrize(
    "languages",
    ["ko,en", "ja,de,en", "en", "de,zh-Hans,ko", "fr,ko", "pt-BR,ar,en", "zh_CN,zh_TW"],
)
def test_what_it_writes_is_without_a_finding_in_any_languages(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    languages: str,
) -> None:
    monkeypatch.chdir(begin(tmp_path / "site", languages))
    capsys.readouterr()
    assert (main(["check", "docs"]), capsys.readouterr().out) == (0, "")
    assert list(settings_of(Path("docs")).languages) == languages.split(",")
    text = Path("gallery/basics/hello.py").read_text("utf-8")
    homes = [Path(f"docs/{code}/index.md").read_text("utf-8") for code in languages.split(",")]
    assert len(set(homes)) == len(homes) or "pt-BR" in languages
    unwritten = [code for code in languages.split(",") if f"write it in {code} -->" in text]
    assert unwritten == [code for code in languages.split(",") if code in ("fr", "pt-BR", "ar")]
    # And `new` goes on from there.
    assert main(["new", "second"]) == 0
    assert 'tutorials = ["hello.py", "second.py"]' in Path("docs/conf.py").read_text("utf-8")
    capsys.readouterr()
    assert (main(["check", "docs"]), capsys.readouterr().out) == (0, "")


def test_conf_py_has_some_fifteen_lines_that_say_something(tmp_path: Path) -> None:
    conf = (begin(tmp_path / "site") / "docs/conf.py").read_text("utf-8")
    lines = [line for line in conf.split("\n")[1:] if line and not line.startswith("#")]
    assert len(lines) <= 15


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        ("ko,xx1", "xx1 is no language; write codes as in ko,en or ja,de,en"),
        ("ko,", "nothing is no language"),
        ("ko,../en", "../en is no language"),
        ("zh-CN,zh_CN", "zh-CN stands there twice; name each language once"),
    ],
)
def test_a_language_that_cannot_be_is_one_line(tmp_path: Path, languages: str, said: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["start", str(tmp_path / "site"), "--languages", languages])
    assert str(caught.value).startswith(said) and "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_refused_and_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine")
    monkeypatch.chdir(tmp_path)
    for folder, said in (
        ("site", "site: is not empty, it has mine.txt; name a folder that is, or a new one"),
        ("site/mine.txt", "site/mine.txt: is no folder; name an empty one, or a new one"),
        ("site/mine.txt/new", "site/mine.txt/new: is no folder; name an empty one, or a new one"),
    ):
        with pytest.raises(SystemExit) as caught:
            main(["start", folder])
        assert str(caught.value) == said
    assert [each.name for each in (tmp_path / "site").iterdir()] == ["mine.txt"]
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("there", [[], [".git"]])
def test_it_begins_where_one_is_and_in_a_new_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: list[str]
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    for name in there:
        (folder / name).mkdir()
    monkeypatch.chdir(folder)
    begin(Path())
    assert (folder / "Makefile").is_file() and all((folder / name).is_dir() for name in there)
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("method", ["write_bytes", "rename"])
def test_all_or_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool, method: str
) -> None:
    """The disk is full at the fourth file, or at the fourth that is moved to its place."""
    folder = tmp_path / "site"
    if exists:
        folder.mkdir()
    whole, count = getattr(Path, method), 0

    def failing(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == 4:
            raise OSError(28, os.strerror(28))
        return whole(*arguments)

    monkeypatch.setattr(Path, method, failing)
    with pytest.raises(SystemExit, match=r"site: No space left on device; nothing is written$"):
        main(["start", str(folder)])
    assert list(tmp_path.rglob("*")) == ([folder] if exists else [])


def test_its_makefile_has_the_verbs_of_ours_and_the_readme_names_no_other(tmp_path: Path) -> None:
    site = begin(tmp_path / "site")
    verbs = set(VERB.findall((site / "Makefile").read_text("utf-8")))
    ours = set(VERB.findall((ROOT / "Makefile").read_text("utf-8")))
    assert verbs == ours - OF_THE_PACKAGE
    readme = (site / "README.md").read_text("utf-8")
    assert set(re.findall(r"make ([a-z-]+)", readme)) <= verbs
    for place in re.findall(r"`((?:docs|gallery|\.github|\.readthedocs)[^` ]*)`", readme):
        assert (site / place).exists() or "my_tutorial" in place, place
    assert "@" not in re.sub(r"pip install[^\n]*", "", readme)


def test_its_workflow_pins_the_actions_of_ours_and_gives_no_token_to_its_code(
    tmp_path: Path,
) -> None:
    site = begin(tmp_path / "site")
    text = (site / ".github/workflows/site.yml").read_text("utf-8")
    ours = (ROOT / ".github/workflows/site.yml").read_text("utf-8")
    pinned = set(re.findall(r"uses: .*", text))
    assert pinned and pinned <= set(re.findall(r"uses: .*", ours))
    jobs = yaml.safe_load(text)["jobs"]
    assert jobs["publish"] == yaml.safe_load(ours)["jobs"]["publish"]
    assert jobs["build"]["permissions"] == {"contents": "read"}
    steps = jobs["build"]["steps"]
    assert steps[0]["with"]["persist-credentials"] is False
    verbs = set(VERB.findall((site / "Makefile").read_text("utf-8")))
    runs = [each["run"] for each in steps if "run" in each]
    assert runs == ["make check", "make html", "make test"]
    assert {each.removeprefix("make ") for each in runs} <= verbs


def test_read_the_docs_builds_what_make_html_does(tmp_path: Path) -> None:
    site = begin(tmp_path / "site")
    told = yaml.safe_load((site / ".readthedocs.yaml").read_text("utf-8"))
    *_, last = told["build"]["commands"]
    assert "-m bilingual_gallery build docs $READTHEDOCS_OUTPUT/html" in last
    assert last.endswith("-W")


class Installed:
    """A distribution as ``importlib.metadata`` tells of it."""

    version = "1.2"
    metadata = Message()

    def __init__(self, told: dict[str, Any] | None) -> None:
        self._told = told

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return None if self._told is None else json.dumps(self._told)


@pytest.mark.parametrize(
    ("noted", "line", "is_here"),
    [
        (None, "bilingual-gallery[live]==1.2", False),
        (
            {"url": "https://x.example/r", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "bilingual-gallery[live] @ git+https://x.example/r@abc",
            False,
        ),
        (
            {"url": "https://x.example/a.whl", "archive_info": {}},
            "bilingual-gallery[live] @ https://x.example/a.whl",
            False,
        ),
        (
            {"url": "file:///somewhere/clone", "dir_info": {"editable": True}},
            "bilingual-gallery[live] @ file:///somewhere/clone",
            True,
        ),
        (
            {"url": "file:///gone/a.whl", "archive_info": {}},
            "bilingual-gallery[live] @ file:///gone/a.whl",
            True,
        ),
    ],
)
def test_a_site_gets_the_package_from_where_it_was_installed(
    monkeypatch: pytest.MonkeyPatch, noted: dict[str, Any] | None, line: str, is_here: bool
) -> None:
    monkeypatch.setattr(requirement, "distribution", lambda _: Installed(noted))
    found = requirement.requirement()
    assert (found.line, found.is_here) == (line, is_here)


def test_a_wheel_comes_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel = tmp_path / "with space" / "bilingual_gallery-1.2-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"wheel")
    noted = {"url": wheel.as_uri(), "archive_info": {}}
    monkeypatch.setattr(requirement, "distribution", lambda _: Installed(noted))
    site = begin(tmp_path / "site")
    assert (site / "wheels" / wheel.name).read_bytes() == b"wheel"
    wanted = (site / "requirements.txt").read_text("utf-8").split("\n")[0]
    assert wanted == f"./wheels/{wheel.name}[live]"
    assert "`wheels/`" in (site / "README.md").read_text("utf-8")
    assert "this machine" not in capsys.readouterr().out


def test_a_folder_of_this_machine_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = {"url": "file:///somewhere/clone", "dir_info": {}}
    monkeypatch.setattr(requirement, "distribution", lambda _: Installed(noted))
    begin(tmp_path / "site")
    said = "requirements.txt names file:///somewhere/clone, which this machine alone has"
    assert said in capsys.readouterr().out


def test_every_file_of_a_site_is_in_the_package() -> None:
    """Each is filled in, and none is left over."""
    names = {each.name for each in (Path(command.__file__).with_name("files")).iterdir()}
    assert names == set(command._TEMPLATES)


def test_a_folder_with_a_space_is_quoted_and_none_on_the_way_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    begin(Path("nowhere/../my site"))
    assert "cd 'my site'" in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == ["my site"]


def test_what_is_written_comes_from_no_other_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    moved = Path.rename

    def rename(own: Path, other: Path) -> Path:
        if not own.is_relative_to(mounted):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return moved(own, other)

    monkeypatch.setattr(Path, "rename", rename)
    begin(mounted)
    assert (mounted / "docs" / "conf.py").is_file()
    assert not [each for each in mounted.iterdir() if each.name.startswith(".start")]
