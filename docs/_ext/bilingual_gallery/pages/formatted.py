"""The forms of a value that are text with a meaning, Markdown and LaTeX, as HTML and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

# Stand around the number of a formula, which is no HTML; of what a program prints, nothing has them.
_BEGIN, _END = "\ue0f0", "\ue0f1"
_PLACE = re.compile(f"{_BEGIN}(\\d+){_END}")
_FORMULA = re.compile(
    r"\s*(?:\$\$(?P<double>[^$]+)\$\$|\$(?P<single>[^$]+)\$|\\\[(?P<bracket>.+)\\\]"
    r"|\\\((?P<round>.+)\\\)|(?P<environment>\\begin\{(\w+\*?)\}.*\\end\{\6\}))\s*",
    re.DOTALL,
)


def formula(latex: str) -> str | None:
    """The TeX of a form that is one formula and nothing else."""
    found = _FORMULA.fullmatch(latex)
    if found is None:
        return None
    tex: str = next(
        filter(None, found.group("double", "single", "bracket", "round", "environment"))
    )
    return tex.replace(r"\displaystyle", "").strip()


class Formulas:
    """Takes the formulas out of a text, and puts them back as nodes."""

    def __init__(self) -> None:
        self._taken: list[tuple[str, bool]] = []

    def html(self, text: str, *, only_formulas: bool = False) -> str:
        """Markdown as HTML, or a text in which nothing has a meaning but formulas."""
        parser = MarkdownIt("zero" if only_formulas else "commonmark")
        if not only_formulas:
            parser.enable(["table", "strikethrough"])
        dollarmath_plugin(parser, allow_labels=False, double_inline=True, renderer=self._take)
        rendered: str = parser.render(text.replace(_BEGIN, "").replace(_END, ""))
        return rendered

    def nodes(self, clean: str) -> Iterator[nodes.Node]:
        """The HTML, cleaned, as nodes."""
        for index, piece in enumerate(_PLACE.split(clean)):
            if index % 2:
                tex, is_block = self._taken[int(piece)]
                kind = nodes.math_block if is_block else nodes.math
                yield kind(tex, tex, **({"number": None, "nowrap": False} if is_block else {}))
            elif piece:
                yield nodes.raw("", piece, format="html")

    def _take(self, content: str, options: dict[str, Any]) -> str:
        self._taken.append((content.strip(), options["display_mode"]))
        return f"{_BEGIN}{len(self._taken) - 1}{_END}"
