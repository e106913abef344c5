"""`adopt` where scripts or disks are odd: nothing is changed unsaid, one script's trouble is no other's."""

from __future__ import annotations

import ast
import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.cli.adopt import command
from bilingual_gallery.cli.adopt.adopt import adopt
from bilingual_gallery.cli.adopt.adopted import Adopted
from bilingual_gallery.cli.adopt.code import words_of
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.errors import SourceError
from bilingual_gallery.source.reading import examine_text

TITLE = {"ko": '"""\n배\n==\n"""\n', "en": '"""\nBoats\n=====\n"""\n'}


def written(folder: Path, ko: str, en: str, name: str = "boats.py") -> dict[str, Path]:
    """The scripts of both languages, with a title each."""
    paths = {code: folder / code / name for code in ("ko", "en")}
    for code, text in (("ko", ko), ("en", en)):
        paths[code].parent.mkdir(exist_ok=True)
        paths[code].write_text(TITLE[code] + text, encoding="utf-8")
    return paths


def adopted(folder: Path, ko: str, en: str) -> Adopted:
    return adopt(written(folder, ko, en), "en", SYNTAX, folder / "boats.py")


def test_code_that_is_nested_deeply_is_compared(tmp_path: Path) -> None:
    long = f"x = {' + '.join(['a'] * 1500)}"
    done = adopted(tmp_path, f"{long}  # 하나\n", f"{long}  # one\n")
    assert (done.merged, done.notes) == (1, [])
    assert f"# ko: 하나\n# en: one\n{long}\n" in done.text


def test_a_difference_in_code_that_is_nested_deeply_is_shown_as_it_is_written(
    tmp_path: Path,
) -> None:
    one, two = (f"x = 1\ny = {' + '.join([name] * 480)}\n" for name in "ab")
    done = adopted(tmp_path, one, two)
    (note,) = done.notes
    assert note.kind == "drift" and note.message.endswith(
        "; nested too deeply to be laid out alike, it is shown as it is written"
    )
    assert f"-{one.splitlines()[1]}\n+{two.splitlines()[1]}" in note.text


def test_a_text_with_deep_code_in_its_braces_is_compared(tmp_path: Path) -> None:
    hole = "{" + " + ".join(["a"] * 1500) + "}"
    done = adopted(tmp_path, f'print(f"값 {hole}")\n', f'print(f"value {hole}")\n')
    assert (done.merged, done.notes) == (1, [])


def test_a_script_whose_string_is_cut_is_told_at_the_string(tmp_path: Path) -> None:
    ko = 'a = 1\ns = """\n# %%\n# 글\n끝\n"""\n'
    en = 'a = 1\ns = """\n# %%\n# text\nend\n"""\n'
    notes = [note for note in adopted(tmp_path, ko, en).notes if note.kind == "script"]
    assert [(note.path.parent.name, note.line) for note in notes] == [("en", 6)]


@pytest.mark.parametrize("first", ('"""A string, not a title."""\n', "x = 1\n"))
def test_code_that_is_the_same_is_not_told(tmp_path: Path, first: str) -> None:
    code = f"{first}\nclass A:\n    x = 1.0, -0.0, b'a', ..., 1j, 0x{'f' * 9000}\n"
    assert adopted(tmp_path, code, code).notes == []


def test_what_nobody_translated_is_counted_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    both = "# %%\n# Boats float because they push the water away, and it pushes back.\nfloats = 1\n"
    written(tmp_path, f"# %%\n# 글\nx = 1\n{both}", f"# %%\n# text\nx = 1\n{both}")
    assert main(["adopt", "ko=ko/boats.py", "en=en/boats.py"]) == 0
    assert capsys.readouterr().out.startswith(
        "ko/boats.py: 2 of 3 passages paired, 1 untranslated, 2 of 2 cells of code merged\n"
    )
    assert main(["adopt", "ko=ko/boats.py", "en=en/boats.py", "--json"]) == 0
    total = json.loads(capsys.readouterr().out)["total"]
    assert [total[name] for name in ("passages", "passages_paired", "untranslated")] == [3, 2, 1]


def test_a_passage_that_one_of_three_languages_lacks_is_not_paired(tmp_path: Path) -> None:
    paths = written(tmp_path, "# %%\n# 글\nx = 1\n", "# %%\n# text\nx = 1\n")
    paths["ja"] = tmp_path / "ja.py"
    paths["ja"].write_text('"""\n船\n==\n"""\nx = 1\n', encoding="utf-8")
    done = adopt(paths, "en", SYNTAX, tmp_path / "boats.py")
    assert (done.passages, done.paired, done.untranslated) == (2, 1, 0)


@pytest.mark.parametrize("title", ("Boats", "Boats ''' and \"\"\""))
def test_a_title_with_both_kinds_of_quotes_stays_a_docstring(tmp_path: Path, title: str) -> None:
    text = f"{title}\n{'=' * 20}\n\nOne ``'''`` and two ``\"\"\"``.\n"
    paths = written(tmp_path, "x = 1\n", "x = 1\n")
    for code, path in paths.items():
        path.write_text(f"{text.replace('One', code)!r}\nx = 1\n", encoding="utf-8")
    done = adopt(paths, "en", SYNTAX, tmp_path / "boats.py")
    tutorial = examine_text(tmp_path / "boats.py", done.text, ("ko", "en"), SYNTAX).tutorial
    assert done.notes == [] and tutorial is not None
    assert tutorial.title("ko").replace("\\", "") == title
    assert (ast.get_docstring(ast.parse(done.text)) or "").replace("\\", "") == f"# {title}"
    assert "# ko `'''` and two `\"\"\"`.\n" in done.text


def test_a_script_of_several_languages_is_no_source(tmp_path: Path) -> None:
    made = adopted(tmp_path, "# %%\n# 글\n", "# %%\n# text\n").text
    paths = written(tmp_path, "x = 1\n", "x = 1\n")
    paths["en"].write_text(made, encoding="utf-8")
    with pytest.raises(SourceError, match=r"en/boats\.py:1: a script of several languages already"):
        adopt(paths, "en", SYNTAX, tmp_path / "boats.py")


VALUES = {
    "sentences": ('print("the rate {}")', 'print("die Rate {}")', True),
    "another number of places": ('print("the {} {}")', 'print("die Rate {}")', False),
    "another format": ('print("the rate %.2f")', 'print("die Rate %.3f")', False),
    "a sign of per cent": ('print("50% of all")', 'print("50 Prozent davon")', True),
    "a key": ('a["the rate"]', 'a["die Rate"]', False),
    "a key among keys": ('a["the rate", 1]', 'a["die Rate", 1]', False),
    "the key of a dictionary": ('a = {"the rate": 1}', 'a = {"die Rate": 1}', False),
    "the value of a dictionary": ('a = {1: "the rate"}', 'a = {1: "die Rate"}', True),
    "a comparison": ('a == "the rate"', 'a == "die Rate"', False),
    "a call in a key": ('a[f("the rate")]', 'a[f("die Rate")]', True),
    "a file": ('open("the rate.txt")', 'open("die Rate.txt")', False),
    "a folder": ('open("the rate/of all")', 'open("die Rate/von allen")', False),
    "one word": ('print("rate")', 'print("Rate")', False),
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_translation_in_the_same_letters_is_told_from_a_value(kind: str) -> None:
    own, other, is_translated = VALUES[kind]
    assert (words_of(own, other, ("en", "de")) is not None) is is_translated


def test_other_letters_tell_a_translation_and_places_for_values_count() -> None:
    assert words_of('print("rate {}")', 'print("값 {}")', ("en", "ko"))
    assert words_of('print("값 {}")', 'print("rate {}")', ("ko", "en"))
    assert words_of('print("값 {}")', 'print("값의 {}")', ("ko", "en")) is None
    assert words_of('print("{} {}")', 'print("{} 값")', ("en", "ko")) is None
    assert words_of('print("%d of %d%%")', 'print("%d%% 중 %d개")', ("en", "ko"))


def run(*arguments: str) -> str:
    """What `adopt` ends with."""
    with pytest.raises(SystemExit) as ended:
        main(["adopt", *arguments])
    return str(ended.value)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two scripts in two languages, in the working directory."""
    monkeypatch.chdir(tmp_path)
    for name in ("boats.py", "sails.py"):
        written(tmp_path, "x = 1\n", "x = 1\n", name)
    return tmp_path


PAIR = ("ko=ko/boats.py", "en=en/boats.py", "--out")
TREE = ("--tree", "ko=ko", "en=en", "--out")


def test_a_folder_or_a_place_below_a_file_is_refused(tree: Path) -> None:
    Path("file").write_text("mine")
    Path("out/boats.py").mkdir(parents=True)
    assert run(*PAIR, "out", "--force") == "out: is a folder; name the script in it"
    assert run(*PAIR, "file/x.py") == "file/x.py: file is no folder; write to another place"
    assert run(*TREE, "file") == "file is no folder; name one that all scripts are to lie in"
    assert run(*TREE, "out") == "out/boats.py: is a folder; name the script in it"
    assert Path("out/sails.py").is_file() and Path("file").read_text() == "mine"


def test_a_full_disk_is_told_and_what_was_done_before_and_after(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tree, "x = 1\n", "x = 1\n", "tides.py")

    def full(path: Path, *rest: Any) -> bool:
        if path.name == "sails.py":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, *rest)

    write = command.write
    monkeypatch.setattr(command, "write", full)
    told = f"out/sails.py: {os.strerror(errno.ENOSPC)}; nothing is written there"
    assert run(*TREE, "out") == told
    shown = capsys.readouterr().out
    assert "written to out/boats.py" in shown and "written to out/tides.py" in shown
    assert "2 scripts: 2 of 2 passages paired" in shown and "1 not adopted" in shown


def test_a_link_is_followed_and_one_that_leads_nowhere_is_refused(tree: Path) -> None:
    Path("real.py").write_text("mine")
    Path("real.py").chmod(0o600)
    Path("link.py").symlink_to("real.py")
    Path("lost.py").symlink_to("nowhere.py")
    Path("ring.py").symlink_to("ring.py")
    assert run(*PAIR, "link.py") == "link.py: is there already; --force writes over it"
    assert main(["adopt", *PAIR, "link.py", "--force"]) == 0
    assert Path("link.py").is_symlink() and "# 배" in Path("real.py").read_text(encoding="utf-8")
    assert Path("real.py").stat().st_mode & 0o777 == 0o600
    for name in ("lost.py", "ring.py"):
        told = f"{name}: is a link that leads nowhere; take it away"
        assert run(*PAIR, name, "--force") == told
    assert not Path("nowhere.py").exists()


def test_folders_without_a_script_in_common_are_refused(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("empty").mkdir()
    message = "have no script in common; name the folders that have"
    assert run("--tree", "ko=empty", "en=en") == f"empty and en {message}"
    assert "en/boats.py: en alone has this script" in capsys.readouterr().out
    Path("en/folder.py").mkdir()
    Path("ko/folder.py").mkdir()
    assert main(["adopt", "--tree", "ko=ko", "en=en"]) == 0
