"""The page of calls: what each call of the course does, and where it is taught, used and practiced.

What it does says the author's file (glossary/calls.py); the entries are read with the page, so that the
search knows them, and their places are filled in when all pages are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from ..config import code_of
from ..config.references import addresses, libraries
from ..errors import shown
from ..glossary.calls import Call, load
from ..hooks import warn
from ..pages import untranslated
from ..pages.state import app_of, settings_in, state_of
from .api_links import in_edition
from .call_groups import grouped
from .call_uses import Uses, uses_of
from .lessons import Lesson

_ = get_translation("sphinx")

# Set in what Sphinx keeps of the page with the directive.
HERE = "calls-page"
# How many places of a kind an entry names.
_MOST = 6


class Calls(SphinxDirective):
    """``{calls}``, which takes nothing: the calls of the file that conf.py names, by their modules."""

    def run(self) -> list[nodes.Node]:
        """A section for each module."""
        app = app_of(self.env)
        settings = settings_in(app)
        if settings.calls is None:
            raise self.error("bilingual_gallery_calls of conf.py names no file; write one")
        pages = (
            Path(app.srcdir, f"{settings.docname(p.path)}.md") for p in state_of(app).tutorials
        )
        for path in (settings.calls, *(each.file for each in settings.references), *pages):
            self.env.note_dependency(str(path))  # the page is read again when one of them changes
        self.env.metadata[self.env.docname][HERE] = True
        self._known = addresses(settings.references)
        calls = load(settings.calls, settings.complete)
        groups = grouped(calls.values(), libraries(settings.references))
        return [self._section(title, group) for title, group in groups.items()]

    def _section(self, title: str, calls: Sequence[Call]) -> nodes.section:
        section = nodes.section("", nodes.title("", title), ids=[nodes.make_id(f"calls-{title}")])
        self.state.document.note_explicit_target(section)
        entries = nodes.definition_list("", classes=["glossary-terms", "calls"])
        entries += [self._entry(call, call.name.removeprefix(f"{title}.")) for call in calls]
        section += entries
        return section

    def _entry(self, call: Call, short: str) -> nodes.definition_list_item:
        code = nodes.literal("", short)
        if call.name in self._known:
            settings = settings_in(app_of(self.env))
            address = in_edition(self._known[call.name], code_of(self.config), settings.editions)
            shown_name: nodes.Node = nodes.reference("", "", code, internal=False, refuri=address)
        else:
            shown_name = code
        term = nodes.term("", "", shown_name, ids=[anchor(call.name)])
        self.state.document.note_explicit_target(term)
        spoken = call.spoken(code_of(self.config))
        told = self.parse_text_to_nodes(call.told[spoken])
        if spoken != code_of(self.config):
            told = [untranslated.in_language(untranslated.Untranslated("", *told), spoken)]
        places = nodes.paragraph("", "", classes=["taught", "no-search"], call=call.name)
        return nodes.definition_list_item("", term, nodes.definition("", *told, places))


def anchor(name: str) -> str:
    """The id of a call's entry, the same in every language."""
    return f"call-{name}"


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: say of each call where it is taught, used and practiced.

    What no tutorial here calls goes out, and a heading with nothing below it.
    """
    places = [each for each in doctree.findall(nodes.paragraph) if "call" in each]
    known = uses_of(app) if places else {}
    for place in places:
        if (uses := known.get(place["call"])) is not None:
            place += _said(app, docname, uses)
            continue
        entry = place.parent.parent
        entries = entry.parent
        entries.remove(entry)
        if not entries.children:
            entries.parent.parent.remove(entries.parent)


def _said(app: Sphinx, docname: str, uses: Uses) -> Iterator[nodes.Node]:
    sentences = (
        (_("Taught in {place}."), [uses.taught] if uses.taught else []),
        (_("Used in {place}."), uses.used),
        (_("Practiced in {place}."), uses.practiced),
    )
    is_first = True
    for sentence, lessons in sentences:
        if not lessons:
            continue
        if not is_first:
            yield nodes.Text(" ")
        is_first = False
        before, _place, after = sentence.partition("{place}")
        yield nodes.Text(before)
        for number, lesson in enumerate(lessons[:_MOST]):
            if number:
                yield nodes.Text(", ")
            yield _link(app, docname, lesson)
        yield nodes.Text(after if len(lessons) <= _MOST else f" …{after}")


def _link(app: Sphinx, docname: str, lesson: Lesson) -> nodes.reference:
    link = nodes.reference("", lesson.name, internal=True)
    link["refuri"] = lesson.address(app, docname)
    return link


def check(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """``env-updated``: warn of calls without a line in the author's file, and of lines that nobody needs.

    Once, in the build of the first language; where not all has run, nothing is known of what nobody needs.
    """
    settings = settings_in(app)
    if settings.calls is None or code_of(app.config) != settings.codes[0]:
        return []
    calls, used = load(settings.calls, settings.complete), uses_of(app)
    for name in sorted(used.keys() - calls.keys()):
        message = f'no line says what {name} does; write "{name}" = {{ {settings.codes[0]} = "…" }}'
        warn("calls", "[calls] %s", message, location=f"{shown(settings.calls)}:1")
    if settings.run and not settings.selected and not state_of(app).unread:
        for name in sorted(calls.keys() - used.keys()):
            place = f"{shown(settings.calls)}:{calls[name].line}"
            warn("calls", "[calls] no tutorial calls %s; take its line out", name, location=place)
    return []
