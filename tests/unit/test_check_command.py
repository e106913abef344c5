"""The command `check`: which files it tells of, what it writes, and what git has staged."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bilingual_gallery.__main__ import main
from bilingual_gallery.check import fixes
from bilingual_gallery.cli import check as command
from helpers import Site
from mistakes import SCRIPT, make
from pages import ROOT

WRONG = SCRIPT.replace("of its color", "of its colour")
MENDED = SCRIPT
OTHER = SCRIPT.replace("holds the values", "holds the the values")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site in a git repository, all of it committed and right."""
    site = make(tmp_path)
    for code, text in (
        ("ko", "# 쪽\n\n글입니다.\n"),
        ("en", "# Page\n\nText.\n"),
        ("ja", "# 頁\n\n文です。\n"),
    ):
        (tmp_path / "docs" / code / "page.md").write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Read me\n")
    (tmp_path / ".gitignore").write_text("build\n")
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    git("init", "-q")
    git("config", "user.name", "A")
    git("config", "user.email", "a@example.org")
    git("add", "-A")
    git("commit", "-qm", "All of it")
    return site


def git(*arguments: str) -> str:
    return subprocess.run(("git", *arguments), check=True, capture_output=True, text=True).stdout


def write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str], list[str]]:
    status = main(["check", "docs", *options])
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err.splitlines()


def files(lines: list[str]) -> list[str]:
    return [line.partition(":")[0] for line in lines]


def test_several_files_are_named_by_name_path_and_folder(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site.root / "docs" / "en" / "page.md"
    write(page, "# Page\n\nTeh text.\n")
    write(site.script("small"), WRONG)
    script = "gallery/blitz/small.py"
    assert files(checked(capsys)[1]) == ["docs/en/page.md", script]
    for names, told in (
        (["small"], [script]),
        (["blitz/small"], [script]),
        ([script], [script]),
        (["docs/en/page.md"], ["docs/en/page.md"]),
        (["docs/ko/page.md"], []),
        (["docs"], ["docs/en/page.md"]),
        (["docs/en/page.md", "small"], ["docs/en/page.md", script]),
    ):
        status, lines, _ = checked(capsys, *names)
        assert (status, files(lines)) == (int(bool(told)), told), names
    # A file that is no tutorial and no page is told of, for hooks name whatever is changed.
    assert checked(capsys, "README.md") == (
        0, [], ["README.md: is no tutorial and no page, so it is not checked"],
    )  # fmt: skip
    with pytest.raises(SystemExit, match="no tutorial is called smal; blitz/small is one"):
        main(["check", "docs", "smal"])


def test_fix_writes_what_it_can_mend_and_tells_the_rest(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    script, page = site.script("small"), site.root / "docs" / "en" / "page.md"
    write(script, WRONG.replace("合計は`3`", "合計は`4`"))
    script.chmod(0o755)
    page.write_bytes(b"# Page\r\n\r\nTeh text, teh end.\r\n")
    status, lines, said = checked(capsys, "--fix")
    assert status == 1
    assert ["[code]" in line for line in lines] == [True]
    assert sorted(said) == [
        "docs/en/page.md: mended spelling 2",
        "gallery/blitz/small.py: mended spelling",
    ]
    assert script.read_bytes() == MENDED.replace("合計は`3`", "合計は`4`").encode()
    assert script.stat().st_mode & 0o777 == 0o755
    assert page.read_bytes() == b"# Page\r\n\r\nThe text, the end.\r\n"
    assert checked(capsys, "--fix")[2] == []
    write(script, MENDED)
    assert checked(capsys, "--fix") == (0, [], [])


def test_fix_of_one_file_leaves_the_others(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    page = site.root / "docs" / "en" / "page.md"
    write(page, "# Page\n\nTeh text.\n")
    write(site.script("small"), WRONG)
    assert checked(capsys, "--fix", "small") == (0, [], ["gallery/blitz/small.py: mended spelling"])
    assert page.read_text() == "# Page\n\nTeh text.\n"


def test_a_link_leads_where_it_did(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    kept = site.root / "elsewhere.py"
    write(kept, WRONG)
    site.script("small").unlink()
    site.script("small").symlink_to(kept)
    assert checked(capsys, "--fix")[0] == 0
    assert site.script("small").is_symlink()
    assert kept.read_text(encoding="utf-8") == MENDED


def test_a_diff_shows_what_fix_would_do_and_writes_nothing(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site.root / "docs" / "en" / "page.md"
    write(site.script("small"), WRONG)
    page.write_bytes(b"# Page\r\n\r\nTeh text.")
    before = {path: path.read_bytes() for path in (page, site.script("small"))}
    assert main(["check", "docs", "--diff"]) == 1
    patch = capsys.readouterr().out
    assert {path: path.read_bytes() for path in before} == before
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True)
    by_patch = {path: path.read_bytes() for path in before}
    for path, data in before.items():
        path.write_bytes(data)
    checked(capsys, "--fix")
    assert {path: path.read_bytes() for path in before} == by_patch != before
    assert main(["check", "docs", "--diff"]) == 0


def test_a_file_that_is_saved_meanwhile_is_not_overwritten(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = site.script("small")
    write(script, WRONG)
    mend = fixes.mend

    def slow(*arguments: object) -> object:
        done = mend(*arguments)  # type: ignore[arg-type]
        write(script, OTHER)
        return done

    monkeypatch.setattr(command.fixes, "mend", slow)
    status, _, said = checked(capsys, "--fix")
    assert status == 1
    assert said == [
        "gallery/blitz/small.py: was saved while it was checked, so nothing in it is mended; try again"
    ]
    assert script.read_text(encoding="utf-8") == OTHER
    assert [each.name for each in script.parent.iterdir() if each.name.startswith(".")] == []


def test_staged_tells_of_what_is_staged_as_it_is_staged(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    script, page = site.script("small"), site.root / "docs" / "en" / "page.md"
    write(page, "# Page\n\nTeh text.\n")
    assert checked(capsys, "--staged") == (0, [], [])  # nothing is staged
    write(script, WRONG)
    git("add", str(script))
    write(script, MENDED)  # mended on the disk, and not staged
    status, lines, _ = checked(capsys, "--staged")
    assert (status, files(lines)) == (1, ["gallery/blitz/small.py"])
    assert checked(capsys, "--staged", "docs/en/page.md") == (0, [], [])
    git("add", str(script))
    write(script, WRONG)  # and the other way round
    assert checked(capsys, "--staged") == (0, [], [])


def test_a_file_that_git_does_not_know_is_not_there(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site.script("small"), WRONG)
    git("add", "-A")
    # Its name is another's too, which is a finding of whoever looks at the disk.
    other = site.root / "gallery" / "other"
    other.mkdir()
    (other / "GALLERY_HEADER.rst").write_text("Other\n=====\n")
    write(other / "small.py", SCRIPT)
    assert any("has this name too" in line for line in checked(capsys)[1])
    assert ["[spelling]" in line for line in checked(capsys, "--staged")[1]] == [True]


def test_fix_of_what_is_staged_asks_for_it_to_be_staged_anew(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    script = site.script("small")
    write(script, WRONG)
    git("add", str(script))
    status, lines, said = checked(capsys, "--staged", "--fix")
    assert (status, lines) == (1, [])
    assert said == [
        "gallery/blitz/small.py: mended spelling",
        "what is mended is not staged yet; look at it, and `git add` it",
    ]
    assert git("show", ":gallery/blitz/small.py") == WRONG  # the index is the author's
    git("add", str(script))
    assert checked(capsys, "--staged", "--fix") == (0, [], [])
    # What is staged in part is no file that could be written.
    write(script, WRONG)
    git("add", str(script))
    write(script, OTHER)
    status, lines, said = checked(capsys, "--staged", "--fix")
    assert (status, files(lines)) == (1, ["gallery/blitz/small.py"])
    assert said == [
        "gallery/blitz/small.py: is staged in part, so nothing in it is mended; stage it, or mend it by hand"
    ]
    assert script.read_text(encoding="utf-8") == OTHER


def test_a_hook_sees_what_its_commit_would_have(site: Site) -> None:
    """`git commit FILE` commits what no other index has: the hook is told of one made for it."""
    hook = site.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {shlex.join(site.command()[:3])} check docs --staged\n")
    hook.chmod(0o755)
    script = site.script("small")
    write(script, WRONG)
    done = subprocess.run(
        ["git", "commit", "-m", "x", str(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "[spelling] colour is misspelled" in done.stdout + done.stderr
    write(script, MENDED.replace("A tensor holds", "Each tensor holds"))
    git("commit", "-m", "x", str(script))


def test_without_a_repository_nothing_can_be_staged(
    site: Site, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make(tmp_path_factory.mktemp("elsewhere"))
    monkeypatch.chdir(other.root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(other.root.parent))
    with pytest.raises(SystemExit, match="not in a git repository") as caught:
        main(["check", "docs", "--staged"])
    assert "\n" not in str(caught.value)


HOOKS = [
    each
    for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    if each["id"].startswith("check")
]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_is_called_as_pre_commit_calls_it(site: Site, hook: dict[str, object]) -> None:
    """The entry, its arguments and the files that a commit changes; a change of them fails the hook."""
    script = site.script("small")
    write(script, WRONG)
    git("add", "-A")
    changed = git("diff", "--cached", "--name-only").split()
    entry = shlex.split(str(hook["entry"]))
    assert entry[0] == "bilingual-gallery"
    arguments = [*site.command()[:3], *entry[1:], *hook["args"], *changed, "README.md"]  # type: ignore[misc]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            arguments, capture_output=True, text=True, check=False, env=os.environ
        )

    done = run()
    if "--fix" in entry:
        assert (done.returncode, done.stdout) == (0, "")
        assert script.read_text(encoding="utf-8") == MENDED
    else:
        assert done.returncode == 1
        assert "[spelling]" in done.stdout
        write(script, MENDED)
    assert run().returncode == 0


def test_a_reader_that_has_seen_enough_gets_no_traceback(site: Site) -> None:
    write(site.script("small"), WRONG)
    command = [sys.executable, "-m", "bilingual_gallery", "check", "docs"]
    with subprocess.Popen(
        command, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert told == ""
    assert process.returncode == 128 + 13
