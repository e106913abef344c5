"""The sentences of the tutorials that use the terms of the glossary, and which of them are worth showing.

Those that say the same in another language for sure are found in the scripts (``source/sentences.py``).
First comes one of the section that teaches the term, then at most one of each other tutorial, short ones,
as many as a telephone shows at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinx.application import Sphinx

from ..glossary.matcher import Finder
from ..lang.marks import CLOSE, MATH, OTHER, VALUE
from ..lang.width import columns
from ..pages.state import settings_in, state_of
from ..source.blocks import blocks
from ..source.sentences import FULL, Sentence, pairs, sentences
from ..source.tutorial import Tutorial
from .glossary_page import glossary_of
from .lessons import Lesson
from .search_index import sections_in
from .search_terms import around

# What a telephone of 390 pixels shows: letters in a line, those of Hangul counting twice; and lines of
# all sentences of a term and of the links to their sections, so that an entry fits its screen.
_LINE, _LINES = 42, 17
# A sentence shorter than this says little; one that is longer is not shown.
_SHORT, _LONG = 36, 190
_ENDS = (".", "?", "!", *FULL)
_NO_TEXT = re.compile(f"[{MATH}{OTHER}{VALUE}]")


@dataclass(frozen=True)
class Use:
    """A sentence that uses a term, what says the same in the other language, and where it stands."""

    docname: str
    section: str
    own: Sentence
    other: Sentence | None
    is_bold: bool

    @property
    def lines(self) -> int:
        """How many lines it takes on a telephone, with the link to its section."""
        both = (self.own.shown, self.other.shown if self.other else "")
        return 1 + sum(-(-_width(text) // _LINE) for text in both)

    @property
    def is_short(self) -> bool:
        """Is it too short to say much?"""
        return _width(self.own.shown) < _SHORT

    @property
    def rank(self) -> tuple[bool, int]:
        """Short ones first, and those that say little last."""
        return self.is_short, self.lines


def uses_of(
    app: Sphinx, own: str, other: str | None
) -> tuple[Mapping[str, list[Use]], Mapping[str, int]]:
    """By term the sentences that may be shown, in reading order, and how many use it in all."""
    glossary, settings, state = glossary_of(app), settings_in(app), state_of(app)
    finders = [Finder.of(glossary, code) for code in (own, other) if code]
    uses: dict[str, list[Use]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    skipped = around(app)  # they tell what comes, and repeat
    for tutorial in state.tutorials:
        docname = settings.docname(tutorial.path)
        titles = {each.id: each.title for each in sections_in(app.env).get(docname, [])}
        for passage in tutorial.passages:
            own_text = passage.text(own) if passage.is_in(own) else ""
            for block in blocks(own_text, tutorial.syntax):
                if block.kind == "paragraph":
                    for each in sentences(block):
                        for term in _terms(finders[0], each):
                            counts[term] += 1
        for section, first, second in _pairs(tutorial, own, other, settings.heading_language):
            both = [each for each in (first, second) if each]
            if titles.get(section) in skipped or not all(map(_is_shown, both)):
                continue
            found = [_terms(finder, each) for finder, each in zip(finders, both, strict=False)]
            for term in set.intersection(*map(set, found)):
                uses[term].append(Use(docname, section, first, second, found[0][term]))
    return uses, counts


def _is_shown(sentence: Sentence) -> bool:
    """Is it a whole sentence in words and code, and short enough?"""
    text = sentence.shown.rstrip(f'{CLOSE})”"’')
    return text.endswith(_ENDS) and not _NO_TEXT.search(text) and _width(text) <= _LONG


def _terms(finder: Finder, sentence: Sentence) -> dict[str, bool]:
    """The terms in a sentence, each with whether it is bold there, as where it is explained."""
    found: dict[str, bool] = {}
    text = sentence.block.text
    for use in finder.mentions(text):
        if not (sentence.start <= use.start and use.end <= sentence.end):
            continue
        bold = f"**{text[use.start : use.end]}**" in sentence.block.raw
        found[use.term.id] = found.get(use.term.id, False) or bold
    return found


def _pairs(
    tutorial: Tutorial, own: str, other: str | None, id_language: str
) -> Iterator[tuple[str, Sentence, Sentence | None]]:
    """The paired sentences with the id of the section they stand in; empty for the page itself."""
    ids, passed = tutorial.section_ids(id_language, own), 0
    for passage in tutorial.passages:
        text = passage.text(own)
        said = passage.text(other) if other else text
        is_told = passage.is_in(own) and (other is None or passage.is_in(other))
        for headings, first, second in pairs(text, said, tutorial.syntax) if is_told else ():
            number = passed + headings - 1
            yield ids[number] if number > 0 else "", first, second if other else None
        passed += sum(
            each.kind.startswith("heading") and each.level == 0
            for each in blocks(text, tutorial.syntax)
        )


def chosen_of(uses: Iterable[Use], lesson: Lesson | None) -> Sequence[Use]:
    """The sentence of the lesson first, then the best one of each other tutorial; no more than fit."""
    by_page: dict[str, list[Use]] = defaultdict(list)
    for each in uses:
        by_page[each.docname].append(each)
    chosen: list[Use] = []
    if lesson is not None:
        page = by_page.pop(lesson.docname, [])
        here = [each for each in page if each.section == lesson.id] or page
        if here:
            # One in bold explains it, unless it says little.
            chosen.append(min(here, key=lambda each: (each.is_short, not each.is_bold, each.lines)))
    best = sorted((min(each, key=_rank) for each in by_page.values() if each), key=_rank)
    lines = sum(each.lines for each in chosen)
    order = list(by_page)
    more: list[Use] = []
    for each in best:
        if not (chosen or more) or lines + each.lines <= _LINES:
            more.append(each)
            lines += each.lines
    return [*chosen, *sorted(more, key=lambda each: order.index(each.docname))]


def _rank(use: Use) -> tuple[bool, int]:
    return use.rank


def _width(text: str) -> int:
    return columns("".join(each for each in text if each < "\U000f0000"))
