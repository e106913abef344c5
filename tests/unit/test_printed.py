"""What a tutorial printed: what a terminal shows of it, its beginning and its end."""

from __future__ import annotations

import re
import tracemalloc

import pytest
from bilingual_gallery.execution.output import Markup, Output, Printed, Value
from bilingual_gallery.execution.terminal import Terminal, shown
from bilingual_gallery.execution.truncate import COLOR, COLOR_END, LINE, Ends, as_kept, within


def terminal(*parts: str | bytes, limit: int = 20_000) -> str:
    made = Terminal(limit)
    for part in parts:
        made.feed(part.encode() if isinstance(part, str) else part)
    ((text, left_out),) = made.pieces()
    assert left_out == 0
    kept = as_kept(Printed(text))
    assert isinstance(kept, Printed)
    return kept.text


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("a\n\n  b\n", "a\n\n  b\n"),
        ("10%\r20%\r100%\ndone\n", "100%\ndone\n"),
        ("a longer line\rshort\n", "shortger line\n"),
        ("a longer line\r\x1b[Kshort\n", "short\n"),
        ("a longer line\x1b[2K\rshort\n", "short\n"),
        ("abc\b\bX\n", "aXc\n"),
        ("\b\bX\n", "X\n"),
        ("dos\r\nlines\r\n", "dos\nlines\n"),
        # A Hangul letter is two columns wide; half of one cannot be seen.
        ("학습 10%\r학습 20%\n", "학습 20%\n"),
        ("학습\rab\n", "ab습\n"),
        ("학습\ra\n", "a 습\n"),
        ("학습\b\b시\n", "학시\n"),
        ("cafe\u0301\rC\n", "Cafe\u0301\n"),
        ("ab\tc\n", "ab      c\n"),
        ("학\tc\n", "학      c\n"),
        # Two bars of tqdm, one below the other.
        ("\n\r inner 1\x1b[A\r outer 1\n\r inner 2\x1b[A\r outer 2\n\n", " outer 2\n inner 2\n"),
        ("one\ntwo\n\x1b[2A\x1b[Jthree\n", "three\n"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\\n", "link\n"),
        ("\x1b]0;a title\x07text\x1b[?25l\x1b(B\x1b7\n", "text\n"),
        ("\x07 \x1b \x00 \x7f \x0c \x0b \x85 \u2028 \u2029 \ufffe \ufdd0\n",
         r"\x07 \x1b \x00 \x7f \x0c \x0b \x85 \u2028 \u2029 \ufffe \ufdd0" "\n"),
    ],
)  # fmt: skip
def test_what_moves_the_cursor_does_what_it_does_in_a_terminal(printed: str, seen: str) -> None:
    assert terminal(printed) == seen
    assert terminal(*printed) == seen  # one character at a time


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("\x1b[31mred\x1b[0m and\n", "\x1b[0;31mred\x1b[0m and\n"),
        ("\x1b[1m\x1b[38;5;208mx\x1b[m\n", "\x1b[0;1;38;5;208mx\x1b[0m\n"),
        ("\x1b[38;2;1;2;3mx\x1b[39my\n", "\x1b[0;38;2;1;2;3mx\x1b[0my\n"),
        ("\x1b[1;44mx\x1b[22my\x1b[49mz\n", "\x1b[0;1;44mx\x1b[0;44my\x1b[0mz\n"),
        # A color goes on in the next line, of which each stands for itself.
        ("\x1b[32ma\nb\x1b[0m\n", "\x1b[0;32ma\x1b[0m\n\x1b[0;32mb\x1b[0m\n"),
        # What is written over a colored text has its own color.
        ("\x1b[31mred\x1b[0m\rR\n", "R\x1b[0;31med\x1b[0m\n"),
    ],
)
def test_colors_are_kept(printed: str, seen: str) -> None:
    assert terminal(printed) == seen


def test_a_letter_whose_bytes_come_in_two_pieces_is_whole_and_others_are_written_out() -> None:
    assert terminal("한".encode()[:1], "한".encode()[1:], b"\xff\n") == "한\\xff\n"


def test_half_a_surrogate_pair_is_written_out() -> None:
    assert shown("a\udcff한") == "a\\udcff한"


@pytest.mark.parametrize("text", ["", "a", "x" * LINE, "ab\n" * 1_000])
def test_what_is_short_stays_as_it_is(text: str) -> None:
    assert terminal(text, limit=10_000) == text


def test_a_training_keeps_its_last_line() -> None:
    bar = "".join(f"\rtraining: {step}/600 [" + "█" * 60 + "]" for step in range(601))
    assert terminal(bar, "\nfinal loss 0.0024\n").split("\n")[0].startswith("training: 600/600")
    assert terminal(bar, "\nfinal loss 0.0024\n").endswith("]\nfinal loss 0.0024\n")


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("x" * (LINE + 1), 10_000),
        ("ab\n" * 5_000, 10_000),
        ("x" * 90_000, 1_000),
        ("x" * 90_000, 20_000),
        ("a\n\nb\n" * 900, 999),
        ("first\n" + "y" * 50_000 + "\nlast\n", 20_000),
    ],
)
def test_what_is_long_keeps_its_beginning_and_its_end_and_tells_how_much_is_left_out(
    text: str, limit: int
) -> None:
    made = Terminal(limit)
    made.feed(text.encode())
    kept, left_out = zip(*made.pieces(), strict=True)
    assert all(left_out[:-1])
    assert left_out[-1] == 0
    assert text.startswith(kept[0])
    assert text.endswith(kept[-1])
    assert sum(map(len, kept)) + sum(left_out) == len(text)
    assert min(limit, LINE) / 2 <= sum(map(len, kept)) <= max(limit, LINE)
    assert max(len(line) for each in kept for line in each.split("\n")) <= LINE


def test_the_limit_is_for_all_that_a_cell_prints_and_for_the_text_of_each_value() -> None:
    rich = Value({"text/plain": "z" * 9 + "\n", "text/html": "<b>z</b>" * 9})
    plain = Value({"text/plain": "1\n2\n3\n4\n5\n6\n"})
    parts = [Printed("a\nb\nc\nd\n"), Printed("e\nf\n"), Printed("g\nh\n")]
    outputs: list[Output] = [parts[0], rich, parts[1], Markup("m" * 99), parts[2], plain]
    assert list(within(outputs, 8)) == [
        Printed("a\nb", 5),
        Value({"text/plain": "z" * 4, "text/html": "<b>z</b>" * 9}, 2),
        Printed("", 4),
        Markup("m" * 99),
        Printed("g\nh\n"),
        Value({"text/plain": "1\n2"}, 5),
        Printed("5\n6\n"),
    ]
    assert list(within(outputs, 99)) == outputs


def test_a_cut_leaves_no_half_of_a_color() -> None:
    for length in range(40):
        text = Ends(100)
        text.add("x" * (length + 1) + f"{COLOR}0;31{COLOR_END}red{COLOR}0{COLOR_END}" * 2_000)
        left = re.sub(f"{COLOR}[0-9;]*{COLOR_END}", "", "".join(each for each, _ in text.pieces()))
        assert COLOR not in left
        assert COLOR_END not in left


@pytest.mark.parametrize("line", [60, 8_000_000])
def test_memory_is_bounded_however_much_is_printed(line: int) -> None:
    made = Terminal(20_000)
    data = b"x" * 65_536 if line > 65_536 else (b"y" * line + b"\n") * (65_536 // line)
    tracemalloc.start()
    for _ in range(8_000_000 // len(data)):
        made.feed(data)
    made.pieces()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
