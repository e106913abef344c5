"""What a build makes of a finding, by the level that conf.py gives its rule."""

from __future__ import annotations

import pytest
from helpers import Site
from mistakes import SCRIPT, make

TWICE = SCRIPT.replace("holds the values", "holds the the values")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site in three languages with one finding, in all of them."""
    site = make(tmp_path_factory.mktemp("site"))
    site.script("small").write_text(TWICE, encoding="utf-8")
    return site


# Each with the options of a build, whether it fails, and what is told.
LEVELS = [
    ("error", [], True, "ERROR: [doubled] the is there twice"),
    ("warning", ["-W"], True, "WARNING: [doubled] the is there twice"),
    ("warning", [], False, "WARNING: [doubled] the is there twice"),
    ("note", ["-W"], False, ": note: [doubled] the is there twice"),
]


@pytest.mark.parametrize(("level", "options", "fails", "said"), LEVELS)
def test_a_build_fails_by_the_level_of_what_is_found(
    site: Site, level: str, options: list[str], fails: bool, said: str
) -> None:
    conf = site.root / "docs" / "conf.py"
    before = conf.read_text()
    site.add_to_conf(f'bilingual_gallery_rules = {{"blitz/*": {{"doubled": "{level}"}}}}\n')
    done = site.run("build", "docs", "build/html", *options)
    conf.write_text(before)
    told = done.stdout + done.stderr
    assert bool(done.returncode) == fails, told
    assert told.count("[doubled]") == 1, told  # all languages find it, and it is told once
    assert said in told


def test_a_mistake_in_the_levels_ends_a_build_in_one_line(site: Site) -> None:
    conf = site.root / "docs" / "conf.py"
    before = conf.read_text()
    site.add_to_conf('bilingual_gallery_rules = {"dubled": "off"}\n')
    done = site.make()
    conf.write_text(before)
    assert done.returncode
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert (
        "bilingual_gallery_rules has dubled, and there is no such rule; write doubled"
        in done.stderr
    )
