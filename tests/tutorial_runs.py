"""The project's tutorials, run by the tests that check the facts their prose states."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pages import ROOT


@dataclass(frozen=True)
class Run:
    """A tutorial that was run from top to bottom: the names it left, and what it printed."""

    names: Mapping[str, Any]
    printed: str


@cache
def run_tutorial(name: str) -> Run:
    """Run ``gallery/<name>.py`` once a session, in an empty folder of its own and without a screen."""
    os.environ["MPLBACKEND"] = "agg"
    import matplotlib.pyplot as plt
    import torch

    threads = torch.get_num_threads()
    script = ROOT / "gallery" / f"{name}.py"
    names: dict[str, Any] = {"__name__": "__main__", "__file__": str(script)}
    printed = io.StringIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(printed),
        warnings.catch_warnings(),
    ):
        # Agg cannot show a figure and says so at every plt.show(); here that is as it should be.
        warnings.filterwarnings("ignore", "FigureCanvasAgg")
        exec(compile(script.read_text(encoding="utf-8"), str(script), "exec"), names)
        plt.close("all")
    torch.set_num_threads(threads)  # a tutorial may ask for one
    return Run(names, printed.getvalue())
