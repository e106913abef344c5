"""A figure of a tutorial on a page of the author's, as the run drew it: light, dark, and with the way to it.

``{tutorial-figure} blitz/first_network#six-answers`` takes the first figure of that section. Its ``:alt:``
says in the page's language what is seen, and the text below it is its caption; without them the figure has
the alternative text of the tutorial, and leads to it.
"""

from __future__ import annotations

import html
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ..compat import imgsgnode
from ..pages.figures import AT_ONCE
from ..pages.outputs import DIRECTIVE
from .taken import FromTutorial, Taken

CLASS = "tutorial-figure"


class TutorialFigure(FromTutorial):
    """The directive; its argument names a tutorial, and after ``#`` one of its sections, else the first."""

    has_content = True
    option_spec: ClassVar = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """The figure with its caption; nothing in a book, whose cover is picture enough."""
        of = self.taken()
        if of is None:
            return []
        figure = self._figure(of)
        if figure is None:
            if not of.page.is_file():
                return []
            raise self.error(
                f"the section {of.id!r} of {self.arguments[0]} has no figure; name another"
            )
        for image in figure.findall(imgsgnode):
            image[AT_ONCE] = True
            if alt := self.options.get("alt"):
                image["alt"] = html.escape(alt)  # it goes into the HTML as it is
        whole = nodes.container(classes=[CLASS, "no-search"])
        whole += figure
        self.state.nested_parse(self.content, self.content_offset, whole)
        whole += nodes.paragraph("", "", self.source(of), classes=["excerpt-from"])
        self.set_source_info(whole)
        return [whole]

    def _figure(self, of: Taken) -> nodes.Element | None:
        """The first output of the section that is a figure, as the tutorial's page shows it."""
        number, level = -1, 0
        for token in of.tokens():
            if token.type == "heading_open" and token.level == 0:
                number += 1
                if number == of.own:
                    level = int(token.tag[1])
                elif number > of.own and int(token.tag[1]) <= level:
                    return None
            elif token.info == f"{{{DIRECTIVE}}}" and number >= of.own:
                for node in self.output(of, token):
                    if isinstance(node, nodes.Element) and next(node.findall(imgsgnode), None):
                        return node
        return None
