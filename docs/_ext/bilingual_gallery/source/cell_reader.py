"""Jupytext's reader of cells, and its other modules, without the rest of Jupytext.

``import jupytext`` also loads what a server of notebooks needs, which takes longer than to read all scripts
of a course. None of what is used here asks for that: its modules are loaded in a package that has the
modules of Jupytext, and not what is imported with it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from typing import Any

_PACKAGE = f"{__name__}.jupytext"


def module(name: str) -> Any:
    """A module of Jupytext by its name there."""
    if _PACKAGE not in sys.modules:
        _make_package()
    return import_module(f"{_PACKAGE}.{name}")


def _make_package() -> None:
    found = find_spec("jupytext")
    assert found is not None  # pyproject.toml asks for it
    spec = ModuleSpec(_PACKAGE, None, is_package=True)
    spec.submodule_search_locations = found.submodule_search_locations
    sys.modules[_PACKAGE] = module_from_spec(spec)


class CellReader(module("cell_reader").DoublePercentScriptCellReader):  # type: ignore[misc]
    """What reads one cell of a script in the percent format; code stays as it stands there."""

    def uncomment_code_and_magics(self, lines: list[str]) -> Any:
        """What a cell says: prose without the signs of comments."""
        return lines if self.cell_type == "code" else super().uncomment_code_and_magics(lines)
