"""A piece of a tutorial on a page of the author's: a paragraph in every language over its code and output.

``{tutorial-excerpt} blitz/tensors#broadcasting`` takes from that section the first code that readers see
and the paragraph that leads to it. The prose and the code come from the script, the output from the page
that was woven of it, so the piece is always what the tutorial says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes
from markdown_it.token import Token

from ..config import Syntax, code_of
from ..lang.tags import tag
from ..pages.outputs import DIRECTIVE
from ..pages.state import app_of, state_of
from ..source import markdown
from ..source.cell_tags import Place
from ..source.code import CodeCell
from ..source.tutorial import Passage, Tutorial
from .taken import FromTutorial, Taken

# Of the whole; parallel.py leaves it as it is, because it is in both languages already.
CLASS = "excerpt"


@dataclass(frozen=True)
class Excerpt:
    """The passage and the code, under a heading of the given number in the tutorial."""

    heading: int
    passage: Passage
    cell: CodeCell


class TutorialExcerpt(FromTutorial):
    """The directive; its argument names a tutorial, and after ``#`` one of its sections, else the first."""

    def run(self) -> list[nodes.Node]:
        """The piece; nothing in a book, which has one language."""
        of = self.taken()
        if of is None:
            return []
        settings = state_of(app_of(self.env)).settings
        excerpt = find(of.tutorial, of.heading, settings.heading_language)
        if excerpt is None:
            address = settings.address(of.tutorial.path)
            message = "has no code after a paragraph that readers see; choose another"
            raise self.error(f"the section {of.id!r} of {address} {message}")
        whole = nodes.container(classes=[CLASS, "no-search"])
        whole += [
            self._prose(of.tutorial, excerpt.passage),
            self._code(excerpt.cell),
            *self._output(of, excerpt.cell),
            nodes.paragraph("", "", self.source(of), classes=[f"{CLASS}-from"]),
        ]
        self.set_source_info(whole)
        return [whole]

    def _prose(self, tutorial: Tutorial, passage: Passage) -> nodes.Node:
        beside = nodes.container(classes=[f"{CLASS}-prose"])
        own = code_of(self.config)
        languages = state_of(app_of(self.env)).settings.languages
        shown: set[str] = set()
        for each in sorted(languages, key=lambda code: code != own):
            code = passage.spoken(each)
            if code in shown:  # it stands there for a language in which it is not written yet
                continue
            shown.add(code)
            # Of the last class docutils makes the element's lang.
            side = nodes.container(classes=[f"{CLASS}-side", f"language-{tag(code)}"])
            side += nodes.paragraph("", languages[code], classes=[f"{CLASS}-language"])
            token = paragraphs(passage.text(code), tutorial.syntax)[-1]
            side += nodes.paragraph("", "", *inlines(token.children or ()))
            beside += side
        return beside

    def _code(self, cell: CodeCell) -> nodes.Node:
        shown = cell.shown(code_of(self.config))
        return nodes.literal_block(shown, shown, language="python")

    def _output(self, of: Taken, cell: CodeCell) -> list[nodes.Node]:
        shown = cell.shown(code_of(self.config))
        for code, output in pairwise(of.tokens()):
            if code.content.strip("\n") == shown and output.info == f"{{{DIRECTIVE}}}":
                return self.output(of, output)
        return []


def find(tutorial: Tutorial, wanted: int, language: str) -> Excerpt | None:
    """The first code under a heading, by its number, and the passage above it; None if there is none."""
    number, level, passage = -1, 0, None
    for part in tutorial.parts:
        if isinstance(part, Passage):
            for heading in markdown.headings(part.text(language), tutorial.syntax):
                number += 1
                if number == wanted:
                    level = heading.level
                elif number > wanted and heading.level <= level:
                    return None
            passage = part if number >= wanted else None
        elif passage is not None and not part.role and part.display.code is Place.OPEN:
            texts = (passage.text(each) for each in tutorial.languages)
            if all(paragraphs(text, tutorial.syntax) for text in texts):
                return Excerpt(wanted, passage, part)
    return None


def paragraphs(text: str, syntax: Syntax) -> list[Token]:
    """The inline tokens of the paragraphs that stand in a text by themselves."""
    tokens = markdown.parse(text, syntax)
    return [
        inline
        for opening, inline in pairwise(tokens)
        if opening.type == "paragraph_open" and opening.level == 0
    ]


_MARKUP = {"strong_open": nodes.strong, "em_open": nodes.emphasis}


def inlines(tokens: list[Token] | tuple[()]) -> Iterator[nodes.Node]:
    """A paragraph as nodes; of its links only the words, which may lead to pages of another folder."""
    opened: list[nodes.Element] = [nodes.inline()]
    for token in tokens:
        if token.type in _MARKUP:
            opened.append(_MARKUP[token.type]())
        elif token.type in ("strong_close", "em_close"):
            closed = opened.pop()
            opened[-1] += closed
        elif token.type.startswith("math_inline"):
            opened[-1] += nodes.math(token.content, token.content)
        elif token.type == "code_inline":
            opened[-1] += nodes.literal(token.content, token.content)
        elif token.type in ("softbreak", "hardbreak"):
            opened[-1] += nodes.Text("\n")
        elif token.content and token.type != "html_inline":
            opened[-1] += nodes.Text(token.content)
    yield from opened[0].children
