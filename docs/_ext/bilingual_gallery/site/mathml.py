"""Formulas as MathML, made when the site is built: no script, no request, no flash of TeX."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation
from sphinx.util.math import get_node_equation_number

from ..check.formulas import cannot_be_shown
from ..config import code_of
from ..hooks import warn
from ..pages.state import app_of, settings_in, state_of
from ..source.blocks import blocks
from ..tex import Macros, TexError, defined, labels, mathml
from .equations import DEFINITIONS, NUMBERED, numbers_of

_ = get_translation("sphinx")


def visit_inline(translator: Any, node: nodes.math) -> None:
    """Write a formula in a line of text."""
    formula = _formula(translator, node, is_block=False)
    if node["ids"]:
        formula = f"{translator.starttag(node, 'span', '')}{formula}</span>"
    translator.body.append(formula)
    raise nodes.SkipNode


def visit_block(translator: Any, node: nodes.math_block) -> None:
    """Write a formula of its own, with its number if it has one."""
    formula = _formula(translator, node, is_block=True)
    if not node["ids"] and not node.get("number"):
        translator.body.append(formula)
        raise nodes.SkipNode
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node.get("number"):
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append(f"{formula}</div>\n")
    raise nodes.SkipNode


def _formula(translator: Any, node: nodes.Element, *, is_block: bool) -> str:
    builder = translator.builder
    app = app_of(builder)
    source = node.astext()
    macros = _defined(node.get(DEFINITIONS, ""), settings_in(app).macros)
    numbers = numbers_of(builder.env) | node.get(NUMBERED, {})
    if node.get("number"):  # it stands beside the formula, so not in it too
        numbers = {name: each for name, each in numbers.items() if name not in labels(source)}
    try:
        return mathml(source, is_block=is_block, macros=macros, numbers=numbers)
    except TexError as error:
        # The check tells at its line of what it sees: all prose, but no output.
        if not _is_checked(app, builder.current_docname, source):
            warn("tex", "[tex] %s", cannot_be_shown(source, error), location=node)
        shown = f'<code class="tex">{translator.encode(source)}</code>'
        return f'<pre class="tex">{shown}</pre>' if is_block else shown


def _is_checked(app: Sphinx, docname: str, source: str) -> bool:
    """Has the check seen this formula of the page, and told of it unless its author excused it?"""
    state, language = state_of(app), code_of(app.config)
    texts = [
        passage.text(language)
        for tutorial in state.tutorials
        if state.settings.docname(tutorial.path) == docname
        for passage in tutorial.passages
    ]
    page = Path(app.srcdir, f"{docname}.md")
    if not texts and page.is_file():
        texts = [page.read_text(encoding="utf-8")]
    return any(
        inline.kind == "math" and inline.text.split() == source.split()
        for text in texts
        for block in blocks(text, state.settings.syntax)
        for inline in block.inlines
    )


@lru_cache
def _defined_by(source: str, macros: tuple[tuple[str, Any], ...]) -> Macros:
    return defined(source, dict(macros))


def _defined(source: str, macros: Macros) -> Macros:
    return _defined_by(source, tuple(macros.items())) if source else macros
