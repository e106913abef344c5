"""What the scrapers of Sphinx-Gallery write of a cell's figures, read as outputs."""

from __future__ import annotations

import re

from .output import Figures, Markup, Picture

# A figure as Sphinx-Gallery writes it, and what stands around several of them.
_FIGURE = re.compile(
    r"^ *\.\. image-sg:: /images/(?P<file>.+)\n +:alt: ?(?P<alt>.*)\n"
    r" +:srcset: (?P<srcset>.+)\n +:class: sphx-glr-(?:single|multi)-img\n",
    re.MULTILINE,
)
_AROUND = re.compile(r"\.\. rst-class:: sphx-glr-horizontal|[*\s]")


def figures_in(rst: str) -> Figures | Markup:
    """What a scraper wrote: figures, where they are written as Sphinx-Gallery writes its own."""
    if _AROUND.sub("", _FIGURE.sub("", rst)):
        return Markup(rst)
    return Figures([_picture(found) for found in _FIGURE.finditer(rst)])


def _picture(found: re.Match[str]) -> Picture:
    finer = {}
    for each in found["srcset"].split(", "):
        path, _, factor = each.partition(" ")
        if factor:
            finer[factor] = path.removeprefix("/images/")
    return Picture(found["file"], finer, found["alt"])
