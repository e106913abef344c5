"""What a reader of the notebook sees is on the page: tables, formulas, pictures, films; or it is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from helpers import Site, build_here
from showcase import TOLD


def article(site: Site, name: str) -> Tag:
    html = BeautifulSoup(site.page("en", name).read_text(encoding="utf-8"), "html.parser")
    found = html.find("article")
    assert isinstance(found, Tag)
    return found


def outputs(site: Site, name: str) -> list[str]:
    """The texts among the outputs."""
    shown = article(site, name).select(".sphx-glr-script-out pre")
    return [each.get_text().strip() for each in shown]


def style_of(site: Site, name: str, element: Tag) -> str:
    """What the page's head says of the classes of an element."""
    head = site.page("en", name).read_text(encoding="utf-8").partition("</head>")[0]
    rules = dict(re.findall(r"^\.(o-\w+) \{ (.*) \}$", head, re.MULTILINE))
    return "; ".join(rules[each] for each in element.get("class") or [] if each in rules)


def test_a_table_of_pandas_is_whole_and_brings_no_style_of_its_own(showcase_site: Site) -> None:
    frame = article(showcase_site, "tables").select(".output-html")[0]
    assert len(frame.select("thead th")) == 31
    assert not frame.select("style, [style], [id], [border]")
    assert "text-align: right" in style_of(showcase_site, "tables", frame.select("th")[1])


def test_the_colors_of_a_styler_are_classes_of_the_page(showcase_site: Site) -> None:
    styler = article(showcase_site, "tables").select(".output-html")[1]
    cells = {
        cell.get_text(): style_of(showcase_site, "tables", cell) for cell in styler.select("td")
    }
    assert cells == {
        "one": "background-color: yellow",
        "two": "",
        "three": "font-weight: bold",
        "four": "background-color: yellow; color: red",
    }
    assert "own-colors" in (styler.get("class") or [])
    assert not styler.select("[onclick]")


def test_an_estimator_that_needs_a_script_shows_its_text(showcase_site: Site) -> None:
    assert outputs(showcase_site, "tables") == ["Pipeline(steps=[])"]
    shown = [each.get_text() for each in article(showcase_site, "tables").select(".output-html")]
    assert not any("rerun this cell" in text for text in shown)


def test_html_that_ends_nowhere_ends_with_its_output(showcase_site: Site) -> None:
    unclosed = article(showcase_site, "tables").select(".output-html")[-1]
    assert unclosed.get_text(" ").split() == ["bold", "cell", "last", "&", "least"]
    below = article(showcase_site, "tables").select_one(".made-with")
    assert below is not None
    assert below.find_parent(class_="output-html") is None
    assert below.find_parent("b") is None


def test_no_page_with_outputs_allows_what_an_output_brought(showcase_site: Site) -> None:
    for page in (showcase_site.root / "build/html/en/tutorials/blitz").glob("*.html"):
        html = page.read_text(encoding="utf-8")
        body = html.partition("<article")[2].partition("</article>")[0]
        assert not re.search(r"<script|<style|<[^<>]*\s(style|on\w+)=", body), page.name
        assert "media-src &#x27;self&#x27;" in html or "media-src 'self'" in html


def test_values_are_shown_where_display_shows_them(showcase_site: Site) -> None:
    assert outputs(showcase_site, "forms")[0] == "above\n\n'shown'\n\n{'a': 1}\nbelow\n\n2"


def test_a_picture_is_a_file_of_the_site(showcase_site: Site) -> None:
    (image,) = article(showcase_site, "forms").select("img")
    assert (image["width"], image["height"]) == ("64", "32")
    page = showcase_site.page("en", "forms")
    assert (page.parent / str(image["src"])).read_bytes().startswith(b"\x89PNG")


def test_latex_and_markdown_become_formulas_and_text(showcase_site: Site) -> None:
    page = article(showcase_site, "forms")
    formulas = [each.get_text() for each in page.select("math")]
    assert len(formulas) == 3
    assert page.select_one("math mfrac") is not None
    mark, latex = page.select(".output-formatted:has(.output-html)")
    assert mark.select_one("strong") is not None
    assert [cell.get_text() for cell in mark.select("td")] == ["1"]
    assert mark.select_one("h1, h2, section") is None
    assert mark.select("pre")[0].get_text() == "kept\n"  # no directive is obeyed
    assert " ".join(latex.get_text().split()).endswith("be <b>.")


def test_clear_output_and_update_leave_what_a_notebook_leaves(showcase_site: Site) -> None:
    page = article(showcase_site, "forms")
    assert "'second'" in outputs(showcase_site, "forms")
    assert [each.get_text() for each in page.select(".output-html em")] == ["from IPython"]
    shown = outputs(showcase_site, "forms")
    assert not any("gone" in text or "first" in text for text in shown)


def test_what_a_notebook_does_not_show_is_not_shown(showcase_site: Site) -> None:
    shown = outputs(showcase_site, "forms")
    assert shown[-2] == "'a text at the end'"
    assert "None" not in shown
    assert len(article(showcase_site, "forms").select("img")) == 1  # `red;` is silent


def test_printed_text_that_looks_like_a_directive_stays_as_printed(showcase_site: Site) -> None:
    printed = ":alt: a & b < c\n   :srcset: /images/x.png 2x\n.. image-sg:: /images/mine.png\n```"
    assert outputs(showcase_site, "forms")[-1] == printed


def test_each_show_is_a_figure_and_a_figure_is_shown_once_for_each_time_it_is_asked_for(
    showcase_site: Site,
) -> None:
    page = article(showcase_site, "figures")
    order = [
        each.get("alt", each.get_text().strip())
        for each in page.select("img:not(.dark-figure), .sphx-glr-script-out pre")
    ]
    values = ("[<matplotlib", "Text(")
    order = [each for each in order if not str(each).startswith(values)]
    assert order == ["First <&>", "between", "figures", "Late", "Late", "Put off to the end"]


needs_ffmpeg = pytest.mark.skipif(
    shutil.which("ffmpeg") is None and not os.environ.get("REQUIRE_BROWSER"), reason="no ffmpeg"
)


@needs_ffmpeg
def test_an_animation_is_a_film_of_the_site(showcase_site: Site) -> None:
    page = showcase_site.page("en", "films")
    films = article(showcase_site, "films").select("video")
    assert len(films) == 3
    for film in films:
        source = film.select_one("source") or film
        path = page.parent / str(source["src"])
        assert b"ftyp" in path.read_bytes()[:16]
        assert path.is_relative_to(showcase_site.root / "build/html/en") or ".." in str(path)
        assert film.has_attr("controls")
        assert not film.has_attr("autoplay")
    assert [film.get("aria-label") for film in films] == ["It moves", "It moves", None]
    assert not article(showcase_site, "films").select("img[src*='It moves']")


@needs_ffmpeg
def test_sounds_and_files_where_the_code_runs_come_along(showcase_site: Site) -> None:
    page = showcase_site.page("en", "films")
    (sound,) = article(showcase_site, "films").select("audio")
    assert (page.parent / str(sound["src"])).read_bytes() == b"RIFF"
    (own,) = article(showcase_site, "films").select(".output-html img")
    assert own["alt"] == "its own"
    assert (page.parent / str(own["src"])).read_bytes().startswith(b"\x89PNG")


def test_what_no_page_can_show_is_told_at_the_line_of_its_cell(showcase_site: Site) -> None:
    said = (showcase_site.root / "said.txt").read_text(encoding="utf-8")
    lines = showcase_site.script("told").read_text(encoding="utf-8").split("\n")
    cells = [number for number, line in enumerate(lines, 1) if line.startswith("# %%")][2:]
    told = re.findall(r"told\.py:(\d+): WARNING: \[(\w+)\] (.*?);", said)
    assert len(told) in (4, 8)  # once, or once for each language
    found = {(int(line), rule): message for line, rule, message in told}
    places = [(cell + 1, rule) for cell, rule in zip(cells, RULES, strict=True)]
    assert sorted(found) == places
    assert "needs a script" in found[places[0]]
    assert "https://example.org/a.png" in found[places[1]]
    assert "application/x-widget" in found[places[2]]
    assert "no ffmpeg" in found[places[3]]
    assert "Drawn()" in outputs(showcase_site, "told")
    assert "a picture" in article(showcase_site, "told").get_text()
    assert len(article(showcase_site, "told").select("img")) == 1  # the first frame
    others = [line for line in said.split("\n") if "WARNING" in line and "told.py" not in line]
    assert others == []
    assert TOLD.count("# %%") == 3


RULES = ("policy", "policy", "output", "output")


def test_a_finding_of_an_output_can_be_kept_quiet(tmp_path: Path, showcase_site: Site) -> None:
    shutil.copytree(showcase_site.root, tmp_path / "site")
    site = Site(tmp_path / "site", showcase_site.languages)
    shutil.rmtree(site.root / "build" / "html")
    with (site.root / "docs" / "conf.py").open("a") as conf:
        conf.write('suppress_warnings = ["bilingual_gallery.policy"]\n')
    told = re.findall(r"WARNING: \[(\w+)\]", build_here(site))
    assert told == ["output", "output"]


def test_the_book_has_the_same_and_a_checker_accepts_it(
    tmp_path: Path, showcase_site: Site, epubcheck: list[str]
) -> None:
    shutil.copytree(showcase_site.root, tmp_path / "site")
    site = Site(tmp_path / "site", showcase_site.languages)
    with (site.root / "docs" / "conf.py").open("a") as conf:
        conf.write('suppress_warnings = ["bilingual_gallery.policy", "bilingual_gallery.output"]\n')
    done = site.run("build", "docs", "build/epub", "-b", "epub", "-W")
    told = re.findall(r"films\.py:\d+: WARNING: (.*) \[", done.stdout + done.stderr)
    assert set(told) == {"a book cannot hold the sound sphx_glr_films_005.wav; make it an MP3"}
    assert (done.stdout + done.stderr).count("WARNING") == len(told)
    for language in site.languages:
        folder = site.root / "build/epub" / language
        tables = ElementTree.parse(folder / "tutorials/blitz/tables.xhtml")
        assert len(tables.findall(".//{http://www.w3.org/1999/xhtml}th")) == 32
        (book,) = folder.glob("*.epub")
        checked = subprocess.run([*epubcheck, "-q", book], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr
