"""What an author says of a figure: read, or refused at its line; and how the words come into a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.errors import SourceError
from bilingual_gallery.pages.reading_time import minutes
from bilingual_gallery.source.figure_words import figures_in
from bilingual_gallery.source.reading import read
from bilingual_gallery.source.wording import Wording, has_words

TITLE = '# %% [markdown] lang="en"\n"""\n# Title\n\nText.\n"""\n'
CODE = "\n# %%\nx = 1\n"


def script(folder: Path, *parts: str) -> Path:
    path = folder / "small.py"
    path.write_text(TITLE + "".join(parts), encoding="utf-8")
    return path


def prose(*rows: str) -> str:
    return '\n# %% [markdown] lang="en"\n' + "".join(f"# {row}".rstrip() + "\n" for row in rows)


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ([":::{figure-words}", ":::"], 0, "says nothing"),
        ([":::{figure-words}", ":title: x", ":::"], 1, "figure-words has no option title"),
        ([":::{figure-words}", ":alt:", ":::"], 1, "`:alt:` says nothing"),
        ([":::{figure-words}", ":alt: a", ":alt: b", ":::"], 2, "alt is there twice"),
        ([":::{figure-words}", "loss: a", "loss: b", ":::"], 2, "loss is there twice"),
        ([":::{figure-words}", "loss:", ":::"], 1, "there are no words for loss"),
        ([":::{figure-words}", '"": x', ":::"], 1, "names no text of the figure"),
        ([":::{figure-words}", "loss {a}: x", ":::"], 1, "the words for loss {a} lack {a}"),
        ([":::{figure-words}", "loss: {a}", ":::"], 1, "{a} is no place of loss"),
        ([":::{figure-words} x", ":alt: a", ":::"], 0, "takes nothing beside its name"),
        (["Text.", "", ":::{figure-words}", ":alt: a", ":::"], 2, "stands below other prose"),
        ([":::{note}", "```{figure-words}", ":alt: a", "```", ":::"], None, ""),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_line(
    tmp_path: Path, rows: list[str], line: int | None, message: str
) -> None:
    path = script(tmp_path, CODE, prose(*rows))
    if line is None:  # within another directive it is nothing but that directive's text
        assert not figures_in(read(path, ("en",)).passages[1].text("en"), SYNTAX)
        return
    with pytest.raises(SourceError, match=r"^") as refused:
        read(path, ("en",))
    first = path.read_text(encoding="utf-8").split("\n").index(f"# {rows[0]}") + 1
    assert message in refused.value.message
    assert refused.value.line == first + line


def test_words_below_no_code_are_refused(tmp_path: Path) -> None:
    said = prose(":::{figure-words}", ":alt: a", ":::")
    with pytest.raises(SourceError) as refused:
        read(script(tmp_path, CODE, prose("Text."), said), ("en",))
    assert "stands below no code" in refused.value.message


def test_what_is_said_of_a_figure_takes_no_time_to_read(tmp_path: Path) -> None:
    with_words = prose(
        ":::{figure-words}", ":caption: A b c.", ":alt: D e.", "f g: h i", ":::", "", "J."
    )
    long = minutes(read(script(tmp_path, CODE, with_words), ("en",)), "en")
    short = minutes(read(script(tmp_path, CODE, prose("J.")), ("en",)), "en")
    assert long == short


@pytest.mark.parametrize(
    ("table", "text", "shown"),
    [
        ({"loss": "손실"}, "loss", "손실"),
        ({"loss": "손실"}, " loss ", " 손실 "),
        ({"loss": "손실"}, "losses", None),
        ({"loss": "loss"}, "loss", None),
        ({"loss {a} of {b}": "{b} 중 {a}"}, "loss 0.25 of 3", "3 중 0.25"),
        ({"loss {a}": "손실 {a}", "loss total": "전체"}, "loss total", "전체"),
        ({"{a} of {a}": "둘 다 {a}"}, "1 of 1", "둘 다 1"),
        ({"{a} of {a}": "둘 다 {a}"}, "1 of 2", None),
        ({"loss": "손실"}, "loss\n3", "손실\n3"),
        ({r"same\nstep": r"같은\n갱신"}, "same\nstep", "같은\n갱신"),
        ({r"rate $\nu$": r"비율 $\nu$"}, r"rate $\nu$", r"비율 $\nu$"),
        ({r"at $x_{i}$ {n}": r"{n}의 $x_{i}$"}, r"at $x_{i}$ 4", r"4의 $x_{i}$"),
        ({"a.b (c)": "가"}, "a.b (c)", "가"),
        ({"{a}": "{a}"}, r"\1 \g<0>", None),
        ({"x {a}": "가 {a}"}, r"x \g<a>", r"가 \g<a>"),
    ],
)
def test_words_stand_in_the_place_of_the_text(
    table: dict[str, str], text: str, shown: str | None
) -> None:
    assert Wording(table).of(text) == shown


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("0.5", 0),
        ("w = 3", 0),
        ("x_1", 0),
        (r"$\alpha$", 0),
        ("loss", 1),
        ("양", 1),
        ("a $b$ cd", 1),
    ],
)
def test_numbers_formulas_and_single_letters_need_no_words(text: str, needs: int) -> None:
    assert has_words(text) is bool(needs)
    assert list(Wording({}).lacking(text)) == ([text] if needs else [])
