"""Formulas as MathML, made when the site is built: no script, no request, no flash of TeX."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml

from ..hooks import warn


def visit_inline(translator: Any, node: nodes.math) -> None:
    """Write a formula in a line of text."""
    _write(translator, node, as_block=False)


def visit_block(translator: Any, node: nodes.math_block) -> None:
    """Write a formula of its own."""
    _write(translator, node, as_block=True)


def _write(translator: Any, node: nodes.Element, *, as_block: bool) -> None:
    try:
        formula = tex2mathml(node.astext(), as_block=as_block)
        # HTML knows this name of an invisible character, XML and so a book does not.
        translator.body.append(formula.replace("&ApplyFunction;", "&#8289;"))
    except (MathError, AttributeError) as error:
        # The latter is what the converter makes of a line end outside of a table or an array.
        reason = error if isinstance(error, MathError) else r"\\ stands where no line can end"
        message = "%s is not TeX that can be shown: %s"
        warn("mathml", message, node.astext(), reason, location=node)
        translator.body.append(f"<code>{translator.encode(node.astext())}</code>")
    raise nodes.SkipNode
