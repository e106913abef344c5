"""What a tutorial printed, made fit to be kept."""

from __future__ import annotations

import re

import pytest
from bilingual_gallery.execution.truncate import MARK, cut, printable


def output(text: str) -> str:
    """As Sphinx-Gallery writes it, with a figure above and a representation below."""
    indented = "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))
    above = ".. image-sg:: /images/x.png\n   :alt: code-block:: none\n\n.. rst-class:: sphx-glr-script-out\n\n"
    return f"{above} .. code-block:: none\n\n{indented}\n\n.. raw:: html\n\n    <b>" + "y" * 5_000


@pytest.mark.parametrize("text", ["", "a", "a\n\n  b", "x" * 2_000, "ab\n" * 1_000])
def test_what_is_short_stays_as_it_is(text: str) -> None:
    assert cut(output(text), 10_000) == output(text)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("x" * 2_001, 10_000),
        ("ab\n" * 5_000, 10_000),
        ("x" * 9_000, 1_000),
        ("a\n\nb\n" * 900, 999),
    ],
)
def test_what_is_long_is_cut_and_counted_and_the_rest_stays(text: str, limit: int) -> None:
    shorter = cut(output(text), limit)
    left_out = re.search(rf"^{re.escape(MARK)}(\d+)$", shorter, re.MULTILINE)
    assert left_out is not None
    shown = shorter[shorter.index("none\n\n", 99) + 6 : left_out.start()]
    kept = len(re.sub("^    ", "", shown, flags=re.MULTILINE).strip("\n"))
    assert abs(kept + int(left_out[1]) - len(text.strip("\n"))) <= 4 * (1 + text.count("\n\n"))
    assert shorter.endswith(".. raw:: html\n\n    <b>" + "y" * 5_000)
    assert max(map(len, shown.split("\n"))) <= 2_004


def test_half_a_surrogate_pair_is_written_out() -> None:
    assert printable("a\udcff한") == "a\\udcff한"
