"""Formulas that are not TeX which can be shown; each page has them as MathML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..tex import Macros, TexError, defined, mathml
from .finding import Finding, Text

_RULE = "tex"
RULES = frozenset([_RULE])
_LONG = 60


@dataclass
class Formulas:
    """The formulas of one page, from the first to the last: a macro holds from where it is defined."""

    macros: Macros = field(default_factory=dict)

    def check(self, text: Text) -> Iterator[Finding]:
        """What cannot be shown in the next text of the page."""
        for block in text.blocks if not text.plain else ():
            for inline in block.inlines:
                if inline.kind != "math":
                    continue
                try:
                    mathml(inline.text, is_block=block.is_formula, macros=self.macros)
                except TexError as error:
                    yield text.finding(inline.line, _RULE, cannot_be_shown(inline.text, error))
                self.macros = defined(inline.text, self.macros)


def cannot_be_shown(source: str, error: TexError) -> str:
    """What an author is told of a formula."""
    words = " ".join(source.split())
    shown = words if len(words) <= _LONG else f"{words[:_LONG]}…"
    mend = r"write it in another way, or define the command with \newcommand"
    return f"the formula {shown} cannot be shown: {error}; {mend}"
