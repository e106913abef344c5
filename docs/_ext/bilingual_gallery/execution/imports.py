"""What a tutorial's code imports and which variables it sets, read from its syntax tree."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence

# A line of IPython's, which is no Python; it may be commented out.
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_ENV_MAGIC = re.compile(r"^[ \t]*(?:#[ \t]*)?%(?:set_)?env\b", re.MULTILINE)
_ENVIRONMENTS = ("environ", "environb")
_CHANGES = ("update", "setdefault", "pop", "popitem", "clear", "__setitem__", "__delitem__")
_SETTERS = ("putenv", "unsetenv", "load_dotenv")
_UNKNOWN = "?"  # an import whose module only the running code knows

# Where in the code: cell, line, column.
_Place = tuple[int, int, int]


def imported(cells: Sequence[str]) -> set[str]:
    """The first parts of the names of all modules that the code imports: ``torch`` for ``torch.nn``."""
    return {name for _, names in _events(cells) for name in names or () if name != _UNKNOWN}


def needs_new_interpreter(cells: Sequence[str]) -> bool:
    """Whether the code sets a variable of its environment before it imports a module that may read it.

    To such code a process that has the module already is not as good as a new one. A module of the
    standard library reads none; every other may, or imports one that does.
    """
    known: set[str] = set(sys.stdlib_module_names)
    is_set = False
    for _, names in sorted(_events(cells), key=lambda event: event[0]):
        if names is None:
            is_set = True
        elif is_set and not names <= known:
            return True
        else:
            known |= names
    return False


def syntax_of(cell: str) -> ast.Module | None:
    """The syntax tree of a cell's code, or None where it has none; the run says what is wrong with it."""
    try:
        return ast.parse(_MAGIC.sub("pass", cell))
    except (SyntaxError, ValueError, RecursionError):
        return None


def _events(cells: Sequence[str]) -> Iterator[tuple[_Place, set[str] | None]]:
    """Where the code imports modules, with their names, and where it sets variables, with None."""
    environments: set[str] = set(_ENVIRONMENTS)
    for number, cell in enumerate(cells):
        for magic in _ENV_MAGIC.finditer(cell):
            yield (number, cell.count("\n", 0, magic.start()) + 1, 0), None
        tree = syntax_of(cell)
        if tree is None:
            continue
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.expr)]
        for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
            environments |= _aliases(node, environments)
            place = number, node.lineno, node.col_offset
            if names := _names(node):
                yield place, names
            elif _sets(node, environments):
                yield place, None


def _names(node: ast.AST) -> set[str]:
    match node:
        case ast.Import():
            return {alias.name.partition(".")[0] for alias in node.names}
        case ast.ImportFrom(module=str(module), level=0):
            return {module.partition(".")[0]}
        case ast.Call(func=ast.Name(id="__import__") | ast.Attribute(attr="import_module")):
            return {_first_part(node.args)}
        case ast.Call(func=ast.Name(id="import_module")):
            return {_first_part(node.args)}
    return set()


def _first_part(arguments: Sequence[ast.expr]) -> str:
    match arguments:
        case [ast.Constant(value=str(module)), *_]:
            return module.partition(".")[0]
    return _UNKNOWN


def _aliases(node: ast.AST, environments: set[str]) -> set[str]:
    """The names that the code gives to the environment here."""
    match node:
        case ast.ImportFrom(module="os"):
            return {each.asname or each.name for each in node.names if each.name in _ENVIRONMENTS}
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_in(value, environments):
            return {name}
    return set()


def _is_in(node: ast.expr, environments: set[str]) -> bool:
    match node:
        case ast.Attribute(attr=name):
            return name in _ENVIRONMENTS
        case ast.Name(id=name):
            return name in environments
    return False


def _sets(node: ast.AST, environments: set[str]) -> bool:
    match node:
        case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()):
            return _is_in(value, environments)
        case ast.AugAssign(target=target):
            return _is_in(target, environments)
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in _CHANGES:
            return _is_in(value, environments)
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name in _SETTERS
    return False
