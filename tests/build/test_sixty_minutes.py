"""The sixty minutes are sixty minutes: what the pages of the first five tutorials say of their reading time."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.pages.reading_time import MINUTES
from pages import LANGUAGES, ROOT
from readers import soup

SIXTY = 60
# The tutorials of the sixty minutes; those behind them go deeper.
COURSE = ("first_network", "tensors", "autograd", "neural_networks", "training_a_classifier")


def minutes(project: Path, language: str, name: str) -> int:
    """What the page of a tutorial says of its reading time."""
    text = (project / language / f"tutorials/blitz/{name}.html").read_text(encoding="utf-8")
    found = MINUTES.search(text)
    assert found is not None, name
    return int(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tutorials_of_the_sixty_minutes_take_no_more_to_read(
    project: Path, language: str
) -> None:
    taken = {name: minutes(project, language, name) for name in COURSE}
    assert sum(taken.values()) <= SIXTY, taken
    assert min(taken.values()) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_says_how_long_they_take_by_the_role_that_knows(
    project: Path, language: str
) -> None:
    source = (ROOT / "docs" / language / "index.md").read_text(encoding="utf-8")
    assert f"{{reading-time}}`{len(COURSE)}`" in source
    hours, rest = divmod(sum(minutes(project, language, name) for name in COURSE), 60)
    units = {"ko": ("시간", "분"), "en": (" h", " minutes")}[language]
    said = f"{hours}{units[0]}" if not rest else f"{rest}{units[1]}"
    assert said in soup(project / language / "index.html").get_text()


def test_the_course_begins_with_them(project: Path) -> None:
    index = soup(project / "en/tutorials/blitz/index.html")
    cards = index.select(".sphx-glr-thumbcontainer p:not(.card-sections) a")
    listed = [str(card["href"]).removesuffix(".html") for card in cards]
    assert list(dict.fromkeys(listed))[: len(COURSE)] == list(COURSE)
