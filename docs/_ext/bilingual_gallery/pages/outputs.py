"""The outputs of a cell on the page: what Sphinx-Gallery wrote of them, as reStructuredText.

Whoever has to know what an output looks like asks here. A new kind of output is captured by
``execution/worker.py`` and gets its place on the page, its classes and its weight in this file.
"""

from __future__ import annotations

import html
import re

from ..execution.truncate import MARK

# The class of the paragraph that says how much of a printed text was left out.
CUT = "output-cut"
# The classes of all that an output brings to a page: none of it is the author's prose.
CLASSES = frozenset(("highlight", "sphx-glr-script-out", "output_subarea", CUT))

_FIGURE = re.compile(r"^ *\.\. image-sg::", re.MULTILINE)
# The lines that Sphinx-Gallery's image directive is made of; printed text that looks like them is indented
# below a directive of its own, and only its address would be changed.
_IMAGE_LINE = re.compile(r"^ *(\.\. image-sg::|:srcset:|:alt:) .*$", re.MULTILINE)
_CUT_HERE = re.compile(rf"^{re.escape(MARK)}(\d+)$", re.MULTILINE)


def on_page(output: str, image_dir: str, cut: str) -> str:
    """The output as it stands in a page's source.

    ``image_dir`` is where the figures lie, from the root of the Sphinx sources; ``cut`` is the sentence
    that tells of a text that was too long, with ``{count}`` for the characters left out.
    """

    def moved(line: re.Match[str]) -> str:
        if line[1] == ":alt:":  # a figure's title, which Sphinx-Gallery writes as it is
            return html.escape(line[0])
        return line[0].replace("/images/", f"/{image_dir}/")

    def paragraph(mark: re.Match[str]) -> str:
        return f".. container:: {CUT}\n\n   {cut.format(count=f'{int(mark[1]):,}')}"

    placed = _IMAGE_LINE.sub(moved, output).strip("\n")
    return _CUT_HERE.sub(paragraph, placed)


def figures(output: str) -> int:
    """How many figures the output has."""
    return len(_FIGURE.findall(output))
