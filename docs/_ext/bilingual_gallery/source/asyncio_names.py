"""What a tutorial's code calls asyncio, and what is in it: a notebook's loop is running already."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

MODULE = "asyncio"
# As the code has it, and as it is called in its own module: `aio`, `asyncio`; `run`, `asyncio.run`.
Names = tuple[tuple[str, str], ...]
_STARRED = ("run", "Runner")  # what of `from asyncio import *` matters here


def names_in(sources: Iterable[str]) -> Names:
    """The names of a tutorial whose code cells are ``sources``; none that means something else too."""
    sources = list(sources)
    if not any(MODULE in source for source in sources):
        return ()
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    ours = {name: whole for node in nodes for name, whole in _imported(node)}
    others = {name for node in nodes for name in _bound(node)}
    return tuple((name, whole) for name, whole in ours.items() if name not in others)


def called(function: ast.expr, names: Names) -> str:
    """What a call calls, by its name in asyncio where it is from there."""
    known: Mapping[str, str] = {MODULE: MODULE, **dict(names)}
    first, dot, rest = ast.unparse(function).partition(".")
    return f"{known.get(first, first)}{dot}{rest}"


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        yield from ((each.asname or MODULE, MODULE) for each in node.names if each.name == MODULE)
    elif isinstance(node, ast.ImportFrom) and node.module == MODULE and not node.level:
        for each in node.names:
            for name in _STARRED if each.name == "*" else (each.name,):
                yield each.asname or name, f"{MODULE}.{name}"


def _bound(node: ast.AST) -> Iterator[str]:
    """What a node gives a name to that is not of asyncio."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Import | ast.ImportFrom):
        own = {name for name, _ in _imported(node)}
        bound = {each.asname or each.name.partition(".")[0] for each in node.names}
        yield from bound - own - {MODULE}
