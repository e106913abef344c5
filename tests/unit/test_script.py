"""Reading a bilingual script, and what is said of a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.errors import SourceError
from bilingual_gallery.source.code import CodeCell
from bilingual_gallery.source.reading import read
from bilingual_gallery.source.tutorial import Passage
from helpers import TUTORIAL

PAIR = ("ko", "en")


def script(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "small.py"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def mistake(tmp_path: Path, text: str | bytes) -> tuple[int, str]:
    path = script(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        read(path, PAIR)
    assert str(caught.value).endswith(f"small.py:{caught.value.line}: {caught.value.message}")
    assert "\n" not in str(caught.value)
    return caught.value.line, caught.value.message


def test_prose_is_read_verbatim_with_its_line(tmp_path: Path) -> None:
    tutorial = read(script(tmp_path, TUTORIAL), PAIR)
    first, second = tutorial.passages
    assert first.text("ko") == "# 작은 안내서\n\n첫 문단입니다. `print`를 씁니다."
    assert first.text("en") == "# A small guide\n\nThe first paragraph. It uses `print`."
    lines = TUTORIAL.split("\n")
    for passage in (first, second):
        for _, prose in passage.prose:
            assert prose.text.split("\n")[0] in lines[prose.line - 1]
    assert [type(part) for part in tutorial.parts] == [Passage, CodeCell, Passage, CodeCell]


def test_title_and_introduction_are_plain_text(tmp_path: Path) -> None:
    tutorial = read(script(tmp_path, TUTORIAL), PAIR)
    assert tutorial.title("ko") == "작은 안내서"
    assert tutorial.introduction("en") == "The first paragraph. It uses print."


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "**Author:** [A. Boat](https://a.example)"),
        ("en", "Written by A. Boat,\n# **Translated by**: B. Sail"),
        ("ko", "**저자**: [A. Boat](https://a.example)\n\n**번역**: 돛대"),
        ("ko", "**Author**: A. Boat\n**번역**: 돛대"),
        ("en", "**Authors**: A. Boat and B. Sail."),
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_names_of_authors_introduce_nothing(
    tmp_path: Path, language: str, line: str, apart: bool
) -> None:
    before = {"ko": "첫 문단입니다. `print`를", "en": "The first paragraph. It"}[language]
    assert TUTORIAL.count(before) == 1
    mark = "" if language == "ko" else "# "
    rows = f"{line}\n{mark}\n{mark}{before}" if not apart else line
    text = TUTORIAL.replace(before, rows) if not apart else TUTORIAL
    if apart:  # the title's cell has no more than the names
        said = {
            "ko": "첫 문단입니다. `print`를 씁니다.",
            "en": "The first paragraph. It uses `print`.",
        }
        text = TUTORIAL.replace(said[language], line)
    tutorial = read(script(tmp_path, text), PAIR)
    shown = tutorial.introduction(language)
    assert "Boat" not in shown and "돛대" not in shown
    assert shown


@pytest.mark.parametrize(
    "said", ["Author: a sentence about who wrote it.", "Authors write it.", "저자는 없다."]
)
def test_a_sentence_about_authors_introduces(tmp_path: Path, said: str) -> None:
    text = TUTORIAL.replace("The first paragraph. It uses `print`.", said)
    assert read(script(tmp_path, text), PAIR).introduction("en") == said


def test_names_alone_are_better_than_nothing(tmp_path: Path) -> None:
    text = '''# %% [markdown] lang="ko"
"""
# 배

**저자**: 돛대
"""

# %% [markdown] lang="en"
# # Boats
#
# **Author**: A. Boat

# %%
x = 1
'''
    assert read(script(tmp_path, text), PAIR).introduction("en") == "Author: A. Boat"


def test_a_language_comment_is_shown_in_its_language_alone_and_never_run(tmp_path: Path) -> None:
    cell = read(script(tmp_path, TUTORIAL), PAIR).code[0]
    assert cell.shown("ko").startswith("# 값을 더합니다.\n")
    assert cell.shown("en").startswith("# Add the values.\n")
    assert "값" not in cell.shown("en")
    assert cell.source == 'total = 1 + 2\nprint("total is", total)'


def test_a_language_comment_inside_a_string_is_code(tmp_path: Path) -> None:
    text = (
        TUTORIAL + '\n# %%\ntext = """\n# ko: kept\n"""\nif text:\n    # en: Indented.\n    pass\n'
    )
    cell = read(script(tmp_path, text), PAIR).code[-1]
    assert "# ko: kept" in cell.source
    assert "    # Indented.\n" in cell.shown("en")
    assert "Indented" not in cell.source


def test_sphinx_gallery_settings_are_run_but_not_shown(tmp_path: Path) -> None:
    text = TUTORIAL + "\n# %%\n# sphinx_gallery_thumbnail_number = 2\nx = 1\n"
    cell = read(script(tmp_path, text), PAIR).code[-1]
    assert "sphinx_gallery" in cell.source
    assert cell.shown("ko") == "x = 1"


def test_tabs_indent_as_in_python(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    path.write_text(f"{TUTORIAL}\n# %%\nif total:\n\tprint(1)\n", encoding="utf-8")
    assert read(path, ("ko", "en")).code[-1].source == "if total:\n\tprint(1)"


def test_what_sphinx_gallery_ignores_is_run_but_not_shown(tmp_path: Path) -> None:
    text = (
        TUTORIAL
        + "\n# %%\n# sphinx_gallery_start_ignore\ny = 2\n# sphinx_gallery_end_ignore\nx = 1\n"
        + 't = """\n# sphinx_gallery_thumbnail_number = 3\n"""\n'
    )
    cell = read(script(tmp_path, text), PAIR).code[-1]
    assert "y = 2" in cell.source
    assert cell.shown("ko") == 'x = 1\nt = """\n# sphinx_gallery_thumbnail_number = 3\n"""'


def test_a_marker_without_a_space_begins_a_cell(tmp_path: Path) -> None:
    cell = read(script(tmp_path, TUTORIAL + "\n#%%\nx = 1\n"), PAIR).code[-1]
    assert cell.source == "x = 1"


def test_a_block_that_is_closed_is_no_mistake(tmp_path: Path) -> None:
    closed = "# ```\n# x\n# ```\n#\n# <!-- no -->\n#\n# $$\n# a\n# $$\n#\n# - a\n#\n#   ```\n#   x\n#   ```\n"
    text = TUTORIAL + "\n" + KO + "#\n" + closed + "\n" + EN + "#\n" + closed
    assert len(read(script(tmp_path, text), PAIR).passages) == 3


def test_section_ids_come_from_one_language_and_never_clash(tmp_path: Path) -> None:
    again = (
        '\n# %% [markdown] lang="ko"\n# ## 또\n\n# %% [markdown] lang="en"\n# ## Second section\n'
    )
    tutorial = read(script(tmp_path, TUTORIAL + again), PAIR)
    assert tutorial.section_ids("en") == ("a-small-guide", "second-section", "second-section-2")
    numbered = again.replace("Second section", "Step 2") + again.replace("Second section", "Step")
    text = TUTORIAL + numbered + again.replace("Second section", "Step")
    assert read(script(tmp_path, text), PAIR).section_ids("en")[2:] == ("step-2", "step", "step-3")


def test_a_cell_without_language_belongs_to_every_language(tmp_path: Path) -> None:
    tutorial = read(script(tmp_path, TUTORIAL + "\n# %% [markdown]\n# $$a + b$$\n"), PAIR)
    assert tutorial.passages[-1].text("ko") == tutorial.passages[-1].text("en") == "$$a + b$$"


KO = '# %% [markdown] lang="ko"\n# 글\n'
EN = '# %% [markdown] lang="en"\n# Text\n'
END = TUTORIAL.count("\n") + 2  # the line of the first cell added below


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("empty file", "", 1, "empty"),
        ("blank file", "\n\n", 1, "empty"),
        ("no docstring", "# %%\nx = 1\n", 1, "no docstring"),
        ("a comment for a title", KO.replace("# 글", "# # 글"), 1, "docstring"),
        ("docstring never closed", '# %% [markdown] lang="ko"\n"""\n# 글\n', 2, "never closed"),
        ("no title", TUTORIAL.replace("# 작은 안내서", "작은 안내서"), 3, "no title"),
        ("unknown language", TUTORIAL + "\n" + KO.replace("ko", "xx"), END, 'unknown lang="xx"'),
        (
            "unclosed fence",
            TUTORIAL + "\n" + KO + "#\n# ```\n# x\n\n" + EN,
            END + 3,
            "never closed",
        ),
        (
            "unclosed colon fence",
            TUTORIAL + "\n" + KO + "# :::{note}\n# x\n\n" + EN,
            END + 2,
            "never",
        ),
        ("empty prose", TUTORIAL + '\n# %% [markdown] lang="ko"\n\n', END, "empty prose cell"),
        ("mixed", TUTORIAL + "\n# %%\nif 1:\n\tx = 1\n        y\n", END + 3, "TabError"),
        ("CRLF", TUTORIAL.replace("\n", "\r\n"), 1, "carriage return"),
        ("byte order mark", "\ufeff" + TUTORIAL, 1, "byte order mark"),
        ("not UTF-8", TUTORIAL.encode("cp949"), 3, "not UTF-8"),
        ("null byte", TUTORIAL + "\n" + KO.replace("글", "\0") + "\n" + EN, END + 1, "U+0000"),
        *(
            (
                f"U+{ord(sign):04X}",
                TUTORIAL + "\n" + KO.replace("글", sign) + "\n" + EN,
                END + 1,
                f"U+{ord(sign):04X}",
            )
            for sign in "\x00\x08\x0b\x1c\x1f\x7f\x85\u2028\u2029"
        ),
        ("form feed", TUTORIAL + "\n" + KO.replace("글", "\x0c") + "\n" + EN, END + 1, "U+000C"),
        ("line separator", TUTORIAL.replace("첫", "\u2028"), 5, "U+2028"),
        ("syntax error", TUTORIAL + "\n# %%\nx = 1\ny = = 2\n", END + 2, "SyntaxError"),
        ("a return in no function", TUTORIAL + "\n# %%\nx = 1\nreturn\n", END + 2, "SyntaxError"),
        ("full-width blank file", "\u3000\n", 1, "empty"),
        (
            "a fence that swallows a marker",
            TUTORIAL + ("\n" + KO + "#\n# - ```\n#   x\n#   ```\n" + "\n" + EN) * 2,
            END + 7,
            "inside a code fence",
        ),
        ("unclosed comment", TUTORIAL + "\n" + KO + "#\n# <!-- x\n\n" + EN, END + 3, "never"),
        ("unclosed formula", TUTORIAL + "\n" + KO + "#\n# $$\n# x\n\n" + EN, END + 3, "never"),
        ("code in prose", TUTORIAL + "\n" + KO + "\nx = 1\n\n" + EN, END + 3, "code in a prose"),
        ("lang unquoted", TUTORIAL + "\n" + KO.replace('"ko"', "ko"), END, "mistyped"),
        ("lang with a colon", TUTORIAL + "\n" + KO.replace('="ko"', ":ko"), END, "mistyped"),
        ("Lang", TUTORIAL + "\n" + KO.replace("lang", "Lang"), END, "mistyped"),
        ("language", TUTORIAL + "\n" + KO.replace("lang", "language"), END, "mistyped"),
        ("lang on code", TUTORIAL + "\n" + KO.replace("[markdown] ", ""), END, "take lang out"),
        ("a comment tag in capitals", TUTORIAL + "\n# %%\n# KO: x\n", END + 1, "write `# ko: `"),
        ("a comment tag unspaced", TUTORIAL + "\n# %%\n#ko: x\n", END + 1, "write `# ko: `"),
        ("a tag behind code", TUTORIAL + "\n# %%\nx = 1  # ko: x\n", END + 1, "line of its own"),
        (
            "a thumbnail that is no number",
            TUTORIAL + "\n# %%\n# sphinx_gallery_thumbnail_number = '2'\n",
            END + 1,
            "number of a figure",
        ),
        (
            "a setting that is no value",
            TUTORIAL + "\n# %%\n# sphinx_gallery_thumbnail_number = two\n",
            END + 1,
            "not a Python value",
        ),
        (
            "ignored to no end",
            TUTORIAL + "\n# %%\n# sphinx_gallery_start_ignore\nx = 1\n",
            END + 1,
            "start_ignore without",
        ),
        ("a backslash", TUTORIAL.replace("첫 문단", "$\\underline x$ 첫 문단"), 5, 'r"""'),
        (
            "an import from the future too late",
            TUTORIAL + "\n# %%\nfrom __future__ import annotations\n",
            END + 1,
            "SyntaxError",
        ),
        ("a second title", TUTORIAL + "\n" + KO.replace("# 글", "# # 글"), END + 1, "title alone"),
        (
            "a title in mid-page",
            TUTORIAL + "\n" + KO.replace("# 글", "# # 글") + "\n" + EN.replace("# T", "# # T"),
            END + 1,
            "title alone",
        ),
    ],
)
def test_bad_input_is_told_with_its_line(
    tmp_path: Path, name: str, text: str | bytes, line: int, said: str
) -> None:
    where, message = mistake(tmp_path, text)
    assert (where, said in message) == (line, True), (where, message)


@pytest.mark.parametrize(
    "above", ["#!/usr/bin/env python\n", "# ---\n# jupyter:\n#   kernel: x\n# ---\n\n", "\n"]
)
def test_what_stands_above_the_title_is_told(tmp_path: Path, above: str) -> None:
    path = tmp_path / "small.py"
    path.write_text(above + TUTORIAL, encoding="utf-8")
    with pytest.raises(SourceError, match="comments or empty lines above the title"):
        read(path, ("ko", "en"))
