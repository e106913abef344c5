"""Tags of code cells that are likely to be misspelled: nothing would come of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..source.cell_tags import meant_by
from ..source.code import CodeCell
from .finding import Finding

_RULE = "tags"
RULES = frozenset([_RULE])


def check(path: Path, cell: CodeCell) -> Iterator[Finding]:
    """The tags of a cell that no page knows and that look like one that it does."""
    for tag in sorted(cell.tags):
        if meant := meant_by(tag):
            message = f"there is no tag `{tag}`; write `{meant}`, or give your own tag another name"
            yield Finding(path, cell.line - 1, _RULE, message)
