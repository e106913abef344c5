"""The sections of a page as the search knows them: their words, by where these stand, and their text.

A word says more of a section in its title than in its prose, and more there than in its code; nothing
where it is imported, and in code that is folded away, as that of solutions and of figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from docutils import nodes
from sphinx import addnodes

from ..pages.untranslated import Untranslated, UntranslatedTitle
from ..tex import plain
from .search_terms import Teaching, nothing

# Where a word may stand, what says most of the section first: in the title; in bold, between the marks of
# code, or again and again in prose; in prose; in code.
KINDS = ("title", "often", "prose", "code")
_OFTEN = 3
# What is printed is read like prose where it is a sentence, as an error message is.
_SENTENCE = re.compile(r"(?:\b[^\W\d_]+\b[^\n]*?){5}")
_IMPORT = re.compile(r"\s*(?:import|from)\s+\w")
_FOLD = "cell-fold"
_SOLUTION = f"{_FOLD}-solution"
# A formula whose words are looked for.
_PLAIN = re.compile(r"[\w\s=+*/().,<>|-]+")

# Takes a text and gives the words that stand for it in the index, each as often as it is there.
Words = Callable[[str], list[str]]


@dataclass(frozen=True)
class Lead:
    """What an item of a list asks in bold, and a page that answers it, with the section's id."""

    page: str
    id: str
    question: str


@dataclass
class Section:
    """A place a result leads to: its id, empty for the page itself, its title, and what stands there.

    ``within`` are the titles of the sections it is in, its own last. ``words`` has them by kind, ``text``
    and ``code`` what an excerpt is taken from: a row for each paragraph, and for each line of code.
    ``terms`` says of which terms of the glossary the section speaks, each with how much, and ``leads`` what it
    asks that others answer.
    """

    id: str
    title: str = ""
    within: tuple[str, ...] = ()
    words: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    text: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    terms: dict[str, int] = field(default_factory=dict)
    leads: list[Lead] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, words: list[str]) -> None:
        """Add words of a kind; those that come often in prose become ``often``."""
        self.words[kind].update(words)
        if kind == "prose":
            self.counts.update(words)
            self.words["often"].update(word for word in words if self.counts[word] >= _OFTEN)

    def kinds(self) -> Iterator[tuple[str, str]]:
        """Each word, with the kind that says most; those of the title with the next kind, too."""
        yield from ((word, "title") for word in self.words["title"])
        known: set[str] = set()
        for kind in KINDS[1:]:
            yield from ((word, kind) for word in self.words[kind] - known)
            known |= self.words[kind]


def sections_of(
    doctree: nodes.document, words: Words, teaching: Teaching = nothing
) -> list[Section]:
    """The sections of a page and the terms of a glossary, each with the words of its own alone."""
    page = Section("")
    done = [page]

    def visit(node: nodes.Node, section: Section, fold: bool, hidden: bool = False) -> None:
        if not isinstance(node, nodes.Element) or "no-search" in node["classes"]:
            return
        if isinstance(node, nodes.comment | nodes.raw | nodes.system_message | nodes.math_block):
            return
        if isinstance(node, Untranslated):
            return  # the words of another language are found on its pages
        if (found := _place(node)) is not None:
            place, title = found
            if page.title:
                section = Section(place["ids"][0], within=section.within)
                done.append(section)
            section.title = _own_name(title)  # the first heading is the page's
            section.within = (*section.within, section.title)
            if not any(isinstance(each, UntranslatedTitle) for each in title.children):
                section.note("code" if _is_looked_up(node) else "title", words(section.title))
        for each in [node, *node.findall(nodes.strong)] if _is_text(node) else ():
            for term, much in teaching(each):
                section.terms[term] = section.terms.get(term, 0) + much
        if isinstance(node, nodes.list_item):
            section.leads += _leads(node)
        if isinstance(node, nodes.literal_block):
            _note_code(node, section, words, fold, hidden)
        elif _is_text(node):
            _note_prose(node, section, words, hidden)
        else:
            # An answer that readers are to look for themselves is found, and no excerpt gives it away.
            is_answer = node.get("collapsible") == "closed" or _SOLUTION in node["classes"]
            is_fold = fold or any(each.startswith(_FOLD) for each in node["classes"])
            # The title of a fold says what every fold of its kind is called.
            own = [each for each in node.children if not (is_fold and _is_title(each))]
            for child in own:
                visit(child, section, is_fold, hidden or (is_answer and not _is_title(child)))

    visit(doctree, page, False)
    return done


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TextElement)


def _is_title(node: nodes.Node) -> bool:
    return isinstance(node, nodes.title) and not isinstance(node.parent, nodes.section)


def _note_prose(node: nodes.Element, section: Section, words: Words, hidden: bool) -> None:
    if isinstance(node, nodes.term) or (
        isinstance(node, nodes.title) and isinstance(node.parent, nodes.section)
    ):
        return  # its words are noted with the place
    text = "".join(_read(node)).strip()
    if not text:
        return
    if not hidden:
        section.text.append(" ".join(text.split()))
    section.note("prose", words("".join(_read(node, is_shown=False))))
    for marked in node.findall(lambda each: isinstance(each, nodes.strong | nodes.literal)):
        # A command of several words, as what to type in a shell, is no name of one thing.
        if isinstance(marked, nodes.strong) or " " not in marked.astext().strip():
            section.note("often", words(marked.astext()))


def _read(node: nodes.Node, is_shown: bool = True) -> Iterator[str]:
    """What of a paragraph is read: of a formula what it says in one line, which is shown and not looked for."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.math):
        if is_shown or _PLAIN.fullmatch(node.astext()):
            yield plain(node.astext()) if is_shown else node.astext()
    elif not isinstance(node, nodes.raw):
        for child in node.children:
            yield from _read(child, is_shown)


def _note_code(
    node: nodes.literal_block, section: Section, words: Words, fold: bool, hidden: bool
) -> None:
    printed = "sphx-glr-script-out" in node["classes"]
    for line in node.astext().splitlines():
        if not line.strip():
            continue
        if not hidden:
            section.code.append(line.strip())
        if fold:
            continue
        if printed:
            section.note("prose" if _SENTENCE.search(line) else "code", words(line))
            continue
        code, _, comment = line.partition("# ")
        if not _IMPORT.match(code):
            section.note("code", words(code))
        section.note("prose", words(comment))


def _place(node: nodes.Node) -> tuple[nodes.Element, nodes.Element] | None:
    """What a link may lead to and its title: a section, or an entry of a glossary."""
    place: nodes.Element | None = None
    title: nodes.Element | None = None
    if isinstance(node, nodes.section):
        place, title = node, node.next_node(nodes.title)
    elif isinstance(node, nodes.definition_list_item):
        place = title = node.next_node(nodes.term)
    if place is None or title is None or not place["ids"]:
        return None
    return place, title


def _leads(item: nodes.list_item) -> Iterator[Lead]:
    # The items of a list inside ask for themselves.
    own = [each for each in item.children if _is_text(each)]
    bold = chain.from_iterable(each.findall(nodes.strong) for each in own)
    asked = " ".join(" ".join(each.astext().split()) for each in bold)
    for link in chain.from_iterable(each.findall(addnodes.pending_xref) for each in own):
        if asked and link.get("refdomain") == "doc":
            yield Lead(link["reftarget"], link.get("reftargetid") or "", asked)


def _is_looked_up(node: nodes.Node) -> bool:
    """Is it an entry of the page of calls? Who looks for a call wants what teaches it first."""
    return isinstance(node, nodes.definition_list_item) and "calls" in _classes(node.parent)


def _own_name(title: nodes.Element) -> str:
    """The title in the page's language: the glossary has a term's other names behind it."""
    parts = [child for child in title.children if "other-name" not in _classes(child)]
    return "".join(part.astext() for part in parts).strip()


def _classes(node: nodes.Node | None) -> list[str]:
    return node["classes"] if isinstance(node, nodes.Element) else []
