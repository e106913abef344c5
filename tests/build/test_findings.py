"""What a build tells of the findings of the check."""

from __future__ import annotations

from pathlib import Path

from helpers import TUTORIAL, make_site


def test_the_build_warns_of_each_finding_once_and_a_strict_one_fails(tmp_path: Path) -> None:
    small = make_site(tmp_path)
    wrong = TUTORIAL.replace("The first paragraph", "The first paragraph of 70")
    small.script("small").write_text(wrong, encoding="utf-8")
    strict = small.make()
    place = "gallery/blitz/small.py:11: WARNING: [numbers] en has 70 that ko (line 5) lacks"
    assert strict.returncode != 0
    assert (strict.stdout + strict.stderr).count(place) == 1
    lenient = ("build", "docs", "build/html")
    done = small.run(*lenient)
    assert done.returncode == 0
    again = small.run(*lenient)
    assert (again.stdout + again.stderr).count(place) == 1
    # A finding is no reason to make every page anew.
    assert not (small.root / "build/html/en/.unfinished").exists()
    alone = small.build("ko")
    assert alone.returncode != 0
    assert place in alone.stdout + alone.stderr
