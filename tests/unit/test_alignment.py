"""Blocks of a passage are paired by what they say, so that one more is one finding and the rest is compared."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest
from bilingual_gallery.check.alignment import align
from bilingual_gallery.check.finding import Text
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.source.reading import read
from passages import cell, script

MORE = "**더 읽을 글**: [홍길동](https://example.org/hong)"
ITEMS = ["- `a`는 1입니다.", "- `b`는 2입니다.", "- `c`는 3입니다."]
ENGLISH = ["- `a` is 1.", "- `b` is 2.", "- `c` is 3."]
TABLE = "| {} | b |\n| --- | --- |\n| 1 | 2 |"


def told(folder: Path, *texts: str, languages: tuple[str, ...] = ("ko", "en")) -> list[str]:
    """What is found in a passage: each finding's row in its text, its rule, and what it says at first."""
    path = folder / "small.py"
    text = script(languages, *map(cell, languages, texts))
    path.write_text(text, encoding="utf-8")
    tutorial = read(path, languages)
    begins = [prose.line for _, prose in tutorial.passages[-1].prose]
    rows = []
    for each in sorted(set(Linter(languages).tutorial(tutorial))):
        begin = max(line for line in begins if line <= each.line)
        rows.append(f"{each.line - begin} {each.rule}: {each.message.split(';')[0]}")
    return rows


@pytest.mark.parametrize(
    ("korean", "english", "found"),
    [
        # One more at the beginning, in the middle, at the end: the rest is compared.
        (
            f"{MORE}\n\n값은 4입니다.\n\n`retrain_graph=True`를 줍니다.",
            "The value is 5.\n\nGive `retain_graph=True`.",
            ["0 blocks: ", "0 numbers: ", "2 code: "],
        ),
        (
            "값은 4입니다.\n\n모양은 (2, 3)입니다.",
            "The value is 4.\n\nThis says nothing that Korean says.\n\nThe shape is (2, 4).",
            ["2 blocks: en has a paragraph that ko", "4 numbers: "],
        ),
        ("`x`를 봅니다.\n\n`y`를 봅니다.", "See `x`.", ["0 blocks: "]),
        # An item of a list, told where it is or where it belongs.
        ("\n".join(ITEMS), "\n".join([ENGLISH[0], ENGLISH[2]]), ["0 blocks: ko (line "]),
        ("\n".join([ITEMS[0], ITEMS[2]]), "\n".join(ENGLISH), ["1 blocks: en has a paragraph in a list"]),
        ("\n".join(ITEMS), "\n".join([*ENGLISH[:2], "- `c` is 4."]), ["2 numbers: "]),
        # A section of several blocks is one difference, and so is a table of another size.
        (
            "값은 4입니다.",
            "The value is 4.\n\n> A quote of `q`.\n\n- one\n- two\n\n$$x$$",
            ["2 blocks: en has a quote, a list of 2 and a formula that ko"],
        ),
        (TABLE.format("가"), f"{TABLE.format('a')}\n| 3 | 4 |", ["0 blocks: en has a table of 3 rows"]),
        # Of another kind, and still compared.
        (":::{note}\n값은 4입니다.\n:::", ":::{tip}\nThe value is 5.\n:::", ["0 blocks: ", "1 numbers: "]),
        ("- 값은 4입니다.", "1. The value is 5.", ["0 blocks: ", "0 numbers: "]),
        # A paragraph is two in the other language.
        (
            "표는 행과 열로 되어 있습니다. 행을 하나 고르면 `row`에 든 값이 차례대로 나옵니다.",
            "A table has rows and columns.\n\nChoose one, and you get the values in `row` one by one.",
            ["0 paragraphs: en has 2 paragraphs where ko"],
        ),
        # Blocks of the same kinds, of which each language lacks another one.
        (
            "`first`를 봅니다.\n\n`second`를 봅니다.\n\n`third`를 봅니다.",
            "See `second`.\n\nSee `third`.\n\nSee `fourth`.",
            ["0 blocks: ", "4 blocks: "],
        ),
    ],
)  # fmt: skip
def test_one_block_more_is_one_finding_and_the_rest_is_compared(
    tmp_path: Path, korean: str, english: str, found: list[str]
) -> None:
    rows = told(tmp_path, korean, english)
    assert len(rows) == len(found), rows
    for row, beginning in zip(rows, found, strict=True):
        assert row.startswith(beginning)


def test_each_language_is_aligned_with_the_first(tmp_path: Path) -> None:
    rows = told(
        tmp_path,
        "値は4です。\n\n`x`を見ます。",
        "Der Wert ist 4.\n\nDas steht nur hier.\n\nSiehe `x`.",
        "The value is 5.\n\nSee `x`.",
        languages=("ja", "de", "en"),
    )
    assert [row.split(":")[0] for row in rows] == ["2 blocks", "0 numbers"]


def test_a_sentence_is_missed_though_a_paragraph_is_too(tmp_path: Path) -> None:
    korean = "표는 행과 열로 되어 있습니다. 행을 고르면 그 행에 든 값이 왼쪽에서 오른쪽으로 차례대로 나옵니다."
    rows = told(tmp_path, f"`a`를 더합니다.\n\n{korean}", "A table has rows and columns.")
    assert [row.split(":")[0] for row in rows] == ["2 sentences", "0 blocks"]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("**옮긴이**: [홍길동](https://example.org/hong)\n\n값은 4입니다.", "The value is 4."),
        ("**글**: 김\n**번역** : [홍길동](https://example.org/hong)", "**Author**: Kim"),
        (
            "번역:\n[홍](https://example.org/1),\n[임](https://example.org/2)\n\n값입니다.",
            "The value.",
        ),
        ("값입니다.", "Translated by [Hong](https://example.org/hong).\n\nThe value."),
        ("**번역**: 홍길동, 2023.5\n\n값입니다.", "The value."),
    ],
)
def test_the_lines_that_name_translators_are_of_one_language(
    tmp_path: Path, korean: str, english: str
) -> None:
    assert [row for row in told(tmp_path, korean, english) if "bold" not in row] == []


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("값입니다.", "Translation: the model reads `encode` here\n\nThe value."),
        ("값입니다.", "Translation by attention needs 7 layers\n\nThe value."),
        ("번역: 모델은 한 문장을 다른 문장으로 바꿉니다.\n\n값입니다.", "The value."),
    ],
)
def test_a_paragraph_about_translation_names_nobody_and_is_compared(
    tmp_path: Path, korean: str, english: str
) -> None:
    assert [row for row in told(tmp_path, korean, english) if "blocks" in row] != []


@pytest.mark.parametrize(
    ("many", "more", "at_end"),
    [(140, 60, False), (200, 60, False), (300, 200, True), (600, 30, False)],
)
@pytest.mark.parametrize("named", [True, False])
def test_many_blocks_at_one_end_are_one_difference(
    many: int, more: int, at_end: bool, named: bool
) -> None:
    random = Random(0)

    def said(word: str, numbers: range) -> list[str]:
        # Half of the paragraphs name what no other does, if any do; the others are known by their length.
        return [
            f"See `{word}_{n}`."
            if named and n % 2
            else f"It {'is so, ' * random.randrange(1, 60)}yes."
            for n in numbers
        ]

    own, added = said("x", range(many)), said("y", range(1000, 1000 + more))
    both = [*own, *added] if at_end else [*added, *own]
    one, two = (
        Text(Path("x.md"), 1, code, "\n\n".join(text)) for code, text in (("en", own), ("de", both))
    )
    alone = [step for step in align(one, two) if not step.together]
    assert sum(len(step.theirs) for step in alone) == more
    assert not any(step.ours for step in alone)
    # By length alone a paragraph may be as good as the next.
    assert len(alone) <= 4 or not named


def test_long_texts_are_aligned_in_a_time_that_grows_with_them() -> None:
    def text(code: str, many: int, but: int) -> Text:
        said = [f"See `name_{n}` and {n}." for n in range(many) if n % 50 != but]
        return Text(Path("x.md"), 1, code, "\n\n".join(said))

    def seconds(many: int) -> float:
        one, two = text("en", many, 7), text("de", many, 11)
        assert one.blocks and two.blocks  # which is not measured
        begin = time.perf_counter()
        steps = align(one, two)
        taken = time.perf_counter() - begin
        alone = [step for step in steps if not step.together]
        assert len(alone) == 2 * many // 50
        return taken

    assert seconds(2000) < 12 * seconds(400) + 1


def test_what_is_nested_deep_is_aligned() -> None:
    deep = "\n".join(f"{'  ' * n}- `x{n}`" for n in range(15))
    one, two = (Text(Path("x.md"), 1, code, deep) for code in ("en", "de"))
    assert all(step.together for step in align(one, two))


def test_a_paragraph_of_many_sentences_may_have_one_more(tmp_path: Path) -> None:
    english = [f"Number {n} stands in row {n} of a long table." for n in range(10, 610)]
    korean = [f"{n}번은 긴 표의 {n}행에 있습니다." for n in range(10, 610) if n != 300]
    rows = told(tmp_path, " ".join(korean), " ".join(english))
    assert any("sentences: en has a sentence more" in row for row in rows) or any(
        "numbers" in row for row in rows
    )
