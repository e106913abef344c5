"""A fence that nothing closes is told at its own line, at any depth, and a closed one is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.finding import Text
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.errors import SourceError
from bilingual_gallery.source.fences import unclosed
from bilingual_gallery.source.reading import read
from passages import cell, script

PAIR = ("ko", "en")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a\n\n```python\nx = 1", 2),
        (":::{note}\n```python\nx = 1\n:::", 1),
        (":::{note}\na\n\n```python\nx = 1\n:::\n\nb", 3),
        (":::{note}\n:class: tip\n\n```python\nx = 1\n:::", 3),
        ("::::{note}\n:::{tip}\n```python\nx = 1\n:::\n::::", 2),
        ("::::{note}\n:::{tip}\na\n::::", 1),
        ("- a\n\n  ```python\n  x = 1\n\nb", 2),
        ("> ```python\n> x = 1\n\nb", 0),
        ("```{note}\n~~~python\nx = 1\n```", 1),
        (":::{note}\na", 0),
        ("```python\nx = 1\n\n```python\ny = 2\n```", 0),
        (":::{note}\n```python\nx = 1\n:::\n\n```python\ny = 2\n```", 1),
        ("```{note}\na\n\n```python\nx = 1\n```\n```", 0),
    ],
)
def test_an_open_fence_is_told_at_its_row(text: str, row: int) -> None:
    found = unclosed(text, SYNTAX)
    assert found is not None
    assert (found[0], "fence" in found[1]) == (row, True)


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx = 1\n```",
        ":::{note}\n```python\nx = 1\n```\n:::",
        "````markdown\n```python\nx = 1\n```\n````",
        "- a\n\n  ```python\n  x = 1\n  ```\n\n- b",
        "> ```\n> x\n> ```",
        "```python\n```",
        ":::{note}\n:::",
        "~~~\n```python\n~~~",
        "::::{note}\n:::{tip}\na\n:::\n::::",
        "```text\n:::{note}\n```",
        "```{code-block} python\n:caption: a\n\nx = 1\n```",
        "Use ``` for a fence and ::: for a box.",
        "```{raw} html\n<p>```</p>\n```",
    ],
)
def test_a_closed_fence_is_left_alone(text: str) -> None:
    assert unclosed(text, SYNTAX) is None


def test_a_script_with_one_is_told_at_its_line(tmp_path: Path) -> None:
    box = ":::{note}\n```python\nx = 1\n:::"
    text = script(PAIR, cell("ko", f"값입니다.\n\n{box}"), cell("en", "Text."))
    path = tmp_path / "small.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as told:
        read(path, PAIR)
    rows = text.split("\n")
    assert rows[told.value.line - 1] == "# ```python"
    assert "this fence is never closed; close it with ```" in told.value.message


def test_a_page_with_one_is_told_at_its_line() -> None:
    page = "# A\n\n:::{note}\n```python\nx = 1\n:::\n"
    texts = [Text(Path(f"{code}.md"), 1, code, page) for code in PAIR]
    found = sorted(Linter(PAIR).page(texts))
    assert [(each.line, each.rule) for each in found if each.rule == "unclosed"] == [
        (4, "unclosed")
    ] * 2


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> main", "||||||| base"])
def test_the_conflict_of_a_merge_is_named_at_its_line(tmp_path: Path, mark: str) -> None:
    text = script(PAIR, cell("ko", "값입니다."), cell("en", "A value."))
    path = tmp_path / "small.py"
    path.write_text(text.replace("# 값입니다.", f"{mark}\n# 값입니다."), encoding="utf-8")
    with pytest.raises(SourceError) as told:
        read(path, PAIR)
    assert told.value.line == text.split("\n").index("# 값입니다.") + 1
    assert "a merge conflict" in told.value.message


def test_a_mistake_in_a_script_is_said_in_words_that_fit(tmp_path: Path) -> None:
    def said(text: str) -> tuple[int, str]:
        path = tmp_path / "small.py"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SourceError) as told:
            read(path, PAIR)
        return told.value.line, told.value.message

    whole = script(PAIR)
    line, message = said(f"{whole}\n# %%\n%matplotlib inline\n")
    assert line == whole.count("\n") + 3
    assert message.startswith(
        "`%matplotlib inline` is a command of Jupyter and no Python; write `# "
    )
    line, message = said(whole.replace("첫 문단입니다.", "$\\nu$의 $\\Nu$입니다."))
    assert (line, message[:28]) == (5, "a backslash in the docstring")
