"""Compare syntax trees by loops: code may be nested more deeply than Python calls functions."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

# Where a node stands and how it is written, which is no difference.
_NOTHING = frozenset(
    ("lineno", "col_offset", "end_lineno", "end_col_offset", "kind", "type_comment")
)


@cache
def parsed(source: str) -> ast.Module | None:
    """The syntax tree of code; None where it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def fields(node: ast.AST) -> list[tuple[str, object]]:
    """What a node consists of, by its names."""
    return [(name, getattr(node, name, None)) for name in node._fields if name not in _NOTHING]


def flat(node: object) -> tuple[object, ...]:
    """A tree as a row that no other tree has."""
    row: list[object] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.AST | list):
            inner = [value for _, value in fields(each)] if isinstance(each, ast.AST) else each
            row += [type(each), len(inner)]
            waiting += reversed(inner)
        else:
            row += [type(each), each]
    return tuple(row)


def first_difference(one: Sequence[ast.stmt], two: Sequence[ast.stmt]) -> int | None:
    """The line of ``one`` in which it differs from ``two``; None where both are the same code."""
    end = max((each.end_lineno or 1 for each in one), default=1)
    waiting: list[tuple[object, object, int]] = [([*one], [*two], end)]
    while waiting:
        first, second, line = waiting.pop()
        line = getattr(first, "lineno", line)
        if type(first) is not type(second):
            return line
        if isinstance(first, ast.AST) and isinstance(second, ast.AST):
            inner = zip((v for _, v in fields(first)), (v for _, v in fields(second)), strict=True)
            waiting += [(*each, line) for each in reversed([*inner])]
        elif isinstance(first, list) and isinstance(second, list):
            both = zip_longest(first, second)
            waiting += [(*each, line) for each in reversed([*both])]
        elif first != second:
            return line
    return None
