"""The rules that see what nobody has translated or finished, and where two languages say other things.

Each is silent on right passages that trap it (passages.py), and tells wrong ones at their lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.source.reading import read
from passages import GERMAN, JAPANESE, KOREAN, WRONG, cell, script

MARK = re.compile(r" ?@([a-z-]+)")


def found(folder: Path, text: str, languages: Sequence[str]) -> list[str]:
    path = folder / "small.py"
    path.write_text(text, encoding="utf-8")
    linter = Linter(tuple(languages))
    findings = sorted(set(linter.tutorial(read(path, tuple(languages)))))
    return [f"{each.line}: {each.rule}" for each in findings]


RIGHT = [
    *((("ko", "en"), *each) for each in KOREAN),
    *((("de", "en"), *each) for each in GERMAN),
    *((("ja", "en"), *each) for each in JAPANESE),
    *((("en", "ko"), english, korean) for korean, english in KOREAN),
]


@pytest.mark.parametrize(("languages", "one", "other"), RIGHT)
def test_a_right_passage_is_left_alone(
    tmp_path: Path, languages: tuple[str, str], one: str, other: str
) -> None:
    text = script(languages, cell(languages[0], one), cell(languages[1], other))
    assert found(tmp_path, text, languages) == []


@pytest.mark.parametrize(("korean", "english"), WRONG)
def test_a_wrong_passage_is_told_at_its_line(tmp_path: Path, korean: str, english: str) -> None:
    marked = script(("ko", "en"), cell("ko", korean), cell("en", english))
    expected = [
        f"{number}: {match[1]}"
        for number, row in enumerate(marked.split("\n"), 1)
        for match in MARK.finditer(row)
    ]
    assert expected
    assert found(tmp_path, MARK.sub("", marked), ("ko", "en")) == sorted(expected)


def test_there_are_enough_passages_of_either_kind() -> None:
    assert len(KOREAN) >= 60
    assert len(WRONG) >= 60
