"""What pieces of tutorials on other pages share: the tutorial that is named, its page, the way to it.

An argument names a tutorial, and after ``#`` one of its sections: ``blitz/tensors#broadcasting``. What
is shown comes from the script and from the page that was woven of it, so it is always what the tutorial says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from markdown_it.token import Token
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from ..config import code_of
from ..pages.cell_output import CellOutput
from ..pages.outputs import DIRECTIVE
from ..pages.state import app_of, settings_in, state_of
from ..source import markdown
from ..source.tutorial import Tutorial
from .themes import makes_site


@dataclass(frozen=True)
class Taken:
    """A tutorial and its page; ``heading`` and ``id`` are of the section that is named, or of the title.

    ``heading`` counts those of the language that the ids are from, ``own`` those of the page: where that
    has not the section, up to the one it is in.
    """

    tutorial: Tutorial
    docname: str
    page: Path
    heading: int
    own: int
    id: str

    def tokens(self) -> Iterator[Token]:
        """The page as MyST sees it; nothing where it is not there yet."""
        text = self.page.read_text(encoding="utf-8") if self.page.is_file() else ""
        front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)  # else its last line is a heading
        yield from markdown.parse(text[front.end() if front else 0 :], self.tutorial.syntax)


class FromTutorial(SphinxDirective):
    """A directive whose argument names a tutorial, and after ``#`` one of its sections, else the first."""

    required_arguments = 1

    def taken(self) -> Taken | None:
        """What is named; None in a book and for a tutorial that cannot be read. Raises an author's mistake."""
        app = app_of(self.env)
        state = state_of(app)
        address, _, section = self.arguments[0].partition("#")
        settings = state.settings
        known = {settings.address(each.path): each for each in state.tutorials}
        if not makes_site(app.builder) or (address not in known and state.unread):
            return None
        if address not in known:
            raise self.error(
                f"there is no tutorial {address!r}; write one as blitz/tensors#section"
            )
        tutorial = known[address]
        ids = tutorial.section_ids(settings.heading_language)
        if section and section not in ids:
            raise self.error(f"{address} has no section {section!r}; write one of {', '.join(ids)}")
        heading = ids.index(section) if section else 0
        here = tutorial.section_ids(settings.heading_language, code_of(self.config))
        own = here.index([each for each in ids[: heading + 1] if each in here][-1])
        docname = settings.docname(tutorial.path)
        page = Path(app.srcdir, f"{docname}.md")
        for source in (tutorial.path, page):
            self.env.note_dependency(str(source))
        return Taken(tutorial, docname, page, heading, own, ids[heading])

    def output(self, of: Taken, fence: Token) -> list[nodes.Node]:
        """The nodes of an output, which stands in the tutorial's page as that fence."""
        content = StringList(fence.content.split("\n"), of.docname)
        place = (self.lineno, self.content_offset, "", self.state, self.state_machine)
        directive = _Elsewhere(DIRECTIVE, [], {}, content, *place)
        directive.taken_from = of.docname
        return directive.run()

    def source(self, of: Taken) -> nodes.Element:
        """The link to where it was taken from, with the names of the tutorial and the section."""
        code, tutorial = code_of(self.config), of.tutorial
        headings = [
            each.title
            for passage in tutorial.passages
            for each in markdown.headings(passage.text(code), tutorial.syntax)
        ]
        ids = tutorial.section_ids(settings_in(app_of(self.env)).heading_language, code)
        names = [tutorial.title(code), *([headings[of.own]] if of.own else [])]
        return addnodes.pending_xref(
            "",
            nodes.inline("", " · ".join(names)),
            refdomain="doc",
            reftype="myst",
            reftarget=of.docname,
            reftargetid=ids[of.own] if of.own else None,
            refdoc=self.env.current_document.docname,
            refexplicit=True,
        )


class _Elsewhere(CellOutput):
    """An output on another page than its tutorial's, where its figures are."""

    taken_from = ""

    def _folder(self) -> str:
        return f"/{Path(self.taken_from).parent.as_posix()}/images"
