"""The picture and the pages of the architecture say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest
import wings

# A folder that is part of the ground is no wing.
WINGS = sorted(
    {
        path.parent.name
        for path in (wings.ROOT / "docs/_ext/bilingual_gallery").glob("*/__init__.py")
    }
    - {"config", "compat"}
)


def test_the_picture_of_the_wings_shows_the_imports_as_they_are() -> None:
    drawn = wings.PICTURE.read_text(encoding="utf-8")
    assert drawn == wings.drawn(), "run `python tests/wings.py`"


def test_every_import_between_wings_leads_down() -> None:
    rows = wings.storeys()
    floor = {name: number for number, row in enumerate(rows) for name in row}
    arrows = wings.arrows(list(floor))
    assert ("pages", "execution") in arrows
    assert [(a, b) for a, b in arrows if floor[a] >= floor[b]] == []


@pytest.mark.parametrize(
    "page", ["docs/en/project/architecture.md", "docs/ko/project/architecture.md"]
)
def test_the_page_has_a_line_for_each_wing_and_files_that_exist(page: str) -> None:
    text = (wings.ROOT / page).read_text(encoding="utf-8")
    assert [name for name in WINGS if f"\n| `{name}` |" not in text] == ["cli"]
    package = wings.ROOT / "docs/_ext/bilingual_gallery"
    named = {
        word
        for word in text.split("`")[1::2]
        if word.endswith((".py", ".js", ".css")) and "/" in word and "<" not in word
    }
    assert {"pages/notebook.py", "execution/cache.py"} <= named
    there = [
        name for name in named if not any((base / name).is_file() for base in (package, wings.ROOT))
    ]
    assert there == []


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_says_what_comes_in_and_what_goes_out(wing: str) -> None:
    text = Path(wings.ROOT, "docs/_ext/bilingual_gallery", wing, "__init__.py").read_text()
    assert "\nIn: " in text
    assert "Out: " in text
