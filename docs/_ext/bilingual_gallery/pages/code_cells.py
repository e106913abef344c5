"""The code of a cell as a notebook or a script runs it: all that the page ran, the hidden part folded.

What differs between a notebook and Python is written as Python and turned here: `# !pip …` and
`# %matplotlib …` are commands in a notebook, and `asyncio.run(…)` is `await …` there, because its loop
is running already.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..source.asyncio_names import Names, called
from ..source.code import CodeCell, CodeLine, comments

# Commands of IPython that a comment may hold; any other word after a `%` is a reader's.
_MAGICS = (
    "matplotlib pip conda mamba uv config env set_env load_ext reload_ext autoreload pylab cd pwd ls time"
    " timeit prun run who whos reset precision xmode"
)
# Commands for a whole cell, which stand on its first line: some run its Python, the others another language.
_OF_PYTHON = "time|timeit|capture|prun|memit|mprun|lprun|scalene"
_OF_OTHERS = (
    "bash|sh|script|cmd|html|HTML|javascript|js|latex|markdown|svg|SVG|writefile|file|perl|ruby"
)
_CELL_COMMAND = re.compile(rf"# %%(?:(?P<python>{_OF_PYTHON})|{_OF_OTHERS})(?:\s.*)?")
_COMMAND = re.compile(rf"# (!\S.*|%(?:{'|'.join(_MAGICS.split())})(?:\s.*)?)")
# What of pyplot changes how figures look, and draws none.
_LOOKS = frozenset(("rcParams", "style", "rc", "rcdefaults", "switch_backend", "set_cmap"))


@dataclass(frozen=True)
class Piece:
    """Code for a cell of its own; JupyterLab shows one that is ``folded`` collapsed."""

    source: str
    folded: bool


def pieces_of(cell: CodeCell, languages: Sequence[str], *, notebook: bool) -> list[Piece]:
    """The code that a reader of these languages takes home, in the cells of a ``notebook`` or a script."""
    pieces = [
        Piece(_as_command(piece.source, cell.asyncio), piece.folded) if notebook else piece
        for piece in _parted(cell.taken(*languages))
    ]
    return [piece for piece in pieces if piece.source]


def _parted(lines: Sequence[CodeLine]) -> list[Piece]:
    """Hidden code apart from the rest, or all in one where a figure or a value would come out otherwise."""
    parts = [
        Piece("\n".join(line.text for line in group).strip("\n"), folded)
        for folded, group in groupby(lines, key=lambda line: line.folded)
    ]
    parts = [part for part in parts if part.source.strip()]
    whole = Piece("\n".join(line.text for line in lines).strip("\n"), all(p.folded for p in parts))
    if len(parts) < 2:
        return [whole]
    bodies = [_parsed(part.source) for part in parts]
    for part, body in zip(parts[:-1], bodies[:-1], strict=True):
        # A notebook shows what a cell draws, and its last value, when that cell ends.
        shows = body and isinstance(body[-1], ast.Expr) and not part.folded
        if body is None or shows or any(_draws(each) for each in body):
            return [whole]
    if bodies[-1] is None:
        return [whole]
    return [
        Piece(f"{part.source};", True)
        if part.folded and body and isinstance(body[-1], ast.Expr) and part is not parts[-1]
        else part
        for part, body in zip(parts, bodies, strict=True)
    ]


def _parsed(source: str) -> list[ast.stmt] | None:
    """The statements of a piece of code, or None where it is no whole."""
    try:
        return ast.parse(source).body
    except SyntaxError:
        return None


def _draws(statement: ast.stmt) -> bool:
    """May the statement make a figure of pyplot, or draw in one?"""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    calls = (node for node in ast.walk(statement) if isinstance(node, ast.Call))
    names = (ast.unparse(call.func).split(".") for call in calls)
    return any(name[0] in ("plt", "pyplot") and not _LOOKS.intersection(name) for name in names)


def _as_command(source: str, names: Names) -> str:
    """The code as a notebook runs it."""
    rows = source.split("\n")
    for begin, end, text in sorted(_awaited(source, names), reverse=True):
        rows[begin[0] : end[0] + 1] = [rows[begin[0]][: begin[1]] + text + rows[end[0]][end[1] :]]
    source = "\n".join(rows)
    rows = source.split("\n")
    if (whole := _CELL_COMMAND.fullmatch(rows[0])) is not None:
        if not whole["python"] and all(row.startswith("#") for row in rows if row.strip()):
            return "\n".join(row.removeprefix("#").removeprefix(" ") for row in rows)
        if whole["python"]:
            rows[0] = rows[0].removeprefix("# ")
    for comment in comments(source):
        command = _COMMAND.fullmatch(comment.text)
        if comment.indent == "" and command:
            rows[comment.row] = command[1]
    return "\n".join(rows)


_Place = tuple[int, int]
# Where a notebook takes no `await`; in an f-string Python 3.11 does not say where a call stands.
_SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.JoinedStr


def _awaited(source: str, names: Names) -> Iterator[tuple[_Place, _Place, str]]:
    """Where the code calls `asyncio.run` itself, not in a function, and what a notebook has there."""
    if not names and "asyncio.run" not in source:
        return
    rows = source.split("\n")

    def place(row: int, offset: int) -> _Place:
        return row - 1, len(rows[row - 1].encode()[:offset].decode())

    def look(node: ast.AST, bare: bool) -> Iterator[tuple[_Place, _Place, str]]:
        if isinstance(node, _SCOPES):
            return
        if isinstance(node, ast.Call) and called(node.func, names) == "asyncio.run" and node.args:
            text = f"await {ast.get_source_segment(source, node.args[0])}"
            begin = place(node.lineno, node.col_offset)
            end = place(node.end_lineno or node.lineno, node.end_col_offset or 0)
            yield begin, end, text if bare else f"({text})"
            return
        for child in ast.iter_child_nodes(node):
            plain = isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.keyword)
            given = isinstance(node, ast.Call) and child in node.args
            yield from look(child, plain or given)

    yield from look(ast.parse(source), False)
