"""What holds of every file of the project."""

from __future__ import annotations

import re

from pages import ROOT

MERGE = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
KINDS = {".md", ".py", ".toml", ".js", ".css", ".html", ".po", ".pot", ".yml", ".txt"}


def test_no_file_has_the_marks_of_a_merge_that_nobody_finished() -> None:
    folders = [ROOT / name for name in ("docs", "gallery", "tests", "benchmarks", ".github")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in KINDS]
    assert len(files) > 400
    marked = [path for path in files if MERGE.search(path.read_text(encoding="utf-8"))]
    assert marked == []
