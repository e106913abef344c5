"""Where conf.py sets what: its lines, found in its source and not by running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sphinx.config import Config

from ..errors import SourceError


def key_line(path: Path, name: str, key: str) -> int:
    """Where the table ``name`` of that conf.py has its ``key``, if no command line says anything of it."""
    return ConfPy(Config(), path.parent).key_line(name, key)


class ConfPy:
    """conf.py, and the lines at which it sets its options."""

    def __init__(self, config: Config, confdir: Path) -> None:
        self.path = confdir / "conf.py"
        source = self.path.read_bytes() if self.path.is_file() else b""
        self._names = list(ast.walk(ast.parse(source)))
        self._overrides = config.overrides

    def line(self, name: str) -> int:
        """Where ``name`` is set, the last time; 1 where conf.py does not set it, or not in the end."""
        lines = [
            node.lineno
            for node in self._names
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name
        ]
        return max(lines, default=1) if name not in self._overrides else 1

    def key_line(self, name: str, key: str) -> int:
        """Where the table ``name`` has its ``key``, or else where it is set itself."""
        if f"{name}.{key}" in self._overrides:
            return 1
        lines = [line for table, each, line in self._keys() if (table, each) == (name, key)]
        return max(lines, default=self.line(name))

    def mistake(self, line: int, message: str) -> SourceError:
        """What is wrong at a line of conf.py."""
        return SourceError(self.path, line, message)

    def _keys(self) -> Iterator[tuple[str, str, int]]:
        for node in self._names:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=table)], value=value)
                    | ast.AnnAssign(target=ast.Name(id=table), value=value)
                ):
                    for key in getattr(value, "keys", ()):  # of a {…}
                        if isinstance(key, ast.Constant):
                            yield table, str(key.value), key.lineno
                    for word in getattr(value, "keywords", ()):  # of a dict(…)
                        yield table, str(word.arg), word.lineno
                case ast.Subscript(
                    value=ast.Name(id=table), slice=ast.Constant(value=key), ctx=ast.Store()
                ):
                    yield table, str(key), node.lineno
