"""The glossary as a page: every term with its names, and what it means in the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from ..config import code_of
from ..glossary.matcher import Finder
from ..glossary.model import Glossary, Term, load
from ..lang import language
from ..lang.tags import tag
from ..pages.state import app_of, settings_in, state_of
from ..source.blocks import blocks

_ = get_translation("sphinx")

# The page, from the folder of a language: where the terms in a tutorial lead.
PAGE = "glossary"
# How the ids of its letters begin, which each language counts for itself.
LETTER = "letter-"


def path_of(app: Sphinx) -> Path | None:
    """The file that conf.py names, or None."""
    return settings_in(app).glossary


def glossary_of(app: Sphinx) -> Glossary:
    """The glossary in that file, or an empty one. Raises SourceError."""
    return load(path_of(app))


def anchor(term: Term) -> str:
    """The id of a term's entry, the same in every language."""
    return f"term-{term.id}"


class GlossaryTerms(SphinxDirective):
    """``{glossary-terms}``, which takes nothing: the terms by their first letters."""

    def run(self) -> list[nodes.Node]:
        """A line of links to the letters, then a section for each."""
        app = app_of(self.env)
        if (path := path_of(app)) is not None:
            self.env.note_dependency(str(path))  # the page is read again when the file changes
        terms = in_order(glossary_of(app).terms, code_of(self.config))
        letters = nodes.paragraph("", classes=["glossary-letters"])
        sections: list[nodes.Node] = []
        letter_of = language(code_of(self.config)).letter
        for letter, group in groupby(terms, lambda term: letter_of(self._name(term))):
            section = nodes.section("", nodes.title("", letter), self._entries(group))
            section["ids"] = [f"{LETTER}{len(sections) + 1}"]
            self.state.document.note_explicit_target(section)
            link = nodes.reference("", letter, internal=True, refid=section["ids"][0])
            letters += [nodes.Text(" "), link] if sections else [link]
            sections.append(section)
        return [letters, *sections]

    def _entries(self, terms: Iterable[Term]) -> nodes.Node:
        entries = nodes.definition_list("", classes=["glossary-terms"])
        for term in terms:
            name = nodes.term("", "", *self._names(term), ids=[anchor(term)])
            self.state.document.note_explicit_target(name)
            meaning = term.meaning.get(code_of(self.config), "")
            parsed = self.parse_text_to_nodes(meaning) if meaning else []
            told = nodes.definition("", *parsed, *self._told(term))
            entries += nodes.definition_list_item("", name, told)
        # Sphinx gives the terms of this node permanent links.
        return addnodes.glossary("", entries, sorted=False)

    def _told(self, term: Term) -> Iterator[nodes.Node]:
        """What else it is called, whether no tutorial uses it, and the place of who teaches it."""
        code = code_of(self.config)
        if others := term.also_called.get(code):
            said = _("Also called {names}.").format(names=", ".join(others))
            readings = glossary_of(app_of(self.env)).readings
            fitted = language(code).fitted(said, readings)
            yield nodes.paragraph("", fitted, classes=["also-called"])
        if term.id not in self._used:
            yield nodes.paragraph("", _("No tutorial here uses it."), classes=["not-used"])
        # Who teaches it is known when all pages are read (lessons.py).
        yield nodes.paragraph("", "", classes=["taught", "no-search"], term=term.id)
        # And so are the sentences that use it (concordance.py).
        yield nodes.paragraph("", "", classes=["no-search"], uses=term.id)

    @cached_property
    def _used(self) -> Set[str]:
        """The terms in the prose of tutorials; the page is read again when one of those changes."""
        app, code = app_of(self.env), code_of(self.config)
        finder = Finder.of(glossary_of(app), code)
        found: set[str] = set()
        for tutorial in state_of(app).gallery.tutorials:
            self.env.note_dependency(str(tutorial.path))
            page = Path(app.srcdir, f"{settings_in(app).docname(tutorial.path)}.md")
            self.env.note_dependency(str(page))  # it changes where a value of the run does
            for passage in tutorial.passages:
                own = passage.text(code) if passage.is_in(code) else ""
                for block in blocks(own, tutorial.syntax):
                    found |= {mention.term.id for mention in finder.mentions(block.text)}
        return found

    def _names(self, term: Term) -> Iterator[nodes.Node]:
        yield nodes.Text(self._name(term))
        for code, name in term.names.items():
            if name != self._name(term):
                # Of this class docutils makes the element's lang.
                classes = ["other-name", f"language-{tag(code)}"]
                yield from (nodes.Text(" "), nodes.inline("", name, classes=classes))

    def _name(self, term: Term) -> str:
        return term.names[code_of(self.config)]


def in_order(terms: Iterable[Term], code: str) -> list[Term]:
    """The terms that have a name in a language, as it looks them up."""
    own = language(code)
    return sorted(
        (term for term in terms if code in term.names),
        key=lambda term: own.sort_key(term.names[code]),
    )
