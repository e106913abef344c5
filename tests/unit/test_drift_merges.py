"""What a merge keeps of what each side knew, in real git repositories with three languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bilingual_gallery.cli import drift
from repositories import Repository, make_repository

LANGUAGES = ("ko", "en", "ja")
# Passages that keep changes of two sides apart, so that git merges them without a conflict.
APART = ("사이에 있습니다.", "It stands between.", "間にあります。")
BEGIN = ("첫 문장입니다.", "The first sentence.", "最初の文です。")
CODE = "# %%\n1 + 1\n"
Stale = Callable[[], list[tuple[str, str, str]]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = make_repository(tmp_path, BEGIN, CODE, APART, languages=LANGUAGES)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def stale(capsys: pytest.CaptureFixture[str]) -> Stale:
    """Which language is behind which, and what that one said before."""

    def told(since: str = "") -> list[tuple[str, str, str]]:
        capsys.readouterr()
        assert drift.main(Path("docs"), drift.Wish(since=since, as_json=True)) == 0
        rows = json.loads(capsys.readouterr().out)["stale"]
        return sorted((each["language"], each["behind"], each["before"]) for each in rows)

    return told


def say(repository: Repository, day: str, message: str = "A change", **texts: str) -> str:
    """Commit the first passage with these texts in some languages, and the others as they begin."""
    return repository.edit(day, passage(**texts), CODE, APART, message=message)


def passage(**texts: str) -> tuple[str, ...]:
    return tuple(texts.get(code, text) for code, text in zip(LANGUAGES, BEGIN, strict=True))


def merge(
    repository: Repository, *branches: str, message: str = "Merge", strict: bool = True
) -> None:
    """Merge without a commit where ``strict`` is False: what conflicts is written by the test."""
    command = ["merge", "--no-ff", "-m", message, *branches]
    if strict:
        repository.git(*command, day="2026-01-20")
    else:
        with pytest.raises(AssertionError):  # there is a conflict
            repository.git(*command)


def on_branch(repository: Repository, name: str, start: str = "main") -> None:
    repository.git("switch", "--quiet", "--create", name, start)


def on(repository: Repository, name: str) -> None:
    repository.git("switch", "--quiet", name)


def test_each_side_changed_another_language_and_each_is_behind_the_other(
    repository: Repository, stale: Stale
) -> None:
    on_branch(repository, "english")
    say(repository, "2026-01-02", en="The sentence that begins.")
    on(repository, "main")
    say(repository, "2026-01-03", ko="새 문장입니다.")
    merge(repository, "english")
    assert stale() == [
        ("en", "ko", BEGIN[0]),
        ("ja", "en", BEGIN[1]),
        ("ko", "en", BEGIN[1]),
    ]
    # One that follows is in step, and leaves the other where it was.
    say(repository, "2026-01-21", ko="새 문장입니다.", en="The new sentence that begins.")
    assert stale() == [("ja", "en", BEGIN[1]), ("ko", "en", BEGIN[1])]
    say(repository, "2026-01-22", ko="시작하는 새 문장입니다.", en="The new sentence that begins.")
    assert [each[:2] for each in stale()] == [("ja", "en")]


def test_a_side_that_excused_its_change_leaves_nobody_behind(
    repository: Repository, stale: Stale
) -> None:
    on_branch(repository, "typo")
    say(repository, "2026-01-02", "Mend a typo\n\nDrift: none", en="The 1st sentence.")
    on(repository, "main")
    repository.edit("2026-01-03", BEGIN, CODE, ("다른 곳입니다.", "Elsewhere.", "別の所です。"))
    merge(repository, "typo")
    assert stale() == []


def test_an_answer_on_one_side_counts_on_the_other(repository: Repository, stale: Stale) -> None:
    say(repository, "2026-01-02", ko="새 문장입니다.")
    on_branch(repository, "answer")
    say(repository, "2026-01-03", ko="새 문장입니다.", en="A new sentence.", ja="新しい文です。")
    on(repository, "main")
    repository.edit(
        "2026-01-04",
        passage(ko="새 문장입니다."),
        CODE,
        ("다른 곳입니다.", "Elsewhere.", "別の所です。"),
    )
    merge(repository, "answer")
    assert stale() == []


def test_a_change_beside_an_answer_to_the_one_before_is_still_to_be_answered(
    repository: Repository, stale: Stale
) -> None:
    say(repository, "2026-01-02", ko="새 문장입니다.")
    on_branch(repository, "answer")
    say(repository, "2026-01-03", ko="새 문장입니다.", en="A new sentence.", ja="新しい文です。")
    on(repository, "main")
    say(repository, "2026-01-04", ko="더 새 문장입니다.")
    merge(repository, "answer")
    assert stale() == [("en", "ko", "새 문장입니다."), ("ja", "ko", "새 문장입니다.")]


def test_a_conflict_that_is_resolved_keeps_what_both_sides_changed(
    repository: Repository, stale: Stale
) -> None:
    on_branch(repository, "both")
    say(
        repository,
        "2026-01-02",
        ko="첫 긴 문장입니다.",
        en="The first long sentence.",
        ja="最初の長い文です。",
    )
    on(repository, "main")
    say(repository, "2026-01-03", ko="맨 첫 문장입니다.")
    merge(repository, "both", strict=False)
    # Korean has both changes, the others that of the branch alone.
    say(
        repository,
        "2026-01-04",
        ko="맨 첫 긴 문장입니다.",
        en="The first long sentence.",
        ja="最初の長い文です。",
    )
    assert [each[:2] for each in stale()] == [("en", "ko"), ("ja", "ko")]


def test_a_conflict_in_all_languages_that_is_resolved_in_all_is_in_step(
    repository: Repository, stale: Stale
) -> None:
    on_branch(repository, "long")
    say(
        repository,
        "2026-01-02",
        ko="첫 긴 문장입니다.",
        en="The first long sentence.",
        ja="最初の長い文です。",
    )
    on(repository, "main")
    say(
        repository,
        "2026-01-03",
        ko="맨 첫 문장입니다.",
        en="The very first sentence.",
        ja="一番最初の文です。",
    )
    merge(repository, "long", strict=False)
    say(
        repository,
        "2026-01-04",
        ko="맨 첫 긴 문장입니다.",
        en="The very first long sentence.",
        ja="一番最初の長い文です。",
    )
    assert stale() == []


def test_a_conflict_resolved_by_halves_is_told(repository: Repository, stale: Stale) -> None:
    on_branch(repository, "theirs")
    say(
        repository, "2026-01-02", ko="그들의 문장입니다.", en="Their sentence.", ja="彼らの文です。"
    )
    on(repository, "main")
    say(repository, "2026-01-03", ko="우리의 문장입니다.", en="Our sentence.", ja="我々の文です。")
    merge(repository, "theirs", strict=False)
    say(
        repository, "2026-01-04", ko="우리의 문장입니다.", en="Their sentence.", ja="彼らの文です。"
    )
    assert stale() == [
        ("en", "ko", BEGIN[0]),
        ("ja", "ko", BEGIN[0]),
        ("ko", "en", BEGIN[1]),
    ]


def test_a_merge_that_changes_what_no_side_did_is_a_change(
    repository: Repository, stale: Stale
) -> None:
    on_branch(repository, "elsewhere")
    repository.edit("2026-01-02", BEGIN, CODE, ("다른 곳입니다.", "Elsewhere.", "別の所です。"))
    on(repository, "main")
    repository.edit("2026-01-03", BEGIN, "# %%\n2 + 2\n", APART)
    repository.git("merge", "--no-commit", "--no-ff", "elsewhere")
    elsewhere = ("다른 곳입니다.", "Elsewhere.", "別の所です。")
    repository.edit(
        "2026-01-04", passage(ko="몰래 고쳤습니다."), "# %%\n2 + 2\n", elsewhere, message="Merge"
    )
    assert stale() == [("en", "ko", BEGIN[0]), ("ja", "ko", BEGIN[0])]


def test_a_merge_that_drops_one_language_of_a_side_leaves_it_behind(
    repository: Repository, stale: Stale
) -> None:
    say(repository, "2026-01-02", ko="새 문장입니다.", en="A new sentence.", ja="新しい文です。")
    on_branch(repository, "both")
    say(
        repository,
        "2026-01-03",
        ko="더 새 문장입니다.",
        en="A newer sentence.",
        ja="新しい文です。",
    )
    on(repository, "main")
    repository.edit(
        "2026-01-04",
        passage(ko="새 문장입니다.", en="A new sentence.", ja="新しい文です。"),
        CODE,
        ("다른 곳입니다.", "Elsewhere.", "別の所です。"),
    )
    repository.git("merge", "--no-commit", "--no-ff", "both")
    repository.edit(
        "2026-01-05",
        passage(ko="새 문장입니다.", en="A newer sentence.", ja="新しい文です。"),
        CODE,
        ("다른 곳입니다.", "Elsewhere.", "別の所です。"),
        message="Merge",
    )
    assert stale() == [("ja", "en", "A new sentence."), ("ko", "en", "A new sentence.")]


def test_an_octopus_keeps_what_all_of_them_knew(repository: Repository, stale: Stale) -> None:
    other, third = (
        ("둘째입니다.", "The second.", "二番目です。"),
        ("셋째입니다.", "The third.", "三番目です。"),
    )
    cells = BEGIN, CODE, other, CODE, third
    repository.edit("2026-01-02", *cells)
    for name, place, said in (
        ("one", 0, passage(ko="바뀐 첫째입니다.")),
        ("two", 2, (other[0], "The changed second.", other[2])),
        ("three", 4, ("바뀐 셋째입니다.", "The changed third.", "変わった三番目です。")),
    ):
        on_branch(repository, name)
        repository.edit("2026-01-03", *cells[:place], said, *cells[place + 1 :])
        on(repository, "main")
    repository.git("merge", "--no-ff", "-m", "Octopus", "one", "two", "three", day="2026-01-04")
    assert len(repository.git("rev-list", "--parents", "-1", "HEAD").split()) == 5
    assert stale() == [
        ("en", "ko", BEGIN[0]),
        ("ja", "en", other[1]),
        ("ja", "ko", BEGIN[0]),
        ("ko", "en", other[1]),
    ]


def test_a_script_that_one_side_renames_and_the_other_changes(
    repository: Repository, stale: Stale
) -> None:
    long = tuple((f"{n}번째입니다.", f"Number {n}.", f"{n}番です。") for n in range(8))
    repository.edit("2026-01-02", BEGIN, CODE, *long)
    on_branch(repository, "renamed")
    repository.git("mv", "gallery/blitz/small.py", "gallery/blitz/other.py")
    repository.edit(
        "2026-01-03", BEGIN, CODE, *long[:-1], ("끝입니다.", *long[-1][1:]), name="other"
    )
    on(repository, "main")
    repository.edit("2026-01-04", passage(en="The changed sentence."), CODE, *long)
    merge(repository, "renamed")
    assert repository.site.script("other").is_file()
    assert not repository.site.script("small").exists()
    assert stale() == [
        ("en", "ko", long[-1][0]),
        ("ja", "en", BEGIN[1]),
        ("ja", "ko", long[-1][0]),
        ("ko", "en", BEGIN[1]),
    ]


def test_a_merge_says_of_all_it_brings_that_nobody_is_behind(
    repository: Repository, stale: Stale
) -> None:
    say(repository, "2026-01-02", ko="새 문장입니다.")
    on_branch(repository, "typos")
    repository.edit(
        "2026-01-03", passage(ko="새 문장입니다."), CODE, (APART[0], "It's between.", APART[2])
    )
    on(repository, "main")
    merge(repository, "typos", message="Merge typos\n\nDrift: none")
    assert stale() == [("en", "ko", BEGIN[0]), ("ja", "ko", BEGIN[0])]


def test_what_the_other_branch_left_behind_is_no_news_since_it(
    repository: Repository, stale: Callable[..., list[tuple[str, str, str]]]
) -> None:
    say(repository, "2026-01-02", ko="새 문장입니다.")
    on_branch(repository, "work")
    repository.edit(
        "2026-01-03", passage(ko="새 문장입니다."), CODE, ("다른 곳입니다.", *APART[1:])
    )
    on(repository, "main")
    say(repository, "2026-01-04", ko="새 문장입니다.", en="News of main.")
    on(repository, "work")
    merge(repository, "main")
    assert stale("main") == [("en", "ko", APART[0]), ("ja", "ko", APART[0])]


def test_a_cherry_pick_is_answered_by_the_answer_to_either(
    repository: Repository, stale: Stale
) -> None:
    on_branch(repository, "side")
    commit = say(repository, "2026-01-02", ko="새 문장입니다.")
    say(repository, "2026-01-03", ko="새 문장입니다.", en="A new sentence.", ja="新しい文です。")
    on(repository, "main")
    repository.commit("2026-01-04", "Something else")
    repository.git("cherry-pick", commit, day="2026-01-05")
    assert [each[:2] for each in stale()] == [("en", "ko"), ("ja", "ko")]
    say(repository, "2026-01-06", ko="더 새 문장입니다.")
    merge(repository, "side", strict=False)
    say(repository, "2026-01-07", ko="더 새 문장입니다.", en="A new sentence.", ja="新しい文です。")
    assert stale() == [("en", "ko", "새 문장입니다."), ("ja", "ko", "새 문장입니다.")]


def test_a_rebase_keeps_excuses_and_changes(repository: Repository, stale: Stale) -> None:
    on_branch(repository, "work")
    say(repository, "2026-01-02", "Mend a typo\nDrift: none", en="The 1st sentence.")
    say(repository, "2026-01-03", en="The 1st sentence.", ko="새 문장입니다.")
    on(repository, "main")
    (repository.root / "other.txt").write_text("x")
    repository.commit("2026-01-04", "Something else")
    on(repository, "work")
    before = stale()
    assert before == [("en", "ko", BEGIN[0]), ("ja", "ko", BEGIN[0])]
    repository.git("rebase", "--quiet", "main", day="2026-01-05")
    assert stale() == before


def test_a_revert_brings_back_what_was_known(repository: Repository, stale: Stale) -> None:
    say(repository, "2026-01-02", "Mend a typo\n\nDrift: none", ko="첫째 문장입니다.")
    say(repository, "2026-01-03", ko="새 문장입니다.")
    answer = say(
        repository, "2026-01-04", ko="새 문장입니다.", en="A new sentence.", ja="新しい文です。"
    )
    assert stale() == []
    repository.git("revert", "--no-edit", answer, day="2026-01-05")
    assert stale() == [("en", "ko", "첫째 문장입니다."), ("ja", "ko", "첫째 문장입니다.")]
    repository.git("revert", "--no-edit", "HEAD~2", day="2026-01-06")
    assert stale() == []
    repository.git("revert", "--no-edit", "HEAD~4", day="2026-01-07")
    assert stale() == []


def test_what_comes_through_a_version_that_cannot_be_read_keeps_its_sides(
    repository: Repository, stale: Stale
) -> None:
    on_branch(repository, "english")
    say(repository, "2026-01-02", en="The sentence that begins.")
    on(repository, "main")
    say(repository, "2026-01-03", ko="새 문장입니다.")
    repository.git("merge", "--no-commit", "--no-ff", "english")
    repository.site.script("small").write_text('"""', encoding="utf-8")
    repository.commit("2026-01-04", "Merge, broken")
    say(repository, "2026-01-05", ko="새 문장입니다.", en="The sentence that begins.")
    assert [each[:2] for each in stale()] == [("en", "ko"), ("ja", "en"), ("ko", "en")]
