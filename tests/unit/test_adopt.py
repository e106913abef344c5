"""`adopt`: the scripts of two languages become one, nothing of them is lost, and what differs is told."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.check import comments
from bilingual_gallery.cli.adopt.adopt import adopt
from bilingual_gallery.cli.adopt.adopted import Adopted
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.source.reading import examine, examine_text

EN = '''\
# License: BSD
"""
`Home <start.html>`_ || **Boats**

Count boats
===========

**Author**: `Ida <https://example.org/ida>`_

The class ``Boat`` has a :math:`k = 2` and *one* mast.

.. note::
   Boats swim, says :ref:`the harbour <harbour>`.

"""
import math

######################################################################
# The harbour
# -----------
#
# ``math.pi`` helps. See the `manual`_:
#
# - first
# - second
#
# .. code-block:: shell
#
#    ls boats
#
# .. _manual: https://example.org/manual


class Boat:
    """A thing that swims."""

    masts = 2  # two of them

    # How wide it is
    def width(self):
        return math.pi  # about 3


print(f"A boat has {Boat.masts} masts")

# %%
# Only here.
'''
KO = '''\
# License: BSD
"""
`처음 <start.html>`_ || **배**

배를 셉니다
===========

**Author**: `Ida <https://example.org/ida>`_
  **번역**: `다은 <https://example.org/daeun>`_

``Boat`` 은 :math:`k = 2` 를 가지며 돛대는 *하나* 입니다. **돛대(mast)**\\ 는 높고 ``width``는 넓습니다.

.. note::
   배는 :ref:`항구 <harbour>` 에서 뜹니다.

"""
import math

######################################################################
# 항구
# ----
#
# ``math.pi`` 가 돕습니다. `안내서 <https://example.org/manual>`__ 를 보세요.
#
# - 첫째
# - 둘째
#
# .. code-block:: shell
#
#    ls boats


class Boat:
    """뜨는 물건입니다."""

    masts = 2  # 두 개입니다

    # 너비입니다
    def width(self):
        # 3쯤 됩니다
        return math.pi


print(f"돛대가 {Boat.masts}개입니다")
'''


def sources(folder: Path, ko: str = KO, en: str = EN) -> dict[str, Path]:
    paths = {}
    for code, text in (("ko", ko), ("en", en)):
        paths[code] = folder / code / "boats.py"
        paths[code].parent.mkdir(exist_ok=True)
        paths[code].write_text(text, encoding="utf-8")
    return paths


def adopted(folder: Path, ko: str = KO, en: str = EN) -> Adopted:
    return adopt(sources(folder, ko, en), "en", SYNTAX, folder / "boats.py")


def test_a_pair_becomes_one_script_that_is_read_without_a_mistake(tmp_path: Path) -> None:
    done = adopted(tmp_path)
    assert (done.passages, done.paired, done.cells, done.merged) == (3, 2, 2, 2)
    (tmp_path / "boats.py").write_text(done.text, encoding="utf-8")
    reading = examine(tmp_path / "boats.py", ("ko", "en"))
    assert reading.mistakes == () and reading.tutorial is not None
    assert reading.tutorial.title("ko") == "배를 셉니다"
    assert reading.tutorial.section_ids("en") == ("count-boats", "the-harbour")


def test_prose_becomes_markdown_with_particles_at_their_words(tmp_path: Path) -> None:
    text = adopted(tmp_path).text
    assert (
        "`Boat`은 $k = 2$를 가지며 돛대는 *하나*입니다. **돛대**(mast)는 높고 `width`는 넓습니다."
        in text
    )
    assert "# The class `Boat` has a $k = 2$ and *one* mast." in text
    assert ":::{note}\n배는 {ref}`항구 <harbour>`에서 뜹니다.\n:::" in text
    assert "# ```shell\n# ls boats\n# ```" in text
    assert "See the [manual](https://example.org/manual):" in text
    assert "[Ida](https://example.org/ida)\\\n**번역**: [다은](https://example.org/daeun)" in text


def test_comments_get_the_tag_of_their_language(tmp_path: Path) -> None:
    text = adopted(tmp_path).text
    assert "    # ko: 두 개입니다\n    # en: two of them\n    masts = 2\n" in text
    assert "    # ko: 너비입니다\n    # en: How wide it is\n    def width" in text
    assert "        # ko: 3쯤 됩니다\n        # en: about 3\n        return math.pi\n" in text
    assert text.count("# License: BSD") == 1


def test_strings_of_another_language_stand_in_quotes_above_those_that_run(tmp_path: Path) -> None:
    done = adopted(tmp_path)
    assert '    # ko: """뜨는 물건입니다."""\n    """A thing that swims."""\n' in done.text
    assert '# ko: "돛대가 {Boat.masts}개입니다"\nprint(f"A boat' in done.text
    assert lone_comments(tmp_path, done.text) == []
    assert lone_comments(tmp_path, done.text.replace('# ko: "돛대가', "# ko: 돛대가")) != []


def lone_comments(folder: Path, text: str) -> list[str]:
    (folder / "boats.py").write_text(text, encoding="utf-8")
    tutorial = examine(folder / "boats.py", ("ko", "en")).tutorial
    assert tutorial is not None
    found = (
        comments.check(comments.groups(tutorial, cell), ("ko", "en"), ("ko", "en"))
        for cell in tutorial.code
    )
    return [each.message for one in found for each in one]


def test_what_one_language_alone_says_is_in_the_script_and_is_told(tmp_path: Path) -> None:
    done = adopted(tmp_path)
    assert '# %% [markdown] lang="en"\n# Only here.\n' in done.text
    (note,) = [note for note in done.notes if note.kind == "passage"]
    assert (note.path.parent.name, note.text) == ("en", "Only here.")


def test_code_that_differs_is_told_and_the_one_is_kept(tmp_path: Path) -> None:
    done = adopted(tmp_path, ko=KO.replace("masts = 2  #", "masts = 3  #"))
    (note,) = [note for note in done.notes if note.kind == "drift"]
    assert "-    masts = 3" in note.text and "+    masts = 2" in note.text
    assert "masts = 2" in done.text and "masts = 3" not in done.text
    assert done.merged == 1


def test_a_comment_on_a_line_that_is_not_kept_is_told_with_the_difference(tmp_path: Path) -> None:
    done = adopted(
        tmp_path, ko=KO.replace("    masts", "    # 노가 넷\n    oars = 4\n    masts", 1)
    )
    (note,) = [note for note in done.notes if note.kind == "drift"]
    assert "-    oars = 4" in note.text and "# 노가 넷" in note.text
    assert "노가 넷" not in done.text and "# ko: 너비입니다" in done.text
    assert [note for note in done.notes if note.kind == "left out"] == []


def test_words_that_are_not_in_the_script_are_told_at_their_line(tmp_path: Path) -> None:
    unseen = "\n# %% Unseen words\n# Seen.\n#\n# .. _unused: https://example.org/never\n"
    done = adopted(tmp_path, en=EN + unseen)
    end = EN.count("\n")
    told = [
        (note.path.parent.name, note.line, note.text)
        for note in done.notes
        if note.kind == "left out"
    ]
    assert told == [
        ("en", end + 5, ".. _unused: https://example.org/never"),
        ("en", end + 2, "Unseen words"),
    ]


def test_a_docstring_that_one_language_alone_has_is_no_other_code(tmp_path: Path) -> None:
    without = '    """A thing that swims."""\n\n'
    done = adopted(tmp_path, ko=KO.replace('    """뜨는 물건입니다."""\n\n', ""))
    assert done.merged == 2 and without in done.text
    done = adopted(tmp_path, en=EN.replace(without, ""))
    assert done.merged == 2 and '    # ko: """뜨는 물건입니다."""\n    masts = 2\n' in done.text


def test_code_of_one_language_alone_is_told(tmp_path: Path) -> None:
    more = "\n# %%\n# 노를 젓습니다.\n\nimport oars\n\noars.row(4, together=True)\n"
    done = adopted(tmp_path, ko=KO + more)
    (note,) = [note for note in done.notes if note.kind == "cell"]
    assert note.message == "this code is in ko alone, and is left out" and "oars.row" in note.text
    assert "oars" not in done.text


def test_code_is_as_it_was_but_for_its_comments(tmp_path: Path) -> None:
    assert ast.dump(ast.parse(adopted(tmp_path).text.split('"""', 2)[2])) == ast.dump(
        ast.parse(EN.split('"""', 2)[2])
    )


def test_the_command_writes_once_and_writes_over_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = sources(tmp_path)
    asked = ["adopt", f"ko={paths['ko']}", f"en={paths['en']}", "--out", "out.py"]
    assert main(asked) == 0
    assert "2 of 3 passages paired, 2 of 2 cells of code merged; written to out.py" in (
        capsys.readouterr().out
    )
    made = Path("out.py").read_text(encoding="utf-8")
    Path("out.py").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"out\.py: is there already; --force writes over it"):
        main(asked)
    assert Path("out.py").read_text(encoding="utf-8") == "mine"
    assert main([*asked, "--force"]) == 0
    assert Path("out.py").read_text(encoding="utf-8") == made


def test_a_tree_goes_on_where_a_script_cannot_be_adopted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sources(tmp_path)
    for code in ("ko", "en"):
        (tmp_path / code / "broken.py").write_text('"""\nT\n=\n"""\nx = (\n', encoding="utf-8")
    (tmp_path / "en" / "later.py").write_text('"""\nT\n=\n"""\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"^ko/broken\.py:5: SyntaxError: '\(' was never closed"):
        main(["adopt", "--tree", "ko=ko", "en=en", "--out", "gallery", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [each["out"] for each in told["scripts"]] == ["gallery/boats.py"]
    assert told["total"]["passages_paired"] == 2 and len(told["failed"]) == 1
    assert told["alone"] == [{"language": "en", "path": "en/later.py"}]
    assert [path.name for path in Path("gallery").iterdir()] == ["boats.py"]


DE = """\
# License: BSD
'''
`Anfang <start.html>`_ || **Boote**

Boote zählen
============

**Author**: `Ida <https://example.org/ida>`_

Ein ``Boat`` hat :math:`k = 2` und *einen* Mast.

.. note::
   Boote schwimmen, sagt :ref:`der Hafen <harbour>`.

'''
import math

######################################################################
# Der Hafen
# ---------
#
# ``math.pi`` hilft.


class Boat:
    '''Ein Ding, das schwimmt.'''

    masts = 2  # zwei davon

    # Wie breit es ist
    def width(self):
        return math.pi  # etwa 3


print(f"Ein Boot hat {Boat.masts} Masten")
"""


def test_three_languages_become_one_script(tmp_path: Path) -> None:
    paths = sources(tmp_path)
    paths["de"] = tmp_path / "de" / "boats.py"
    paths["de"].parent.mkdir()
    paths["de"].write_text(DE, encoding="utf-8")
    done = adopt(paths, "en", SYNTAX, tmp_path / "boats.py")
    (tmp_path / "boats.py").write_text(done.text, encoding="utf-8")
    reading = examine(tmp_path / "boats.py", ("ko", "en", "de"))
    assert reading.mistakes == () and reading.tutorial is not None
    assert reading.tutorial.title("de") == "Boote zählen"
    assert "# ko: 두 개입니다\n    # en: two of them\n    # de: zwei davon\n" in done.text
    assert "    # de: '''Ein Ding, das schwimmt.'''\n" in done.text
    assert '# de: "Ein Boot hat {Boat.masts} Masten"\nprint(f"A boat' in done.text
    told = [note.message for note in done.notes if note.kind != "mended"]
    assert told == ["this passage has no counterpart in ko and de"]
    assert (done.passages, done.paired, done.cells, done.merged) == (3, 2, 2, 2)


def test_links_to_a_section_have_the_id_that_it_gets(tmp_path: Path) -> None:
    rest = "\n\n" + "#" * 30 + "\n# {}\n# {}\n#\n# {}\n"
    en = EN + rest.format("The harbour", "-" * 11, "Back to `The harbour`_ and `up <#boat-yard>`_.")
    en += rest.format("Boat yard", "-" * 9, "It is the end.")
    ko = KO.replace("# 항구\n", "# .. _quay:\n#\n# 항구\n") + "\nprint(1)\n"
    ko += rest.format(
        "다시 항구", "-" * 11, "`다시 항구`_ 와 `첫 항구 <quay_>`_ 와 `항구`_ 입니다."
    )
    ko += rest.format("배 만드는 곳", "-" * 12, "`배 만드는 곳`_ 입니다.")
    done = adopted(tmp_path, ko, en.replace("# %%\n# Only here.\n", "\nprint(1)\n"))
    assert (
        "[다시 항구](#the-harbour-2)와 [첫 항구](#the-harbour)와 [항구](#the-harbour)입니다."
        in done.text
    )
    assert "[배 만드는 곳](#boat-yard)입니다." in done.text
    assert "and [up](#boat-yard)." in done.text


def test_code_with_tabs_is_read_and_a_title_is_in_the_docstring(tmp_path: Path) -> None:
    script = '"""\nT\n=\n"""\nif True:\n\tx = 1\n'
    done = adopted(tmp_path, script, script)
    assert "if True:\n\tx = 1\n" in done.text and done.notes == []
    untitled = '"""\nWords alone.\n"""\n' + "#" * 30 + "\n# S\n# =\n"
    notes = adopted(tmp_path, untitled, untitled).notes
    assert {note.message for note in notes} == {"no title; begin this cell with `# ` and the title"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    (
        (["ko.py"], "there is one source alone; name one for each language"),
        (
            ["ko.py", "en.py"],
            "no conf.py says the languages of 2 sources; write CODE=PATH, as in ko=ko.py",
        ),
        (
            ["ko=ko.py", "en.py"],
            "some sources have a language and some none; write CODE=PATH for each",
        ),
        (["ko=ko.py", "ko=en.py"], "two sources have the same language; name one for each"),
        (
            ["ko=ko.py", "en=en.py", "--code", "de"],
            "--code de is the language of no source; it is ko, en",
        ),
        (["ko=ko.py", "en=."], ". is a folder; say --tree"),
        (["ko=ko.py", "en=en.py", "--tree"], "ko.py is no folder"),
    ),
)
def test_what_is_asked_wrongly_is_said_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["adopt", *arguments])
    assert str(ended.value) == message


def test_what_nobody_has_translated_is_one_language_s_and_is_told(tmp_path: Path) -> None:
    both = "# %%\n# Boats float because they push the water away, and the water pushes back.\nfloats = 1\n"
    done = adopted(tmp_path, f"{KO}\n{both}", f"{EN.partition('# %%')[0]}\n{both}")
    assert done.text.count("the water pushes back") == 1
    (note,) = (each for each in done.notes if "not translated" in each.message)
    assert note.path.parent.name == "ko" and "the water pushes back" in note.text
    assert (done.passages, done.paired, done.untranslated) == (3, 2, 1)
    reading = examine_text(tmp_path / "boats.py", done.text, ("ko", "en"), SYNTAX)
    assert [each.is_in("ko") for each in reading.tutorial.passages][-1] is False
    assert not [each for each in done.notes if each.kind == "left out"]


def test_what_is_said_in_every_language_stays_in_each(tmp_path: Path) -> None:
    both = "# %%\n# $$a = b$$\n#\n# ResNet-50\nfloats = 1\n"
    done = adopted(tmp_path, f"{KO}\n{both}", f"{EN.partition('# %%')[0]}\n{both}")
    assert done.text.count("ResNet-50") == 2
