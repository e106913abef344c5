"""What runs no tutorial works where POSIX is not, and what needs it says so in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from bilingual_gallery.check.finding import Finding
from bilingual_gallery.check.levels import Levels
from bilingual_gallery.cli.formats import FORMATS, Report
from bilingual_gallery.contents import DISK
from bilingual_gallery.errors import shown, slashed
from bilingual_gallery.execution import capture
from pages import ROOT

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
NEED = "a build needs fork, which this system lacks; build on Linux or macOS, or on Windows in WSL"


def windows(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command where what Windows has not is not there (windows.py)."""
    paths = filter(None, [str(ROOT / "tests"), os.environ.get("PYTHONPATH")])
    command = [sys.executable, "-W", "ignore", "-m", "windows", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **variables}
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was begun there, and is in git."""
    root = tmp_path_factory.mktemp("windows")
    done = windows(root, "bilingual_gallery", "start", "site", "--languages", "ko,en")
    assert done.returncode == 0, done.stderr
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*GIT, *command], cwd=root / "site", check=True)
    return root / "site"


def test_the_modules_that_windows_lacks_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "asks.py").write_text(
        "import os\ntry:\n    import fcntl\nexcept ImportError:\n    print(hasattr(os, 'fork'))\n"
    )
    assert windows(tmp_path, "asks").stdout == "False\n"


def test_a_tutorial_is_written_checked_and_filled(site: Path) -> None:
    new = windows(site, "bilingual_gallery", "new", "second")
    assert new.returncode == 0 and "gallery/basics/second.py is written" in new.stdout
    checked = windows(site, "bilingual_gallery", "check", "docs")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    script = site / "gallery/basics/second.py"
    text = script.read_text("utf-8")
    begin = text.index('# %% [markdown] lang="en"\n# ## ')
    script.write_text(text[:begin] + text[text.index("# %%\n", begin) :], encoding="utf-8")
    told = windows(site, "bilingual_gallery", "check", "docs", "--json")
    (finding,) = json.loads(told.stdout)["findings"]
    assert (told.returncode, finding["rule"]) == (1, "untranslated")
    assert finding["path"] == "gallery/basics/second.py"
    translate = f"[{sys.executable!r}, '-c', 'import sys; print(sys.stdin.read())']"
    conf = site / "docs/conf.py"
    before = conf.read_text("utf-8")
    conf.write_text(f"{before}\nbilingual_gallery_translate = {translate}\n", encoding="utf-8")
    filled = windows(site, "bilingual_gallery", "fill", "docs", "second")
    conf.write_text(before, encoding="utf-8")
    assert filled.stdout == "gallery/basics/second.py: 1 text put in\n", filled.stderr


def test_a_pair_is_adopted(site: Path) -> None:
    for code, title in (("ko", "합계"), ("en", "Sums")):
        text = f'"""\n{title}\n=====\n\n{title}\n"""\n\nprint(1 + 2)\n'
        (site / f"{code}.py").write_text(text, encoding="utf-8")
    out = "gallery/basics/sums.py"
    done = windows(site, "bilingual_gallery", "adopt", "ko.py", "en.py", "--out", out)
    assert "written to gallery/basics/sums.py" in done.stdout, done.stderr
    text = (site / out).read_text("utf-8")
    assert "# 합계" in text and "# # Sums" in text
    (site / out).unlink()


def test_the_history_is_read(site: Path) -> None:
    done = windows(site, "bilingual_gallery", "drift", "docs")
    assert done.returncode == 0 and done.stdout.startswith("0 of "), done.stderr


def test_a_tutorial_runs_as_a_reader_runs_it(site: Path) -> None:
    # Plugins of others choose their system, too.
    command = ["pytest", "-q", "-p", "no:cacheprovider", "gallery", "-k", "hello"]
    done = windows(site, *command, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    assert "1 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["bilingual_gallery", "build", "docs", "build/html"],
        ["bilingual_gallery", "outputs", "compare", "docs", "hello"],
        ["sphinx", "-q", "-c", "docs", "-D", "language=en", "docs/en", "build/html/en"],
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_what_needs_more_says_so_in_one_line(site: Path, arguments: list[str]) -> None:
    done = windows(site, *arguments)
    assert done.returncode != 0
    (line,) = [each for each in done.stderr.split("\n") if each]
    assert line.startswith(NEED)


@pytest.mark.parametrize("encoding", ["cp1252"])
def test_a_console_without_the_letters_has_escapes(tmp_path: Path, encoding: str) -> None:
    folder = "설명서 für 例"
    command = ["bilingual_gallery", "start", folder, "--languages", "ko,en"]
    done = windows(tmp_path, *command, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert "is a site in Korean and English" in done.stdout
    conf = (tmp_path / folder / "docs/conf.py").read_bytes().decode("utf-8")
    assert '{"ko": "한국어", "en": "English"}' in conf
    script = tmp_path / folder / "gallery/basics/hello.py"
    text = script.read_text("utf-8")
    script.write_text(text.replace("# en: ", "# en: 그 "), encoding="utf-8")
    told = windows(
        tmp_path / folder, "bilingual_gallery", "check", "docs", PYTHONIOENCODING=encoding
    )
    assert told.returncode == 1 and "[hangul]" in told.stdout, told.stderr


def test_a_file_on_another_drive_has_its_whole_path(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(path: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refuses)
    assert shown(Path("/other/gallery/hello.py")) == "/other/gallery/hello.py"


def test_other_programs_are_told_of_it_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refuses)
    path = tmp_path / "hello.py"
    path.write_text("x = 1\n")
    report = Report([Finding(path, 1, "numbers", "other numbers")], Levels(), DISK)
    for form in ("json", "sarif", "github", "gitlab"):
        assert path.as_posix() in FORMATS[form](report)


def test_other_programs_are_given_slashes_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilingual_gallery.errors.Path", PureWindowsPath)
    monkeypatch.setattr(os.path, "relpath", lambda path: r"gallery\basics\hello.py")
    path = Path("/work/site/gallery/basics/hello.py")
    assert shown(path) == r"gallery\basics\hello.py"
    assert slashed(path) == "gallery/basics/hello.py"


@pytest.mark.parametrize(("platform", "told"), [("darwin", 2 * 2**20), ("linux", 2 * 2**10)])
def test_memory_is_in_megabytes_whatever_the_system_counts_in(
    monkeypatch: pytest.MonkeyPatch, platform: str, told: int
) -> None:
    import resource

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(resource, "getrusage", lambda _: SimpleNamespace(ru_maxrss=told))
    assert capture._megabytes() == 2.0
