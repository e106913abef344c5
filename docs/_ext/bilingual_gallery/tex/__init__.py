"""TeX of formulas becomes MathML, which browsers draw, or one line of text.

In: the TeX of a formula, as authors write it for MathJax, and the macros that hold there. Out: MathML
Core without style attributes, or readable text; or a ``TexError`` that says what cannot be shown. Knows
no page, no tutorial and no Sphinx.
"""

from __future__ import annotations

from .core import mathml
from .plain import plain
from .rewrite import labels
from .tokens import NO_MACROS, Macros, TexError, configured, defined

__all__ = ["NO_MACROS", "Macros", "TexError", "configured", "defined", "labels", "mathml", "plain"]
