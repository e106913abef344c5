"""Names in code, with what is asked of them behind dots, and where they stand: `torch.cat`, `loss.backward`."""

from __future__ import annotations

import ast
import builtins
import symtable
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
_INNER = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True)
class Chain:
    """A name and the attributes behind it; ``places`` says of each part its line and columns, from 0."""

    parts: tuple[str, ...]
    places: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Bindings:
    """What a piece of code does to names.

    ``times`` is how often its outermost level binds or deletes each, ``imports`` how often by an import. What
    a loop goes through may be of several kinds, so its names count twice.
    ``within`` are names that a function, a class or a comprehension in it has as its own, or changes.
    """

    times: Counter[str]
    imports: Counter[str]
    within: frozenset[str]


def parsed(source: str) -> ast.Module | None:
    """The syntax tree, or None for what is no whole Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an escape in a string; the run tells of it
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            return None


def chains(source: str) -> Iterator[Chain]:
    """The names that a piece of code reads or sets, in no order; none where it is no whole Python.

    Not those in f-strings, of which Python 3.11 does not say where they stand.
    """
    tree = parsed(source)
    rows = [row.encode() for row in source.split("\n")]

    def column(row: int, offset: int) -> int:
        return len(rows[row - 1][:offset].decode(errors="replace"))

    def place(node: ast.expr, text: str) -> tuple[int, int, int]:
        row = node.end_lineno or node.lineno
        end = column(row, node.end_col_offset or 0)
        return row - 1, end - len(text), end

    waiting: list[ast.AST] = [tree] if tree else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            continue
        parts, places = [], []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            places.append(place(node, node.attr))
            node = node.value
        if isinstance(node, ast.Name):
            parts.append(node.id)
            places.append(place(node, node.id))
            yield Chain(tuple(reversed(parts)), tuple(reversed(places)))
        else:
            waiting += ast.iter_child_nodes(node)


def modules(source: str) -> frozenset[str]:
    """The modules that a piece of code imports, or imports something from, as it calls them."""
    tree = parsed(source)
    found: set[str] = set()
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return frozenset(found)


def bindings(source: str) -> Bindings | None:
    """What the code does to names, or None for what is no whole Python."""
    tree = parsed(source)
    if tree is None:
        return None
    times: Counter[str] = Counter()
    imports: Counter[str] = Counter()
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.update(each.asname or each.name.partition(".")[0] for each in node.names)
            continue
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            waiting.append(node.value)  # what it makes is of the kind that was there
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            times[node.id] += 1
        if isinstance(node, ast.For | ast.AsyncFor):
            times.update(each.id for each in ast.walk(node.target) if isinstance(each, ast.Name))
        name = getattr(node, "name", None)  # of a function, a class, an exception, a pattern
        if isinstance(name, str) and not isinstance(node, ast.alias):
            times[name] += 1
        if isinstance(node, ast.MatchMapping) and node.rest:
            times[node.rest] += 1
        if isinstance(node, _SCOPES):
            waiting += [*getattr(node, "decorator_list", ())]
        elif not isinstance(node, _INNER):
            waiting += ast.iter_child_nodes(node)
    times.update(imports)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = symtable.symtable(source, "<cell>", "exec")
    return Bindings(times, imports, frozenset((*_within(table), *_in_comprehensions(tree))))


def _within(table: symtable.SymbolTable) -> Iterator[str]:
    for child in table.get_children():
        for symbol in child.get_symbols():
            changed = symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
            if symbol.is_local() or symbol.is_parameter() or symbol.is_free() or changed:
                yield symbol.get_name()
        yield from _within(child)


def _in_comprehensions(tree: ast.Module) -> Iterator[str]:
    """What comprehensions bind, which are no scopes of a table since Python 3.12."""
    for node in ast.walk(tree):
        for each in ast.walk(node) if isinstance(node, _INNER) else ():
            if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load):
                yield each.id


def is_builtin(name: str) -> bool:
    """Does Python itself know the name?"""
    return hasattr(builtins, name)
