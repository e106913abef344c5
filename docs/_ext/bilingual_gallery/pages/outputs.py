"""The outputs of a cell: what they are in a page's source, and what a page has of them.

Whoever has to know what an output looks like asks here. A new kind of output is one of
``execution/output.py``, is captured by ``execution/collect.py`` and shown by ``cell_output.py``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..execution.output import Figures, Output, to_json

# The directive that stands for the outputs of one cell in a page's source.
DIRECTIVE = "cell-output"
# The class of the paragraph that says how much of a printed text was left out.
CUT = "output-cut"
# Set on the HTML that a run has made, which whoever builds the site trusts.
FROM_RUN = "from-run"
# The classes of all that an output brings to a page: none of it is the author's prose.
CLASSES = frozenset(("highlight", "sphx-glr-script-out", "output_subarea", CUT))


def source(outputs: Sequence[Output]) -> str:
    """The outputs as the content of the directive: letters of ASCII, so no line ends where JSON does not."""
    return json.dumps(to_json(outputs), indent=1)


def figures(outputs: Sequence[Output]) -> int:
    """How many figures a cell has."""
    return sum(len(output.pictures) for output in outputs if isinstance(output, Figures))
