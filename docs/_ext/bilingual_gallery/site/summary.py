"""The table of ``{tutorial-summary}``: the passages of each tutorial, and words and stale ones by language."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from ..config import Settings, code_of
from ..files import package_digest
from ..history import drift, git
from ..history.git import HistoryError
from ..history.passages import passages_of
from ..lang import language
from ..lang.tags import tag
from ..pages.reading_time import words
from ..pages.state import BuildState, state_of
from ..source.blocks import blocks
from ..source.cells import text_of
from ..source.progress import progress
from ..source.tutorial import Tutorial

_ = get_translation("sphinx")

# Where Sphinx keeps, for each page with the table, what that was made from.
_MADE_FROM = "tutorial-summary"
# Set on all that stands in the place of the directive.
OF_TUTORIALS = "of-tutorials"
_NUMBER = "text-right"  # the class of a column of numbers in MyST's own tables


class Place(nodes.General, nodes.Element):
    """A placeholder of the table, which ``fill`` replaces once the page has been read."""


class TutorialSummary(SphinxDirective):
    """The directive, which takes nothing."""

    def run(self) -> list[nodes.Node]:
        """The placeholder."""
        return [Place()]


def fill(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: put the table where the directive stands."""
    for place in list(doctree.findall(Place)):
        state = state_of(app)
        stale = _stale(state)
        made = list(_summary(app, state, stale))
        for node in made:
            node[OF_TUTORIALS] = True
        place.replace_self(made)
        made_from = _digest(state)
        app.env.metadata[app.env.current_document.docname][_MADE_FROM] = made_from


def outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Sequence[str]:
    """``env-get-outdated``: the pages whose table was made from other scripts or another commit."""
    made = {name: data[_MADE_FROM] for name, data in env.metadata.items() if _MADE_FROM in data}
    now = _digest(state_of(app)) if made else ""
    return [name for name in made if made[name] != now]


def _digest(state: BuildState) -> str:
    """A digest of all that the table is made from."""
    try:
        head = git.state(state.settings.root)
    except HistoryError:
        head = None
    scripts = [(str(each.path), text_of(each.path)) for each in state.tutorials]
    return hashlib.sha256(repr((package_digest(), head, scripts)).encode()).hexdigest()


def _stale(state: BuildState) -> Mapping[Path, Mapping[str, int]]:
    """The number of stale passages by language, for each script of which it can be known."""
    try:
        found = drift.find(state.settings.root, [tutorial.path for tutorial in state.tutorials])
    except HistoryError:
        return {}
    if found.begins is not None:
        return {}
    return {
        path: Counter(each.language for each in found.stale if each.path == path)
        for path in found.passages
    }


def _summary(
    app: Sphinx, state: BuildState, stale: Mapping[Path, Mapping[str, int]]
) -> Iterator[nodes.Element]:
    names, tutorials = state.settings.languages, state.tutorials
    head = [
        nodes.row(
            "",
            _entry(_("Tutorial"), morerows=1),
            _entry(_("Passages"), morerows=1, classes=[_NUMBER]),
            _entry(_("Words"), morecols=len(names) - 1),
            _entry(_("Stale passages"), morecols=len(names) - 1),
        ),
        # Of this class docutils makes the element's lang.
        nodes.row(
            "",
            *(_entry(names[code], classes=[_NUMBER, f"language-{tag(code)}"]) for code in names),
            *(_entry(names[code], classes=[_NUMBER, f"language-{tag(code)}"]) for code in names),
        ),
    ]
    body = []
    for tutorial in tutorials:
        passages = passages_of(tutorial.path, text_of(tutorial.path))
        said = {
            code: [
                blocks(each.text(code), tutorial.syntax)
                for each in tutorial.passages
                if each.is_in(code)
            ]
            for code in names
        }
        known = stale.get(tutorial.path)
        numbers = [
            f"{len(passages):,}",
            *(f"{sum(words(parts, language(code)) for parts in said[code]):,}" for code in names),
            *("–" if known is None else f"{known[code]:,}" for code in names),
        ]
        entries = [_entry(number, classes=[_NUMBER]) for number in numbers]
        body.append(nodes.row("", _page(app, state.settings, tutorial), *entries))
    columns = 2 + 2 * len(names)
    group = nodes.tgroup("", cols=columns)
    group += [nodes.colspec("", colwidth=1, stub=int(index == 0)) for index in range(columns)]
    group += [nodes.thead("", *head), nodes.tbody("", *body)]
    yield nodes.table("", group, classes=["colwidths-auto"])
    for far in progress(tutorials, state.settings.codes):
        if not far.is_whole:
            words_of = _("{language}: {done} of {count} tutorials, {part} of {passages} passages")
            told = words_of.format(
                language=names[far.language],
                done=far.tutorials,
                count=far.of_tutorials,
                part=far.passages,
                passages=far.of_passages,
            )
            yield nodes.paragraph("", told)
    if any(tutorial.path not in stale for tutorial in tutorials):
        told = _("A dash means that the history was missing or incomplete when this page was made.")
        yield nodes.paragraph("", told)


def _entry(text: str, **attributes: object) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", text), **attributes)


def _page(app: Sphinx, settings: Settings, tutorial: Tutorial) -> nodes.entry:
    """A tutorial's title, which leads to its page."""
    title = tutorial.title(code_of(app.config))
    link = addnodes.pending_xref(
        "",
        nodes.inline("", title),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{settings.docname(tutorial.path)}",
        refdoc=app.env.current_document.docname,
        refexplicit=True,
        refwarn=True,
    )
    return nodes.entry("", nodes.paragraph("", "", link), classes=["text-left"])
