"""What is the same in all languages is read, run and checked once, and again where a file has changed."""

from __future__ import annotations

from pathlib import Path

from helpers import Site
from mistakes import make

# In conf.py, which each process runs: a line in a file for each time that one of these is called.
_COUNTED = """
import functools, os, pathlib
from bilingual_gallery.pages import common
from bilingual_gallery.execution import outputs

def _counted(owner, name):
    function = getattr(owner, name)
    @functools.wraps(function)
    def counting(*given, **named):
        with open(CALLS, "a") as calls:
            calls.write(name + chr(10))
        return function(*given, **named)
    counting.is_counted = True
    if not hasattr(function, "is_counted"):
        setattr(owner, name, counting)

for each in ((common, "collect"), (common, "find"), (common, "refusals_in"), (outputs, "ensure")):
    _counted(*each)
"""
# And this in the process of a language's build, as if an author had saved the script while the build
# waited for another one of the same pages.
_SAVED = """
def setup(app):
    app.connect("config-inited", _save, priority=2000)

def _save(*_):
    if common._handed_on:
        script = pathlib.Path(SCRIPT)
        before = script.read_text(encoding="utf-8")
        after = before.replace("tells how long it is", "tells its length")
        if after != before:
            script.write_text(after, encoding="utf-8")
"""
_STEPS = ["collect", "ensure", "find", "refusals_in"]


def _built(site: Site) -> None:
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr


def test_three_languages_are_built_of_one_reading_one_run_and_one_check(tmp_path: Path) -> None:
    site = make(tmp_path / "site")
    calls = tmp_path / "calls"
    site.add_to_conf(_COUNTED.replace("CALLS", repr(str(calls))))
    home = site.root / "docs/en/index.md"
    for _ in ("cold", "a page of the author's own"):
        _built(site)
        assert sorted(calls.read_text().split()) == _STEPS
        calls.unlink()
        home.write_text(f"{home.read_text()}\n")
    site.add_to_conf(_SAVED.replace("SCRIPT", repr(str(site.script("small")))))
    _built(site)
    # Not what was read before it was saved.
    assert "tells its length" in site.page("en").read_text()
    assert set(calls.read_text().split()) == {*_STEPS}
    assert calls.read_text().split().count("collect") > 1
