"""Figures of Plotly, which need a script to move: their picture, where Kaleido can make one."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from .after_import import after_import
from .collect import Collector
from .forms import PLAIN

_FACTORS = (1, 2)
_NO_PICTURE = (
    "a figure of Plotly is shown as its text, because its page would need a script, and no picture could"
    " be made of it: %s; install kaleido, and Chrome or Chromium for it"
)


def offer_plotly(collector: Collector) -> None:
    """From now on, figures of Plotly that are shown come to ``collector``."""

    def show(figure: Any, *_: Any, **__: Any) -> None:
        if isinstance(figure, dict):
            figure = importlib.import_module("plotly.graph_objects").Figure(figure)
        _show(collector, figure)

    def take_over(module: Any) -> None:
        module.show = show

    def show_itself(module: Any) -> None:
        module.BaseFigure._ipython_display_ = show

    after_import("plotly.io", take_over)
    after_import("plotly.basedatatypes", show_itself)


def _show(collector: Collector, figure: Any) -> None:
    if importlib.util.find_spec("kaleido") is None:
        why = "there is no kaleido"
    else:
        try:
            files = [figure.to_image(format="png", scale=factor) for factor in _FACTORS]
        except Exception as error:  # of whatever Kaleido runs
            why = (str(error).strip() or type(error).__name__).splitlines()[0]
        else:
            collector.add_picture(*files, title=str(figure.layout.title.text or ""))
            return
    collector.display(({PLAIN: repr(figure)},), raw=True, name=None)
    collector.remark("output", _NO_PICTURE % why)
