"""What Sphinx warns of is told at the author's own file and line, with paths from the working directory."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bilingual_gallery.errors import shown
from helpers import TUTORIAL, build_here, make_site

PROSE = """
# %% [markdown]
# {ref}`nolabel`
#
# ```{figure} none.png
# ```
#
# {download}`gone.zip`
"""
HEADER = "Tutorials\n=========\n\n:ref:`gone`\n\n.. image:: gone.png\n"
SECTION = "Blitz\n=====\n\n.. nosuch:: x\n\n:doc:`gone`\n"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the build of a site says whose pages have a mistake each."""
    site = make_site(tmp_path, {"small": TUTORIAL + PROSE})
    (tmp_path / "gallery/GALLERY_HEADER.rst").write_text(HEADER)
    (tmp_path / "gallery/blitz/GALLERY_HEADER.rst").write_text(SECTION)
    home = tmp_path / "docs/en/index.md"
    home.write_text(f"{home.read_text()}\n[gone](gone.md)\n")
    monkeypatch.chdir(tmp_path)
    return build_here(site)


def test_warnings_name_the_file_and_the_line_of_their_author(said: str, tmp_path: Path) -> None:
    lines = (tmp_path / "gallery/blitz/small.py").read_text().split("\n")
    ref, figure, download = (
        next(number for number, line in enumerate(lines, 1) if word in line)
        for word in ("nolabel", "none.png", "gone.zip")
    )
    wanted = [
        rf"gallery/blitz/small\.py:{ref}: WARNING: undefined label: 'nolabel'",
        rf"gallery/blitz/small\.py:{figure}: WARNING: \[targets\] there is no picture none\.png; ",
        rf"gallery/blitz/small\.py:{download}: WARNING: \[targets\] there is no file gone\.zip; ",
        r"gallery/GALLERY_HEADER\.rst:4: WARNING: undefined label: 'gone'",
        r"gallery/GALLERY_HEADER\.rst:6: WARNING: image file not readable: gallery/gone\.png",
        r'gallery/blitz/GALLERY_HEADER\.rst:4: ERROR: Unknown directive type "nosuch"',
        r"gallery/blitz/GALLERY_HEADER\.rst:6: WARNING: unknown document: 'gone'",
        r"docs/en/index\.md:\d+: WARNING: .*gone\.md",
    ]
    assert [each for each in wanted if not re.search(each, said)] == []
    assert str(tmp_path) not in said


def test_a_path_is_shown_from_the_working_directory_where_that_is_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    assert shown(tmp_path / "docs" / "conf.py") == "conf.py"
    assert shown(tmp_path / "gallery" / "small.py") == "../gallery/small.py"
    assert shown(Path("/etc/hosts")) == "/etc/hosts"
