"""Glosses: the name in another language that a term has in brackets where a reader first meets it.

A tutorial that stands alone glosses each term it uses. In a course, a term is glossed once, where the
reader of all tutorials in their order first meets it in a sentence, and nowhere else: not in a heading
(it is in the contents too), not in the first paragraph of the introduction (it is on the card and in
the description), not in a section that only tells what comes. The text of a link is no first use,
because it is often the title of what it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import shown
from ..glossary.matcher import Finder, Mention
from ..glossary.model import Glossary, Term
from ..lang import language
from ..lang.language import Change, Gloss
from ..lang.marks import CLOSE
from ..lang.tags import name_in
from ..source.blocks import ALT, WORDS, Block
from ..source.tutorial import Tutorial
from .finding import Finding, Text
from .mends import edits
from .sections import sections

_RULE = "first-use"
RULES = frozenset([_RULE])

# How messages end whose mends are the bracket put in, or taken out.
_LACKING = "; write {used}({name})"
_SURPLUS = ("; write it at the first use in the text alone", " already; take it out here")
_HEADING = "a heading"
_FIGURE = "a figure, or in the text that stands for it"
_CARD = "the first paragraph of the introduction, which is on the card"
_CONTENTS = "a section that tells what comes"


@dataclass(frozen=True)
class Use:
    """The first use of a term, and whether it has its gloss there."""

    path: Path
    line: int
    glossed: bool


@dataclass(frozen=True)
class Glosses:
    """What a reader of a tutorial, or of a course up to some place in it, has met, in each language.

    ``contents`` are the titles of sections that tell what comes; ``uses`` has the first use of each
    term by language and id. Where tutorials stand alone, each has an object of its own.
    """

    glossary: Glossary
    course: bool = False
    contents: Set[str] = frozenset()
    uses: dict[tuple[str, str], Use] = field(default_factory=dict)

    def outside(self, tutorial: Tutorial, code: str) -> Mapping[int, str]:
        """What is no running text in a tutorial, by its line: the card's paragraph, and the contents."""
        if not self.course or language(code).gloss is None:
            return {}
        introduction, *others = sections(tutorial, code)
        found: dict[int, str] = {}
        for section in others:
            if section.title in self.contents:
                for text in section.texts:
                    found |= dict.fromkeys(
                        (text.line + each.line for each in text.blocks), _CONTENTS
                    )
        for text in introduction.texts:
            for block in text.blocks:
                if block.kind == "paragraph":
                    return {**found, text.line + block.line: _CARD}
        return found

    def check(self, text: Text, outside: Mapping[int, str]) -> Iterator[Finding]:
        """Glosses that a text lacks, and in a course those that it has too many."""
        gloss = language(text.language).gloss
        if gloss is None:
            return
        finder = Finder.of(self.glossary, text.language)
        for block in text.blocks:
            place = _HEADING if block.kind.startswith("heading") else None
            place = _FIGURE if block.kind in (ALT, WORDS) else place
            place = place or outside.get(text.line + block.line)
            links = _links(block) if self.course else []
            for mention in finder.mentions(block.text) if block.inlines else ():
                term, used = mention.term, block.text[mention.start : mention.end]
                if not _is_translated(gloss, term, used):
                    continue
                glossed = _has_gloss(gloss, term, block.text[mention.end : mention.end + 200])
                if not glossed and any(mention.start in link for link in links):
                    continue
                row = block.line_at(mention.start)
                use = Use(text.path, text.line + row, glossed)
                message = self._met((text.language, term.id), use, term, place)
                if message is not None:
                    what, name = name_in(gloss.language), term.names[gloss.language]
                    said = message.format(used=used, what=what, name=name)
                    change = None
                    if message.endswith(_LACKING):
                        change = _put_in(block, mention, name)
                    elif message.endswith(_SURPLUS):
                        change = _taken_out(block, mention, gloss)
                    yield text.finding(row, _RULE, said, edits(text, change))

    def _met(self, key: tuple[str, str], use: Use, term: Term, place: str | None) -> str | None:
        """Note a use; returns what is wrong with it."""
        first = self.uses.get(key)
        if self.course and place is not None:
            wrong = f"{{used}} has its {{what}} in {place}{_SURPLUS[0]}"
            return wrong if use.glossed else None
        if first is not None:
            if not (self.course and use.glossed):
                return None
            at = f"{shown(first.path)}:{first.line}"
            if first.glossed:
                return f"{{used}} has its {{what}} at {at}{_SURPLUS[1]}"
            return f"{{used}} is first used at {at}; put its {{what}} there and take it out here"
        if use.glossed:
            self.uses[key] = use
        elif not term.common and place is None:
            self.uses[key] = use
            where = " in the course" if self.course else ""
            return f"the first use of {{used}}{where} has no {{what}}{_LACKING}"
        return None


def _links(block: Block) -> list[range]:
    """Where the texts of links stand in what a block shows."""
    found, at, begin, inside = [], 0, 0, 0
    for inline in block.inlines:
        if inline.kind == "link":
            begin, inside = at, 1
        elif inside:
            inside += {"strong": 1, "em": 1, "close": -1}.get(inline.kind, 0)
            if not inside:
                found.append(range(begin, at))
        at += len(inline.shown)
    return found


def _put_in(block: Block, mention: Mention, name: str) -> Change:
    """The name in brackets behind a term, and behind the end of its emphasis."""
    after = block.shown[mention.end :]
    at = mention.end + len(after) - len(after.lstrip(CLOSE))
    return Change(block, at, at, f"({name})")


def _taken_out(block: Block, mention: Mention, gloss: Gloss) -> Change | None:
    """Brackets with nothing but a name of the term taken out; None where they say more."""
    found = re.match(_bracket(gloss), after := block.text[mention.end :])
    names = [form.lower() for form in mention.term.forms(gloss.language)]
    if found is None or found[1].lower().removesuffix("s") not in {
        each.removesuffix("s") for each in names
    }:
        return None
    begin, end = found.start(1) - 1, found.end(1) + 1
    if after[end - 1 : end] != ")":
        return None
    return Change(block, mention.end + begin, mention.end + end, "")


def _is_translated(gloss: Gloss, term: Term, form: str) -> bool:
    there = {each.lower() for each in term.forms(gloss.language)}
    return gloss.language in term.names and form.lower() not in there


def _bracket(gloss: Gloss) -> str:
    """A pattern of what stands behind a term up to what is in the brackets there."""
    return rf"{gloss.after}[{CLOSE}\"'”’]*\(([^()]*)"


def _has_gloss(gloss: Gloss, term: Term, after: str) -> bool:
    bracket = re.match(_bracket(gloss), after)
    if bracket is None or bracket[1] in term.forms(gloss.language):
        return bracket is not None
    forms = "|".join(map(re.escape, term.forms(gloss.language)))
    surrounded = rf"(?<![A-Za-z])(?:{forms})s?(?![A-Za-z])"
    return re.search(surrounded, bracket[1], re.IGNORECASE) is not None
