"""Scripts that are not whole: languages that are not written yet, several mistakes at once, and `fill`."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.errors import SourceError
from bilingual_gallery.history.passages import passages_of
from bilingual_gallery.source.cells import text_of
from bilingual_gallery.source.fill import filled, gaps_in, mistake_in, waiting
from bilingual_gallery.source.reading import examine, read
from bilingual_gallery.source.tutorial import Tutorial

THREE = ("ko", "en", "de")
SAID = {
    "ko": ("안내서", "첫 글입니다.", "절", "둘째 글입니다."),
    "en": ("Guide", "The first text.", "Section", "The second text."),
    "de": ("Anleitung", "Der erste Text.", "Abschnitt", "Der zweite Text."),
}


def cell(code: str, *rows: str) -> str:
    text = "\n".join(f"# {row}".rstrip() for row in rows)
    return f'# %% [markdown] lang="{code}"\n{text}\n\n'


def title(code: str) -> str:
    name, text, *_ = SAID[code]
    if code == "ko":
        return f'# %% [markdown] lang="ko"\n"""\n# {name}\n\n{text}\n"""\n\n'
    return cell(code, f"# {name}", "", text)


def section(code: str) -> str:
    *_, name, text = SAID[code]
    return cell(code, f"## {name}", "", text)


CODE = "# %%\nx = 1\n\n"


def script(folder: Path, text: str | bytes) -> Path:
    path = folder / "small.py"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def drafted(titles: tuple[str, ...], sections: tuple[str, ...]) -> str:
    return "".join(map(title, titles)) + CODE + "".join(map(section, sections))


def some(languages: tuple[str, ...]) -> list[tuple[str, ...]]:
    sizes = range(1, len(languages) + 1)
    return [each for size in sizes for each in itertools.combinations(languages, size)]


def told(path: Path, languages: tuple[str, ...] = THREE) -> list[tuple[int, str, str]]:
    tutorial = examine(path, languages).tutorial
    assert tutorial is not None
    found = sorted(set(Linter(languages).tutorial(tutorial)))
    return [(each.line, each.rule, each.message) for each in found]


@pytest.mark.parametrize("titles", some(THREE), ids=" ".join)
@pytest.mark.parametrize("sections", some(THREE), ids=" ".join)
def test_a_language_that_is_not_there_is_a_finding_and_its_readers_get_the_first_one(
    titles: tuple[str, ...], sections: tuple[str, ...], tmp_path: Path
) -> None:
    path = script(tmp_path, drafted(titles, sections))
    tutorial = read(path, THREE)
    for code in THREE:
        shown = code if code in titles else titles[0]
        assert tutorial.title(code) == SAID[shown][0]
        assert tutorial.introduction(code) == SAID[shown][1]
        passage = tutorial.passages[1]
        assert passage.spoken(code) == (code if code in sections else sections[0])
        assert passage.is_in(code) == (code in sections)
        assert SAID[passage.spoken(code)][3] in passage.text(code)
        assert len(tutorial.section_ids(code)) == 2
    messages = [message for _, rule, message in told(path) if rule == "untranslated"]
    nothing = set(THREE) - {*titles, *sections}  # told once for the whole tutorial
    lacking = [set(THREE) - set(each) - nothing for each in (titles, sections)]
    assert len(messages) == bool(nothing) + sum(map(bool, lacking))
    for code in set(THREE) - set(sections):
        assert sum(f'lacks lang="{code}"' in each for each in messages) <= 1
        assert any(f'lang="{code}"' in each for each in messages)


def test_adjacent_cells_go_on_with_a_passage_only_in_the_order_of_the_languages(
    tmp_path: Path,
) -> None:
    text = drafted(THREE, ()) + "".join(
        cell(code, f"{code}{number}")
        for code, number in [("ko", 1), ("ko", 2), ("en", 2), ("de", 3), ("en", 4), ("de", 4)]
    )
    tutorial = read(script(tmp_path, text), THREE)
    assert [[prose.text for _, prose in each.prose] for each in tutorial.passages[1:]] == [
        ["ko1"],
        ["ko2", "en2", "de3"],  # nothing tells that de3 is another passage's
        ["en4", "de4"],
    ]


@pytest.mark.parametrize(
    "codes", [("en", "ko"), ("en", "ko", "en", "ko"), ("ko", "en", "en", "ko")]
)
def test_languages_in_another_order_are_told_and_never_paired_by_guess(
    codes: tuple[str, ...], tmp_path: Path
) -> None:
    pair = ("ko", "en")
    text = drafted(pair, ()) + "".join(cell(code, f"{code}.") for code in codes)
    path = script(tmp_path, text)
    passages = read(path, pair).passages[1:]
    assert [code for each in passages for code, _ in each.prose] == list(codes)
    assert sum(len(each.prose) == 2 for each in passages) == (codes[0] == "ko")
    found = told(path, pair)
    assert {rule for _, rule, _ in found} == {"untranslated"}
    assert all('lang="ko" stands below lang="en"' in message for _, _, message in found)


def test_a_title_below_that_of_another_language_is_a_mistake_of_order(tmp_path: Path) -> None:
    path = script(tmp_path, title("en") + title("ko") + CODE)
    (mistake,) = examine(path, ("ko", "en")).mistakes
    assert mistake.line == 6
    assert "put the cells in the order ko, en" in mistake.message


@pytest.mark.parametrize("text", ["", "#\n#\n", "# <!-- to be translated from ko\n# 글\n# -->\n"])
def test_a_cell_without_a_text_waits_for_one_and_none_of_it_is_shown(
    text: str, tmp_path: Path
) -> None:
    path = script(tmp_path, drafted(THREE, ("ko",)) + f'# %% [markdown] lang="en"\n{text}\n')
    passage = read(path, THREE).passages[1]
    assert not passage.is_in("en")
    assert passage.text("en") == passage.text("ko")
    line = path.read_text().count("\n") + 1 - text.count("\n") - 2
    assert [each[:2] for each in told(path)][-1] == (line, "untranslated")


def test_cells_that_are_comments_in_every_language_stay_what_they_are(tmp_path: Path) -> None:
    note = "<!-- a note -->"
    text = drafted(THREE, ()) + "".join(cell(code, note) for code in THREE)
    tutorial = read(script(tmp_path, text), THREE)
    assert [prose.text for _, prose in tutorial.passages[1].prose] == [note] * 3
    assert "untranslated" not in {rule for _, rule, _ in told(tmp_path / "small.py")}


def test_all_mistakes_are_told_at_once_with_the_findings_of_what_can_be_read(
    tmp_path: Path,
) -> None:
    pair = ("ko", "en")
    text = (
        drafted(pair, ())
        + cell("fr", "?")  # line 12
        + cell("ko", "```", "x")  # 15
        + cell("en", "x")
        + '# %%\n#ko: 하나\n# en: one\ny = 1  # en: two\n# timeout = "x"\n\n'
        + "# %%\nz = = 1\n\n"
        + cell("ko", "### 절")
        + cell("en", "## Section")
        + cell("ko", "값은 5개입니다.")
        + "# %% [raw]\n# raw\n\n"
        + cell("en", "It has 5 values.")
        + '# %% [markdown] Lang="ko"\n# 글\n'
    )
    path = script(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    reading = examine(path, pair)
    wanted = [
        "byte order mark",
        "carriage return",
        'unknown lang="fr"',
        "never closed",
        "`# ko: `",
        "line of its own",
        "time limit",
        "SyntaxError",
        "raw cell",
        "mistyped",
    ]
    messages = [each.message for each in reading.mistakes]
    assert len(messages) == len(wanted), messages
    for said, message in zip(wanted, messages, strict=True):
        assert said in message
    assert [each.line for each in reading.mistakes] == sorted(
        each.line for each in reading.mistakes
    )
    rules = [rule for _, rule, _ in told(path, pair)]
    assert rules == ["headings", "untranslated", "untranslated"]
    with pytest.raises(SourceError) as first:
        read(path, pair)
    assert str(first.value) == str(reading.mistakes[0])
    assert "keep one" not in " ".join(messages)


def test_a_comment_that_waits_for_its_translation_is_told_and_not_shown(tmp_path: Path) -> None:
    text = drafted(THREE, ()) + "# %%\n# ko: 하나\n# en: <!-- 하나 -->\n# de: eins\nx = 1\n"
    path = script(tmp_path, text)
    code = read(path, THREE).code[-1]
    assert code.shown("en") == "x = 1"
    assert code.shown("de") == "# eins\nx = 1"
    assert [each[:2] for each in told(path)] == [(text.count("\n") - 2, "untranslated")]


def fill(path: Path, languages: tuple[str, ...] = THREE) -> bytes:
    """The script with a comment in every gap, as a file."""
    text = text_of(path, tell=lambda _: None)
    gaps = gaps_in(path, text, languages, SYNTAX)
    raw = filled(path.read_bytes().decode("utf-8"), [(gap, waiting(gap)) for gap in gaps])
    plain = raw.removeprefix("\ufeff").replace("\r\n", "\n")
    assert mistake_in(path, text, plain, languages, SYNTAX) is None
    return raw.encode("utf-8")


def written(tutorial: Tutorial) -> list[list[tuple[str, str]]]:
    return [[(code, prose.text) for code, prose in each.prose] for each in tutorial.passages]


@pytest.mark.parametrize("form", ["LF", "CRLF", "BOM", "no last line end"])
@pytest.mark.parametrize("titles", [("ko",), ("en",), ("de",), ("ko", "de"), ("en", "de")])
def test_fill_adds_cells_in_order_and_nothing_else(
    titles: tuple[str, ...], form: str, tmp_path: Path
) -> None:
    text = (
        drafted(titles, ("en",)) + "# %%\n    \nif x:\n    # en: a --> b\n    # en: c\n    y = 2\n"
    )
    text += "\n" + section("ko") + section("de")
    if form == "no last line end":
        text = text.rstrip("\n")
    data = text.encode("utf-8")
    if form == "CRLF":
        data = data.replace(b"\n", b"\r\n")
    elif form == "BOM":
        data = b"\xef\xbb\xbf" + data
    path = script(tmp_path, data)
    made = fill(path)
    # What was there is there still, in order, line by line and byte by byte.
    end = b"\r\n" if form == "CRLF" else b"\n"
    bom = b"\xef\xbb\xbf"
    assert made.startswith(bom) == (form == "BOM")
    rest = iter(made.removeprefix(bom).split(end))
    assert all(any(row == other for other in rest) for row in data.removeprefix(bom).split(end))
    assert made.count(b"\n") == made.count(end)
    before = written(examine(path, THREE).tutorial or pytest.fail())
    path.write_bytes(made)
    reading = examine(path, THREE)
    assert reading.tutorial is not None
    assert written(reading.tutorial) == before
    assert fill(path) == made  # twice is the same as once
    plain = script(tmp_path, made.decode("utf-8-sig").replace("\r\n", "\n"))
    markers = [row for row in plain.read_text("utf-8").split("\n") if "lang=" in row]
    assert markers == [f'# %% [markdown] lang="{code}"' for code in THREE] * 3
    found = told(plain)
    assert {rule for _, rule, _ in found} == {"untranslated"}
    assert len(found) == (3 - len(titles)) + 2 + 1 + 4
    cells = read(plain, THREE).code
    assert cells[-1].shown("de").strip() == "if x:\n    y = 2"


def test_fill_writes_into_a_cell_that_is_empty(tmp_path: Path) -> None:
    text = drafted(THREE, ("ko",)) + '# %% [markdown] lang="en"\n\n# %%\ny = 1\n'
    path = script(tmp_path, text.replace("# x", "# x"))
    made = fill(path).decode("utf-8")
    marker = '# %% [markdown] lang="en"\n'
    begin = made.rindex(marker) + len(marker)
    assert made[begin:].startswith(
        "# <!-- to be translated from ko\n# ## 절\n#\n# 둘째 글입니다.\n# -->\n"
    )
    path.write_text(made, encoding="utf-8")
    assert fill(path).decode("utf-8") == made


def test_the_history_pairs_what_was_written_while_a_tutorial_was_a_draft(tmp_path: Path) -> None:
    path = script(tmp_path, drafted(("ko",), ("ko", "en")) + section("en"))
    said = [[code for code, _ in each.prose] for each in passages_of(path, path.read_text())]
    assert said == [["ko"], ["ko", "en"], ["en"]]
    path.write_bytes(fill(path, ("ko", "en")))
    again = [[code for code, _ in each.prose] for each in passages_of(path, path.read_text())]
    assert again == said
