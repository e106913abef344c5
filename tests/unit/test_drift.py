"""Stale translations, found in real git repositories, and the table of them in real sites."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from bilingual_gallery.cli import drift
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.errors import BuildError
from bilingual_gallery.lang import language as known
from bilingual_gallery.pages import reading_time
from bilingual_gallery.source.blocks import blocks
from helpers import make_site
from repositories import CODE, FIRST, SECOND, Repository, make_repository, script


@dataclass(frozen=True)
class Drifted:
    """What `make drift DRIFT=--json` says."""

    status: int
    told: dict[str, object]
    complaint: str

    @property
    def stale(self) -> list[tuple[str, str, int]]:
        rows = self.told["stale"]
        assert isinstance(rows, list)
        return [(each["language"], each["behind"], each["line"]) for each in rows]

    @property
    def only(self) -> dict[str, object]:
        rows = self.told["stale"]
        assert isinstance(rows, list)
        assert len(rows) == 1
        row = rows[0]
        assert isinstance(row, dict)
        return row


class Ask:
    """Asks for the drift as JSON."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, since: str = "", docs: Path = Path("docs")) -> Drifted:
        self.capsys.readouterr()
        status = drift.main(docs, drift.Wish(since=since, as_json=True))
        said = self.capsys.readouterr()
        return Drifted(status, json.loads(said.out or "{}"), said.err)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    return Ask(capsys)


def test_a_change_of_one_language_is_told_with_both_commits_the_days_and_the_words(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    before = repository.git("rev-parse", "HEAD")
    changed = ("두 번째 문단은 훨씬 더 길고 새롭습니다.", SECOND[1])
    after = repository.edit("2026-01-13", FIRST, changed, CODE, message="Say it anew")
    assert drift.main(Path("docs"), drift.Wish()) == 0
    assert capsys.readouterr().out == (
        f"gallery/blitz/small.py:{repository.line_of('# ' + SECOND[1])}: en is 12 days behind ko\n"
        f"    ko: {after[:10]} 2026-01-13 Say it anew\n"
        f"    en: {before[:10]} 2026-01-01 Begin\n"
        "    두 번째 문단은 {+훨씬+} 더 [-깁니다.-]{+길고 새롭습니다.+}\n"
        "    ko before:\n      | 두 번째 문단은 더 깁니다.\n"
        "    ko now:\n      | 두 번째 문단은 훨씬 더 길고 새롭습니다.\n"
        "    en:\n      | The second paragraph is longer.\n"
        "1 of 4 passages are stale\n"
    )


def test_json_says_the_same(repository: Repository, ask: Ask) -> None:
    before = repository.git("rev-parse", "HEAD")
    changed = ("두 번째 문단은 훨씬 더 깁니다.", SECOND[1])
    after = repository.edit("2026-01-02", FIRST, changed, CODE, message="말을 고칩니다")
    found = ask()
    assert found.status == 0
    assert found.told == {
        "shallow": None,
        "since": None,
        "part": None,
        "passages": {"gallery/blitz/small.py": 4},
        "stale": [
            {
                "path": "gallery/blitz/small.py",
                "line": repository.line_of("# " + SECOND[1]),
                "language": "en",
                "behind": "ko",
                "days": 1,
                "changed": {"commit": after, "date": "2026-01-02", "subject": "말을 고칩니다"},
                "last": {"commit": before, "date": "2026-01-01", "subject": "Begin"},
                "diff": "두 번째 문단은 {+훨씬+} 더 깁니다.",
                "before": SECOND[0],
                "now": "두 번째 문단은 훨씬 더 깁니다.",
                "text": SECOND[1],
            }
        ],
    }


def test_the_diff_shows_each_place_with_a_few_words_around_it(
    repository: Repository, ask: Ask
) -> None:
    text = " ".join(f"word{number}" for number in range(30))
    repository.edit("2026-01-02", ("낱말입니다.", text), SECOND, CODE)
    edited = text.replace("word5 ", "").replace("word20", "other20").replace("word21", "other21")
    repository.edit("2026-01-03", ("낱말입니다.", edited), SECOND, CODE)
    repository.edit("2026-01-04", ("낱말입니다.", f"{edited} more"), SECOND, CODE)
    assert ask().only["diff"] == (
        "… word2 word3 word4 [-word5-] word6 word7 word8 …\n"
        "… word17 word18 word19 [-word20 word21-]{+other20 other21+} word22 word23 word24 …\n"
        "… word27 word28 word29 {+more+}"
    )


def test_a_translation_that_follows_leaves_nobody_behind(repository: Repository, ask: Ask) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    assert len(ask().stale) == 1
    repository.edit("2026-01-03", FIRST, ("다릅니다.", "It differs."), CODE)
    assert ask().told["stale"] == []
    repository.edit("2026-01-04", FIRST, ("다릅니다.", "It differs again."), CODE)
    assert ask().stale == [("ko", "en", repository.line_of("# 다릅니다."))]


def test_languages_that_change_together_are_in_step(repository: Repository, ask: Ask) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    repository.edit("2026-01-03", FIRST, ("또 다릅니다.", "It differs."), CODE)
    assert ask().stale == []


def test_a_change_that_was_taken_back_needs_no_answer(repository: Repository, ask: Ask) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    repository.edit("2026-01-03", FIRST, SECOND, CODE)
    assert ask().stale == []


def test_white_space_and_comments_are_no_change(repository: Repository, ask: Ask) -> None:
    wrapped = ("두 번째 문단은\n더 깁니다.", SECOND[1])
    excused = (f"<!-- check: allow numbers: why\nnot -->\n{FIRST[0]}", FIRST[1])
    repository.edit("2026-01-02", excused, wrapped, CODE)
    assert ask().stale == []


def test_a_passage_keeps_its_history_when_it_moves_and_others_come_and_go(
    repository: Repository, ask: Ask
) -> None:
    changed = ("다릅니다.", SECOND[1])
    commit = repository.edit("2026-01-02", FIRST, changed, CODE)
    third, fourth = ("세 번째입니다.", "The third."), ("네 번째입니다.", "The fourth.")
    for day, cells in enumerate(
        [(changed, CODE, FIRST), (third, fourth, changed, CODE, FIRST), (fourth, changed, CODE)], 3
    ):
        repository.edit(f"2026-01-0{day}", *cells)
        assert ask().stale == [("en", "ko", repository.line_of("# " + SECOND[1]))]
    assert ask().only["changed"] == {
        "commit": commit,
        "date": "2026-01-02",
        "subject": "A change",
    }


def test_a_passage_that_moves_while_one_language_changes_is_followed(
    repository: Repository, ask: Ask
) -> None:
    repository.edit("2026-01-02", ("다릅니다.", SECOND[1]), CODE, FIRST)
    assert ask().stale == [("en", "ko", repository.line_of("# " + SECOND[1]))]


def test_passages_that_say_the_same_are_told_apart(repository: Repository, ask: Ask) -> None:
    twice = ("같습니다.", "The same.")
    repository.edit("2026-01-02", twice, FIRST, twice)
    repository.edit("2026-01-03", twice, FIRST, ("다릅니다.", "The same."))
    rows = repository.site.script("small").read_text(encoding="utf-8").split("\n")
    last = len(rows) - rows[::-1].index("# The same.")
    assert ask().stale == [("en", "ko", last)]


def test_passages_that_say_the_same_in_one_language_may_swap(
    repository: Repository, ask: Ask
) -> None:
    one, other = ("같습니다.", "The same."), ("같습니다.", "Not the same.")
    repository.edit("2026-01-02", one, other)
    repository.edit("2026-01-03", other, one)
    assert ask().stale == []


def test_what_every_language_shares_never_drifts(repository: Repository, ask: Ask) -> None:
    formula = "# %% [markdown]\n# $$a = {}$$\n"
    repository.edit("2026-01-02", FIRST, formula.format(1))
    repository.edit("2026-01-03", FIRST, formula.format(2))
    assert ask().stale == []


def test_a_renamed_script_keeps_its_history(repository: Repository, ask: Ask) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    repository.git("mv", "gallery/blitz/small.py", "gallery/blitz/other.py")
    repository.edit("2026-01-03", FIRST, ("다릅니다.", SECOND[1]), CODE, name="other")
    only = ask().only
    assert (only["path"], only["days"]) == ("gallery/blitz/other.py", 1)


def test_a_project_may_be_a_folder_of_its_repository_and_move_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    repository = make_repository(tmp_path / "repository", FIRST, SECOND)
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]))
    (repository.root / "deep").mkdir()
    repository.git("mv", "gallery", "deep/gallery")
    repository.git("mv", "docs", "deep/docs")
    repository.commit("2026-01-03")
    monkeypatch.chdir(repository.root / "deep")
    assert ask().only["path"] == "gallery/blitz/small.py"


def test_a_merged_branch_is_told_by_its_own_commits(repository: Repository, ask: Ask) -> None:
    repository.git("switch", "--quiet", "--create", "answered")
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    repository.edit("2026-01-03", FIRST, ("다릅니다.", "It differs."), CODE)
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "-m", "Merge it", "answered", day="2026-01-05")
    assert ask().stale == []
    repository.git("switch", "--quiet", "--create", "unanswered")
    commit = repository.edit(
        "2026-01-06", ("새 문장입니다.", FIRST[1]), ("다릅니다.", "It differs."), CODE
    )
    repository.git("switch", "--quiet", "main")
    repository.git(
        "merge", "--quiet", "--no-ff", "-m", "Merge more", "unanswered", day="2026-01-09"
    )
    only = ask().only
    assert only["changed"] == {"commit": commit, "date": "2026-01-06", "subject": "A change"}
    assert only["days"] == 5


@pytest.mark.parametrize("trailer", ["Drift: none", "drift: none, a typo", "Drift: none (a typo)"])
def test_a_commit_may_say_that_it_leaves_nobody_behind(
    repository: Repository, ask: Ask, trailer: str
) -> None:
    message = f"Mend a typo\n\nIt was there for long.\n\n{trailer}\nSigned-off-by: An Author"
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE, message=message)
    assert ask().stale == []


@pytest.mark.parametrize("body", ["We talk of Drift: none here.", "Drift: much", "Drifts: none"])
def test_no_other_words_excuse_a_change(repository: Repository, ask: Ask, body: str) -> None:
    message = f"Mend a typo\n\n{body}"
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE, message=message)
    assert len(ask().stale) == 1


def test_a_later_commit_may_excuse_an_older_one(repository: Repository, ask: Ask) -> None:
    commit = repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    answer = f"The English says it already\n\nDrift: none in {commit[:10]}, reworded"
    repository.edit("2026-01-03", ("새 문장입니다.", FIRST[1]), ("다릅니다.", SECOND[1]), CODE)
    repository.commit("2026-01-04", answer)
    assert ask().stale == [("en", "ko", repository.line_of("# " + FIRST[1]))]


def test_a_commit_that_excuses_another_is_not_excused_itself(
    repository: Repository, ask: Ask
) -> None:
    commit = repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    message = f"Answer\n\nDrift: none in {commit[:10]}"
    cells = ("새 문장입니다.", FIRST[1]), ("다릅니다.", SECOND[1]), CODE
    repository.edit("2026-01-03", *cells, message=message)
    assert ask().stale == [("en", "ko", repository.line_of("# " + FIRST[1]))]


def test_the_comments_in_a_code_cell_are_a_passage(repository: Repository, ask: Ask) -> None:
    code = "# %%\nif True:\n    # ko: 더합니다.\n    # ko: {}\n    # en: Add.\n    # en: Twice.\n    1 + 1\n"
    repository.edit("2026-01-02", FIRST, code.format("두 번 더합니다."))
    repository.edit("2026-01-03", FIRST, code.format("세 번 더합니다."))
    only = ask().only
    assert (only["language"], only["line"]) == ("en", repository.line_of("    # en: Add."))
    assert only["diff"] == "더합니다. [-두-]{+세+} 번 더합니다."


def test_a_comment_that_one_language_alone_has_leaves_nobody_behind(
    repository: Repository, ask: Ask
) -> None:
    repository.edit("2026-01-02", FIRST, "# %%\n# en: Subtract.\n1 - 1\n")
    repository.edit("2026-01-03", FIRST, "# %%\n# en: Subtract it.\n1 - 1\n")
    assert ask().stale == []


def test_a_change_of_code_is_no_drift(repository: Repository, ask: Ask) -> None:
    repository.edit("2026-01-02", FIRST, SECOND, CODE.replace("1 + 1", "# of all languages\n2 + 2"))
    assert ask().stale == []


def test_what_looks_like_a_marker_inside_a_string_is_none(repository: Repository, ask: Ask) -> None:
    code = '# %%\n# ko: 텍스트입니다.\n# en: {}\ntext = """\n# %% [markdown]\n# ko: not\n"""\n'
    repository.edit("2026-01-02", FIRST, code.format("A text."), SECOND)
    repository.edit("2026-01-03", FIRST, code.format("Some text."), SECOND)
    assert ask().stale == [("ko", "en", repository.line_of("# ko: 텍스트입니다."))]


def test_the_changes_of_a_version_that_cannot_be_read_count_for_the_next(
    repository: Repository, ask: Ask
) -> None:
    path = repository.site.script("small")
    repository.write(FIRST, ("다릅니다.", SECOND[1]), CODE)
    for day, unreadable in enumerate([b"1 + 1", b"", b"\xff\xfe \x81", b'"""'], 2):
        path.write_bytes(unreadable)
        repository.commit(f"2026-01-0{day}", "Broken")
    mended = repository.edit("2026-01-09", FIRST, ("다릅니다.", SECOND[1]), CODE, message="Mended")
    changed = ask().only["changed"]
    assert changed == {"commit": mended, "date": "2026-01-09", "subject": "Mended"}


def test_a_language_that_is_added_is_in_step_and_lags_from_then_on(
    repository: Repository, ask: Ask
) -> None:
    path = repository.site.script("small")
    whole = path.read_text(encoding="utf-8")
    cell = f'# %% [markdown] lang="en"\n# {SECOND[1]}\n'
    assert whole.count(cell) == 1
    path.write_text(whole.replace(cell, ""), encoding="utf-8")
    repository.commit("2026-01-02", "Begin a draft")
    path.write_text(whole.replace(SECOND[1], "<!-- to come -->"), encoding="utf-8")
    repository.commit("2026-01-03", "Fill")
    path.write_text(whole, encoding="utf-8")
    repository.commit("2026-01-04", "Translate")
    assert ask().told["stale"] == []
    repository.edit("2026-01-05", FIRST, ("다릅니다.", SECOND[1]), CODE)
    assert ask().only["language"] == "en"


def test_line_ends_and_byte_order_marks_of_old_versions_are_no_change(
    repository: Repository, ask: Ask
) -> None:
    path = repository.site.script("small")
    repository.write(FIRST, ("다릅니다.", SECOND[1]), CODE)
    text = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    commit = repository.commit("2026-01-02", "Windows")
    path.write_bytes(text)
    repository.commit("2026-01-03")
    changed = ask().only["changed"]
    assert changed == {"commit": commit, "date": "2026-01-02", "subject": "Windows"}


def test_a_script_that_was_deleted_and_came_back_keeps_its_history(
    repository: Repository, ask: Ask
) -> None:
    repository.site.script("small").unlink()
    repository.commit("2026-01-02")
    repository.edit("2026-01-03", FIRST, ("다릅니다.", SECOND[1]), CODE)
    assert ask().only["days"] == 2


def test_a_script_that_git_does_not_know_is_named_and_the_others_are_told(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    repository.write(FIRST, name="new")
    assert drift.main(Path("docs"), drift.Wish()) == 0
    said = capsys.readouterr()
    assert said.out.endswith("1 of 4 passages are stale\n")
    assert said.err == (
        "gallery/blitz/new.py:1: git has no version of it that can be read; commit it\n"
    )


def test_a_committed_version_that_cannot_be_read_is_named(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    text = repository.site.script("small").read_text(encoding="utf-8")
    repository.site.script("small").write_text("x = (")
    repository.write(FIRST, name="other")
    repository.commit("2026-01-02")
    repository.site.script("small").write_text(text, encoding="utf-8")
    assert drift.main(Path("docs"), drift.Wish()) == 0
    said = capsys.readouterr()
    assert said.out == "0 of 2 passages are stale\n"
    assert said.err.startswith(
        "gallery/blitz/small.py:1: git has no version of it that can be read"
    )


def test_a_script_with_a_mistake_is_told_as_everywhere(repository: Repository) -> None:
    repository.site.script("small").write_text('# %% [markdown] lang="ko"\n"""\n# 제목\n')
    with pytest.raises(BuildError, match=r"^gallery/blitz/small\.py:2: .*never closed"):
        drift.main(Path("docs"), drift.Wish())


def test_oldest_first_then_by_place(repository: Repository, ask: Ask) -> None:
    repository.edit("2026-01-02", FIRST, SECOND, CODE, name="a")
    changed = ("다릅니다.", SECOND[1])
    repository.edit("2026-01-03", FIRST, changed, CODE)
    repository.write(("새 문장입니다.", FIRST[1]), changed, CODE, name="a")
    repository.edit("2026-01-04", ("새 문장입니다.", FIRST[1]), changed, CODE)
    rows = ask().told["stale"]
    assert isinstance(rows, list)
    places = [(each["changed"]["date"], Path(each["path"]).stem, each["line"]) for each in rows]
    line, first = (repository.line_of(f"# {each[1]}") for each in (SECOND, FIRST))
    assert places == [
        ("2026-01-03", "small", line),
        ("2026-01-04", "a", first),
        ("2026-01-04", "a", line),
        ("2026-01-04", "small", first),
    ]


def test_since_a_day_leaves_older_changes_out(repository: Repository, ask: Ask) -> None:
    changed, also = ("다릅니다.", SECOND[1]), ("새 문장입니다.", FIRST[1])
    repository.edit("2026-01-02", FIRST, changed, CODE)
    repository.edit("2026-01-10", also, changed, CODE)
    line = repository.line_of("# " + FIRST[1])
    assert len(ask().stale) == 2
    assert ask("2026-01-03").stale == ask("2026-01-10").stale == [("en", "ko", line)]
    assert ask("2026-01-11").stale == []
    assert ask("2026-01-03").told["since"] == "2026-01-03"


def test_since_a_commit_or_tag_leaves_older_changes_out(repository: Repository, ask: Ask) -> None:
    changed, also = ("다릅니다.", SECOND[1]), ("새 문장입니다.", FIRST[1])
    commit = repository.edit("2026-01-02", FIRST, changed, CODE)
    repository.git("tag", "v1")
    repository.edit("2026-01-02", also, changed, CODE)
    line = repository.line_of("# " + FIRST[1])
    assert ask(commit[:9]).stale == ask("v1").stale == [("en", "ko", line)]
    assert ask("HEAD").stale == []
    assert len(ask("v1~1").stale) == 2


def test_an_answer_after_since_to_a_change_before_it_is_no_news(
    repository: Repository, ask: Ask
) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    repository.edit("2026-01-10", FIRST, ("다릅니다.", "It differs."), CODE)
    assert ask("2026-01-05").stale == []


def test_a_change_after_since_is_told_where_an_older_one_is_unanswered_too(
    repository: Repository, ask: Ask
) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    commit = repository.edit("2026-01-10", FIRST, ("또 다릅니다.", SECOND[1]), CODE)
    changed = ask("2026-01-05").only["changed"]
    assert changed == {"commit": commit, "date": "2026-01-10", "subject": "A change"}


@pytest.mark.parametrize("rubbish", ["yesterday", "2026-13-45", "--all", "v9", "HEAD:docs"])
def test_a_since_that_is_neither_a_day_nor_a_commit_is_one_line(
    repository: Repository, ask: Ask, rubbish: str
) -> None:
    found = ask(rubbish)
    assert (found.status, found.told) == (2, {})
    assert found.complaint.startswith(f"--since {rubbish}: ")
    assert found.complaint.count("\n") == 1


def test_a_shallow_clone_says_where_its_knowledge_begins(
    repository: Repository,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    begin = repository.commit("2026-01-03", "Nothing of a script")
    repository.edit("2026-01-04", ("새 문장입니다.", FIRST[1]), ("다릅니다.", SECOND[1]), CODE)
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "2", f"file://{repository.root}", str(clone))
    monkeypatch.chdir(clone)
    assert drift.main(Path("docs"), drift.Wish()) == 0
    said = capsys.readouterr()
    assert said.err == (
        f"gallery: the clone is shallow: what was changed before {begin[:10]} (2026-01-03) "
        "is not known; run `git fetch --unshallow`\n"
    )
    assert said.out.endswith("1 of 4 passages are stale\n")
    found = Ask(capsys)()
    assert found.told["shallow"] == {
        "commit": begin,
        "date": "2026-01-03",
        "subject": "Nothing of a script",
    }
    assert found.only["diff"] == "[-첫 번째 문단입니다.-]{+새 문장입니다.+}"


def test_outside_git_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    make_site(tmp_path, {"small": script(FIRST)})
    found = ask()
    assert found.status == 2
    assert found.complaint == (
        "gallery: not in a git repository, so it has no history; clone the repository to have it\n"
    )


def test_a_repository_without_a_commit_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    monkeypatch.chdir(tmp_path)
    site = make_site(tmp_path, {"small": script(FIRST)})
    Repository(site).git("init", "--quiet")
    found = ask()
    assert found.status == 2
    assert found.complaint == "gallery: its repository has no commit yet; commit the scripts\n"


def test_a_copy_inside_the_repository_of_something_else_is_told(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    copy = repository.root / "copy"
    make_site(copy, {"small": script(FIRST)})
    monkeypatch.chdir(copy)
    found = ask()
    assert found.status == 2
    assert found.complaint == "gallery: git knows none of its scripts; commit them\n"


def test_a_machine_without_git_is_told(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    monkeypatch.setenv("PATH", str(repository.root))
    found = ask()
    assert found.status == 2
    assert found.complaint == "gallery: no git to ask for its history; install it\n"


def test_it_is_asked_from_a_git_hook_too(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert len(ask().stale) == 1


def test_the_authors_own_git_configuration_changes_nothing(
    repository: Repository, ask: Ask
) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE, message="말을 고칩니다")
    repository.git("mv", "gallery/blitz/small.py", "gallery/blitz/other.py")
    repository.commit("2026-01-03")
    before = ask()
    for setting in (
        "color.ui=always",
        "log.showSignature=true",
        "log.decorate=full",
        "diff.renames=false",
        "diff.relative=true",
        "i18n.logOutputEncoding=EUC-KR",
        "core.quotePath=true",
        "log.follow=true",
    ):
        repository.git("config", *setting.split("="))
    assert len(before.stale) == 1
    assert ask() == before


def test_three_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.chdir(tmp_path)
    languages = ("ko", "en", "ja")
    repository = make_repository(tmp_path, ("가", "a", "ア"), languages=languages)

    def stale(day: str, *texts: str) -> list[tuple[str, str]]:
        repository.edit(day, texts)
        return [(language, behind) for language, behind, _ in ask().stale]

    assert stale("2026-01-02", "나", "a", "ア") == [("en", "ko"), ("ja", "ko")]
    assert stale("2026-01-03", "나", "b", "ア") == [("ja", "ko")]
    assert stale("2026-01-04", "나", "c", "ア") == [("ja", "ko"), ("ko", "en")]
    assert stale("2026-01-05", "다", "c", "イ") == []
    assert stale("2026-01-06", "라", "d", "イ") == [("ja", "ko")]
    assert stale("2026-01-07", "마", "e", "ウ") == []


def test_a_language_that_comes_to_a_project_finds_the_others_as_they_were(
    repository: Repository, ask: Ask
) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    repository.site.configure(en="English", ko="한국어", ja="日本語")
    cells = [(FIRST[1], FIRST[0], "1"), (SECOND[1], "다릅니다.", "2")]
    text = script(*cells, languages=("en", "ko", "ja"))
    repository.site.script("small").write_text(text, encoding="utf-8")
    repository.commit("2026-01-03")
    assert ask().stale == [("en", "ko", repository.line_of("# " + SECOND[1]))]


def test_korean_reaches_a_terminal_that_has_no_hangul(repository: Repository) -> None:
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE, message="말을 고칩니다")
    command = [sys.executable, "-m", "bilingual_gallery", "drift", "docs"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, cwd=repository.root, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\ub9d0\\uc744" in done.stdout


@pytest.mark.parametrize(
    ("markdown", "number"),
    [
        ("One two\nthree.", 3),
        ("## A heading\n\n- an item\n- `code`를 씁니다", 6),
        ("**굵은** 글씨와 [링크 하나](https://example.org/a)", 4),
        ("A – B", 2),
        ("![what it shows](figure.png)", 0),
        ("The formula $a + b$ is.", 5),
        ("Before\n\n$$\na + b\n$$\n\n```python\nx = 1\n```\n\nafter", 2),
        (":::{note}\nIn an admonition.\n:::", 3),
        ("<!-- check: allow numbers: why -->\n\nText", 1),
    ],
)
def test_words_are_counted_as_they_are_read(markdown: str, number: int) -> None:
    assert reading_time.words(blocks(markdown, SYNTAX), known("en")) == number
