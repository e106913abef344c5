"""The table of the tutorials and what of them is stale, in real sites."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from helpers import Site
from repositories import CODE, FIRST, SECOND, Repository, make_repository

CONF = """
from bilingual_gallery.order import ReadingOrder
from sphinx.util.docutils import is_directive_registered

sphinx_gallery_conf["within_subsection_order"] = ReadingOrder(["small.py", "first.py"])


def setup(app):
    from bilingual_gallery.site import summary

    if not is_directive_registered("tutorial-summary"):
        app.add_directive("tutorial-summary", summary.TutorialSummary)
        app.connect("doctree-read", summary.fill)
        app.connect("env-get-outdated", summary.outdated)
"""


def build(repository: Repository, language: str, *options: str) -> None:
    done = repository.site.build(language, "-D", "plot_gallery=0", *options)
    assert done.returncode == 0, done.stdout + done.stderr


def page(repository: Repository, language: str) -> BeautifulSoup:
    text = (repository.root / f"build/html/{language}/summary.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def rows(repository: Repository, language: str) -> list[list[str]]:
    table = page(repository, language).select("table tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in table]


def with_summary(repository: Repository) -> Repository:
    conf = repository.root / "docs/conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + CONF, encoding="utf-8")
    for language in repository.site.languages:
        text = "---\norphan: true\n---\n\n# Summary\n\n```{tutorial-summary}\n```\n"
        (repository.root / f"docs/{language}/summary.md").write_text(text)
    (repository.root / ".gitignore").write_text("build/\ntutorials/\n")
    repository.commit("2026-01-01", "Have a summary")
    return repository


def test_the_summary_counts_passages_words_and_stale_passages(repository: Repository) -> None:
    with_summary(repository)
    fenced = (
        "`a`를 두 번 씁니다.\n\n```python\nn = 1\n```",
        "It has `a` – twice.\n\n```python\nn = 1\n```",
    )
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    repository.edit("2026-01-02", fenced, name="first")
    for language in ("ko", "en"):
        build(repository, language)
    korean, english = rows(repository, "ko"), rows(repository, "en")
    assert english[0] == ["Tutorial", "Passages", "Words", "Stale passages"]
    assert english[1] == korean[1] == ["한국어", "English", "한국어", "English"]
    # The title, what follows it and the passages, without fences and the comments of code.
    assert english[2] == ["Title en", "4", "7", "11", "0", "1"]
    assert english[3] == ["Title en", "2", "7", "7", "0", "0"]
    assert [row[1:] for row in korean[2:]] == [row[1:] for row in english[2:]]
    assert [row[0] for row in korean[2:]] == ["Title ko", "Title ko"]


def test_the_summary_is_a_table_that_can_be_heard_and_followed(repository: Repository) -> None:
    build(with_summary(repository), "en")
    soup = page(repository, "en")
    link = soup.select_one("table tbody tr th a")
    assert link is not None
    assert link["href"] == "tutorials/blitz/small.html"
    names = soup.select("table thead tr:nth-of-type(2) th")
    assert [each["lang"] for each in names] == ["ko", "en", "ko", "en"]
    spans = [(each.get("rowspan"), each.get("colspan")) for each in soup.select("thead tr th")[:4]]
    assert spans == [("2", None), ("2", None), (None, "2"), (None, "2")]
    assert not soup.select("table tbody td[rowspan], table tbody td:first-child")


def test_a_dash_stands_where_the_history_cannot_tell(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_summary(repository)
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.root}", str(clone))
    copied = Repository(Site(clone, ("ko", "en")))
    build(copied, "en")
    assert rows(copied, "en")[2][-2:] == ["–", "–"]
    assert "A dash means" in page(copied, "en").get_text()
    copied.git("fetch", "--quiet", "--unshallow")
    build(copied, "en")
    assert rows(copied, "en")[2][-2:] == ["0", "1"]
    assert "A dash means" not in page(copied, "en").get_text()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(clone.parent))
    (clone / ".git").rename(tmp_path / "elsewhere")
    build(copied, "en")
    assert rows(copied, "en")[2][-2:] == ["–", "–"]


def test_the_summary_is_made_again_for_a_script_or_a_commit_and_for_nothing_else(
    repository: Repository,
) -> None:
    with_summary(repository)
    built = repository.root / "build/html/en"

    def written() -> set[str]:
        before = {path: path.stat().st_mtime_ns for path in built.rglob("*.html")}
        build(repository, "en")
        after = {path: path.stat().st_mtime_ns for path in built.rglob("*.html")}
        pages = {path.stem for path in after if after[path] != before.get(path)}
        return pages - {"genindex", "search"}  # Sphinx always writes these

    assert "summary" in written()
    assert written() == set()
    (repository.root / "README").write_text("Nothing of a script")
    assert written() == set()
    repository.commit("2026-01-02")
    assert written() == {"summary"}
    os.utime(repository.site.script("small"))
    assert written() == set()
    repository.write(FIRST, SECOND, ("다릅니다.", "It differs."), CODE)
    assert "summary" in written()
    assert rows(repository, "en")[2][1] == "5"
    repository.write(FIRST, name="first")
    assert "summary" in written()
    assert rows(repository, "en")[3][1:] == ["2", "6", "6", "–", "–"]


def test_pages_that_are_read_in_parallel_have_it_and_are_made_again(
    repository: Repository,
) -> None:
    with_summary(repository)
    for number in range(8):  # Sphinx reads fewer pages in one process
        for language in ("ko", "en"):
            text = f"---\norphan: true\n---\n\n# Page {number}\n"
            (repository.root / f"docs/{language}/page-{number}.md").write_text(text)
    build(repository, "en", "-j", "2")
    assert rows(repository, "en")[2][-2:] == ["0", "0"]
    repository.edit("2026-01-02", FIRST, ("다릅니다.", SECOND[1]), CODE)
    build(repository, "en", "-j", "2")
    assert rows(repository, "en")[2][-2:] == ["0", "1"]


def test_the_summary_has_a_column_for_each_of_three_languages(tmp_path: Path) -> None:
    cells = [("가 나", "a b c", "型と図")]
    repository = make_repository(tmp_path, *cells, languages=("ko", "en", "ja"))
    with_summary(repository)
    build(repository, "ja")
    table = rows(repository, "ja")
    assert table[1] == ["한국어", "English", "ja"] * 2
    assert table[2] == ["Title ja", "2", "5", "6", "9", "0", "0", "0"]  # letters in Japanese
