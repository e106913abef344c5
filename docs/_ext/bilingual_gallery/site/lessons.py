"""Which section of which page teaches a term: said in the glossary, and on the card beside a term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..pages.state import state_of
from .search_index import sections_in
from .search_terms import best, standing

_ = get_translation("sphinx")

# How much of a term a section has to say before readers are sent there to learn it: it has the term in bold
# or in its title, or speaks of it all the time (search_terms.py).
_SURE = 8


@dataclass(frozen=True)
class Lesson:
    """A section that teaches a term: its page, its id there (empty for the page itself), its name."""

    docname: str
    id: str
    name: str

    def address(self, app: Sphinx, docname: str) -> str:
        """Where it is, from a page."""
        page = app.builder.get_relative_uri(docname, self.docname)
        return f"{page}#{self.id}" if self.id else page


def lessons(app: Sphinx) -> Mapping[str, Lesson]:
    """The lesson of each term that a tutorial teaches, once all pages are read."""
    state = state_of(app)
    settings = state.settings
    noted = sections_in(app.env)
    taught = [
        (Lesson(name, each.id, _called(noted[name][0].title, each.title)), each, path)
        for path, name in ((each.path, settings.docname(each.path)) for each in state.tutorials)
        for each in noted.get(name, [])
    ]
    found = best(
        (number, standing(settings, path), _sure(section.terms))
        for number, (_lesson, section, path) in enumerate(taught)
    )
    return {term: taught[number][0] for term, number in found.items()}


def _sure(terms: Mapping[str, int]) -> Mapping[str, int]:
    return {term: much for term, much in terms.items() if much >= _SURE}


def _called(page: str, section: str) -> str:
    return page if section == page else f"{page} \u203a {section}"


def tell(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: say in each entry of the glossary which section teaches the term."""
    places = [each for each in doctree.findall(nodes.paragraph) if "term" in each]
    known = lessons(app) if places else {}
    for each in places:
        if (lesson := known.get(each["term"])) is None:
            each.parent.remove(each)
            continue
        before, _place, after = _("Taught in {place}.").partition("{place}")
        link = nodes.reference("", lesson.name, internal=True)
        link["refuri"] = lesson.address(app, docname)
        if lesson.name.endswith(("?", "!")):  # which end the sentence too
            after = after.removeprefix(".")
        each += [nodes.Text(before), link, nodes.Text(after)]
