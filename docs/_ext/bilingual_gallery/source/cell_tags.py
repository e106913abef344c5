"""The tags of cells that change what a page or a notebook shows; Jupyter's and MyST-NB's words."""

from __future__ import annotations

# Of an exercise: how it may be solved, and code that finds out whether an answer is right.
SOLUTION, CHECK = "solution", "check"
# What a reader of the page sees of the code only on asking, or not at all.
WITHOUT_CODE = frozenset(
    ("hide-input", "hide-cell", "remove-input", "remove-cell", SOLUTION, CHECK)
)
