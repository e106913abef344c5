"""The page of a section, without the tutorials that a page of the author's own lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..config import code_of
from ..config.conf_py import ConfPy
from .state import state_of

_NO_TUTORIAL = "no tutorial is called {name}; write one as blitz/extra.py, or take it out"
_NO_SECTION = "no section of tutorials is called {name}; write one as blitz, or take it out"
_CARD = re.compile(r'<div class="sphx-glr-thumbcontainer"')


def check(app: Sphinx) -> None:
    """``builder-inited``: raise SourceError where conf.py names a tutorial or a section that there is not."""
    state = state_of(app)
    if state.unread:
        return
    tutorials = {f"{state.settings.address(each.path)}.py" for each in state.tutorials}
    sections = {each.rpartition("/")[0] for each in tutorials} - {""}
    for option, names, known, wrong in (
        ("unlisted", state.settings.unlisted, tutorials, _NO_TUTORIAL),
        ("first_sections", state.settings.first_sections, sections, _NO_SECTION),
        ("unordered_sections", state.settings.unordered_sections, sections, _NO_SECTION),
    ):
        for name in names:
            if name not in known:
                conf = ConfPy(app.config, state.settings.docs)
                raise conf.mistake(
                    conf.line(f"bilingual_gallery_{option}"), wrong.format(name=name)
                )


def _is_named(app: Sphinx, script: Path) -> bool:
    """Does a page of the author's own list a tutorial? A language that is only begun may lack that page."""
    settings = state_of(app).settings
    if code_of(app.config) not in settings.partial:
        return True
    address = settings.address(script)
    return any(address in page.read_text(encoding="utf-8") for page in _written(app))


def _written(app: Sphinx) -> Iterator[Path]:
    settings = state_of(app).settings
    for name in sorted(app.env.found_docs):
        if not settings.is_generated(name):
            yield Path(app.env.doc2path(name))


def outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """``env-get-outdated``: in such a language, the pages of sections when a page of the author's changes."""
    settings = state_of(app).settings
    if not settings.unlisted or code_of(app.config) not in settings.partial:
        return []
    if all(settings.is_generated(name) for name in added | changed | removed):
        return []
    scripts = state_of(app).scripts
    return [name for name in env.all_docs if settings.is_generated(name) and name not in scripts]


def leave_out(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``, before cards are filled and toctrees collected: take out what is unlisted."""
    state = state_of(app)
    settings = state.settings
    if not settings.unlisted or not settings.is_generated(app.env.current_document.docname):
        return
    names = {
        docname
        for docname, path in state.scripts.items()
        if f"{settings.address(path)}.py" in settings.unlisted and _is_named(app, path)
    }
    for tree in doctree.findall(addnodes.toctree):
        tree["entries"] = [each for each in tree["entries"] if each[1] not in names]
        tree["includefiles"] = [each for each in tree["includefiles"] if each not in names]
    for card in [each for each in doctree.findall(nodes.raw) if _CARD.search(each.astext())]:
        at = card.parent.index(card)
        parts = card.parent.children[at : at + 3]  # where it begins, what it shows, where it ends
        links = (link for part in parts for link in part.findall(addnodes.pending_xref))
        if any(link["reftarget"].lstrip("/") in names for link in links):
            for part in parts:
                part.parent.remove(part)
