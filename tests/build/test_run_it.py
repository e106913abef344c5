"""How a reader runs a tutorial, of when it is, and what its authors can be told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bilingual_gallery.history.changes import last_changes
from bilingual_gallery.lang.dates import month
from bilingual_gallery.pages.repository import repository_of
from bs4 import Tag
from helpers import TUTORIAL, Site
from readers import digests, soup
from repositories import Repository, make_repository

SCRIPT = "https://github.com/an/example/blob/main/gallery/blitz/small.py"
CONF = """
bilingual_gallery_site_url = "https://an.example.org/site"
bilingual_gallery_source_url = "https://github.com/an/example/blob/main/gallery/{path}"
bilingual_gallery_distributions = ["numpy"]
"""
NEEDY = TUTORIAL.replace("total = 1 + 2", 'import numpy\ntotal = len(open("a/b.csv").read())')


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A site in a repository: one script that changed in March, and one that differs from its commit."""
    made = make_repository(tmp_path_factory.mktemp("run-it"))
    site = made.site
    site.add_to_conf(CONF)
    (site.root / ".gitignore").write_text("build/\ndocs/*/tutorials/\n")
    site.script("needy").write_text(NEEDY, encoding="utf-8")
    (site.script("needy").parent / "a").mkdir()
    (site.script("needy").parent / "a/b.csv").write_text("abc")
    site.script("small").write_text(TUTORIAL, encoding="utf-8")
    made.commit("2026-03-09")
    with site.script("needy").open("a", encoding="utf-8") as script:
        script.write("\n# %%\ntotal + 1\n")
    site.build_all()
    return made


def found(site: Site, selector: str, name: str = "small", language: str = "en") -> Tag:
    element = soup(site.page(language, name)).select_one(selector)
    assert element is not None
    return element


def test_one_button_says_how_to_run_the_notebook_where_no_address_does(
    repository: Repository,
) -> None:
    bar = found(repository.site, "nav.tutorial-downloads")
    assert [each.get_text() for each in bar.select(".first")] == ["Run it yourself"]
    (code,) = bar.select(".run-here .highlight > pre")
    assert code.get_text() == "pip install jupyterlab\njupyter lab small.ipynb\n"
    (link,) = bar.select(".run-here a")
    assert link["href"] == "../../downloads/blitz/small.ipynb"
    assert [each.get_text() for each in bar.find_all("a", recursive=False)] == [
        "Download the notebook", "Download the script", "Markdown", "View the source",
    ]  # fmt: skip
    below = found(repository.site, "div.tutorial-downloads", language="ko")
    assert not below.select(".first, details")


def test_files_that_have_to_lie_in_a_folder_come_in_the_archive(repository: Repository) -> None:
    bar = found(repository.site, ".run-here", "needy")
    (code,) = bar.select(".highlight > pre")
    assert code.get_text().split("\n") == [
        "python -m zipfile -e tutorials.zip .",
        "pip install jupyterlab numpy",
        "jupyter lab blitz/needy.ipynb",
        "",
    ]
    assert [each["href"] for each in bar.select("a")] == ["../../downloads/tutorials.zip"]


def test_a_page_says_in_which_month_its_script_last_changed(repository: Repository) -> None:
    for language, said in (("en", "March 2026"), ("ko", "2026년 3월")):
        told = found(repository.site, ".reading-time time", language=language)
        assert (told["datetime"], told.get_text()) == ("2026-03", said)
        assert "numpy" in found(repository.site, ".reading-time", language=language).get_text()
    assert (
        "2026" not in found(repository.site, ".reading-time", "needy").get_text()
    )  # not committed


def test_the_bytes_of_a_site_do_not_tell_when_and_how_it_was_built(repository: Repository) -> None:
    site = repository.site
    before = digests(site.root / "build/html")
    script = site.script("needy").read_bytes()
    repository.git("stash")
    (site.root / "notes.txt").write_text("Nothing of the site.")
    repository.commit("2026-07-01", "No script")
    repository.git("stash", "pop")
    assert site.script("needy").read_bytes() == script
    site.build_all()
    assert digests(site.root / "build/html") == before
    for folder in ("html", "doctrees"):
        shutil.rmtree(site.root / "build" / folder)
    for language in site.languages:
        shutil.rmtree(site.root / "docs" / language / "tutorials")
    site.build_all()
    assert digests(site.root / "build/html") == before


def test_what_a_shallow_clone_lacks_has_no_day(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "-q", "--depth=1", f"file://{repository.root}", str(tmp_path / "clone"))
    gallery = tmp_path / "clone/gallery"
    changes = last_changes(gallery, sorted(gallery.rglob("*.py")))
    assert changes.is_shallow
    assert changes.days == {}


def test_a_month_is_written_as_in_its_language(repository: Repository) -> None:
    gallery = repository.root / "gallery"
    (day,) = last_changes(gallery, [repository.site.script("small")]).days.values()
    assert [month(day, code) for code in ("de", "ja", "xx-unknown")] == [
        "März 2026", "2026年3月", "2026-03",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_report_says_page_language_script_and_versions(
    repository: Repository, language: str
) -> None:
    link = found(repository.site, "div.tutorial-downloads a.report", language=language)
    address = str(link["href"])
    assert address.startswith("https://github.com/an/example/issues/new?title=")
    assert len(address) < 5000
    assert str(repository.root) not in address
    (title,), (body,) = parse_qs(urlsplit(address).query).values()
    page = f"https://an.example.org/site/{language}/tutorials/blitz/small.html"
    assert title == {"ko": "작은 안내서 (ko)", "en": "A small guide (en)"}[language]
    for said in (page, f"({language})", SCRIPT, "numpy", "CPU"):
        assert said in body
    assert (link["data-page"], link["data-script"]) == (page, SCRIPT)
    lines = dict(re.findall(r"(\S+) (\d+)", str(link["data-lines"])))
    rows = repository.site.script("small").read_text(encoding="utf-8").split("\n")
    heading = {"ko": "# ## 두 번째 절", "en": "# ## Second section"}[language]
    assert rows[int(lines["second-section"]) - 1] == heading
    edit = found(repository.site, "div.tutorial-downloads a.edit", language=language)
    assert edit["href"] == SCRIPT.replace("/blob/", "/edit/")


@pytest.mark.parametrize(
    ("source", "edit", "issue"),
    [
        (
            "https://gitlab.com/group/sub/repo/-/blob/main/a.py",
            "https://gitlab.com/group/sub/repo/-/edit/main/a.py",
            "https://gitlab.com/group/sub/repo/-/issues/new?issue%5Btitle%5D=A%20b",
        ),
        (
            "https://github.com/o/r/blob/v1/x/a.py",
            "https://github.com/o/r/edit/v1/x/a.py",
            "https://github.com/o/r/issues/new?title=A%20b",
        ),
    ],
)
def test_an_issue_is_asked_for_as_its_host_does_and_its_address_is_bounded(
    source: str, edit: str, issue: str
) -> None:
    repository = repository_of(source)
    assert repository is not None
    assert repository.edit == edit
    assert repository.issue("A b", "c").startswith(f"{issue}&")
    assert len(repository.issue("긴 제목" * 500, "긴 글" * 5000)) <= 5000


def test_no_issue_can_be_asked_for_at_another_host() -> None:
    assert repository_of("https://example.org/source/blitz/small.py") is None
    assert repository_of("") is None
