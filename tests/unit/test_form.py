"""The form of a tutorial, as conf.py states it: told at its line where a tutorial has another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.cli.skeleton import skeleton
from bilingual_gallery.config import FREE, Form, kinds, settings_of
from bilingual_gallery.glossary.model import load
from bilingual_gallery.source.reading import read
from helpers import TUTORIAL
from pages import ROOT

PAIR = ("ko", "en")
FORM = {
    "first": [{"ko": "배우는 것", "en": "What you learn"}],
    "last": [{"ko": "문제", "en": "Exercises"}, {"ko": "읽기", "en": "Reading"}],
    "introduction": 1,
    "exercises": {"Exercises": [2, 2]},
    "links": {"Reading": "https://docs.example.org/"},
    "words": 12,
    "lines": 3,
}
FORMED = '''\
# %% [markdown] lang="ko"
"""
# 제목

소개입니다.

## 배우는 것

- 값
"""

# %% [markdown] lang="en"
# # Title
#
# What it is about.
#
# ## What you learn
#
# - Values

# %%
# ko: 더합니다.
# en: Add.
a = 1
b = 2
a + b

# %% [markdown] lang="ko"
# ## 절
#
# 하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열 $a + b$.

# %% [markdown] lang="en"
# ## Section
#
# One two three four five six seven eight `nine` ten $a + b$.

# %%
b

# %% [markdown] lang="ko"
# 하나 둘.

# %% [markdown] lang="en"
# One two three four.

# %%
a

# %% [markdown] lang="ko"
# ## 문제
#
# 1. 하나
# 2. 둘
#
# :::{admonition} 1
# :collapsible: closed
# 하나.
# :::
#
# :::{admonition} 2
# :collapsible: closed
# 둘.
# :::
#
# ## 읽기
#
# - [글](https://docs.example.org/x)

# %% [markdown] lang="en"
# ## Exercises
#
# 1. One two three four five six seven eight nine ten eleven twelve thirteen
# 2. Two
#
# :::{admonition} 1
# :collapsible: closed
# One.
# :::
#
# :::{admonition} 2
# :collapsible: closed
# Two.
# :::
#
# ## Reading
#
# - [Text](https://docs.example.org/x)
'''


def told(folder: Path, text: str, form: Form) -> list[str]:
    """What breaks the form, each with its line."""
    path = folder / "small.py"
    path.write_text(text, encoding="utf-8")
    findings = Linter(PAIR, form=form).tutorial(read(path, PAIR))
    return [f"{each.line}: {each.message}" for each in findings if each.rule == "form"]


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("# ## What you learn", "# ## You learn", "# ## You learn",
         'the section "You learn" stands among the first ones; write "What you learn" there'),
        ("## 배우는 것", "## 배울 것", "## 배울 것",
         'the section "배울 것" stands among the first ones; write "배우는 것" there'),
        ("# ## Exercises", "# ## Tasks", "# ## Tasks",
         'the section "Tasks" stands among the last ones; write "Exercises", "Reading" there'),
        ("# ## 읽기", "# ## 책", "# ## 책",
         'the section "책" stands among the last ones; write "문제", "읽기" there'),
        ("# What it is about.", "# One.\n#\n# Two.\n#\n# - Three", "# Two.",
         "the introduction has 3 paragraphs; keep 1 and begin a section with the rest"),
        ("# 2. Two\n", "", "# ## Exercises", "exercises in this section: 1; set 2, "
         "each below a heading of level 3 or in a numbered list"),
        ("# :collapsible: closed\n# Two.", "# Two.", "# ## Exercises",
         "exercises in this section: 2, folded solutions: 1; "
         "give each exercise one: "
         'write it in cells `# %% tags=["solution"]`, or in a box with `:collapsible: closed`'),
        ("(https://docs.example.org/x)\n", "(https://other.example.org)\n", "# ## Reading",
         "this section has no link to https://docs.example.org/; add one"),
        ("eight `nine` ten", "eight `nine` ten eleven twelve", "# ## Section",
         "13 words stand before code follows; keep to 12, or put code between them"),
        ("# One two three four.\n", "# One two.\n\n# %% [markdown]\n# 1 2 3 4 5 6 7 8 9 10 11\n",
         "# One two.", "13 words stand before code follows; keep to 12, or put code between them"),
        ("b = 2\n", "# A comment.\n\nb = 2\nb = 3\n", "# ko: 더합니다.",
         "this cell has 4 lines of code; keep to 3, and part it by prose"),
    ],
    ids="first first-in-korean last last-in-korean introduction exercises solutions links words"
    " words-of-two-passages lines".split(),
)  # fmt: skip
def test_each_part_of_the_form_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, line: str, message: str
) -> None:
    head, found, tail = FORMED.rpartition(before)
    assert found
    text = head + after + tail
    number = text.split("\n").index(line) + 1
    assert f"{number}: {message}" in told(tmp_path, text, Form.of(FORM))
    assert told(tmp_path, text, FREE) == []


def test_a_tutorial_of_the_form_has_no_findings_and_one_without_sections_is_told(
    tmp_path: Path,
) -> None:
    assert told(tmp_path, FORMED, Form.of(FORM)) == []
    few = [each for each in told(tmp_path, TUTORIAL, Form.of(FORM)) if "sections in" in each]
    assert [each.partition("; ")[2] for each in few] == [
        'write "배우는 것", "문제", "읽기"',
        'write "What you learn", "Exercises", "Reading"',
    ]


def test_an_excuse_allows_another_form_in_its_passage(tmp_path: Path) -> None:
    excuse = "# <!-- check: allow form: no more is to be said -->\n#\n# - [Text](https://docs"
    text = FORMED.replace("# 2. Two\n", "").replace("# - [Text](https://docs", excuse)
    assert told(tmp_path, text, Form.of(FORM)) == []


@pytest.mark.parametrize(
    "form",
    [{}, FORM, {"last": [{"en": "Tasks"}]}, {"first": [{"en": "A"}, {"ko": "나", "en": "B"}]},
     {"exercises": {"Exercises": [3, 4]}}, {"introduction": 1}],
    ids="none full last first exercises introduction".split(),
)  # fmt: skip
def test_a_skeleton_has_the_form_that_conf_states(tmp_path: Path, form: dict[str, object]) -> None:
    stated = Form.of({**form, **({"words": 60} if "words" in form else {})})
    path = tmp_path / "hello.py"
    path.write_text(skeleton("hello", PAIR, (), stated, "en"), encoding="utf-8")
    assert list(Linter(PAIR, form=stated).tutorial(read(path, PAIR))) == []
    sections = re.findall("^# ## (.+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert "Exercises" in sections or "Tasks" in sections


def test_a_skeleton_of_this_project_has_its_form(tmp_path: Path) -> None:
    settings = settings_of(ROOT / "docs")
    assert settings.form != FREE
    path = tmp_path / "hello.py"
    text = skeleton(
        "hello", settings.codes, settings.distributions, settings.form, settings.heading_language
    )
    path.write_text(text, encoding="utf-8")
    checker = Linter.of(settings, load(settings.glossary))
    assert list(checker.tutorial(read(path, settings.codes))) == []


@pytest.mark.parametrize(
    "wrong",
    [{"word": 120}, {"last": ["Recap"]}, {"words": 0}, {"exercises": {"Exercises": [3, 2]}}, []],
    ids="unknown no-table nothing backwards list".split(),
)
def test_a_form_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    assert not kinds.FORM.accepts(wrong)
    assert kinds.FORM.accepts(FORM)
