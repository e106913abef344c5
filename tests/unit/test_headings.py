"""Headings that differ between languages: which of them pair, what their ids are, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.source.fill import mistake_in
from bilingual_gallery.source.markdown import headings
from bilingual_gallery.source.outline import paired
from bilingual_gallery.source.reading import read
from bilingual_gallery.source.tutorial import Tutorial

PAIR = ("ko", "en")


def cell(code: str, text: str, *, docstring: bool = False) -> str:
    rows = "\n".join(f"# {row}".rstrip() for row in text.split("\n"))
    said = f'"""\n{text}\n"""' if docstring else rows
    return f'# %% [markdown] lang="{code}"\n{said}\n\n'


def tutorial(folder: Path, *passages: dict[str, str]) -> Tutorial:
    """A script whose title stands in every language, and these passages with code between them."""
    codes = tuple(passages[0])
    text = "".join(cell(code, "# Title\n\nText.", docstring=code == codes[0]) for code in codes)
    for passage in passages:
        text += "# %%\nx = 1\n\n" + "".join(cell(code, said) for code, said in passage.items())
    path = folder / "small.py"
    path.write_text(text, encoding="utf-8")
    return read(path, codes)


def told(given: Tutorial) -> list[tuple[str, str]]:
    return [(each.rule, each.message) for each in Linter(given.languages).tutorial(given)]


@pytest.mark.parametrize(
    ("own", "other", "pairs"),
    [
        ("## 가\n## 나", "## A\n## B", [0, 1]),
        ("## 가", "## A\n## B", [0]),
        ("## 가\n### 나\n## 다", "## A\n## C", [0, None, 1]),
        # What both write alike tells which one is alone.
        ("## `view`\n## 합", "## Sum", [None, 0]),
        ("## 합\n## `view` 쓰기", "## Use `view`", [None, 0]),
        ("## 1단계\n## 2단계\n## 3단계", "## Step 1\n## Step 3", [0, None, 1]),
        # Another level is the same heading, unless it is the title.
        ("## 가\n### 나", "## A\n## B", [0, 1]),
        ("# 가", "# A\n## B", [0]),
        ("# 가\n## 나", "# A", [0, None]),
        ("", "## A", []),
    ],
)
def test_headings_pair_in_order_by_level_and_by_what_both_write_alike(
    own: str, other: str, pairs: list[int | None]
) -> None:
    assert paired(headings(own, SYNTAX), headings(other, SYNTAX)) == pairs


def test_each_language_has_ids_for_its_own_headings_and_shares_those_that_pair(
    tmp_path: Path,
) -> None:
    given = tutorial(
        tmp_path,
        {"ko": "글", "en": "## A section\n\nText."},
        {"ko": "## 합\n\n### 더 보기\n\n글", "en": "## Sum\n\nText."},
        {"ko": "## 합 Sum\n\n글", "en": "## Sum\n\nText."},
    )
    assert given.section_ids("en", "en") == ("title", "a-section", "sum", "sum-2")
    assert given.section_ids("en", "ko") == ("title", "sum", "section-ko", "sum-2")
    assert given.section_ids("ko", "en") == ("title", "a-section-en", "section", "sum")
    # An id is that of one section alone, whatever else is called so.
    for ids, code in (("en", "ko"), ("ko", "en")):
        alone = set(given.section_ids(ids, code)) - set(given.section_ids(ids, ids))
        assert all(each.endswith(code) for each in alone)


@pytest.mark.parametrize(
    ("passage", "messages"),
    [
        (
            {"ko": "글입니다.", "en": "## A section\n\nText."},
            ['en has "A section", a heading of level 2, that ko (line 17) lacks; give both'],
        ),
        (
            {"ko": "글입니다.\n\n## 절\n\n글입니다.", "en": "Text.\n\nText."},
            ['ko has "절", a heading of level 2, that en (line 24) lacks'],
        ),
        (
            {"ko": "## 절\n\n글입니다.", "en": "### Part\n\nText."},
            ['en has "Part", a heading of level 3, where ko (line 17) has level 2; give both'],
        ),
        (
            {"ko": "글입니다.", "en": "## A\n\nText.", "de": "Text."},
            ['en has "A", a heading of level 2, that ko (line 22) lacks; give every language the'],
        ),
        ({"ko": "## 절\n\n글입니다.", "en": "## Part\n\nText."}, []),
    ],
)
def test_a_heading_of_one_language_is_a_finding_at_its_line(
    tmp_path: Path, passage: dict[str, str], messages: list[str]
) -> None:
    found = told(tutorial(tmp_path, passage))
    assert [rule for rule, _ in found] == ["headings"] * len(messages)
    for (_, message), wanted in zip(found, messages, strict=True):
        assert wanted in message


def test_what_stands_below_such_a_heading_is_compared_all_the_same(tmp_path: Path) -> None:
    """And the heading is not told a second time as a block."""
    passage = {
        "ko": "값은 3입니다.\n\n## 절\n\n`sum`은 5입니다.",
        "en": "It is 3.\n\nIts `sum` is 6.",
    }
    assert sorted(rule for rule, _ in told(tutorial(tmp_path, passage))) == ["headings", "numbers"]


def test_an_excuse_keeps_it_quiet(tmp_path: Path) -> None:
    excuse = "<!-- check: allow headings: readers of English need it -->"
    passage = {"ko": "글입니다.", "en": f"## A section\n\nText.\n\n{excuse}"}
    assert told(tutorial(tmp_path, passage)) == []


def test_a_draft_with_headings_of_other_levels_is_not_put_in(tmp_path: Path) -> None:
    before = cell("ko", "# 제목\n\n글", docstring=True) + cell("en", "# Title\n\nText.")
    before += "# %%\nx = 1\n\n" + cell("ko", "## 절\n\n글")
    path = tmp_path / "small.py"
    assert mistake_in(path, before, before + cell("en", "## Part\n\nText."), PAIR, SYNTAX) is None
    for draft in ("### Part\n\nText.", "Text."):
        wrong = mistake_in(path, before, before + cell("en", draft), PAIR, SYNTAX)
        assert wrong is not None
        line, message = wrong
        assert "levels" in message
        assert line == before.count("\n") + 2


def test_a_page_of_many_headings_may_have_one_more() -> None:
    own = headings("\n\n".join(f"## About `part_{n}`" for n in range(400)), SYNTAX)
    other = [each for n, each in enumerate(own) if n != 123]
    found = paired(own, other)
    assert found == [n if n < 123 else None if n == 123 else n - 1 for n in range(400)]
