"""What a notebook offers to show values in the middle of a cell: ``display``, its relatives, ``plt.show``.

``display`` is there without an import, as in a notebook. That of IPython comes to the page too; where
no IPython is installed, ``IPython.display`` is a module with the names that tutorials use.
"""

from __future__ import annotations

import builtins
import importlib.util
import itertools
import re
from typing import Any

from .after_import import after_import
from .collect import Collector
from .ipython import stand_in
from .plotly import offer_plotly

_USED = re.compile(r"^\s*(?:from|import)\s+IPython\b", re.MULTILINE)


class Handle:
    """What ``display`` returns where it is asked for an id: shows another value in the same place."""

    def __init__(self, collector: Collector, name: str) -> None:
        self.display_id = name
        self._collector = collector

    def display(self, value: object, *, raw: bool = False, **_: Any) -> None:
        """Show a value anew, in the place where this is called."""
        self._collector.display((value,), raw=raw, name=self.display_id)

    def update(self, value: object, *, raw: bool = False, **_: Any) -> None:
        """Show a value in the place of the one before."""
        self._collector.update(self.display_id, value, raw=raw)


class Display:
    """The functions of IPython, for one run."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._ids = (f"display-{number}" for number in itertools.count(1))

    def display(
        self,
        *values: object,
        raw: bool = False,
        display_id: Any = None,
        clear: bool = False,
        **_: Any,
    ) -> Handle | None:
        """Show values, each in the best of its forms."""
        if clear:
            self._collector.clear(wait=True)
        name = next(self._ids) if display_id is True else display_id
        self._collector.display(values, raw=raw, name=name)
        return None if name is None else Handle(self._collector, name)

    def update_display(
        self, value: object, *, display_id: str, raw: bool = False, **_: Any
    ) -> None:
        """Show a value in the place of the one that was displayed under this id."""
        self._collector.update(display_id, value, raw=raw)

    def publish_display_data(self, data: object, metadata: object = None, **_: Any) -> None:
        """Show a MIME bundle."""
        self._collector.display((data,), raw=True, name=None)

    def clear_output(self, wait: bool = False) -> None:
        """Take back what the cell has given."""
        self._collector.clear(wait=wait)


_NAMES = ("display", "update_display", "publish_display_data", "clear_output")


def offer(collector: Collector, source: str) -> None:
    """Let the code in ``source`` show values by way of ``collector`` from now on."""
    ours = Display(collector)
    builtins.display = ours.display  # type: ignore[attr-defined]

    def take_over(module: Any) -> None:
        for name in _NAMES:
            setattr(module, name, getattr(ours, name))

    def show(*_: Any, **__: Any) -> None:
        """Show the open figures here."""  # a function, because pyplot gives it a signature
        collector.show()

    def draw_here(pyplot: Any) -> None:
        pyplot.show = show

    after_import("matplotlib.pyplot", draw_here)
    offer_plotly(collector)
    if importlib.util.find_spec("IPython") is not None:
        after_import("IPython.core.display_functions", take_over)
        after_import("IPython.display", take_over)
    elif _USED.search(source):
        stand_in(take_over)
