"""Figures: drawn for light pages and for dark ones, with a caption, and in the whole window if wanted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from bs4 import Tag
from helpers import Site, dressed
from PIL import Image
from readers import soup, until

SCRIPT = '''\
# %% [markdown] lang="ko"
"""
# 그림

선 하나와 작은 이미지입니다.
"""

# %% [markdown] lang="en"
# # Figures
#
# A line and a small picture.

# %%
import matplotlib.pyplot as plt

fig, (one, two) = plt.subplots(1, 2, figsize=(6.4, 2.3))
one.plot([1, 2], color="black")
one.set_title("A line and a picture")
two.imshow([[0, 1], [1, 0]], cmap="gray")
two.text(0, 0, "on", color="white")
plt.show()

# %% [markdown] lang="ko"
# :::{container} caption
# 선은 오르고, 이미지의 색은 *그대로*입니다.
# :::

# %% [markdown] lang="en"
# :::{container} caption
# The line rises, and the picture keeps *its* colors.
# :::

# %%
dark = plt.figure(figsize=(2, 1), facecolor="black")
plt.show()

# %%
plt.figure(figsize=(2, 1))
plt.figure(figsize=(2, 1))
plt.show()
'''


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = dressed(tmp_path_factory.mktemp("figures"), {"figures": SCRIPT})
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def zooms(site: Site, language: str = "en") -> list[Tag]:
    return soup(site.page(language, "figures")).select("article a.zoom")


def pixels(site: Site, address: object) -> Any:
    path = site.page("en", "figures").parent / str(address)
    return np.asarray(Image.open(path).convert("RGBA")).astype(int)


def test_a_figure_leads_to_its_finest_file_and_has_a_drawing_for_dark_pages(site: Site) -> None:
    first, own_ground, *both = zooms(site)
    light, dark = first.select("img")
    assert str(first["href"]).endswith("sphx_glr_figures_001_2_00x.png")
    assert str(dark["src"]).endswith("sphx_glr_figures_001_dark.png")
    assert str(dark["srcset"]).endswith("sphx_glr_figures_001_2_00x_dark.png 2.00x")
    for name in ("alt", "width", "height", "loading"):
        assert light[name] == dark[name]
    assert len(own_ground.select("img")) == 1  # who draws on black has it so everywhere
    assert [len(each.select("img")) for each in both] == [2, 2]


def test_light_and_dark_change_places_and_a_picture_keeps_its_colors(site: Site) -> None:
    light, dark = (pixels(site, image["src"]) for image in zooms(site)[0].select("img"))
    assert light.shape == dark.shape
    assert light[2, 2].tolist() == [255, 255, 255, 255]
    assert dark[2, 2, 3] == 0  # the page's own paper
    middle = light.shape[1] // 2
    ink = (light[:, :middle, :3].max(axis=2) < 60) & (dark[:, :middle, 3] == 255)
    assert ink.sum() > 200
    assert dark[:, :middle][ink][:, :3].min() > 150
    for shade in (0, 255):  # two of the picture's four squares each
        kept = (light == [shade, shade, shade, 255]).all(axis=2) & (light == dark).all(axis=2)
        assert kept.sum() > 10_000


def test_what_stands_below_a_figure_is_its_caption_in_each_language(site: Site) -> None:
    for language, words in (("ko", "그대로"), ("en", "keeps its colors")):
        figure = zooms(site, language)[0].parent
        assert figure is not None and figure.name == "figure"
        caption = figure.select_one("figcaption p[data-piece]")
        assert caption is not None and words in caption.get_text()
    assert zooms(site)[1].find_parent("figure") is None


SEEN = """[...document.querySelectorAll("article a.zoom")[0].children]
    .filter(each => each.checkVisibility()).map(each => each.className)"""
ZOOMED = """() => {
    const dialog = document.querySelector(".zoomed"), image = dialog.querySelector("img");
    return { open: dialog.open, name: dialog.getAttribute("aria-label"), at: document.activeElement.tagName,
        file: image?.src.split("/").at(-1), wide: image?.clientWidth,
        scrolls: dialog.scrollWidth > dialog.clientWidth };
}"""


@pytest.mark.browser
def test_one_of_the_two_drawings_is_seen(site: Site, browser: Any) -> None:
    tab = browser.new_page(color_scheme="dark")
    tab.goto(site.page("ko", "figures").as_uri())
    assert tab.evaluate(SEEN) == ["dark-figure"]
    tab.emulate_media(media="print")
    assert tab.evaluate(SEEN) == ["sphx-glr-single-img"]
    tab.emulate_media(media="screen", color_scheme="light")
    assert tab.evaluate(SEEN) == ["sphx-glr-single-img"]
    tab.close()


@pytest.mark.browser
def test_a_figure_fills_the_window_by_key_and_by_finger_and_gives_the_focus_back(
    site: Site, browser: Any
) -> None:
    tab = browser.new_page(
        viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True
    )
    tab.goto(site.page("en", "figures").as_uri())
    link = tab.locator("article a.zoom").first
    link.focus()
    tab.keyboard.press("Enter")
    until(tab, "document.querySelector('.zoomed img')?.complete")
    seen = tab.evaluate(ZOOMED)
    assert seen["open"] and seen["name"] == "A line and a picture" and seen["at"] == "BUTTON"
    assert seen["file"] == "sphx_glr_figures_001_2_00x_dark.png"
    # All of it and what is said of it; by its button as large as on paper, where it scrolls, and small again.
    words = tab.locator(".zoomed .words")
    assert 380 <= seen["wide"] <= 390 and not seen["scrolls"]
    assert words.inner_text() == tab.locator("article figcaption").first.inner_text()
    picture = tab.locator(".zoomed img").bounding_box()
    assert words.bounding_box()["y"] >= picture["y"] + picture["height"]
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    seen = tab.evaluate(ZOOMED)
    assert seen["wide"] >= 640 and seen["scrolls"]
    tab.keyboard.press("Enter")
    assert tab.evaluate(ZOOMED)["wide"] <= 390
    tab.keyboard.press("Escape")
    until(tab, "!document.querySelector('.zoomed').open")
    assert tab.evaluate("document.activeElement.className") == "zoom"
    link.tap()
    until(tab, "document.querySelector('.zoomed').open")
    # A tap enlarges it about where it was, and closes nothing: who moves it may tap by accident.
    tab.touchscreen.tap(300, round(picture["y"] + picture["height"] / 2))
    until(tab, "document.querySelector('.zoomed img').clientWidth >= 640")
    assert tab.evaluate("document.querySelector('.zoomed').scrollLeft") > 100
    tab.touchscreen.tap(195, 400)
    until(tab, "document.querySelector('.zoomed img').clientWidth <= 390")
    tab.touchscreen.tap(195, 800)  # beside it
    until(tab, "!document.querySelector('.zoomed').open")
    assert tab.url == site.page("en", "figures").as_uri()
    tab.set_viewport_size({"width": 1440, "height": 900})
    link.click()
    until(tab, "document.querySelector('.zoomed img')?.complete")
    wide = tab.evaluate(ZOOMED)["wide"]
    assert 1000 < wide <= 1280 and not tab.evaluate(ZOOMED)["scrolls"]
    for size in ({"width": 844, "height": 390}, {"width": 1440, "height": 900}):
        tab.set_viewport_size(size)  # its buttons cover none of it
        until(tab, f"innerWidth === {size['width']}")
        picture, corner = (
            tab.locator(f".zoomed {each}").bounding_box() for each in ("img", ".larger")
        )
        if corner:
            assert (
                picture["x"] + picture["width"] <= corner["x"]
                or picture["y"] >= corner["y"] + corner["height"]
            )
    if tab.locator(".zoomed .larger").is_visible():
        tab.locator(".zoomed img").click()
        wide = tab.evaluate(ZOOMED)["wide"]
    assert wide == 1280  # twice as large, as many pixels as there are
    tab.close()
