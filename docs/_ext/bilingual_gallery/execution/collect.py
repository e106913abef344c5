"""The outputs of each cell, in the order in which a reader of the notebook sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..compat import Cell, Result
from .failure import as_told
from .interpreter import be_main, wait_for_late_ones
from .output import Figures, Markup, Output, Picture, Printed, Value

# A figure as Sphinx-Gallery writes it, and what stands around several of them.
_FIGURE = re.compile(
    r"^ *\.\. image-sg:: /images/(?P<file>.+)\n +:alt: ?(?P<alt>.*)\n"
    r" +:srcset: (?P<srcset>.+)\n +:class: sphx-glr-(?:single|multi)-img\n",
    re.MULTILINE,
)
_AROUND = re.compile(r"\.\. rst-class:: sphx-glr-horizontal|[*\s]")
# Lets a cell leave its figures to the next one.
_PUT_OFF = re.compile(r"^[ \t]*#\s*sphinx_gallery_defer_figures\b", re.MULTILINE)
# How long, in seconds, threads and processes are waited for that go on after the last cell.
_LATE = 2.0
_MIME = {"_repr_html_": "text/html"}


class Collector:
    """Takes what a cell gives while it runs; one for a run.

    ``printed`` returns what was printed since it was asked last. ``beside`` is what was printed
    while no cell ran, by the cell that had run before.
    """

    def __init__(self, script: Path, printed: Callable[[], list[Printed]]) -> None:
        self._script = script
        self._printed = printed
        self._outputs: list[Output] = []
        self._cell: Cell | None = None
        self._runs = False
        self.beside: list[str] = []

    def begin(self, cell: Cell) -> None:
        """Called before a cell runs."""
        self._take_rest()
        self._outputs, self._cell, self._runs = [], cell, True
        be_main(cell.main, self._script)

    def ran(self) -> None:
        """Called when the code of the cell has run, and again after it."""
        if self._runs:
            self._take_text()
            self._runs = False

    def end(self, result: Result) -> list[Output]:
        """Called when all of the cell is done; returns what it gave."""
        if result.form is not None:
            mime = _MIME.get(result.form, "text/plain")
            self._outputs.append(Value({mime: result.text}))
        self._take_figures(result.figures)
        return self._outputs

    def failed(self, error: Exception) -> list[Output]:
        """Called when the cell of an example that is meant to fail has failed; returns what it gave.

        Raises the error where it does not come from the script.
        """
        self.ran()
        self._outputs.append(Printed(as_told(error, self._script)))
        self._take_figures(self._cell.figures() if self._cell else "")
        return self._outputs

    def left(self) -> list[Output]:
        """Called after the last cell; returns what comes late: text, and figures put off to a next cell."""
        if self._cell is None:
            return []
        self._outputs = []
        wait_for_late_ones(_LATE)
        self._take_text()
        if _PUT_OFF.search(self._cell.source):
            self._take_figures(self._cell.figures())
        self._take_rest()
        del self.beside[0]  # from before the first cell
        return self._outputs

    def _take_text(self) -> None:
        texts = self._printed()
        if not all(each.text.isspace() or not each.text for each in texts):
            self._outputs += texts

    def _take_rest(self) -> None:
        self.beside.append("".join(each.text for each in self._printed()))

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
