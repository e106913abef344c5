"""``llms.txt``: what is on the site, for programs that read it, by the convention of llmstxt.org.

Each language's build writes the list of its own pages, and one above the languages that is the same
whichever build comes last. They lead to the Markdown of the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..files import write
from ..pages import untranslated
from ..pages.page_markdown import ENDING
from ..pages.portable.inlines import escaped, linked
from ..pages.state import settings_in, state_of
from . import metadata
from .alternates import site_address
from .markdown_pages import is_made
from .themes import makes_site

_ = get_translation("sphinx")

NAME = "llms.txt"


def write_lists(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the list of this language, and the one of all languages above it."""
    outdir, own = Path(app.outdir), code_of(app.config)
    if exception or not makes_site(app.builder):
        return
    if not settings_in(app).markdown:
        for folder in (outdir, outdir.parent) if outdir.name == own else (outdir,):
            (folder / NAME).unlink(missing_ok=True)
        return
    write(outdir / NAME, "\n".join(_own(app, own)))
    if outdir.name == own:
        write(outdir.parent / NAME, "\n".join(_all(app)), beside=outdir)


def _own(app: Sphinx, code: str) -> Iterator[str]:
    home = app.config.root_doc
    yield from _head(metadata.title(app, code) or app.config.project, _description(app, home))
    begin = f"{site_address(app)}/{code}/" if site_address(app) else ""
    state = state_of(app)
    tutorials = {state.settings.docname(each.path): each for each in state.tutorials}
    rows = {
        name: (each.title(code), f"{begin}{name}{ENDING}", each.introduction(code))
        for name, each in tutorials.items()
    }
    lacking = [name for name, each in tutorials.items() if each.lacks(code)]
    yield from _section(_("Tutorials"), (rows[each] for each in rows if each not in lacking))
    yield from _section(untranslated.words(), (rows[each] for each in lacking))
    # Pages that a search for what is taught leaves out are for few; the convention has a word for them.
    written = [
        name for name in sorted(app.env.found_docs) if name not in tutorials and is_made(app, name)
    ]
    for heading, is_optional in ((_("Pages"), False), ("Optional", True)):
        names = [name for name in written if ("nosearch" in app.env.metadata[name]) is is_optional]
        yield from _section(
            heading,
            (
                (app.env.titles[name].astext(), f"{begin}{name}{ENDING}", _description(app, name))
                for name in names
            ),
        )


def _all(app: Sphinx) -> Iterator[str]:
    """The list above the languages: what every build knows alike, the tutorials in every language."""
    settings, state = settings_in(app), state_of(app)
    titles = {code: metadata.title(app, code) or app.config.project for code in settings.codes}
    yield from _head(app.config.project, " · ".join(dict.fromkeys(titles.values())))
    begin = f"{site_address(app)}/" if site_address(app) else ""
    for code, name in settings.languages.items():
        rows = [(titles[code], f"{begin}{code}/{NAME}", "")]
        for each in state.tutorials:
            if each.lacks(code):
                continue  # its text is listed in the language that it is in
            page = f"{begin}{code}/{settings.docname(each.path)}{ENDING}"
            rows.append((each.title(code), page, each.introduction(code)))
        yield from _section(name, rows)


def _head(title: str, description: str) -> Iterator[str]:
    yield from (f"# {title}", "")
    if description:
        yield from (f"> {description}", "")


def _section(title: str, rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    lines = [
        f"- {linked(escaped(name), address)}{f': {told}' if told else ''}"
        for name, address, told in rows
    ]
    if lines:
        yield from (f"## {title}", "", *lines, "")


def _description(app: Sphinx, docname: str) -> str:
    told = app.env.get_doctree(docname).findall(nodes.meta)
    said = (meta["content"] for meta in told if meta.get("name") == "description")
    return " ".join(next(said, "").split())
