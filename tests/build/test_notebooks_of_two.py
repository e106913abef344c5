"""Notebooks in two languages: prose in both, code once, as the reader picks on the page."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from itertools import permutations
from pathlib import Path

import jupytext
import nbformat
import pytest
from helpers import Site
from readers import soup
from trilingual import LANGUAGES, NAMES, make_trilingual


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = make_trilingual(tmp_path_factory.mktemp("of-two"))
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def book(site: Site, language: str, ending: str, name: str = "small") -> nbformat.NotebookNode:
    made = nbformat.read(site.download(language, f"blitz/{name}.{ending}"), as_version=4)
    nbformat.validate(made)
    return made


def prose(made: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in made.cells if cell.cell_type == "markdown"]


def code(made: nbformat.NotebookNode) -> list[tuple[str, object]]:
    return [(cell.source, cell.metadata) for cell in made.cells if cell.cell_type == "code"]


@pytest.mark.parametrize(("first", "second"), list(permutations(LANGUAGES, 2)))
def test_the_code_is_there_once_with_the_comments_of_both(
    site: Site, first: str, second: str
) -> None:
    own, other = (code(book(site, each, "ipynb")) for each in (first, second))
    for ending in (f"{first}-{second}.ipynb", f"{first}-{second}-below.ipynb"):
        made = code(book(site, first, ending))
        assert [metadata for _, metadata in made] == [metadata for _, metadata in own]
        added = []
        for (text, _), (ours, _), (theirs, _) in zip(made, own, other, strict=True):
            lines, mine = text.split("\n"), ours.split("\n")
            foreign = [each for each in theirs.split("\n") if each not in mine and each in lines]
            assert [each for each in lines if each not in foreign] == mine
            added += foreign
        assert added and all(each.lstrip().startswith("#") for each in added)


def test_each_passage_of_the_first_language_has_the_second_below_it(site: Site) -> None:
    own, other = book(site, "ko", "ipynb"), book(site, "ja", "ipynb")
    made = book(site, "ko", "ko-ja-below.ipynb")
    cells = {cell.id: cell for cell in made.cells}
    names = [cell.id for cell in made.cells]
    for cell in own.cells:
        if cell.cell_type == "markdown" and f"{cell.id}-ja" in cells:
            assert cells[cell.id].source.replace(".ko-ja-below.", ".") == cell.source
            assert names[names.index(cell.id) + 1] == f"{cell.id}-ja"
            (there,) = (each for each in other.cells if each.id == cell.id)
            below = cells[f"{cell.id}-ja"].source
            assert below.startswith('<div lang="ja">\n\n') and below.endswith("\n\n</div>")
            assert there.source.split("\n")[-1].partition("](")[0] in below
    assert [name for name in names if name.endswith("-ja")] == ["cell-0-ja", "cell-2-ja"]


def test_the_second_language_is_folded_under_its_name(site: Site) -> None:
    texts = prose(book(site, "en", "en-ko.ipynb"))
    folded = [text for text in texts if 'lang="ko"' in text]
    assert len(folded) == 2
    for text in folded:
        assert text.startswith('<details lang="ko">\n<summary>한국어</summary>\n\n')
        assert text.endswith("\n\n</details>")


def test_a_section_has_one_heading_and_links_of_both_languages_lead_to_it(site: Site) -> None:
    texts = prose(book(site, "en", "en-ko-below.ipynb"))
    headings = [line for text in texts for line in text.split("\n") if line.startswith("#")]
    solution = ["# The solution.", "# 풀이입니다."]  # a comment in the code of one
    assert headings == ["# Sums & products", "## Second part", *solution]
    assert "**둘째 절**" in "\n".join(texts)
    assert "[the second part](#Second-part)" in texts[0]
    assert "[둘째 절](#Second-part)" in texts[1]


def test_each_language_speaks_for_itself_and_leads_to_its_own_pages(site: Site) -> None:
    texts = "\n".join(prose(book(site, "ko", "ko-en.ipynb")))
    korean, english = texts.index("> **참고**"), texts.index("> **Note**")
    assert korean < english
    assert "[더 볼 것](../../more.html)" in texts
    assert "[More to see](../../../en/more.html)" in texts
    assert texts.count("(other.ko-en.ipynb)") == 2
    assert (
        "(../../tutorials/blitz/small.html) · [English](../../../en/tutorials/blitz/small.html)"
        in texts
    )


def test_pictures_come_with_the_cells_of_both_languages(site: Site) -> None:
    made = book(site, "ja", "ja-en.ipynb")
    attached = {cell.id: list(cell.attachments) for cell in made.cells if "attachments" in cell}
    assert attached == {"cell-2": ["dot.png"], "cell-2-en": ["dot.png"]}


def test_a_notebook_in_two_languages_runs_from_top_to_bottom(site: Site, tmp_path: Path) -> None:
    made = book(site, "ko", "ko-en.ipynb")
    empty = next(cell for cell in made.cells if cell.id.endswith("-answer"))
    empty.source = "answer = 6"
    nbformat.write(made, tmp_path / "small.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--quick", "--no-banner", "small.ipynb"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
        env={"IPYTHONDIR": str(tmp_path / "settings"), "PATH": "", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "total is 3" in done.stdout and "Error" not in done.stdout + done.stderr


def test_a_notebook_in_two_languages_survives_the_way_through_a_script(site: Site) -> None:
    made = book(site, "ko", "ko-en-below.ipynb")
    again = jupytext.reads(jupytext.writes(made, fmt="py:percent"), fmt="py:percent")
    assert prose(again) == prose(made)


def test_the_reader_picks_on_the_page_and_the_archive_has_them_all(site: Site) -> None:
    for language in LANGUAGES:
        page = site.page(language)
        choice = soup(page).select("nav.tutorial-downloads details.of-two a[download]")
        others = [code for code in LANGUAGES if code != language]
        wanted = [
            f"small.{language}-{code}{how}.ipynb" for code in others for how in ("", "-below")
        ]
        files = [(page.parent / str(link["href"])).resolve() for link in choice]
        assert [path.name for path in files] == wanted
        assert all(path.is_file() for path in files)
        with zipfile.ZipFile(site.download(language, "tutorials.zip")) as bundle:
            assert {f"blitz/{name}" for name in wanted} <= set(bundle.namelist())
    said = soup(site.page("en")).select_one(".of-two")
    assert said and said.get_text("|").split("|") == [
        "In two languages", "Korean, folded under each passage", "Korean, open under each passage",
        "Japanese, folded under each passage", "Japanese, open under each passage",
    ]  # fmt: skip


def test_a_language_below_another_is_renewed_when_its_prose_changes(site: Site) -> None:
    script = site.script("other")
    before = script.read_text(encoding="utf-8")
    there = [site.download(code, f"blitz/other.{code}-en.ipynb") for code in ("ko", "ja")]
    first = [path.read_bytes() for path in there]
    try:
        script.write_text(before.replace("It is short.", "It is brief."), encoding="utf-8")
        assert site.make().returncode == 0
        assert all(b"It is brief." in path.read_bytes() for path in there)
    finally:
        script.write_text(before, encoding="utf-8")
    assert site.make().returncode == 0
    assert [path.read_bytes() for path in there] == first


def test_an_author_chooses_the_second_languages(site: Site) -> None:
    conf = site.root / "docs" / "conf.py"
    before = conf.read_text(encoding="utf-8")
    try:
        site.add_to_conf('bilingual_gallery_second_languages = ["en"]\n')
        assert site.make().returncode == 0
        found = {path.name for path in (site.root / "build/html").rglob("*-*.ipynb")}
        assert found == {
            f"{name}.{code}-en{how}.ipynb"
            for name in ("small", "other") for code in ("ko", "ja") for how in ("", "-below")
        }  # fmt: skip
        assert not soup(site.page("en")).select(".of-two")
        site.add_to_conf('bilingual_gallery_second_languages = ["fr"]\n')
        done = site.make()
        assert done.returncode != 0
        known = ", ".join(map(repr, NAMES))
        assert f"bilingual_gallery_second_languages has 'fr'; write some of {known}, or \"*\"" in (
            done.stdout + done.stderr
        )
    finally:
        conf.write_text(before, encoding="utf-8")
