"""Scripts that no author would write: each is read, or told with a line, and never breaks the reader."""

# ruff: noqa: E501 (the tables of pieces)

from __future__ import annotations

from pathlib import Path

import jupytext
import pytest
from bilingual_gallery.check.finding import Finding, Text
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import settings_of
from bilingual_gallery.errors import SourceError
from bilingual_gallery.glossary.model import load
from bilingual_gallery.source.code import CodeCell
from bilingual_gallery.source.reading import read
from bilingual_gallery.source.tutorial import Tutorial
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import ROOT, SCRIPTS

PAIR = ("ko", "en")
_settings = settings_of(ROOT / "docs")
CHECKER = Linter.of(_settings, load(_settings.glossary))

many = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,  # the same scripts in every run
    suppress_health_check=list(HealthCheck),
)

# What Markdown, MyST, Jupytext and Python each take for something.
PIECES = [
    "글", "**텐서**(tensor)는", "**텐서(tensor)**는", "`x` 는", "`", "``", "```", "```python", "~~~", "````",
    ":::", ":::{note}", "{math}`x^2`", "{ref}`", "$x$", "$$", "$", "# ", "## ", "- ", "1. ", "> ", "| a | b |",
    "| --- | --- |", "---", "===", "<!-- check: allow code: why -->", "<!-- check: ", "-->", "<a href='x'>", "</",
    "![x](y)", "[a](b)", "[a]", "[a]: b", "[^1]", "[^1]: x", "(t)=", "% c", "+++", "\\", "\\*", '"""', "'''", "%%",
    "# %%", "# %% [markdown]", "```{code-block} python", "```{eval-rst}", ":key: v", "1,000", "3만", "2026-11-25",
    "x_1", "from 0 to 5.", "된다.", "the the", "colour", "다．", "\u3000", "\u200b", "\ufeff", "\x0b", "\x0c", "\x1c",
    "\x85", "\u2028", "\x7f", "e\u0301", "👩‍💻", "ﬁ", "\U000f0000", "\U000f0005", "&amp;", "&#0;", "http://x", "<x@y>",
]  # fmt: skip
CODE = [
    "x = 1", "# ko: 값", "# en: value", "#ko: x", "x = 1  # ko: y", "# timeout = 3", "# timeout = x",
    "# resources = {}", "# sphinx_gallery_start_ignore", "# sphinx_gallery_end_ignore", "def f():", "    return 1",
    "return", '"""', "'# ko: x'", "s = '''", "(", ")", "\\", "%matplotlib inline", "!ls", "?x", "await x", "x = '\\u'",
    "# check: allow comments: why", "# check: x", "lambda: 0", "class A: pass", "\x0c", "ㅋ = 1", "0777", "if x:",
]  # fmt: skip
ENORMOUS = [
    "가" * 50_000,
    "*" * 5_000,
    "[" * 3_000,
    "`" * 3_001,
    "> " * 500,
    "(" * 300,
    "- " * 400,
    "$" * 999,
]

line = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=30),
    st.sampled_from(ENORMOUS),
)
prose = st.lists(line.map(lambda text: f"# {text}"), max_size=6).map("\n".join)
code = st.lists(st.sampled_from(CODE), max_size=6).map("\n".join)
marker = st.sampled_from(
    ['# %% [markdown] lang="ko"', '# %% [markdown] lang="en"', "# %% [markdown]", "# %%"] * 2
    + ["# %% [raw]", "#%%", "# %% [markdown] lang=ko", '# %% title lang="en"', "# %%%"]
    + ['# %% [markdown] lang="xx"']
)
TITLE = '# %% [markdown] lang="ko"\n"""\n# 글\n"""\n\n# %% [markdown] lang="en"\n# # Text\n'


@st.composite
def passage(draw: st.DrawFn) -> str:
    """Two languages' prose of the same shape, or of nearly the same."""
    korean = draw(prose)
    english = korean if draw(st.booleans()) else draw(prose)
    return f'# %% [markdown] lang="ko"\n{korean}\n\n# %% [markdown] lang="en"\n{english}\n'


cell = st.one_of(
    passage(),
    code.map("# %%\n{}\n".format),
    st.tuples(marker, st.one_of(prose, code)).map("\n".join),
)
script = st.lists(cell, max_size=5).map(lambda cells: "\n".join([TITLE, *cells]))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real tutorial with some of its lines lost, doubled, swapped or put together anew."""
    lines = draw(st.sampled_from(SCRIPTS)).read_text(encoding="utf-8").split("\n")
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["lose", "double", "swap", "insert", "cut", "join"]))
        other = draw(st.integers(0, len(lines) - 1))
        if kind == "lose":
            del lines[at : at + draw(st.integers(1, 4))]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "insert":
            lines.insert(at, draw(st.one_of(line, marker)))
        elif kind == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        else:
            lines[at] = lines[at] + draw(line)
        lines = lines or [""]
    return "\n".join(lines)


SAFE_CODE = ["x = 1", "# ko: 값\n# en: a value", "# en: x", "", "print('가')", '"""a\n# %%\n"""']
safe_code = st.lists(st.sampled_from(SAFE_CODE))
# No line that Jupytext takes for the mark of a cell, and none that begins a block without an end.
SAFE_PIECES = [each for each in PIECES if not each.startswith(("```", "~~~", "<!--", "# "))]
UNSAFE = ("%%", "$$", ":::", "</", *"\x0b\x0c\x1c\x85\u2028\x7f")
safe_line = st.lists(st.sampled_from(SAFE_PIECES)).map(lambda pieces: f"# 글 {' '.join(pieces)}")
safe_prose = st.lists(
    safe_line.filter(lambda text: not any(mark in text for mark in UNSAFE)), min_size=1, max_size=4
).map("\n#\n".join)
sound = st.lists(
    st.one_of(
        st.tuples(safe_prose, safe_prose).map(
            lambda pair: (
                f'# %% [markdown] lang="ko"\n{pair[0]}\n\n# %% [markdown] lang="en"\n{pair[1]}\n'
            )
        ),
        safe_code.map("\n".join).map("# %%\n{}\n".format),
    ),
    max_size=5,
).map(lambda cells: "\n".join([TITLE, *cells]))


def read_and_check(folder: Path, text: str) -> Tutorial | None:
    """The script as it is read, or None where that is a mistake, checked as `make check` does.

    Every line of it is somewhere in the tutorial, and every line that is told is one of its own.
    """
    path = folder / "made_up.py"
    path.write_text(text, encoding="utf-8", newline="")
    tutorial, findings = None, []
    try:
        tutorial = read(path, PAIR)
    except SourceError as error:
        findings = [Finding.of(error)]
    else:
        assert_that_nothing_is_lost(tutorial, text)
        findings = list(CHECKER.tutorial(tutorial))
    for finding in findings:
        assert 1 <= finding.line <= text.count("\n") + 1, finding
        assert finding.message and "\n" not in str(finding)
    return tutorial


def assert_that_nothing_is_lost(tutorial: Tutorial, text: str) -> None:
    """Every line of the script is where the tutorial says, but for blank ones, marks and excuses."""
    rows = text.split("\n")
    told: set[int] = set()
    for part in tutorial.parts:
        if isinstance(part, CodeCell):
            for each in part.lines:
                plain = each.text.strip().removeprefix("#").strip()
                assert plain in rows[each.number - 1]
                told.add(each.number)
            continue
        for _, prose in part.prose:
            for number, row in enumerate(prose.text.split("\n"), prose.line):
                assert row in rows[number - 1], (row, rows[number - 1])
                told.add(number)
    for number, row in enumerate(rows, 1):
        words = row.lstrip("# ").strip()
        marked = words.startswith(("%%", '"""', "<!--", "check:")) or words in ("", '"""', "#")
        assert number in told or marked, (number, row)


@many
@given(script)
def test_a_script_of_random_cells_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    read_and_check(tmp_path_factory.getbasetemp(), text)


@many
@given(mutated())
def test_a_tutorial_with_damaged_lines_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    read_and_check(tmp_path_factory.getbasetemp(), text)


@many
@given(st.text(max_size=300))
def test_any_text_at_all_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    read_and_check(tmp_path_factory.getbasetemp(), text)


@many
@given(st.binary(max_size=100))
def test_any_bytes_at_all_are_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.py"
    path.write_bytes(data)
    with pytest.raises(SourceError):
        read(path, PAIR)


@many
@given(sound)
def test_a_sound_script_is_read_whole_and_comes_back_from_a_notebook_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    assert read_and_check(tmp_path_factory.getbasetemp(), text)
    options = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "all"}
    book = jupytext.reads(text, fmt="py:percent")
    book.metadata["jupytext"] = options
    cells = jupytext.reads(jupytext.writes(book, fmt="ipynb"), fmt="ipynb")
    again = jupytext.writes(cells, fmt="py:percent")
    assert again == text


@many
@given(st.lists(line, max_size=8).map("\n".join), st.lists(line, max_size=8).map("\n".join))
def test_whatever_stands_in_two_pages_is_compared(korean: str, english: str) -> None:
    korean, english = korean.replace("\r", "\n"), english.replace("\r", "\n")  # as a file is read
    texts = [Text(Path("ko.md"), 1, "ko", korean), Text(Path("en.md"), 1, "en", english)]
    rows = {"ko.md": korean.count("\n") + 1, "en.md": english.count("\n") + 1}
    for finding in CHECKER.page(texts):
        assert 1 <= finding.line <= rows[finding.path.name], finding
