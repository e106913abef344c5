"""The form that a reader finds in every tutorial: its sections, and how much comes at a time."""

from __future__ import annotations

import re

import pytest
from bilingual_gallery.source.code import CodeCell
from bilingual_gallery.source.tutorial import Tutorial, read
from pages import SCRIPTS

LAST = ["Exercises", "Recap", "Further reading"]


@pytest.fixture(params=SCRIPTS, ids=lambda path: path.stem)
def tutorial(request: pytest.FixtureRequest) -> Tutorial:
    return read(request.param, ("ko", "en"))


def english(tutorial: Tutorial) -> str:
    return "\n\n".join(passage.text("en") for passage in tutorial.passages)


def test_it_begins_with_what_you_learn_and_ends_with_what_to_do_next(tutorial: Tutorial) -> None:
    text = re.sub(r"^```.*?^```$", "", english(tutorial), flags=re.DOTALL | re.MULTILINE)
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sections[0] == "What you learn"
    assert sections[-3:] == LAST
    introduction = text.split("\n## ")[0].split("\n\n", 1)[1]
    assert introduction.count("\n\n") <= 1
    exercises, further = text.split("## Exercises")[1], text.split("## Further reading")[1]
    numbered = re.findall(r"^\d\. ", exercises.split("## Recap")[0], re.MULTILINE)
    assert 2 <= len(numbered) <= 3
    assert exercises.count(":collapsible: closed") == len(numbered)
    assert "](https://docs.pytorch.org/tutorials/" in further


def test_a_passage_is_short_before_code_follows(tutorial: Tutorial) -> None:
    """About 120 words, which is under a minute of reading."""
    words = 0
    for part in tutorial.parts[1:]:  # after what is learned
        if isinstance(part, CodeCell):
            words = 0
            continue
        text = part.text("en")
        if re.search(rf"^## ({'|'.join(LAST)})", text, re.MULTILINE):
            break
        prose = re.sub(r"^(```|~~~).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
        words = 0 if text.startswith("#") else words  # a new section
        words += len(re.sub(r"\$[^$]+\$|\]\([^)]+\)", " ", prose).split())
        assert words <= 135, text


def test_a_code_cell_is_short(tutorial: Tutorial) -> None:
    """About 15 lines of code; comments and blank lines are not counted."""
    for cell in tutorial.code:
        lines = [line for line in cell.source.split("\n") if line.strip()]
        lines = [line for line in lines if not line.lstrip().startswith("#")]
        assert len(lines) <= 18, "\n".join(lines)
