"""What VS Code is given in .vscode: valid, and true of what our commands print and authors write."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bilingual_gallery.check.finding import Finding
from bilingual_gallery.check.levels import Levels
from bilingual_gallery.cli.formats import line
from bilingual_gallery.errors import SourceError
from bilingual_gallery.source.reading import read
from pages import ROOT

FOLDER = ROOT / ".vscode"
TASKS = json.loads((FOLDER / "tasks.json").read_text("utf-8"))["tasks"]
SNIPPETS = json.loads((FOLDER / "cells.code-snippets").read_text("utf-8"))


def matched(said: str) -> dict[str, str | None] | None:
    """What the problem matcher of the tasks takes from a line."""
    (pattern,) = {json.dumps(each["problemMatcher"]["pattern"]) for each in TASKS}
    told = json.loads(pattern)
    match = re.search(told.pop("regexp"), said)
    return match and {name: match[group] for name, group in told.items()}


def test_the_matcher_takes_a_finding_to_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    path = ROOT / "gallery" / "blitz" / "tensors.py"
    finding = Finding(path, 29, "first-use", "en has 5: see gallery/x.py:3; write 6")
    parts = {"file": "gallery/blitz/tensors.py", "line": "29", "code": "first-use"}
    parts["message"] = "en has 5: see gallery/x.py:3; write 6"
    assert matched(line(finding, Levels())) == {**parts, "severity": None}
    noted = Levels((("", "first-use", "note"),))
    assert matched(line(finding, noted)) == {**parts, "severity": "note"}
    # As a build of a language tells it in `live`, and Sphinx by itself.
    told = f"ko: gallery/blitz/tensors.py:29: WARNING: [first-use] {finding.message}"
    assert matched(told) == {**parts, "severity": "WARNING"}
    mistake = str(SourceError(path, 3, "SyntaxError: invalid syntax"))
    assert matched(mistake) == {
        "file": "gallery/blitz/tensors.py",
        "line": "3",
        "code": None,
        "severity": None,
        "message": "SyntaxError: invalid syntax",
    }


@pytest.mark.parametrize(
    "said",
    [
        "make: *** [Makefile:46: check] Error 1",
        "no findings at 20:47:19 ────────",
        "http://127.0.0.1:8000/ has the pages; Ctrl-C ends",
        "running gallery/blitz/tensors.py 0:00:01",
        "The site: build/html/index.html",
    ],
)
def test_the_matcher_leaves_every_other_line_alone(said: str) -> None:
    assert matched(said) is None


def test_the_commands_of_the_tasks_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for each in TASKS:
        if each["command"].startswith("make "):
            assert f"\n{each['command'].removeprefix('make ')}:" in makefile
    (server,) = json.loads((FOLDER / "lsp-proxy.json").read_text("utf-8"))
    assert server["command"].endswith("/bilingual-gallery")
    assert server["args"] == ["language-server", "docs"]


def test_live_is_watched_by_what_it_says() -> None:
    (live,) = [each for each in TASKS if each["label"] == "live"]
    background = live["problemMatcher"]["background"]
    assert re.search(background["beginsPattern"], "2 findings at 20:47:19 ───")
    assert re.search(background["endsPattern"], "ko, en: all pages are built at 20:47:19 ───")
    assert re.search(background["endsPattern"], "the build failed at 20:47:19; the last good")


def test_the_snippets_are_cells_that_can_be_read(tmp_path: Path) -> None:
    cells = [
        "\n".join(each["body"]) for each in SNIPPETS.values() if each["body"][0].startswith("# %%")
    ]
    assert len(cells) >= 4
    text = '# %% [markdown] lang="ko"\n"""\n# 제목\n\n글.\n"""\n\n'
    text += '# %% [markdown] lang="en"\n# # Title\n#\n# Text.\n\n' + "\n\n".join(cells)
    text = re.sub(r"\$\{\d:([^}]*)\}|\$0", lambda match: match[1] or "", text)
    path = tmp_path / "small.py"
    path.write_text(text + "\n", encoding="utf-8")
    tutorial = read(path, ("ko", "en"))
    assert len(tutorial.passages) == 4
    assert [cell.role for cell in tutorial.code] == ["", "solution", "check"]
