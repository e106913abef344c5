"""What the pieces of one tutorial's prose have in common: where links lead, and how notes are numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from ...config import SYNTAX, Syntax
from .directive import Directive


class Target(NamedTuple):
    """Where a link or a reference leads, and what it says if its author does not."""

    url: str
    text: str


class Places(Protocol):
    """Where what the prose names is, for whoever has taken the tutorial home."""

    def link(self, href: str) -> Target | None:
        """The place that a link names; None where the link is right as it stands."""

    def reference(self, role: str, text: str) -> Target | None:
        """The place that a role such as ``ref`` names by its ``text``; None where there is none."""

    def equation(self, label: str) -> str:
        """The number of a formula on the page; empty where it has none."""

    def picture(self, source: str) -> str:
        """How a picture of the prose is named there; ``source`` itself where that is right."""

    def lines(self, path: str, options: Mapping[str, str]) -> str | None:
        """The text that ``literalinclude`` shows of a file; None where that cannot be read."""

    def attached(self) -> dict[str, dict[str, str]]:
        """The pictures named since this was asked last, as a notebook attaches them to a cell."""


class NoPlaces:
    """The places where no site is known: everything stays as its author wrote it."""

    def link(self, href: str) -> Target | None:
        """Every link is right."""
        return None

    def reference(self, role: str, text: str) -> Target | None:
        """Nothing is known."""
        return None

    def equation(self, label: str) -> str:
        """No formula has a number."""
        return ""

    def picture(self, source: str) -> str:
        """Every picture is right."""
        return source

    def lines(self, path: str, options: Mapping[str, str]) -> str | None:
        """No file is known."""
        return None

    def attached(self) -> dict[str, dict[str, str]]:
        """No picture is attached."""
        return {}


@dataclass(frozen=True)
class Document:
    """One tutorial's prose in one language, of which ``portable`` turns piece after piece.

    ``sections`` has the title of each section by its id; ``anchored`` are those ids to which a link
    leads and whose headings get an anchor; ``substitutions`` are MyST's. ``definitions`` are the
    destinations of links that stand in any cell, and ``footnotes`` the numbers that have been given:
    MyST sees the page as one text. With ``bold_headings`` the document has no headings of its own,
    because it stands below another that has the same. ``directives`` and ``roles`` tell what those of
    the site's own say, whose text is not in the prose.
    """

    syntax: Syntax = SYNTAX
    places: Places = field(default_factory=NoPlaces)
    sections: Mapping[str, str] = field(default_factory=dict)
    anchored: Set[str] = frozenset()
    substitutions: Mapping[str, object] = field(default_factory=dict)
    definitions: dict[str, dict[str, str]] = field(default_factory=dict)
    footnotes: dict[str, int] = field(default_factory=dict)
    bold_headings: bool = False
    directives: Mapping[str, Callable[[Directive, Document], str]] = field(default_factory=dict)
    roles: Mapping[str, Callable[[str], str]] = field(default_factory=dict)

    def footnote(self, label: str) -> str:
        """The mark of a footnote: they are numbered in the order in which they are met."""
        number = self.footnotes.setdefault(label, len(self.footnotes) + 1)
        return f"<sup>[{number}]</sup>"

    def is_anchored(self, title: str) -> bool:
        """Does a link lead to the section with this title?"""
        return any(self.sections.get(each) == title for each in self.anchored)
