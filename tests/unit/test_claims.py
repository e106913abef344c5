"""Numbers in the prose that nothing on a page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from bilingual_gallery.check.claims import RULE, Claims
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.check.run import find
from bilingual_gallery.config import settings_of
from bilingual_gallery.source.gallery import collect
from bilingual_gallery.source.reading import read
from pages import ROOT

LANGUAGES = ("ko", "en", "de")
TUTORIAL = '''\
# %% [markdown] lang="ko"
"""
# 제목

글입니다.
"""

# %% [markdown] lang="en"
# # Title
#
# Text.

# %% [markdown] lang="de"
# # Titel
#
# Text.

# %%
steps = 4321

# %% [markdown] lang="ko"
# {ko}

# %% [markdown] lang="en"
# {en}

# %% [markdown] lang="de"
# {de}
'''


def found(
    folder: Path,
    said: Mapping[str, str],
    outputs: Mapping[str, Sequence[str]] | None = None,
) -> list[tuple[str, str]]:
    """The rule and the number of each finding that is about excuses or claims, in a small gallery."""
    path, other = folder / "small.py", folder / "other.py"
    texts = {code: said.get(code, "Text." if code != "ko" else "글입니다.") for code in LANGUAGES}
    for each, prose in ((path, texts), (other, dict.fromkeys(LANGUAGES, "Text."))):
        script = TUTORIAL
        for code, text in prose.items():
            script = script.replace(f"{{{code}}}", text)
        each.write_text(script, encoding="utf-8")
    tutorials = [read(each, LANGUAGES) for each in (path, other)]
    known = {folder / name: given for name, given in (outputs or {}).items()}
    linter = replace(Linter(LANGUAGES), claims=Claims.of(tutorials, known))
    findings = list(linter.tutorial(tutorials[0]))
    told = [each for each in findings if each.rule in ("claimed-numbers", "excuses")]
    return [(each.rule, each.message.partition("shows ")[2].partition(";")[0]) for each in told]


@pytest.mark.parametrize(
    "text",
    [
        "It took 4,321 steps.",  # the code
        "The loss is 0.35 here.",  # an output has more decimals
        "Of all, 97.3% are right.",  # an output says it as a fraction
        "It is 12.3% now.",
        "All 1,797 images are used, and -0.84 comes out.",
        "There are 12 weights and 3 rows.",
        "In 2019 it was 100 times faster, half of it, 50%, in 0.5 seconds.",
        "It is new in PyTorch 2.13, and the H100 of 3.11.7 has it.",
        "The value `123.45` and $678.9$ are shown.",
        "The value {eval}`steps * 1.25` is asked for.",
    ],
)
def test_what_the_page_shows_or_nobody_measures_is_no_claim(tmp_path: Path, text: str) -> None:
    outputs = {"small.py": ("loss 0.3527, accuracy 0.97281", "12.3%\n1797 images, -0.8412")}
    assert found(tmp_path, {"en": text}, outputs) == []


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("en", "It gets 350 of them.", "350"),
        ("en", "The loss is 0.36 here.", "0.36"),
        ("en", "Of all, 97.4% are right.", "97.4%"),
        ("en", "Of 999,000 values.", "999,000"),
        ("ko", "손실은 0.36입니다.", "0.36"),
        ("ko", "모두 3만 4천 장입니다.", "3만 4천"),
        ("de", "Der Verlust ist 0,36.", "0,36"),
        ("de", "Es sind 12.345 Bilder.", "12.345"),
    ],
)
def test_a_number_that_nothing_shows_is_named(
    tmp_path: Path, code: str, text: str, number: str
) -> None:
    outputs = {"small.py": ("loss 0.3527, accuracy 0.97281",)}
    assert found(tmp_path, {code: text}, outputs) == [("claimed-numbers", number)]


def test_nothing_is_said_where_the_outputs_are_not_known(tmp_path: Path) -> None:
    assert found(tmp_path, {"en": "It gets 350 of them."}) == []


def test_an_excuse_holds_where_the_outputs_are_known_and_is_no_finding_where_they_are_not(
    tmp_path: Path,
) -> None:
    excuse = "<!-- check: allow claimed-numbers: a half turn -->\n#\n# "
    told = {"en": f"{excuse}It turns by 180 degrees."}
    assert found(tmp_path, told, {"small.py": ()}) == []
    assert found(tmp_path, told) == []
    assert found(tmp_path, {"en": f"{excuse}It turns."}, {"small.py": ()}) == [("excuses", "")]


def test_a_tutorial_that_the_passage_links_to_may_show_the_number(tmp_path: Path) -> None:
    told = {"en": "The [next one](other.md#part) gets 350 of them."}
    assert found(tmp_path, told, {"small.py": (), "other.py": ("350 right",)}) == []
    assert found(tmp_path, told, {"small.py": (), "other.py": ("351 right",)}) == [
        ("claimed-numbers", "350")
    ]
    # What that one shows is not known, so nothing is said.
    assert found(tmp_path, told, {"small.py": ()}) == []


# The loss of a guess, ln 10, and what an accuracy of 99.5 % or 99.0 % has passed.
BEYOND_MEASUREMENT = {"2.3", "99%"}


def test_no_measurement_of_the_course_is_written_by_hand() -> None:
    """Another processor gives other results: 57 % without a kernel on one machine are 72 % on the next."""
    settings = settings_of(ROOT / "docs")
    tutorials = collect(settings).tutorials
    findings = find(settings, tutorials, {each.path: () for each in tutorials})
    shown = [re.search(r"shows ([^;]*);", each.message) for each in findings if each.rule == RULE]
    numbers = {match[1] for match in shown if match}
    measured = {each for each in numbers if re.search(r"[.%]", each)}
    assert measured == BEYOND_MEASUREMENT
