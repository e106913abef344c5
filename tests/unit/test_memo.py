"""What one command has read of a project, the next one knows: as fast as that, and never another answer."""

from __future__ import annotations

import os
import pickle
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from bilingual_gallery import memo
from bilingual_gallery.check.finding import Finding
from bilingual_gallery.check.run import find
from bilingual_gallery.cli.live import checking
from bilingual_gallery.config import settings_of
from bilingual_gallery.editor import command
from bilingual_gallery.editor.session import Session, _forget
from bilingual_gallery.source.gallery import collect
from helpers import Site
from parses import counted
from trilingual import make_trilingual


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for what can be made again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(memo, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_trilingual(tmp_path_factory.mktemp("memo"))


@pytest.fixture
def docs(made: Site, tmp_path: Path) -> Path:
    shutil.copytree(made.root, tmp_path / "project", symlinks=True)
    return tmp_path / "project/docs"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text is parsed from now on."""
    return counted(monkeypatch)


def checked(docs: Path, *, remember: bool = True) -> list[Finding]:
    """What a new process finds."""
    _forget()
    settings = settings_of(docs)

    def found() -> list[Finding]:
        gallery = collect(settings)
        assert not gallery.mistakes
        unread = [Finding.of(each) for each in gallery.unread]
        return [*unread, *find(settings, gallery.tutorials, partly=gallery.partly)]

    if not remember:
        return found()
    with memo.opened(docs):
        return found()


def script(docs: Path) -> Path:
    return sorted((docs.parent / "gallery").rglob("*.py"))[0]


def test_a_second_check_parses_nothing_and_finds_the_same(docs: Path, parsed: Counter[str]) -> None:
    page = docs / "en/index.md"
    page.write_text(page.read_text("utf-8") + "\nThis is is TODO.\n", "utf-8")
    first = checked(docs)
    assert first and parsed
    assert first == checked(docs, remember=False)
    parsed.clear()
    assert checked(docs) == first
    assert not [text for text in parsed if "TODO" not in text]


def test_after_an_edit_only_what_is_new_is_parsed_and_what_is_wrong_there_is_told(
    docs: Path, parsed: Counter[str]
) -> None:
    before = checked(docs)
    texts = len(parsed)
    path = script(docs)
    text = path.read_text("utf-8")
    marker = '# %% [markdown] lang="en"\n'
    assert marker in text
    path.write_text(text.replace(marker, f"{marker}# The the new words.\n#\n", 1), "utf-8")
    parsed.clear()
    new = {str(each) for each in checked(docs)} - {str(each) for each in before}
    assert any("[doubled] The is there twice" in each for each in new), new
    assert 0 < len(parsed) <= 4 < texts  # a passage in three languages, and once more with its mend


def live_checks(docs: Path, _: pytest.MonkeyPatch) -> None:
    class Line(list[dict[str, object]]):
        def send(self, *_: object, **__: object) -> None:
            """Nobody hears it."""

    checking.work(cast(Any, Line([{"id": 1, "saved": []}])), docs, docs, {"names": []})


def an_editor_checks(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def serve(docs: Path) -> int:
        Session(docs).check()
        return 0

    monkeypatch.setattr("bilingual_gallery.editor.stdio.serve", serve)
    command.main(docs)


@pytest.mark.parametrize("check", [live_checks, an_editor_checks])
def test_who_stays_while_an_author_writes_knows_what_was_kept_and_keeps_no_draft(
    docs: Path,
    parsed: Counter[str],
    cache: Path,
    check: Callable[[Path, pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked(docs)
    kept = [each.read_bytes() for each in cache.iterdir()]
    path = script(docs)
    marker = '# %% [markdown] lang="en"\n'
    path.write_text(path.read_text("utf-8").replace(marker, f"{marker}# A draft.\n#\n", 1), "utf-8")
    _forget()
    parsed.clear()
    check(docs, monkeypatch)
    assert 0 < len(parsed) <= 4
    assert [each.read_bytes() for each in cache.iterdir()] == kept


def test_another_glossary_is_looked_for_in_what_was_right_before(docs: Path) -> None:
    page = docs / "en/index.md"
    page.write_text(page.read_text("utf-8") + "\nA wombat sleeps.\n", "utf-8")
    for code in ("ko", "ja"):
        other = docs / code / "index.md"
        other.write_text(other.read_text("utf-8") + "\nA.\n", "utf-8")
    assert not [each for each in checked(docs) if "wombat" in each.message]
    glossary = settings_of(docs).glossary or docs / "glossary.toml"
    known = glossary.read_text("utf-8") if glossary.exists() else ""
    names = ", ".join(f'{code} = "ox{code}"' for code in ("ko", "en", "ja"))
    meanings = ", ".join(f'{code} = "m."' for code in ("ko", "en", "ja"))
    entry = f'\n[[term]]\nid = "ox"\nnames = {{ {names} }}\nmeaning = {{ {meanings} }}\n'
    glossary.write_text(known + entry + 'avoid = { en = ["wombat"] }\n', "utf-8")
    conf = docs / "conf.py"
    if "bilingual_gallery_glossary" not in conf.read_text("utf-8"):
        with conf.open("a", encoding="utf-8") as stream:
            stream.write('\nbilingual_gallery_glossary = "glossary.toml"\n')
    assert [each for each in checked(docs) if "wombat" in each.message]


@pytest.mark.parametrize("damage", (b"", b"\x80\x05", pickle.dumps(("other", {b"": b""})), b"no"))
def test_a_file_that_is_damaged_or_of_another_version_is_as_none(
    docs: Path, cache: Path, damage: bytes
) -> None:
    first = checked(docs)
    (path,) = cache.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage or whole[: len(whole) // 2])
    assert checked(docs) == first
    assert path.read_bytes() != (damage or whole[: len(whole) // 2])


def test_an_answer_that_is_damaged_is_found_anew(cache: Path, tmp_path: Path) -> None:
    with memo.opened(tmp_path):
        memo.keep("how many", 3)
    (path,) = cache.iterdir()
    stamp, answers = pickle.loads(path.read_bytes())
    path.write_bytes(pickle.dumps((stamp, dict.fromkeys(answers, b"\x80"))))
    with memo.opened(tmp_path):
        assert memo.recall("how many") is memo.MISSING
        memo.keep("how many", 4)
    with memo.opened(tmp_path):
        assert memo.recall("how many") == 4


def test_with_a_function_of_conf_py_in_the_question_all_is_asked_anew(docs: Path) -> None:
    with (docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("\ndef slug(title):\n    return title\n\nmyst_heading_slug_func = slug\n")
    first = checked(docs)
    assert first == checked(docs, remember=False)
    question = ("slug of", checked)
    with memo.opened(docs):
        memo.keep(question, "value")
        assert memo.recall(question) is memo.MISSING  # another function may have its address


def test_an_answer_that_cannot_be_written_down_is_not_kept(tmp_path: Path) -> None:
    with memo.opened(tmp_path):
        memo.keep("which", lambda: None)
        assert memo.recall("which") is memo.MISSING


def test_where_nothing_may_be_written_nothing_is_said(
    docs: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache.write_bytes(b"no folder")
    assert checked(docs) == checked(docs, remember=False)
    assert capsys.readouterr() == ("", "")


def test_a_change_of_this_package_makes_all_answers_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    package.mkdir()
    module = package / "module.py"
    module.write_text("x = 1\n")
    monkeypatch.setattr(memo, "_PACKAGE", package)
    with memo.opened(tmp_path):
        memo.keep("how many", 3)
    with memo.opened(tmp_path):
        assert memo.recall("how many") == 3
    module.write_text("x = 2\n")
    os.utime(module, ns=(1, 1))
    with memo.opened(tmp_path):
        assert memo.recall("how many") is memo.MISSING


@pytest.fixture
def many() -> Iterator[range]:
    yield range(memo._UNUSED + 10)


def test_what_nobody_asks_for_is_kept_for_a_while_and_not_for_ever(
    tmp_path: Path, many: range
) -> None:
    def asked(*questions: int, answer: bool = False) -> list[object]:
        with memo.opened(tmp_path):
            if answer:
                for each in questions:
                    memo.keep(each, each)
            return [memo.recall(each) for each in questions]

    asked(*range(10), answer=True)
    asked(11, answer=True)  # another file of the same project
    assert asked(*range(10)) == [*range(10)]
    asked(*many, answer=True)
    asked(-1, answer=True)
    assert asked(-1, 5) == [-1, memo.MISSING]


def test_a_fork_asks_and_writes_nothing(tmp_path: Path, cache: Path) -> None:
    with memo.opened(tmp_path):
        memo.keep("mine", 1)
    before = [each.read_bytes() for each in cache.iterdir()]
    context = memo.opened(tmp_path)
    context.__enter__()
    if (child := os.fork()) == 0:
        memo.keep("a fork's", 2)
        context.__exit__(None, None, None)
        os._exit(0 if memo.recall("mine") is memo.MISSING else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    context.__exit__(None, None, None)
    assert [each.read_bytes() for each in cache.iterdir()] == before
