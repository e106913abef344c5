"""The directive that shows the outputs of a cell: each becomes nodes by itself, apart from the page's text."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from ..compat import imgsgnode
from ..execution.output import Figures, Markup, Output, Picture, Printed, Value, from_json
from . import ansi
from .outputs import CUT, FROM_RUN

_ = get_translation("sphinx")

_PLAIN, _HTML = "text/plain", "text/html"


class CellOutput(SphinxDirective):
    """The outputs of one cell, as ``outputs.source`` writes them; they never come from an author."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The nodes of the outputs."""
        outputs = from_json(json.loads("\n".join(self.content)))
        shown: list[nodes.Node] = [
            node
            for are_texts, group in groupby(outputs, _is_text)
            for node in (self._texts(list(group)) if are_texts else self._others(group))
        ]
        for node in shown:
            self.set_source_info(node)
            for raw in node.findall(nodes.raw):
                raw[FROM_RUN] = True
        return shown

    def _texts(self, outputs: Sequence[Output]) -> Iterator[nodes.Element]:
        """What was printed and values that have nothing but a text, in as few blocks as can be."""
        text = ""
        for output in outputs:
            if isinstance(output, Value):
                text = f"{text}\n{output.forms[_PLAIN]}" if text else output.forms[_PLAIN]
            elif isinstance(output, Printed):
                text += output.text
            if left_out := getattr(output, "left_out", 0):
                yield from [_printed(text)] if text else []
                yield _cut(left_out)
                text = ""
        if text:
            yield _printed(text)

    def _others(self, outputs: Iterator[Output]) -> Iterator[nodes.Element]:
        for output in outputs:
            if isinstance(output, Figures):
                yield self._figures(output.pictures)
            elif isinstance(output, Markup):
                yield from self._markup(output.rst)
            elif isinstance(output, Value):
                yield _html(output.forms[_HTML])

    def _figures(self, pictures: Sequence[Picture]) -> nodes.Element:
        if len(pictures) == 1:
            return self._figure(pictures[0], "sphx-glr-single-img")
        beside = nodes.bullet_list(classes=["sphx-glr-horizontal"])
        for picture in pictures:
            beside += nodes.list_item("", self._figure(picture, "sphx-glr-multi-img"))
        return beside

    def _figure(self, picture: Picture, look: str) -> nodes.Element:
        """A figure as Sphinx-Gallery's own directive makes it."""
        folder = f"/{PurePosixPath(self.env.current_document.docname).parent}/images"
        finer = [f"{folder}/{file} {factor}" for factor, file in picture.finer.items()]
        node: nodes.Element = imgsgnode()
        node["uri"] = f"{folder}/{picture.file}"
        node["srcset"] = ", ".join([node["uri"], *finer])
        node["alt"] = html.escape(picture.alt)  # it goes into the HTML as it is
        node["class"] = [look]
        self.set_source_info(node)
        return node

    def _markup(self, rst: str) -> list[nodes.Element]:
        """What a scraper wrote, as a document of its own, whose addresses begin at the page's folder."""
        folder = f"/{PurePosixPath(self.env.current_document.docname).parent}/images/"
        document = new_document(self.get_location(), self.state.document.settings)
        document.reporter = self.state.document.reporter
        Parser().parse(rst.replace("/images/", folder), document)
        return [node for node in document.children if isinstance(node, nodes.Element)]


def _is_text(output: Output) -> bool:
    return isinstance(output, Printed) or (
        isinstance(output, Value) and output.forms.keys() == {_PLAIN}
    )


def _printed(text: str) -> nodes.Element:
    shown = text.rstrip()
    return nodes.literal_block(
        shown, shown, language=ansi.language_of(shown), classes=["sphx-glr-script-out"]
    )


def _cut(left_out: int) -> nodes.Element:
    sentence = _("The output was longer; {count} more characters are left out here.")
    paragraph = nodes.paragraph("", sentence.format(count=f"{left_out:,}"))
    return nodes.container("", paragraph, classes=[CUT])


def _html(text: str) -> nodes.Element:
    place = '<div class="output_subarea output_html rendered_html output_result">'
    return nodes.raw("", f"{place}\n{text}\n</div>", format="html")
