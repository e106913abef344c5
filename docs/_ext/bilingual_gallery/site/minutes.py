"""How many minutes tutorials take to read, told on another page than their own."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from ..pages import reading_time
from ..pages.state import app_of, state_of

# Where Sphinx keeps, for each page that tells reading times, those of the tutorials.
TOLD = "reading-times"


def of(app: Sphinx, docname: str) -> int:
    """The minutes that a woven page tells, for the page that is being read; 0 if it tells none."""
    minutes = told_by(app, docname)
    reader = app.env.current_document.docname
    app.env.metadata[reader].setdefault(TOLD, {})[docname] = minutes
    return minutes


def told_by(app: Sphinx, docname: str) -> int:
    """The minutes that a woven page tells; 0 if it tells none."""
    page = Path(app.srcdir, f"{docname}.md")
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    found = reading_time.MINUTES.search(text)
    return int(found[1]) if found else 0


def chosen(app: Sphinx, text: str) -> list[str] | None:
    """The pages of the tutorials that the role ``{reading-time}`` means; None if it means none."""
    state = state_of(app)
    named = {state.settings.address(each.path): each for each in state.tutorials}
    if text in named:
        means = [named[text]]
    elif text == "all" or text.isdecimal():
        means = list(state.tutorials[: None if text == "all" else int(text)])
    else:
        return None
    return [state.settings.docname(each.path) for each in means]


class ReadingTime(SphinxRole):
    """The role ``{reading-time}``: how long tutorials take together.

    It names one, as ``blitz/tensors``, or says how many of the first ones it means, or ``all``.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The sum of what the pages of the tutorials tell, as text."""
        app = app_of(self.env)
        pages = chosen(app, self.text)
        if pages is None:
            told_wrong = self.inliner.reporter.error(
                f"{self.text!r} is no tutorial and no number of them; write one as blitz/tensors, a "
                "number or all",
                line=self.lineno,
            )
            return [], [told_wrong]
        told = reading_time.told(sum(of(app, page) for page in pages))
        return [nodes.inline("", told, classes=["minutes"])], []
