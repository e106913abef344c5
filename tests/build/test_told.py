"""What a build tells of the runs: letters without a glyph, variables, what has changed, what differs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import warm
from bilingual_gallery.execution.fork_server import ForkServer
from bilingual_gallery.execution.job import RESULT, Job, Limits
from bilingual_gallery.execution.runner import run
from helpers import TUTORIAL, make_site

FIGURE = "\nimport matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\n_ = plt.title({title!r})\n"


def test_korean_in_a_figure_is_drawn_or_told_at_its_cell() -> None:
    cells = [FIGURE.format(title=title) for title in ("손실", "함수", "\U0001f6d8")]
    with ForkServer([], jobs=1) as server:
        files = run(Job("small", ("x = 1", *cells)), Limits(60), server.start)
    told = json.loads(files[RESULT])
    remarks = {cell: (rule, message) for cell, rule, message in told["remarks"]}
    first, second = (files[f"images/sphx_glr_small_00{number}.png"] for number in (1, 2))
    # Boxes would look alike.
    assert (first != second and 1 not in remarks) or "shows boxes for 손실" in remarks[1][1]
    assert remarks[3][0] == "glyph"
    assert "shows boxes for \U0001f6d8" in remarks[3][1]


def test_settings_of_matplotlib_that_no_reader_has_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "matplotlibrc"
    settings.write_text("lines.linewidth: 5\n")
    monkeypatch.setenv("MATPLOTLIBRC", str(settings))
    with ForkServer([], jobs=1) as server:
        files = run(Job("small", ("import matplotlib",)), Limits(60), server.start)
    ((cell, rule, message),) = json.loads(files[RESULT])["remarks"]
    assert (cell, rule) == (0, "environment")
    assert "the settings in the file that MATPLOTLIBRC names" in message


def script(code: str) -> str:
    return f"{TUTORIAL}\n# %%\n{code}\n"


NOTED = """
import atexit
import os

import own_module

print("size", os.environ.get("SIZE"), own_module.WORD)
atexit.register(lambda: os.write(2, b"good bye"))
"""


def test_what_a_run_depends_on_is_told_and_makes_it_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "elsewhere"
    own.mkdir()
    (own / "own_module.py").write_text("WORD = 'first'\n")
    path = os.pathsep.join([str(own), *filter(None, [os.environ.get("PYTHONPATH")])])
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.syspath_prepend(str(own))
    site = make_site(tmp_path / "site", {"small": script(NOTED), "other": TUTORIAL})

    def build(*options: str) -> tuple[int, str]:
        arguments = ["build", "docs", "build/html", *options]
        done = warm.run("bilingual_gallery", arguments, site.root, PYTHONPATH=path)
        return done.returncode, done.stdout + done.stderr

    status, said = build("-W", "-v")
    assert status == 0
    assert "gallery/blitz/small.py: what the run printed beside its outputs:\ngood bye" in said
    line = site.script("small").read_text().split("\n").index("import atexit") + 1
    told = f"gallery/blitz/small.py:{line}: [environment] the code reads the variable SIZE"
    assert said.count(told) == 1  # in one of the languages
    conf = site.root / "docs" / "conf.py"
    conf.write_text(conf.read_text() + 'suppress_warnings = ["bilingual_gallery.environment"]\n')
    status, said = build("-W")
    assert (status, "running" in said, "[environment]" in said) == (0, False, False)
    assert "size None first" in site.page("en").read_text()

    (own / "own_module.py").write_text("WORD = 'second'\n")
    status, said = build("-W")
    assert status == 0
    assert (
        "small.py: its kept outputs are of another time: the module own_module has changed" in said
    )
    assert "running gallery/blitz/small.py" in said
    assert "running gallery/blitz/other.py" not in said
    assert "size None second" in site.page("en").read_text()

    assert site.run("outputs", "forget", "docs", "nothing").returncode == 1
    done = site.run("outputs", "forget", "docs", "blitz/other")
    assert (done.returncode, done.stdout) == (0, "gallery/blitz/other.py: forgotten\n")
    status, said = build("-W", "-D", "html_title=Another")
    assert (status, "running gallery/blitz/other.py" in said) == (0, True)
    assert list(site.root.rglob(".buildinfo*.bak")) == []


def test_outputs_that_differ_from_run_to_run_are_named_at_their_cells(tmp_path: Path) -> None:
    random = "class Thing:\n    pass\n\nprint(Thing())\n\n# %%\nprint('the same')"
    drawn = "import random\nimport matplotlib.pyplot as plt\n_ = plt.plot([random.random(), 1])"
    scripts = {"small": script(random), "other": script(drawn), "third": TUTORIAL}
    site = make_site(tmp_path, scripts)
    done = site.make("--twice")
    assert done.returncode != 0
    lines = [line for line in done.stderr.split("\n") if "differs from run to run" in line]
    where = len(TUTORIAL.split("\n")) + 2
    assert len(lines) == 2
    assert lines[0].startswith(f"gallery/blitz/other.py:{where}: ")
    assert "a figure" in lines[0]
    assert lines[1].startswith(f"gallery/blitz/small.py:{where}: ")
    assert "<__main__.Thing object at" in lines[1]
