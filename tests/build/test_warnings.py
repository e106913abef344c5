"""Warnings of ours: each has a type by which conf.py keeps it quiet, and what others write is left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from helpers import TUTORIAL, Site, build_here, make_site
from sphinx_gallery import backreferences

PICTURE = """\

```{eval-rst}
.. image-sg:: /dot.png
   :alt: A dot
   :srcset: /dot.png, /dot_2_0x.png 2.00x
```

```{eval-rst}
.. image-sg:: /dot.png
   :alt: Another dot
   :srcset: /dot.png, /dot_2_0x.png 2.00x
```
"""
DOT = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15"
    b"\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00"
    b"IEND\xaeB`\x82"
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small site whose home page has two figures, so that one who warns twice is caught."""
    site = make_site(tmp_path, {"small": TUTORIAL, "other": TUTORIAL.replace("small", "other")})
    for language in site.languages:
        home = tmp_path / "docs" / language
        for name in ("dot.png", "dot_2_0x.png"):
            (home / name).write_bytes(DOT)
        index = home / "index.md"
        index.write_text(index.read_text() + PICTURE)
    return site


def soup_of(site: Site, page: str) -> BeautifulSoup:
    text = (site.root / "build/html/en" / page).read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def suppress(site: Site, subtype: str) -> None:
    conf = site.root / "docs/conf.py"
    conf.write_text(f'{conf.read_text()}suppress_warnings = ["bilingual_gallery.{subtype}"]\n')


def test_nothing_is_warned_of_while_the_others_are_as_we_know_them(site: Site) -> None:
    assert build_here(site) == ""
    (first, second) = soup_of(site, "index.html").find_all("img", srcset=True)
    assert first["width"] == second["height"] == "1"
    card = soup_of(site, "tutorials/blitz/index.html").find(class_="card-text")
    assert card is not None and card.get_text() == "The first paragraph. It uses print."


@pytest.mark.parametrize(
    ("subtype", "text", "said"),
    [
        ("spelling", TUTORIAL.replace("It uses", "It usees"), "small.py:11: WARNING: [spelling]"),
        (
            "tex",
            TUTORIAL.replace("$a^2$", r"$\nosuch$"),
            r"small.py:27: WARNING: [tex] the formula \nosuch",
        ),
    ],
    ids=["finding", "formula"],
)
def test_conf_py_keeps_a_warning_quiet_by_its_type(
    tmp_path: Path, subtype: str, text: str, said: str
) -> None:
    site = make_site(tmp_path, {"small": text})
    told = build_here(site)
    assert said in told
    assert f"[bilingual_gallery.{subtype}]" in told
    suppress(site, subtype)
    assert build_here(site) == ""


def test_a_figure_that_is_written_in_another_way_is_left_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bilingual_gallery.pages import figures

    written = figures.visit_imgsg_html

    def other(translator, node):  # type: ignore[no-untyped-def]
        written(translator, node)
        translator.body[-1] = translator.body[-1].replace("<img src=", "<img\nsrc=")

    monkeypatch.setattr(figures, "visit_imgsg_html", other)
    told = build_here(site)
    assert told.count("[bilingual_gallery.figures]") == told.count("WARNING") == 1
    images = soup_of(site, "index.html").find_all("img", srcset=True)
    assert len(images) == 2
    assert not any(image.get("width") or image.get("loading") for image in images)


def test_a_card_that_is_written_in_another_way_is_left_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backreferences.THUMBNAIL_TEMPLATE
    after = before.replace("  :doc:`{doc_name}`\n", "  :doc:`{doc_name}`, :doc:`{doc_name}`\n")
    assert after != before
    monkeypatch.setattr(backreferences, "THUMBNAIL_TEMPLATE", after)
    told = build_here(site)
    assert told.count("[bilingual_gallery.cards]") == told.count("WARNING") == 1
    cards = soup_of(site, "tutorials/blitz/index.html").find_all(class_="sphx-glr-thumbcontainer")
    assert [card.get("tooltip") for card in cards] == ["The first paragraph. It uses print."] * 2
    assert not any(card.find(class_="card-text") for card in cards)


def test_a_navigation_that_is_written_in_another_way_is_left_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    import furo
    import furo.navigation

    conf = site.root / "docs/conf.py"
    conf.write_text(conf.read_text().replace('html_theme = "basic"', 'html_theme = "furo"'))
    made = furo.navigation.get_navigation_tree

    def other(toctree: str) -> str:
        return made(toctree).replace('<li class="', '<li data-new="" class="')

    for module in (furo.navigation, furo):
        monkeypatch.setattr(module, "get_navigation_tree", other)
    told = build_here(site)
    assert told.count("[bilingual_gallery.navigation]") == told.count("WARNING") == 1
    tree = soup_of(site, "tutorials/blitz/small.html").find(class_="sidebar-tree")
    assert tree is not None
    (current,) = tree.find_all(class_="current-page")
    assert current.has_attr("data-new")
    assert "A small guide" in current.get_text()


def test_the_check_does_not_tell_what_conf_py_keeps_quiet(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL.replace("It uses", "It usees")})
    command = [sys.executable, "-m", "bilingual_gallery", "check", "docs"]

    def check() -> tuple[int, str]:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    status, told = check()
    assert status == 1
    assert "small.py:11: [spelling]" in told
    suppress(site, "doubled")
    assert check() == (1, told)
    suppress(site, "spelling")
    assert check() == (0, "")
