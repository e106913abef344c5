"""Films and sounds in prose: the site's own are on the site, and what is not there is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from helpers import TUTORIAL, Site, make_site

SHOWN = (
    '<video src="rain.mp4" poster="rain.png" controls></video>\n#\n'
    '# <audio src="_static/rain.mp3" controls></audio>\n#\n'
    '# Text with <video src="https://example.org/a.mp4"></video> in it.\n#\n'
    '# <video controls><source src="gone.mp4"></video>'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    ending = f"\n\n# %% [markdown]\n# {SHOWN}\n"
    site = make_site(tmp_path_factory.mktemp("media"), {"small": TUTORIAL + ending})
    for name in ("rain.mp4", "rain.png"):
        (site.script("small").parent / name).write_bytes(name.encode())
    static = site.root / "docs" / "_static"
    static.mkdir()
    (static / "rain.mp3").write_bytes(b"rain.mp3")
    with (site.root / "docs" / "conf.py").open("a") as conf:
        conf.write('html_static_path = ["_static"]\n')
    done = site.make()
    (site.root / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    return site


def test_the_sites_own_films_and_sounds_are_where_their_page_looks_for_them(site: Site) -> None:
    page = site.page("en")
    html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    film, sound = html.select("article video")[0], html.select("article audio")[0]
    found = {
        str(each): (page.parent / str(each)).resolve() for each in (film["src"], film["poster"])
    }
    assert [path.read_bytes() for path in found.values()] == [b"rain.mp4", b"rain.png"]
    assert (page.parent / str(sound["src"])).resolve().read_bytes() == b"rain.mp3"
    assert all(Path(path).is_relative_to(site.root / "build/html/en") for path in found.values())


def test_a_film_that_is_not_there_is_told_at_its_line(site: Site) -> None:
    lines = site.script("small").read_text(encoding="utf-8").split("\n")
    (line,) = [number for number, text in enumerate(lines, 1) if "gone.mp4" in text]
    said = (site.root / "said.txt").read_text(encoding="utf-8")
    assert "Traceback" not in said, said
    told = re.findall(r"small\.py:(\d+): WARNING: (\S+) is not there", said)
    assert set(told) == {(str(line), "gone.mp4")}
