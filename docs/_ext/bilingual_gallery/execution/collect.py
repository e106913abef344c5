"""The outputs of each cell, in the order in which a reader of the notebook sees them."""

from __future__ import annotations

import re

from ..compat import Cell, Result
from .output import Figures, Markup, Output, Picture, Printed, Value

# A figure as Sphinx-Gallery writes it, and what stands around several of them.
_FIGURE = re.compile(
    r"^ *\.\. image-sg:: /images/(?P<file>.+)\n +:alt: ?(?P<alt>.*)\n"
    r" +:srcset: (?P<srcset>.+)\n +:class: sphx-glr-(?:single|multi)-img\n",
    re.MULTILINE,
)
_AROUND = re.compile(r"\.\. rst-class:: sphx-glr-horizontal|[*\s]")
_MIME = {"_repr_html_": "text/html"}


class Collector:
    """Takes what a cell gives while it runs; one for a run."""

    def __init__(self) -> None:
        self._outputs: list[Output] = []
        self._cell: Cell | None = None

    def begin(self, cell: Cell) -> None:
        """Called before a cell runs."""
        self._outputs, self._cell = [], cell

    def end(self, result: Result) -> list[Output]:
        """Called when a cell has run; returns all that it gave."""
        self._take_text()
        if result.form is not None:
            mime = _MIME.get(result.form, "text/plain")
            self._outputs.append(Value({mime: result.text}))
        self._take_figures(result.figures)
        return self._outputs

    def left(self) -> list[Output]:
        """Called after the last cell; returns the figures that it put off to a cell that never came."""
        if self._cell is None:
            return []
        self._outputs = []
        self._take_figures(self._cell.figures())
        return self._outputs

    def _take_text(self) -> None:
        if self._cell is not None and (text := self._cell.printed()) and not text.isspace():
            self._outputs.append(Printed(text))

    def _take_figures(self, rst: str) -> None:
        if rst.strip():
            self._outputs.append(figures_in(rst))


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
