"""A value of the run stays what it is: Sphinx makes no dashes and curved quotation marks of it."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .state import app_of, state_of

# What Sphinx would write in another way.
_MADE_SMART = re.compile(r"""--|\.\.\.|['"]""")


class Verbatim(SphinxTransform):
    """Keep values such as ``--lr`` and ``'Adam'`` apart from the text around them, and out of that."""

    default_priority = 745  # before SphinxSmartQuotes

    def apply(self, **kwargs: object) -> None:
        """Cut the texts of the document at such values, which then say that they are no prose."""
        state = state_of(app_of(self.env))
        script = state.scripts.get(self.env.docname)
        known = state.values.get(script, frozenset()) if script else frozenset()
        values = sorted(filter(_MADE_SMART.search, known), key=len, reverse=True)
        if not values:
            return
        pattern = re.compile("|".join(map(re.escape, values)))
        for text in [*self.document.findall(nodes.Text)]:
            said = text.astext()
            if pattern.search(said):
                text.parent.replace(text, _cut(said, pattern))


def _cut(said: str, pattern: re.Pattern[str]) -> list[nodes.Text]:
    parts, done = [], 0
    for found in pattern.finditer(said):
        value = nodes.Text(found[0])
        value.support_smartquotes = False  # type: ignore[attr-defined]  # what Sphinx looks for
        parts += [nodes.Text(said[done : found.start()]), value]
        done = found.end()
    return [each for each in (*parts, nodes.Text(said[done:])) if each]
