"""What a tutorial printed, made fit to be kept."""

from __future__ import annotations

import pytest
from bilingual_gallery.execution.output import Markup, Output, Printed, Value
from bilingual_gallery.execution.truncate import cut, printable, within


@pytest.mark.parametrize("text", ["", "a", "a\n\n  b", "x" * 2_000, "ab\n" * 1_000])
def test_what_is_short_stays_as_it_is(text: str) -> None:
    assert cut(text, 10_000) == (text, 0)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("x" * 2_001, 10_000),
        ("ab\n" * 5_000, 10_000),
        ("x" * 9_000, 1_000),
        ("a\n\nb\n" * 900, 999),
    ],
)
def test_what_is_long_is_cut_and_counted(text: str, limit: int) -> None:
    shown, left_out = cut(text, limit)
    assert text.startswith(shown[:1_000])
    assert len(shown) + left_out == len(text.strip("\n"))
    assert len(shown) <= limit
    assert max(map(len, shown.split("\n"))) <= 2_000


def test_the_limit_is_for_all_that_a_cell_prints_and_for_the_text_of_each_value() -> None:
    value = Value({"text/plain": "z" * 9, "text/html": "<b>z</b>" * 9})
    outputs: list[Output] = [Printed("a" * 6), value, Markup("m" * 99), Printed("b" * 6)]
    assert list(within(outputs, 8)) == [
        Printed("a" * 6),
        Value({"text/plain": "z" * 8, "text/html": "<b>z</b>" * 9}, 1),
        Markup("m" * 99),
        Printed("bb", 4),
    ]


def test_half_a_surrogate_pair_is_written_out() -> None:
    assert printable("a\udcff한") == "a\\udcff한"
