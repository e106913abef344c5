"""One style for all figures of a site, which conf.py names: in force, in the key, told if it cannot be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bilingual_gallery.config import settings_of
from helpers import Site, make_site
from pages import ROOT
from PIL import Image
from readers import soup

DRAWS = '''\
# %% [markdown] lang="en"
"""
# Figures

They have a style.
"""

# %%
from matplotlib.figure import Figure

print(Figure().get_size_inches().tolist())

# %%
import matplotlib.pyplot as plt

print(plt.rcParams["font.size"], plt.rcParams["font.family"][0], plt.rcParams["backend"])
plt.plot([1, 2])
plt.show()
'''
STYLE = "# Small.\nfigure.figsize: 2, 1\nfont.size: 21\nfont.family: serif\nbackend: pdf\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = make_site(tmp_path, {"small": DRAWS}, ("en",))
    site.add_to_conf('bilingual_gallery_figure_style = "looks/own.mplstyle"')
    (tmp_path / "docs/looks").mkdir()
    return site


def test_figures_have_the_style_and_run_again_when_it_changes(site: Site) -> None:
    sheet = site.root / "docs/looks/own.mplstyle"
    for style, said, width in (
        (STYLE.replace("backend: pdf\n", ""), "21.0 serif", 200),
        ("figure.dpi: 50\n", "10.0 sans-serif", 320),
        ("", "10.0 sans-serif", 640),
    ):
        sheet.write_text(style, encoding="utf-8")
        done = site.make()
        assert done.returncode == 0, done.stdout + done.stderr
        page = soup(site.page("en"))
        size, own = (block.get_text().strip() for block in page.select(".sphx-glr-script-out pre"))
        assert own.lower().startswith(said) and "agg" in own.lower()
        assert size == ("[2.0, 1.0]" if width == 200 else "[6.4, 4.8]")
        picture = site.root / "build/html/en/_images/sphx_glr_small_001.png"
        assert Image.open(picture).width == width


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("font.size: 21\nfont.colour: red\n", r"small\.py:\d+: .*figure_style.*line 2.*font\.colour"),
        ("font.size: large\n", r"small\.py:\d+: .*figure_style.*line 1.*font\.size"),
        (STYLE, r"small\.py:\d+: .*figure_style.*backend"),
        (None, r"own\.mplstyle:1: cannot be read: No such file or directory; "
         r"name the right file in bilingual_gallery_figure_style of conf\.py"),
    ],
    ids="key value backend missing".split(),
)  # fmt: skip
def test_a_style_that_cannot_be_ends_the_build_with_what_is_wrong(
    site: Site, style: str | None, message: str
) -> None:
    if style is not None:
        (site.root / "docs/looks/own.mplstyle").write_text(style, encoding="utf-8")
    done = site.make()
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert re.search(message, said), said
    assert "Traceback" not in said


def test_letters_of_the_course_can_be_read_on_a_telephone() -> None:
    path = settings_of(ROOT / "docs").figure_style
    assert path is not None
    from matplotlib import rc_params_from_file

    style = rc_params_from_file(path, fail_on_error=True)
    for inches in (style["figure.figsize"][0], 7):
        shrunk = 358 / (inches * style["figure.dpi"])
        assert style["font.size"] * style["figure.dpi"] / 72 * shrunk >= 10
    kinds = ("title", "label", "fontsize")
    sizes = {
        name: style[name] for name in style if name.endswith("size") and any(map(name.count, kinds))
    }
    assert set(sizes.values()) == {"medium"}, sizes
