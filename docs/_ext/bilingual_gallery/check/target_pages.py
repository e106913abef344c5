"""The pages that links lead to, and what on them has a name: headings, and what their authors name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from ..source import markdown
from .finding import Text

# What an author names in a page, as a label, an option of a directive, an attribute or a footnote.
_NAMED = re.compile(
    r"^\(([^()\n]+)\)=|^[ \t]*:(?:name|label):[ \t]*(\S.*?)[ \t]*$|\{[^{}\n]*#([\w-]+)[^{}\n]*\}"
    r"|\b(?:id|name)=[\"']?([\w:.-]+)|\$\$[ \t]*\(([^()\n]+)\)|\\label\{([^{}]+)\}|^\.\. _([^:\n]+):",
    re.MULTILINE,
)
_DIRECTIVE = re.compile(r"^[ \t]*(?:`{3,}|:{3,}|~{3,})\{([\w:+-]+)\}", re.MULTILINE)
# They give a page no ids but those that an author writes.
_PLAIN = frozenset(
    "note tip hint important warning caution attention danger error admonition seealso container div code"
    " code-block code-cell sourcecode literalinclude image figure math toctree table list-table csv-table"
    " figure-words tutorial-excerpt tutorial-figure mermaid raw rubric epigraph highlight dropdown tab-set"
    " tab-item grid grid-item card only doctest".split()
)
# The address of a paragraph is that of its section with a number.
PARAGRAPH = re.compile(r"\.\d+$")


@dataclass(frozen=True)
class Page:
    """A page that a link may lead to: the ids of its headings, and the ``labels`` that its author gives.

    ``open`` is set where a directive may give it more of them than can be seen. Only to the ``known`` headings
    may other pages link: MyST makes the ids of those that ``myst_heading_anchors`` reaches.
    """

    headings: frozenset[str]
    labels: frozenset[str]
    open: bool
    known: frozenset[str]

    @classmethod
    def of(cls, headings: Iterable[str], said: str, known: Iterable[str] | None = None) -> Page:
        """The page that ``said`` makes; all of its headings are ``known`` if there are none."""
        directives = {name for name in _DIRECTIVE.findall(said) if name not in _PLAIN}
        every = frozenset(headings)
        reached = every if known is None else frozenset(known)
        return cls(every, frozenset(_names(said)), bool(directives), reached)

    @classmethod
    def written(cls, text: Text) -> Page:
        """The page that somebody wrote by hand."""
        reached = int(str(dict(text.syntax).get("heading_anchors", 0)))
        return cls.of(_heading_ids(text), text.markdown, _heading_ids(text, reached))

    @property
    def ids(self) -> frozenset[str]:
        """All that it is known to have."""
        return self.headings | self.labels

    def has(self, anchor: str) -> bool:
        """May a link lead there?"""
        return self.open or not self.ids.isdisjoint(_forms(anchor))

    def shuts(self, anchor: str) -> bool:
        """Is it the id of a heading that no other page may link to?"""
        there = self.headings - self.known - self.labels
        return not there.isdisjoint(_forms(anchor)) and self.labels.isdisjoint(_forms(anchor))


def _names(said: str) -> Iterator[str]:
    for match in _NAMED.finditer(said):
        name = next(each for each in match.groups() if each)
        yield from (name, name.lower())


def _forms(anchor: str) -> tuple[str, ...]:
    """What an anchor may be called where it leads; a heading that is there twice gets a number."""
    plain = PARAGRAPH.sub("", anchor)
    return (anchor, plain, plain.lower(), re.sub(r"-\d+$", "", plain))


def _heading_ids(text: Text, deepest: int = 6) -> Iterator[str]:
    """The ids that docutils and MyST make of the headings, those below the ``deepest`` level left out."""
    for heading in markdown.headings(text.markdown, text.syntax):
        if heading.level > deepest:
            continue
        words = re.sub(r"[^\w\s-]", "", heading.title.lower()).strip()
        yield from (markdown.slug(heading.words), re.sub(r"\s", "-", words))
        yield re.sub(r"[^a-z0-9]+", "-", heading.title.lower()).strip("-")


def near(name: str, others: Iterable[str]) -> str:
    """Of the names that there are the one that may be meant."""
    found = get_close_matches(name, [each for each in others if each], 1)
    return f" (is {PurePosixPath(found[0]).as_posix()} meant?)" if found else ""
