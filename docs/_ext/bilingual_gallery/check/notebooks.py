"""Code that a notebook does not run as the page did: there a loop of asyncio runs already."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ..source.asyncio_names import called
from ..source.code import CodeCell
from .finding import Finding

_RULE = "notebook"
RULES = frozenset([_RULE])


def check(path: Path, cell: CodeCell) -> Iterator[Finding]:
    """Calls that raise in a notebook; outside functions `asyncio.run` is `await` there."""
    source = cell.source
    if not cell.asyncio and "asyncio" not in source and "run_until_complete" not in source:
        return
    rows = [line.number for line in cell.lines if line.run]
    for node, in_function in _calls(ast.parse(source), False):
        name = called(node.func, cell.asyncio)
        if name == "asyncio.Runner":
            mend = "asyncio.Runner fails in a notebook; write `asyncio.run(…)` outside functions"
        elif name == "asyncio.run" and in_function:
            mend = "asyncio.run in a function fails in a notebook; call it outside functions"
        elif name.endswith(".run_until_complete"):
            mend = (
                "run_until_complete fails in a notebook; write `asyncio.run(…)` outside functions"
            )
        else:
            continue
        yield Finding(path, rows[node.lineno - 1], _RULE, mend)


def _calls(node: ast.AST, in_function: bool) -> Iterator[tuple[ast.Call, bool]]:
    """The calls below a node, each with whether it stands in a function."""
    inside = in_function or isinstance(
        node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
    )
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, inside
        yield from _calls(child, inside)
