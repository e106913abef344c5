"""The value of one expression of the prose, as a run tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InlineValue:
    """The text of an expression after so many code cells; or why it has none, in ``mistake``."""

    cells: int
    expression: str
    text: str
    mistake: str = ""
