"""What a run shows the author of: letters that a figure cannot draw, settings that no reader has."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .entry import Remark
from .imports import syntax_of
from .warned import GLYPH


def of_figures(cell: int, said: str) -> Iterator[Remark]:
    """What was printed while a cell ran and its figures were drawn says of letters without a glyph."""
    letters, fonts = "", ""
    for missing in GLYPH.finditer(said):
        letter = chr(int(missing[1]))
        letters += letter if letter not in letters else ""
        fonts = missing[2] or "the font"
    if letters:
        message = f"a figure shows boxes for {letters}, which {fonts} does not have; install a font that does"
        yield Remark(
            cell, "glyph", f"{message} (Noto Sans CJK, Nanum Gothic), or choose one in the code"
        )


def of_environment(cells: Sequence[str], known: set[str]) -> Iterator[Remark]:
    """The variables of the environment that the code reads and that are not ``known``."""
    own = {name for cell in cells for name, is_set in _variables(cell) if is_set}
    for number, cell in enumerate(cells):
        for name in sorted({name for name, is_set in _variables(cell) if not is_set} - known - own):
            yield Remark(
                number,
                "environment",
                f"the code reads the variable {name}, and its outputs stay when that changes; "
                "list it in bilingual_gallery_environment",
            )


def of_matplotlib() -> Iterator[Remark]:
    """A file of settings that figures were drawn with and that readers do not have."""
    if "matplotlib" in sys.modules:
        import matplotlib

        path = Path(matplotlib.matplotlib_fname()).resolve()
        if not path.is_relative_to(Path(matplotlib.__file__).resolve().parent):
            where = "the file that MATPLOTLIBRC names"
            if "MATPLOTLIBRC" not in os.environ:
                where = f"a {path.name} of this machine"
            message = f"figures are drawn with the settings in {where}, which readers do not have"
            yield Remark(
                0, "environment", f"{message}; write them in the code, or take that file away"
            )


def _variables(cell: str) -> Iterator[tuple[str, bool]]:
    """The variables that the code names, and whether it sets them there."""
    tree = syntax_of(cell)
    for node in ast.walk(tree) if tree else ():
        match node:
            case ast.Subscript(
                value=ast.Attribute(attr="environ") | ast.Name(id="environ"),
                slice=ast.Constant(value=str(name)),
                ctx=context,
            ):
                yield name, not isinstance(context, ast.Load)
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Attribute(attr="environ") | ast.Name(id="environ"),
                    attr="get" | "pop" | "setdefault" as method,
                ),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name, method == "setdefault"
            case ast.Call(
                func=ast.Attribute(attr="getenv") | ast.Name(id="getenv"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name, False
