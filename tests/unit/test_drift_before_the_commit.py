"""What is staged, or lies on the disk, and would leave a language behind: told before the commit."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from bilingual_gallery.__main__ import main
from pages import ROOT
from repositories import Repository, make_repository

LANGUAGES = ("ko", "en", "ja")
FIRST = ("첫 문장입니다.", "The first sentence.", "最初の文です。")
SECOND = ("둘째입니다.", "The second.", "二番目です。")
NEW = ("새 문장입니다.", *FIRST[1:])
SCRIPT = "gallery/blitz/small.py"
Asked = Callable[..., tuple[int, list[tuple[str, str]]]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = make_repository(tmp_path, FIRST, SECOND, languages=LANGUAGES)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Asked:
    """The status, and which language would be behind which."""

    def asked(*options: str) -> tuple[int, list[tuple[str, str]]]:
        capsys.readouterr()
        status = main(["drift", "docs", "--exit-code", "--json", *options])
        rows = json.loads(capsys.readouterr().out)["stale"]
        return status, [(each["language"], each["behind"]) for each in rows]

    return asked


BOTH = [("en", "ko"), ("ja", "ko")]


def test_what_is_staged_is_told_with_the_texts_a_translator_needs(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write(NEW, SECOND)
    repository.git("add", SCRIPT)
    assert main(["drift", "docs", "--staged"]) == 0
    told = capsys.readouterr().out.splitlines()
    line = repository.line_of("# " + FIRST[1])
    assert told[:9] == [
        f"{SCRIPT}:{line}: en lacks what is new in ko",
        "    ko: staged",
        f"    en: {repository.git('rev-parse', 'HEAD')[:10]} 2026-01-01 Begin",
        "    [-첫-]{+새+} 문장입니다.",
        "    ko before:",
        f"      | {FIRST[0]}",
        "    ko now:",
        f"      | {NEW[0]}",
        "    en:",
    ]
    assert told[-2] == "1 of 3 passages would be stale"
    assert "Drift: none" in told[-1]
    assert main(["drift", "docs", "--staged", "--brief"]) == 0
    assert "before:" not in capsys.readouterr().out


def test_the_index_is_looked_at_and_not_the_disk(repository: Repository, ask: Asked) -> None:
    assert ask("--staged") == ask("--worktree") == ask() == (0, [])
    repository.write(NEW, SECOND)
    assert ask("--staged") == (0, [])
    assert ask("--worktree") == (1, BOTH)
    repository.git("add", SCRIPT)
    assert ask("--staged") == ask("--worktree") == (1, BOTH)
    assert ask() == (0, [])
    # The answer is on the disk, and not in the index.
    repository.write(("새 문장입니다.", "A new sentence.", "新しい文です。"), SECOND)
    assert ask("--staged") == (1, BOTH)
    assert ask("--worktree") == (0, [])


def test_a_mistake_on_the_disk_is_no_matter_for_what_is_staged(
    repository: Repository, ask: Asked
) -> None:
    repository.write(NEW, SECOND)
    repository.git("add", SCRIPT)
    repository.site.script("small").write_text('"""')
    assert ask("--staged") == (1, BOTH)


def test_what_was_stale_before_is_not_told_again(repository: Repository, ask: Asked) -> None:
    repository.edit("2026-01-02", NEW, SECOND)
    assert ask() == (1, BOTH)
    repository.write(NEW, SECOND, ("셋째입니다.", "The third.", "三番目です。"))
    repository.git("add", SCRIPT)
    assert ask("--staged") == (0, [])


def test_a_script_that_moves_while_it_changes_and_one_that_is_new(
    repository: Repository, ask: Asked
) -> None:
    repository.git("mv", SCRIPT, "gallery/blitz/other.py")
    repository.write(NEW, SECOND, name="other")
    repository.write(NEW, SECOND, name="brand_new")
    repository.git("add", "--all")
    assert ask("--staged") == (1, BOTH)


def test_the_message_of_the_commit_may_excuse_it(repository: Repository, ask: Asked) -> None:
    repository.write(NEW, SECOND)
    repository.git("add", SCRIPT)
    message = repository.root / "message.txt"
    message.write_text("Mend a typo\nDrift: none\n# Please enter the message\n")
    assert ask("--staged", "--message", str(message)) == (0, [])
    message.write_text("Say it anew\n")
    assert ask("--staged", "--message", str(message)) == (1, BOTH)
    with pytest.raises(SystemExit, match=r"^nowhere\.txt: No such file"):
        main(["drift", "docs", "--staged", "--message", "nowhere.txt"])


def test_a_merge_that_is_not_committed_yet_knows_both_sides(
    repository: Repository, ask: Asked
) -> None:
    repository.git("switch", "--quiet", "--create", "side")
    repository.edit("2026-01-02", NEW, SECOND)
    repository.git("switch", "--quiet", "main")
    repository.edit("2026-01-03", FIRST, ("둘째다.", *SECOND[1:]))
    repository.git("merge", "--no-ff", "--no-commit", "side")
    assert ask("--staged") == (0, [])
    repository.write(("맨 새 문장입니다.", *NEW[1:]), ("둘째다.", *SECOND[1:]))
    repository.git("add", SCRIPT)
    assert ask("--staged") == (1, BOTH)


@pytest.mark.parametrize("options", [["--all"], ["--message", "Say it anew", "--", SCRIPT]])
def test_a_hook_of_git_holds_up_the_commit(repository: Repository, options: list[str]) -> None:
    hook = repository.root / ".git" / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    command = f'"{sys.executable}" -m bilingual_gallery drift docs --staged --exit-code'
    hook.write_text(f'#!/bin/sh\nexec {command} --message "$1"\n')
    hook.chmod(0o755)
    repository.write(NEW, SECOND)

    def commit(*arguments: str) -> subprocess.CompletedProcess[str]:
        author = ("-c", "user.name=An Author", "-c", "user.email=author@example.org")
        command = ["git", *author, "commit", *arguments]
        return subprocess.run(
            command, cwd=repository.root, capture_output=True, text=True, env={**os.environ}
        )

    message = [] if "--message" in options else ["--message", "Say it anew"]
    refused = commit(*message, *options)
    assert refused.returncode == 1
    assert "1 of 3 passages would be stale" in refused.stdout + refused.stderr
    excused = [
        each.replace("Say it anew", "Mend it\n\nDrift: none") for each in [*message, *options]
    ]
    done = commit(*excused)
    assert done.returncode == 0, done.stderr


def test_the_hook_is_called_as_pre_commit_calls_it(repository: Repository, ask: Asked) -> None:
    (hook,) = [
        each
        for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        if each["id"] == "drift"
    ]
    assert hook["stages"] == ["commit-msg"]
    _, *entry = shlex.split(hook["entry"])
    repository.write(NEW, SECOND)
    repository.git("add", SCRIPT)
    message = repository.root / ".git" / "COMMIT_EDITMSG"
    message.write_text("Say it anew\n")
    # The file with the message comes behind the arguments.
    assert main([*entry, *hook["args"], str(message)]) == 1
    message.write_text("Mend a typo\nDrift: none\n")
    assert main([*entry, *hook["args"], str(message)]) == 0


def test_staged_and_worktree_are_not_asked_together(repository: Repository) -> None:
    with pytest.raises(SystemExit):
        main(["drift", "docs", "--staged", "--worktree"])


def test_a_gate_fails_on_what_a_branch_left_behind_alone(
    repository: Repository, ask: Asked
) -> None:
    repository.edit("2026-01-02", NEW, SECOND)
    repository.git("switch", "--quiet", "--create", "work")
    assert ask("--since", "main") == (0, [])
    repository.edit("2026-01-03", NEW, (SECOND[0], "It is the second.", SECOND[2]))
    assert ask("--since", "main") == (1, [("ko", "en"), ("ja", "en")])
    # As a host of code makes it for a pull request: a merge that nobody wrote.
    repository.git("switch", "--quiet", "--detach", "main")
    repository.git("merge", "--no-ff", "-m", "Merge work into main", "work", day="2026-01-04")
    assert ask("--since", "main") == (1, [("ko", "en"), ("ja", "en")])
