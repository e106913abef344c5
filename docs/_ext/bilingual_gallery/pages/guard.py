"""What a page has read and holds, looked at once more when Sphinx has read it.

``source/trust.py`` tells at its line of what it sees in Markdown. Here is what came to be, by whatever
way: through an included file, a role, a page in another format.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from ..errors import SourceError, fail_with
from ..errors import shown as shown_path
from ..source.elements import REFUSED
from ..source.inlines import html_inlines
from ..source.trust import Project
from .outputs import FROM_RUN
from .state import settings_in, state_of


def look(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``, after all that notes files: end the build where a page does what prose may not.

    Raises BuildError.
    """
    page = Path(app.env.doc2path(app.env.docname))
    mistakes = [*_files(app, page), *_elements(doctree, page)]
    fail_with([_at_script(app, each) for each in mistakes])


def _files(app: Sphinx, page: Path) -> Iterator[SourceError]:
    env, project = app.env, Project(settings_in(app).folders)
    docname = env.docname
    shown = {str(name) for name, (docs, _) in env.images.items() if docname in docs}
    shown |= {str(name) for name, (docs, _) in env.dlfiles.items() if docname in docs}
    seen: set[Path] = set()
    for name in sorted({*map(str, env.dependencies.get(docname, ())), *shown}):
        path = Path(app.srcdir, name)
        if path.suffix == ".py" and name not in shown:
            continue  # a module whose documentation the page has
        if path.exists() and not project.holds(path) and path.resolve() not in seen:
            seen.add(path.resolve())
            message = "is no file of the project; prose may not read or show others"
            line = _line_of(page, path.name, "{include}")
            told = f"{shown_path(path.resolve())} {message}, so copy it to where the prose is"
            yield SourceError(page, line, told)


def _elements(doctree: nodes.document, page: Path) -> Iterator[SourceError]:
    for node in doctree.findall():
        names: list[str] = []
        if isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
            names = _names(node.astext())
        elif isinstance(node, nodes.meta) and node.get("http-equiv"):
            names = ["meta"]
        for name in names:
            if name in REFUSED and isinstance(node, nodes.Element) and not node.get(FROM_RUN):
                line = getattr(node, "line", None) or _line_of(page, f"<{name}", "{include}")
                yield SourceError(
                    page, line, f"<{name}> in prose, which no page may hold; take it out"
                )


def _names(html: str) -> list[str]:
    return [inline.text for inline in html_inlines(html, 0) if inline.kind == "html"]


def _line_of(page: Path, *words: str) -> int:
    """The line of the first of these words that the page has."""
    rows = page.read_text(encoding="utf-8", errors="replace").split("\n")
    lines = (number for word in words for number, row in enumerate(rows, 1) if word in row)
    return next(lines, 1)


def _at_script(app: Sphinx, mistake: SourceError) -> SourceError:
    """The mistake at the line of the script that a woven page was made from."""
    state = state_of(app)
    docname = mistake.path.relative_to(app.srcdir).with_suffix("").as_posix()
    for tutorial in state.tutorials:
        if state.settings.docname(tutorial.path) == docname:
            rows = mistake.path.read_text(encoding="utf-8").split("\n")
            row = rows[min(mistake.line, len(rows)) - 1].strip()
            line = _line_of(tutorial.path, row) if row else 1
            return SourceError(tutorial.path, line, mistake.message)
    return mistake
