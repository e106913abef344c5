"""What a build that fails leaves behind in its process: nothing that the next one stumbles over."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx_gallery.gen_gallery
import sphinx_gallery.gen_rst
from helpers import TUTORIAL, Site, build_here, make_site
from sphinx.errors import ExtensionError, SphinxError

BROKEN = TUTORIAL.replace('lang="en"', 'lang="fr"', 1)
TAKE_LOCK = """
import sys
from filelock import FileLock
FileLock(sys.argv[1]).acquire(blocking=False)
"""
ORIGINAL = sphinx_gallery.gen_rst.generate_file_rst


def is_free(site: Site) -> bool:
    """Can another process build the pages?"""
    lock = site.root / "docs/en/tutorials/.lock"
    done = subprocess.run([sys.executable, "-c", TAKE_LOCK, str(lock)], capture_output=True)
    return done.returncode == 0


def test_after_a_mistake_the_next_build_in_this_process_is_a_good_one(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": BROKEN})
    assert re.search(r"small\.py:\d+: ERROR: unknown lang", build_here(site))
    assert not site.page("en").exists()
    assert is_free(site)
    assert sphinx_gallery.gen_rst.generate_file_rst is ORIGINAL
    site.script("small").write_text(TUTORIAL, encoding="utf-8")
    assert build_here(site) == ""
    assert site.page("en").is_file()
    assert is_free(site)
    assert sphinx_gallery.gen_rst.generate_file_rst is ORIGINAL


def test_after_a_mistake_in_conf_the_lock_was_never_taken(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    conf = tmp_path / "docs/conf.py"
    good = conf.read_text()
    conf.write_text(good + "bilingual_gallery_jobs = -1\nbilingual_gallery_job = 1\n")
    with pytest.raises(SystemExit) as ended:
        build_here(site)
    assert len(str(ended.value.code).split("\n")) == 2
    conf.write_text(good)
    assert build_here(site) == ""


def test_what_another_extension_breaks_between_our_handlers_does_not_stop_the_next_build(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path)
    conf = tmp_path / "docs/conf.py"
    good = conf.read_text()
    broken = "def setup(app):\n    app.connect('builder-inited', lambda app: 1 / 0, priority=450)\n"
    conf.write_text(good + broken)
    with pytest.raises(SphinxError, match="threw an exception"):
        build_here(site)
    conf.write_text(good)
    assert build_here(site) == ""  # and does not wait for the one that failed
    assert is_free(site)


def test_what_sphinx_gallery_raises_in_its_walk_gives_all_back_and_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)

    def refuse(*_: object) -> None:
        assert sphinx_gallery.gen_rst.generate_file_rst is not ORIGINAL
        raise ExtensionError("This index\ncannot be.")

    monkeypatch.setattr(sphinx_gallery.gen_gallery, "_finish_index_rst", refuse)
    with pytest.raises(SystemExit, match=r"conf\.py:1: .*: This index cannot be\.$") as ended:
        build_here(site)
    assert "\n" not in str(ended.value.code)
    assert sphinx_gallery.gen_rst.generate_file_rst is ORIGINAL
    assert is_free(site)


@pytest.mark.parametrize(
    "line", ["bilingual_gallery_timeout = '1 h'", "sphinx_gallery_conf['css'] = ['a']"]
)
def test_sphinx_build_tells_a_mistake_in_conf_without_a_traceback(
    tmp_path: Path, line: str
) -> None:
    site = make_site(tmp_path)
    conf = tmp_path / "docs/conf.py"
    number = len(conf.read_text().split("\n"))
    conf.write_text(f"{conf.read_text()}{line}\n")
    done = site.build("en")
    assert done.returncode == 1
    assert done.stderr.startswith(f"docs/conf.py:{number}: ")
    assert len(done.stderr.strip().split("\n")) == 1


def test_what_sphinx_gallery_asks_of_the_application_alone_is_told_in_one_line_too(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path)
    conf = tmp_path / "docs/conf.py"
    conf.write_text(
        f"{conf.read_text()}sphinx_gallery_conf['matplotlib_animations'] = (True, 'mp4')\n"
    )
    done = site.build("en")
    if "sphinxcontrib.video" not in done.stderr:
        pytest.skip("sphinxcontrib.video is installed here")
    assert done.returncode == 1
    assert done.stderr.startswith("docs/conf.py:")
    assert len(done.stderr.strip().split("\n")) == 1
