"""Put a tutorial into the list in conf.py that sets the reading order, without changing anything else there.

Only where that is sure to be right: a list of plain strings that is what `ReadingOrder` gets. All else is
left to the author.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.config import Config

from ..files import rewrite
from ..order import ReadingOrder

# The name of the list, where no `ReadingOrder` says which one it is.
_USUAL = "tutorials"
_CHANGING = ("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse")


@dataclass(frozen=True)
class Listing:
    """The list: its ``name`` in conf.py, or nothing, and whether the tutorial ``is_in`` it now."""

    name: str
    is_in: bool


def add(path: Path, config: Config, script: str) -> Listing | None:
    """Put ``script`` last into the list in the conf.py at ``path``, of which ``config`` has the values.

    Returns None where conf.py has no such list.
    """
    data = path.read_bytes()
    tree = ast.parse(data)
    found = list(_lists(tree))
    if not found:
        return None
    name, node = found[0]
    listing = Listing(name, False)
    if len(found) > 1 or node is None or not _holds(tree, name, node, config):
        return listing
    if script not in _values(node):
        after = _inserted(data, node, script)
        node.elts.append(ast.Constant(script))
        if after is None or not _says(after, tree) or not _written(path, data, after):
            return listing
    return Listing(name, True)


def _lists(tree: ast.Module) -> Iterator[tuple[str, ast.List | None]]:
    """Each list that sets an order, with its name; None for one that is made in another way."""
    calls = [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.Call)
        and ReadingOrder.__name__ in (getattr(each.func, "id", ""), getattr(each.func, "attr", ""))
    ]
    given = {id(each): each for call in calls for each in _names(call)}
    named = {each.id for each in given.values() if isinstance(each, ast.Name)}
    for each in given.values():
        if not isinstance(each, ast.Name):
            yield "", each if isinstance(each, ast.List) else None
    if not calls and _stores(tree, _USUAL):
        named.add(_USUAL)
    for name in sorted(named):
        values = [*_bindings(tree, name)]
        yield name, values[0] if len(values) == 1 else None


def _names(call: ast.Call) -> list[ast.expr]:
    return [*call.args[:1], *(each.value for each in call.keywords if each.arg == "names")]


def _bindings(tree: ast.Module, name: str) -> Iterator[ast.List | None]:
    """What the name is bound to at the top of conf.py, each time; None for what is no list."""
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=bound)], value=value)
                | ast.AnnAssign(target=ast.Name(id=bound), value=value)
            ) if bound == name:
                yield value if isinstance(value, ast.List) else None


def _holds(tree: ast.Module, name: str, node: ast.List, config: Config) -> bool:
    """Is the list what conf.py has in the end, whatever else it does?"""
    if len(_values(node)) != len(node.elts):
        return False
    if not name:
        order = config.sphinx_gallery_conf.get("within_subsection_order")
        return isinstance(order, ReadingOrder) and [*order.names] == _values(node)
    for each in ast.walk(tree):
        match each:
            case (
                ast.AugAssign(target=ast.Name(id=bound))
                | ast.Subscript(value=ast.Name(id=bound), ctx=ast.Store() | ast.Del())
            ) if bound == name:
                return False
            case ast.Attribute(value=ast.Name(id=bound), attr=does) if bound == name:
                if does in _CHANGING:
                    return False
    return len(_stores(tree, name)) == 1 and config._raw_config.get(name) == _values(node)


def _stores(tree: ast.Module, name: str) -> list[ast.Name]:
    """Where the name is set or deleted."""
    return [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.Name) and each.id == name and not isinstance(each.ctx, ast.Load)
    ]


def _values(node: ast.List) -> list[str]:
    return [
        each.value
        for each in node.elts
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def _inserted(data: bytes, node: ast.List, script: str) -> bytes | None:
    """The file with one more string in the list, set as the last one is; None where it cannot be told how."""
    rows = data.splitlines(keepends=True)
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))

    def place(line: int | None, column: int | None) -> int:
        assert line is not None
        assert column is not None
        return starts[line - 1] + column

    closing = place(node.end_lineno, node.end_col_offset) - 1
    if not node.elts:
        begin = place(node.lineno, node.col_offset) + 1
        return data[:begin] + f'"{script}"'.encode() + data[begin:]
    last = node.elts[-1]
    begin, end = (
        place(last.lineno, last.col_offset),
        place(last.end_lineno, last.end_col_offset),
    )
    quote = "'" if data[begin:end].endswith(b"'") else '"'
    own = f"{quote}{script}{quote}".encode()
    behind = re.match(rb"(?:[ \t\r\n]|#[^\n]*)*(,)?", data[end:closing])
    assert behind is not None
    comma = end + behind.end(1) if behind[1] else None
    indent = data[starts[last.lineno - 1] : begin]
    if indent.strip() or last.lineno == node.lineno:  # on the line of others
        at, text = (end, b", " + own) if comma is None else (comma, b" " + own + b",")
        return data[:at] + text + data[at:]
    line_end = b"\r\n" if rows[last.lineno - 1].endswith(b"\r\n") else b"\n"
    below = data.find(b"\n", comma or end, closing) + 1
    if not below:  # the bracket stands on the line of the last one
        at = comma or end
        text = line_end + indent + own
        return data[:at] + (text + b"," if comma else b"," + text) + data[at:]
    text = indent + own + (b"," if comma else b"") + line_end
    return data[:end] + (b"" if comma else b",") + data[end:below] + text + data[below:]


def _says(data: bytes, tree: ast.Module) -> bool:
    """Does conf.py say what ``tree`` does, whatever it looks like?"""
    try:
        return ast.dump(ast.parse(data)) == ast.dump(tree)
    except (SyntaxError, ValueError):
        return False


def _written(path: Path, before: bytes, after: bytes) -> bool:
    """Is conf.py rewritten? Not where it cannot be, or was saved meanwhile."""
    try:
        return rewrite(path, before, after)
    except OSError:
        return False
