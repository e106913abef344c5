"""Jupytext's reader of cells, without the rest of Jupytext.

``import jupytext`` also loads what a server of notebooks needs, which takes longer than to read all scripts
of a course. The reader asks for none of that: its module is loaded in a package that has the modules of
Jupytext, and not what is imported with it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from typing import Any

_PACKAGE = f"{__name__}.jupytext"


def _reader() -> Any:
    found = find_spec("jupytext")
    assert found is not None  # pyproject.toml asks for it
    spec = ModuleSpec(_PACKAGE, None, is_package=True)
    spec.submodule_search_locations = found.submodule_search_locations
    sys.modules[_PACKAGE] = module_from_spec(spec)
    return import_module(f"{_PACKAGE}.cell_reader").DoublePercentScriptCellReader


class CellReader(_reader()):  # type: ignore[misc]
    """What reads one cell of a script in the percent format; code stays as it stands there."""

    def uncomment_code_and_magics(self, lines: list[str]) -> Any:
        """What a cell says: prose without the signs of comments."""
        return lines if self.cell_type == "code" else super().uncomment_code_and_magics(lines)
