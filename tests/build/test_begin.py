"""A site at its beginning: what is still missing is told in a line for each, before anything runs."""

from __future__ import annotations

from pathlib import Path

from helpers import make_site


def test_a_language_without_a_home_page_is_told_before_anything_runs(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    (tmp_path / "docs" / "en" / "index.md").unlink()
    done = site.make()
    assert done.returncode == 1
    assert (done.stdout, done.stderr) == (
        "",
        "docs/en/index.md:1: is missing; write the home page, with a toctree that names "
        "tutorials/index\n",
    )
    assert not (tmp_path / "build" / "outputs").exists()
    alone = site.build("en")
    assert alone.returncode == 1
    assert "docs/en/index.md:1: is missing" in alone.stderr
    assert "Traceback" not in alone.stderr


def test_a_language_without_a_folder_is_told_and_not_left_out(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    site.configure(ko="한국어", en="English", ja="日本語")
    done = site.make()
    assert done.returncode == 1
    assert done.stderr.startswith("docs/ja/index.md:1: is missing")


def test_a_gallery_without_a_header_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    (tmp_path / "gallery" / "GALLERY_HEADER.rst").unlink()
    done = site.make()
    assert done.returncode == 1
    line = "gallery/GALLERY_HEADER.rst:1: is missing; write the gallery's title\n"
    assert done.stderr == line
