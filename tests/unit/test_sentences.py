"""The sentences of a passage, and which of them are sure to say the same in two languages."""

from __future__ import annotations

import pytest
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.source.blocks import blocks
from bilingual_gallery.source.sentences import pairs, sentences


def said(text: str) -> list[str]:
    return [each.shown for block in blocks(text, SYNTAX) for each in sentences(block)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One is here. Is two? Yes!", ["One is here.", "Is two?", "Yes!"]),
        ("텐서입니다. 값은 1.5입니다.", ["텐서입니다.", "값은 1.5입니다."]),
        ("テンソルです。値は同じです。", ["テンソルです。", "値は同じです。"]),
        ("A layer, e.g. a linear one, has it.", ["A layer, e.g. a linear one, has it."]),
        ("It costs 3.5 now.\nThat is much.", ["It costs 3.5 now.", "That is much."]),
        ("He said “go.” She went.", ["He said “go.”", "She went."]),
        ("no end", ["no end"]),
    ],
)
def test_a_sentence_ends_where_a_reader_sees_it_end(text: str, found: list[str]) -> None:
    assert said(text) == found


def test_a_dot_in_code_or_a_formula_ends_nothing() -> None:
    assert len(said("Call `a. b` here. Then $x. y$ is there.")) == 2


def both(own: str, other: str) -> list[tuple[int, str, str]]:
    return [(number, a.shown, b.shown) for number, a, b in pairs(own, other, SYNTAX)]


def test_sentences_are_paired_where_paragraphs_have_as_many() -> None:
    own = "# T\n\nOne. Two.\n\n## S\n\n- Three.\n- Four. Five."
    other = "# Z\n\n하나. 둘.\n\n## Y\n\n- 셋.\n- 넷이자 다섯."
    assert both(own, other) == [(1, "One.", "하나."), (1, "Two.", "둘."), (2, "Three.", "셋.")]


@pytest.mark.parametrize(
    "other", ["하나.\n\n둘.", "## 하나.", "- 하나.", "> 하나.", "```{note}\n하나.\n```"]
)
def test_nothing_is_paired_where_the_blocks_differ(other: str) -> None:
    assert both("One.", other) == []


def test_what_stands_in_a_directive_is_left_out() -> None:
    own = ":::{admonition} A\nThe answer.\n:::\n\nAfter."
    assert both(own, own) == [(0, "After.", "After.")]
