"""Several galleries in one project, and what is a tutorial in them."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from bilingual_gallery.__main__ import main
from helpers import TUTORIAL, Site, make_site

OTHER = TUTORIAL.replace("작은 안내서", "다른 안내서").replace("A small guide", "Another guide")


def with_two_galleries(root: Path) -> Site:
    """A project with the gallery of every small one, and a second one beside it."""
    site = make_site(root)
    second = root / "recipes" / "kitchen"
    second.mkdir(parents=True)
    (second.parent / "GALLERY_HEADER.rst").write_text("Recipes\n=======\n")
    (second / "GALLERY_HEADER.rst").write_text("Kitchen\n=======\n")
    (second / "other.py").write_text(OTHER, encoding="utf-8")
    conf = root / "docs" / "conf.py"
    text = conf.read_text()
    text = text.replace('"../../gallery"', '["../../gallery", "../../recipes"]')
    conf.write_text(text.replace('"tutorials"', '["tutorials", "recipes"]'))
    for language in site.languages:
        home = root / "docs" / language / "index.md"
        text = home.read_text().replace("blitz/index\n", "blitz/index\nrecipes/kitchen/index\n")
        home.write_text(f"{text}\n{{reading-time}}`all`\n\n```{{tutorial-summary}}\n```\n")
    return site


FORMS = ("ipynb", "py")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = with_two_galleries(tmp_path_factory.mktemp("two"))
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def test_each_gallery_has_its_pages_and_its_downloads(two: Site) -> None:
    site = two.root / "build/html/en"
    assert "Another guide" in (site / "recipes/kitchen/other.html").read_text()
    assert "A small guide" in (site / "tutorials/blitz/small.html").read_text()
    assert (site / "downloads/kitchen/other.ipynb").is_file()
    page = (site / "recipes/kitchen/other.html").read_text()
    assert 'href="../../downloads/kitchen/other.ipynb"' in page
    with zipfile.ZipFile(site / "downloads/tutorials.zip") as bundle:
        names = [name for name in bundle.namelist() if ".en-ko" not in name]
        assert names == [
            f"{each}.{form}" for each in ("blitz/small", "kitchen/other") for form in FORMS
        ]
        assert len(bundle.namelist()) == 8  # two notebooks in two languages for each


def test_the_summary_and_the_reading_time_count_every_gallery(two: Site) -> None:
    home = (two.root / "build/html/en/index.html").read_text()
    assert home.index("A small guide") < home.index("Another guide")
    assert "10 minutes" in home  # five for each


def test_a_page_whose_script_is_gone_goes_in_the_second_gallery_too(tmp_path: Path) -> None:
    site = with_two_galleries(tmp_path)
    done = site.build("en")
    assert done.returncode == 0, done.stderr
    script = tmp_path / "recipes/kitchen/other.py"
    script.rename(script.with_name("renamed.py"))
    done = site.build("en")
    assert done.returncode == 0, done.stderr
    pages = tmp_path / "build/html/en/recipes/kitchen"
    assert sorted(each.name for each in pages.glob("*.html")) == ["index.html", "renamed.html"]
    downloads = tmp_path / "build/html/en/downloads/kitchen"
    names = {each.name.partition(".")[0] for each in downloads.iterdir()}
    assert names == {"renamed"}


def test_commands_see_every_gallery(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_two_galleries(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "docs"]) == 0, capsys.readouterr()
    script = tmp_path / "recipes/kitchen/other.py"
    script.write_text(OTHER.replace("It uses `print`", "It uses `input`"), encoding="utf-8")
    assert main(["check", "docs"]) == 1
    assert "recipes/kitchen/other.py:" in capsys.readouterr().out
    assert main(["new", "kitchen/bread"]) == 0
    assert main(["new", "gallery/blitz/first_steps"]) == 0
    assert (tmp_path / "recipes/kitchen/bread.py").is_file()
    assert (tmp_path / "gallery/blitz/first_steps.py").is_file()
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "All"]):
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *command], check=True)
    capsys.readouterr()
    assert main(["drift", "docs"]) == 0
    assert "0 of" in capsys.readouterr().out
    assert main(["drift", "docs", "--json"]) == 0
    told = capsys.readouterr().out
    assert '"recipes/kitchen/other.py"' in told and '"gallery/blitz/small.py"' in told


def test_two_tutorials_of_one_name_are_told_across_galleries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_two_galleries(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "recipes/kitchen/other.py").rename(tmp_path / "recipes/kitchen/small.py")
    assert main(["check", "docs"]) == 1
    assert capsys.readouterr().out.startswith(
        "recipes/kitchen/small.py:1: [script] gallery/blitz/small.py has"
    )


def test_a_checkout_below_a_folder_that_the_pattern_matches_builds(tmp_path: Path) -> None:
    site = make_site(tmp_path / "conftest_lab")
    done = site.build("en")
    assert done.returncode == 0, done.stderr
    assert site.page("en").is_file()


def test_sphinx_gallerys_own_walk_looks_at_the_name_alone() -> None:
    """What our walk copies: a folder that matches ignores nothing."""
    import inspect

    from sphinx_gallery.utils import _collect_gallery_files

    assert 're.search(gallery_conf["ignore_pattern"], filename)' in inspect.getsource(
        _collect_gallery_files
    )
