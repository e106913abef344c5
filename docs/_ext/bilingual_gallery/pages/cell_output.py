"""The directive that shows the outputs of a cell: each becomes nodes by itself, apart from the page's text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from ..compat import imgsgnode
from ..execution.output import (
    Figures,
    Film,
    Markup,
    Output,
    Picture,
    Printed,
    Value,
    from_json,
)
from ..hooks import warn
from . import ansi, figures
from .clean_html import Clean, clean
from .formatted import Formulas, formula
from .media import address_of, film
from .outputs import CELL, CUT, FORMATTED, FROM_RUN

_ = get_translation("sphinx")

_PLAIN, _HTML, _MARKDOWN, _LATEX = "text/plain", "text/html", "text/markdown", "text/latex"
_JSON, _SCRIPT = "application/json", "application/javascript"
# The text of a value whose class says nothing of it.
_SAYS_NOTHING = re.compile(r"<[\w.]+( object)?( at 0x[0-9a-f]+)?>")


class CellOutput(SphinxDirective):
    """The outputs of one cell, as ``outputs.source`` writes them; they never come from an author."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The nodes of the outputs."""
        shown: list[nodes.Node] = []
        text = ""
        for output in from_json(json.loads("\n".join(self.content))):
            given = self._shown(output)
            if isinstance(given, str):
                # As much as can be in one block: what was printed, and the values below it.
                is_value = isinstance(output, Value)
                text += f"\n{given}\n" if text and is_value else f"{given}\n" if is_value else given
                if left_out := getattr(output, "left_out", 0):
                    shown += [_printed(text), _cut(left_out)] if text else [_cut(left_out)]
                    text = ""
            elif given:
                shown += [_printed(text), *given] if text else given
                text = ""
        if text:
            shown.append(_printed(text))
        for node in shown:
            assert isinstance(node, nodes.Element)
            node[CELL] = self.get_location()
            for each in node.findall(nodes.Element):
                self.set_source_info(each)
                if isinstance(each, nodes.raw):
                    each[FROM_RUN] = True
        return shown

    def _shown(self, output: Output) -> str | list[nodes.Node]:
        """An output as nodes; one that is a text and nothing else as that."""
        match output:
            case Printed():
                return output.text
            case Value():
                return self._value(output)
            case Figures():
                return [self._figures(output.pictures)]
            case Film():
                return [film(self.env, output)]
            case Markup():
                return self._markup(output.rst)

    def _value(self, value: Value) -> str | list[nodes.Node]:
        """The best of the forms that a page can show: HTML, Markdown or LaTeX, text."""
        forms, plain = value.forms, value.forms.get(_PLAIN, "")
        says_nothing = not plain or _SAYS_NOTHING.fullmatch(plain) is not None
        needs: tuple[str, ...] = ("a script",) if _SCRIPT in forms else ()
        is_lost = False
        if _HTML in forms:
            page = clean(forms[_HTML], address_of(self.env, ""))
            self._tell_foreign(page)
            if not page.is_empty and (not page.needs or says_nothing):
                if page.needs:
                    self._tell_needs(page.needs, "without it")
                return [_raw(page)]
            if page.is_empty or says_nothing:
                needs = page.needs
            is_lost = page.is_empty and bool(page.foreign)
        if needs:
            self._tell_needs(needs, "not" if says_nothing else "as a text")
        if _MARKDOWN in forms:
            return self._formatted(forms[_MARKDOWN], is_markdown=True)
        if _LATEX in forms:
            if (tex := formula(forms[_LATEX])) is not None:
                return [nodes.math_block(tex, tex, number=None, nowrap=False, classes=[FORMATTED])]
            return self._formatted(forms[_LATEX], is_markdown=False)
        if _JSON in forms and says_nothing:
            return forms[_JSON]
        if (needs or is_lost) and says_nothing:
            return []
        others = forms.keys() - {_PLAIN, _HTML, _JSON, _SCRIPT}
        if others and not needs:
            message = "an output is shown as a text, because no page can show it as %s; show a picture of it"
            self._warn("output", message % " or ".join(sorted(others)))
        return plain

    def _formatted(self, text: str, *, is_markdown: bool) -> list[nodes.Node]:
        formulas = Formulas()
        rendered = formulas.html(text, only_formulas=not is_markdown)
        page = clean(rendered, address_of(self.env, ""))
        self._tell_foreign(page)
        shown = list(formulas.nodes(page.html))
        shown[0]["styles"], shown[0]["files"] = page.styles, page.files  # type: ignore[index]
        return [nodes.container("", *shown, classes=[FORMATTED])]

    def _tell_needs(self, needs: Sequence[str], how: str) -> None:
        message = (
            "an output needs %s, which no page may load, so it is shown %s;"
            " show a picture of it, or end the line with `;`"
        )
        self._warn("policy", message % (" and ".join(needs), how))

    def _tell_foreign(self, page: Clean) -> None:
        for address in page.foreign:
            message = (
                "an output shows a file of another host, which no page may load: %s;"
                " show a copy of it that lies beside the script"
            )
            self._warn("policy", message % address)

    def _warn(self, subtype: str, message: str) -> None:
        warn(subtype, "[%s] %s", subtype, message, location=self.get_location())

    def _figures(self, pictures: Sequence[Picture]) -> nodes.Element:
        if len(pictures) == 1:
            return self._figure(pictures[0], "sphx-glr-single-img")
        beside = nodes.bullet_list(classes=["sphx-glr-horizontal"])
        for picture in pictures:
            beside += nodes.list_item("", self._figure(picture, "sphx-glr-multi-img"))
        return beside

    def _figure(self, picture: Picture, look: str) -> nodes.Element:
        """A figure as Sphinx-Gallery's own directive makes it."""
        folder = self._folder()
        finer = [f"{folder}/{file} {factor}" for factor, file in picture.finer.items()]
        node: nodes.Element = imgsgnode()
        node["uri"] = f"{folder}/{picture.file}"
        node["srcset"] = ", ".join([node["uri"], *finer])
        node["alt"] = html.escape(picture.alt)  # it goes into the HTML as it is
        node["class"] = [look]
        figures.set_size(node, picture.width, picture.height)
        node["dark"] = {factor: f"{folder}/{file}" for factor, file in picture.dark.items()}
        return node

    def _markup(self, rst: str) -> list[nodes.Node]:
        """What a scraper wrote, as a document of its own, whose addresses begin at the page's folder."""
        document = new_document(self.get_location(), self.state.document.settings)
        document.reporter = self.state.document.reporter
        Parser().parse(rst.replace("/images/", f"{self._folder()}/"), document)
        return list(document.children)

    def _folder(self) -> str:
        return f"/{PurePosixPath(self.env.current_document.docname).parent}/images"


def _printed(text: str) -> nodes.Element:
    shown = text.rstrip()
    return nodes.literal_block(
        shown, shown, language=ansi.language_of(shown), classes=["sphx-glr-script-out"]
    )


def _cut(left_out: int) -> nodes.Element:
    sentence = _("The output was longer; {count} more characters are left out here.")
    paragraph = nodes.paragraph("", sentence.format(count=f"{left_out:,}"))
    return nodes.container("", paragraph, classes=[CUT])


def _raw(page: Clean) -> nodes.Element:
    return nodes.raw("", page.html, format="html", styles=page.styles, files=page.files)
