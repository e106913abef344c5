"""Which tutorials run, and whether what they give is the same twice."""

from __future__ import annotations

import pytest
from helpers import TUTORIAL, Site, make_site

VARYING = TUTORIAL + "\n# %%\nimport random\n\nprint('a number:', random.random())\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Two tutorials, one of which gives something else each time."""
    return make_site(tmp_path_factory.mktemp("runs"), {"same": TUTORIAL, "other": VARYING})


def test_outputs_that_differ_between_two_runs_are_told_at_their_cell(site: Site) -> None:
    done = site.run("outputs", "compare", "docs", "other")
    line = VARYING.split("\n").index("import random") + 1
    (told,) = [row for row in done.stdout.splitlines() if "differs" in row]
    assert told.startswith(f"gallery/blitz/other.py:{line}: the output of code cell 3 differs")
    assert "'a number: 0." in told
    assert told.endswith("; set a seed, or do not show it")
    assert done.returncode == 1
    assert not (site.root / "build/outputs").exists() or not [
        each for each in (site.root / "build/outputs").iterdir() if each.is_dir()
    ]


def test_outputs_that_are_the_same_twice_are_no_mistake(site: Site) -> None:
    done = site.run("outputs", "compare", "docs", "blitz/same")
    assert (done.returncode, done.stderr) == (0, "")
    assert "gallery/blitz/same.py: the same twice" in done.stdout


def test_a_name_that_no_tutorial_has_is_told(site: Site) -> None:
    done = site.run("outputs", "compare", "docs", "saem")
    assert done.returncode == 1
    assert "no tutorial is called saem" in done.stderr


def test_a_pattern_that_selects_nothing_ends_the_build(site: Site) -> None:
    site.configure(pattern="smae")
    for done in (site.make(), site.build("en")):
        assert done.returncode != 0
        assert "no tutorial is called like 'smae'" in done.stderr
        assert "blitz/same is one" in done.stderr or "same is one" in done.stderr
        assert "Traceback" not in done.stderr
    site.configure(pattern="same")
    assert site.build("en", "-D", "plot_gallery=0").returncode == 0
