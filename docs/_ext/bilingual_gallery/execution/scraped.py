"""What the scrapers of Sphinx-Gallery write of a cell's figures, read as outputs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from .output import Figures, Markup, Picture
from .worded import Worded

# A figure as Sphinx-Gallery writes it, and what stands around several of them.
_FIGURE = re.compile(
    r"^ *\.\. image-sg:: /images/(?P<file>.+)\n +:alt: ?(?P<alt>.*)\n"
    r" +:srcset: (?P<srcset>.+)\n +:class: sphx-glr-(?:single|multi)-img\n",
    re.MULTILINE,
)
_AROUND = re.compile(r"\.\. rst-class:: sphx-glr-horizontal|[*\s]")


def figures_in(
    rst: str, dark: Mapping[str, str] = MappingProxyType({}), worded: Worded | None = None
) -> Figures | Markup:
    """What a scraper wrote: figures, where they are written as Sphinx-Gallery writes its own.

    ``dark`` has the names of files for dark pages by those of the figures, ``worded`` the figures in other
    words.
    """
    if _AROUND.sub("", _FIGURE.sub("", rst)):
        return Markup(rst)
    pictures = [_picture(found, dark) for found in _FIGURE.finditer(rst)]
    return Figures([worded.known_of(each) if worded else each for each in pictures])


def _picture(found: re.Match[str], dark: Mapping[str, str]) -> Picture:
    finer = {}
    for each in found["srcset"].split(", "):
        path, _, factor = each.partition(" ")
        if factor:
            finer[factor] = path.removeprefix("/images/")
    files = {"1x": found["file"], **finer}
    dark = {factor: dark[file] for factor, file in files.items() if file in dark}
    return Picture(found["file"], finer, found["alt"], dark=dark)
