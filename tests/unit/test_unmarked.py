"""What every page shows though one language alone can read it, and what a reader never sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.source.reading import read
from passages import script

PAIR = ("ko", "en")


def found(folder: Path, part: str) -> list[str]:
    """What is found in the cells behind the title of a small tutorial, by the line in them."""
    path = folder / "small.py"
    before = script(PAIR)
    path.write_text(before + part, encoding="utf-8")
    findings = sorted(set(Linter(PAIR).tutorial(read(path, PAIR))))
    begin = before.count("\n")
    return [f"{each.line - begin}: {each.rule}" for each in findings]


CODE = "\n# %%\n{}\n"


@pytest.mark.parametrize(
    "code",
    [
        "seen = 0  # how many were seen",
        "# ko: 본 수입니다.\n# en: How many were seen.\nseen = 0",
        'word = "안녕"  # 안녕',
        'print("값:", 1)  # 값: 1',
        "# `안녕`은 2 letters\nx = 1",
        '# "가나다" has three syllables.\nx = 1',
        'text = """\n# 마크다운 제목\n"""',
        "first = '가'  # U+AC00, 가",
        "# check: allow comments: 왜냐하면 그렇습니다\n# ko: 값\nx = 1",
        "# TODO: your code here\nx = 1",
        "todo = []  # the list of TODOs",
        "x = 1  # α and β",
    ],
)
def test_code_that_every_reader_can_read_is_left_alone(tmp_path: Path, code: str) -> None:
    assert found(tmp_path, CODE.format(code)) == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("seen = 0  # 지금까지 본 수", ["3: unmarked-comments"]),
        ("x = 1\n# 값을 더합니다.\ny = 2", ["4: unmarked-comments"]),
        ("# 값을 더합니다.\n# 그리고 출력합니다.\nx = 1", ["3: unmarked-comments"]),
        ("def f():\n    # 돌려줄 값\n    return 1", ["4: unmarked-comments"]),
        ("# Adam으로 최적화합니다.\nx = 1", ["3: unmarked-comments"]),
        ("# ko: 값입니다.\n# en: A value.\nx = 1  # 그 값", ["5: unmarked-comments"]),
        ("# ko: Add all the values.\n# en: Add all the values.\nx = 1", ["3: language"]),
        ("# ko: 값을 더합니다.\n# en: 값을 더합니다.\nx = 1", ["4: language"]),
        ("# ko: TODO\n# en: TODO\nx = 1", ["3: unfinished", "4: unfinished"]),
        ("# TODO: explain\nx = 1", ["3: unfinished"]),
        ("x = 1  # FIXME", ["3: unfinished"]),
        ("# ko: 두 값\n# en: three values\nx = 1", ["4: numbers"]),
    ],
)
def test_a_comment_that_one_language_alone_reads_is_told(
    tmp_path: Path, code: str, told: list[str]
) -> None:
    assert found(tmp_path, CODE.format(code)) == told


def test_code_that_the_page_leaves_out_may_have_any_comment(tmp_path: Path) -> None:
    assert found(tmp_path, '\n# %% tags=["remove-input"]\nx = 1  # 값\n') == []
    assert found(tmp_path, '\n# %% tags=["hide-input"]\nx = 1  # 그 값\n') == [
        "3: unmarked-comments"
    ]


SHARED = "\n# %% [markdown]\n{}\n"


@pytest.mark.parametrize(
    "text",
    [
        "# $$x^2 + y^2$$",
        "# ![](grid.png)",
        "# | SGD | Adam |\n# | --- | --- |\n# | 0.1 | 0.2 |",
        "# | lr | loss | test accuracy |\n# | --- | --- | --- |\n# | 0.1 | 0.2 | 97% |",
        "# ## PyTorch",
        "# ResNet-18, ImageNet-1k",
        "# [Attention Is All You Need](https://example.org)",
        "# ```python\n# # the sum of all values\n# sum(values)\n# ```",
        "# ---",
        "# © PyTorch Foundation, 2024",
        "# (a-label)=",
        "# *Attention Is All You Need*",
        "# `the` `value` `of` `it`",
    ],
)
def test_what_all_languages_can_share_is_left_alone(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, SHARED.format(text)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# The result is a sum of squares.", 3),
        ("# 제곱의 합입니다.", 3),
        ("# $$x^2$$\n#\n# Here you see the square.", 5),
        ("# ## What you will learn", 3),
        ("# - 값을 읽기\n# - 합을 내기", 3),
        ("# | 이름 | 값 |\n# | --- | --- |\n# | a | 1 |", 3),
        ("# > It is what it is.", 3),
        ("# :::{note}\n# You can use it with any model.\n# :::", 4),
    ],
)
def test_prose_in_a_cell_without_a_language_is_told(tmp_path: Path, text: str, line: int) -> None:
    assert found(tmp_path, SHARED.format(text)) == [f"{line}: unmarked-prose"]


def test_the_message_says_which_language_it_is_and_where_jupyterlab_sets_it(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    path.write_text(script(PAIR, SHARED.format("# 값을 더합니다.")), encoding="utf-8")
    (finding,) = Linter(PAIR).tutorial(read(path, PAIR))
    assert "prose in Korean in a cell without lang" in finding.message
    assert '`lang="ko"`' in finding.message
    assert "Cell Metadata" in finding.message


def test_a_code_cell_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    assert found(tmp_path, "\n# %%\n\n# %%\nx = 1\n") == ["2: unfinished"]
    assert found(tmp_path, "\n# %%\nx = 1\n\n# %%\n") == ["5: unfinished"]
    assert found(tmp_path, "\n# %%\n# sphinx_gallery_thumbnail_number = 1\n") == []
