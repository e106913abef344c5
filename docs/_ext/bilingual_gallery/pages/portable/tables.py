"""Tables that MyST knows as directives, as tables of Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from markdown_it.token import Token

from . import located
from .directive import Directive
from .document import Document
from .inlines import portable_line


def of(directive: Directive, document: Document) -> str:
    """The table of a `csv-table` or `list-table`; empty where it is not readable as one."""
    options = directive.options
    if directive.name == "csv-table":
        rows = list(csv.reader(io.StringIO(directive.body), skipinitialspace=True))
    else:
        rows = _rows_of_lists(directive.body, document)
    header = (
        list(csv.reader([options["header"]], skipinitialspace=True)) if "header" in options else []
    )
    return _table([*header, *rows], document)


def _rows_of_lists(body: str, document: Document) -> list[list[str]]:
    """The cells of a list whose items are rows, each a list of cells."""
    rows: list[list[str]] = []
    tokens: Sequence[Token] = located.parse(body, document.syntax, document.definitions)
    for token in tokens:
        if token.type == "list_item_open":
            depth = token.level // 2
            if depth == 0:
                rows.append([])
            elif depth == 1 and rows:
                rows[-1].append("")
        elif token.type == "inline" and rows and rows[-1]:
            rows[-1][-1] = " ".join(filter(None, [rows[-1][-1], token.content]))
    return rows


def _table(rows: Sequence[Sequence[str]], document: Document) -> str:
    """A table of Markdown, whose first row is its header."""
    rows = [row for row in rows if row]
    if not rows:
        return ""
    width = max(map(len, rows))
    lines = [_line([*row, *[""] * (width - len(row))], document) for row in rows]
    return "\n".join([lines[0], _rule(width), *lines[1:]])


def _rule(width: int) -> str:
    return f"|{' --- |' * width}"


def _line(cells: Sequence[str], document: Document) -> str:
    shown = (portable_line(" ".join(cell.split()), document).replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(shown)} |"
