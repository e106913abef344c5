"""Where a course teaches, uses and practices each call: the way back from a reference into the tutorials.

A section teaches a call when it is the first whose prose names it; others use it in their code. Solutions,
and the sections with exercises, practice; what checks an answer is nothing that a reader writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docutils import nodes
from sphinx.application import Sphinx

from ..config import code_of
from ..config.references import addresses
from ..pages.called import CALLED, Called
from ..pages.cell_blocks import FOLD
from ..pages.state import settings_in, state_of
from ..source import chains
from ..source.cell_tags import CHECK, SOLUTION
from .lessons import Lesson
from .search_terms import around

# Where Sphinx keeps of a page what it calls: section, its title, kind of use, name.
_USES = "calls"
_PROSE, _CODE, _PRACTICE = "prose", "code", "practice"
_SOLVES, _CHECKS = f"{FOLD}-{SOLUTION}", f"{FOLD}-{CHECK}"


@dataclass
class Uses:
    """The sections that teach, use and practice one call, in reading order."""

    taught: Lesson | None = None
    used: list[Lesson] = field(default_factory=list)
    practiced: list[Lesson] = field(default_factory=list)


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: keep what a tutorial's page calls, and in which of its sections."""
    settings, docname = settings_in(app), app.env.current_document.docname
    if settings.references and settings.is_generated(docname):
        code, ids = code_of(app.config), settings.heading_language
        practice = {
            each[code]
            for each in (*settings.form.first, *settings.form.last)
            if code in each and each.get(ids) in settings.form.exercises
        }
        aside = around(app) - practice
        found = dict.fromkeys(_found(doctree, practice, aside))
        app.env.metadata[docname][_USES] = list(found)


Found = tuple[str, str, str, str]


def _found(
    node: nodes.Node,
    practice: set[str],
    aside: frozenset[str],
    place: tuple[str, str] = ("", ""),
    kind: str = "",
) -> Iterator[Found]:
    for child in node.children:
        here, how = place, kind
        if isinstance(child, nodes.section):
            title = child.next_node(nodes.title)
            name = title.astext() if title is not None else ""
            if name in aside:
                continue
            here = ("" if place == ("", "") else child["ids"][0], name)
            how = _PRACTICE if name in practice else kind
        elif isinstance(child, nodes.Element) and _CHECKS in child.get("classes", ()):
            continue
        elif isinstance(child, nodes.Element) and _SOLVES in child.get("classes", ()):
            how = _PRACTICE
        if isinstance(child, nodes.literal_block):
            called: Called = child.get(CALLED, {})
            for _parts, name in called.values():
                yield (*here, how or _CODE, name)
        elif isinstance(child, nodes.literal) and child.get(CALLED):
            yield (*here, how or _PROSE, child[CALLED])
        else:
            yield from _found(child, practice, aside, here, how)


def is_call(name: str, known: Mapping[str, str]) -> bool:
    """Is it something of a library, and neither a module nor Python's own, which stand everywhere?"""
    if chains.is_builtin(name.partition(".")[0]):
        return False
    return name in known and not known[name].endswith(f"#module-{name}")


def uses_of(app: Sphinx) -> dict[str, Uses]:
    """The uses of each call, once all pages are read: one place for each page, and for use not the teaching's.

    A tutorial off the path that every reader takes teaches only what none on it uses.
    """
    state = state_of(app)
    settings = state.settings
    known = addresses(settings.references)
    found: dict[str, Uses] = {}
    waiting = [each.path for each in state.tutorials]
    on_path = [path for path in waiting if settings.is_listed(path)]
    for path in (*on_path, *(each for each in waiting if each not in on_path)):
        docname = settings.docname(path)
        page = app.env.titles[docname].astext() if docname in app.env.titles else ""
        noted = app.env.metadata.get(docname, {}).get(_USES, [])
        told = [each for each in noted if is_call(each[3], known)]
        for section, title, kind, name in told:
            uses = found.get(name)
            if kind == _PROSE and (uses is None or (path in on_path and uses.taught is None)):
                is_page = not section or title == page
                lesson = Lesson(docname, section, page if is_page else f"{page} \u203a {title}")
                uses = found.setdefault(name, Uses())
                uses.taught = lesson
        for section, _title, kind, name in told:
            uses = found.setdefault(name, Uses())
            those = uses.practiced if kind == _PRACTICE else uses.used
            if kind == _CODE and uses.taught is not None and uses.taught.docname == docname:
                continue
            if kind != _PROSE and docname not in [each.docname for each in those]:
                those.append(Lesson(docname, section, page))
    return found
