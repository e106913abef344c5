"""The outputs of a cell: what they are in a page's source, and what a page has of them.

Whoever has to know what an output looks like asks here. A new kind of output is one of
``execution/output.py``, is captured by ``execution/collect.py`` and shown by ``cell_output.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from ..execution.output import Figures, Film, Output, Picture, Printed, to_json, with_texts
from ..source.figure_words import FigureWords
from ..source.tutorial import Tutorial
from ..source.wording import Wording

# The directive that stands for the outputs of one cell in a page's source.
DIRECTIVE = "cell-output"
# The class of the paragraph that says how much of a printed text was left out.
CUT = "output-cut"
# Set on the HTML that a run has made, which whoever builds the site trusts.
FROM_RUN = "from-run"
# Set on all nodes of a cell's outputs that stand beside each other: where the cell is; and on a film.
CELL, FILM = "of-cell", "film"
# The classes of what a value says in HTML, and in Markdown or LaTeX.
HTML, FORMATTED = "output-html", "output-formatted"
# The classes of all that an output brings to a page: none of it is the author's prose.
CLASSES = frozenset(("highlight", "sphx-glr-script-out", HTML, FORMATTED, CUT))


def source(outputs: Sequence[Output]) -> str:
    """The outputs as the content of the directive: letters of ASCII, so no line ends where JSON does not."""
    return json.dumps(to_json(outputs), indent=1)


def at_script_lines(outputs: Sequence[Output], tutorial: Tutorial) -> list[Output]:
    """The outputs, in whose printed text the lines of tracebacks and warnings are those of the script.

    A run has the code alone, so its lines are others.
    """
    script = f"{tutorial.name}.py"
    if not any(isinstance(each, Printed) and script in str(each) for each in outputs):
        return list(outputs)  # as nearly all do, which saves the pattern
    name = re.escape(script)
    told = re.compile(rf'(\bFile "{name}", line |^{name}:)(\d+)\b', re.MULTILINE)
    numbers: list[int] = []
    for cell in tutorial.code:  # as Job.first_lines counts them
        run = [line.number for line in cell.lines if line.run]
        numbers += [*run, run[-1]] if run else [cell.line, cell.line]

    def there(match: re.Match[str]) -> str:
        row = min(max(int(match[2]), 1), len(numbers))
        return f"{match[1]}{numbers[row - 1]}"

    return [
        with_texts(output, lambda text: told.sub(there, text))
        if isinstance(output, Printed)
        else output
        for output in outputs
    ]


def pictures(outputs: Sequence[Output]) -> list[Picture | Film]:
    """The figures and films of a cell, in order."""
    found: list[Picture | Film] = []
    for output in outputs:
        if isinstance(output, Figures):
            found += output.pictures
        elif isinstance(output, Film):
            found.append(output)
    return found


def told(outputs: Sequence[Output], said: Sequence[FigureWords]) -> list[Output]:
    """The outputs; what an author has ``said`` of the figures and films stands for them where nobody sees them.

    What is known of figures in other words stays in the store.
    """
    given = iter(said)

    def one(picture: Picture) -> Picture:
        alt = _alt(picture.alt, next(given, None))
        return replace(picture, alt=alt, texts=(), variants={})

    found: list[Output] = []
    for output in outputs:
        if isinstance(output, Figures):
            found.append(Figures([one(picture) for picture in output.pictures]))
        elif isinstance(output, Film):
            found.append(replace(output, alt=_alt(output.alt, next(given, None))))
        else:
            found.append(output)
    return found


def _alt(drawn: str, said: FigureWords | None) -> str:
    """The text for a figure: what is said so, or the titles that are ``drawn`` in it, in the words said."""
    if said is None:
        return drawn
    if said.alt:
        return said.alt.text
    wording = Wording(said.table)
    if (whole := wording.of(drawn)) is not None:
        return whole
    return ", ".join(wording.of(title) or title for title in drawn.split(", "))


def figures(outputs: Sequence[Output]) -> int:
    """How many figures a cell has."""
    return sum(len(output.pictures) for output in outputs if isinstance(output, Figures))
