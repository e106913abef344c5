"""A sentence that one language has and another has not, where the paragraphs belong together.

A translator may make two sentences of one, or one of two. So where the numbers differ, sentences are
aligned by their lengths and by what they name (Gale and Church, "A Program for Aligning Sentences in
Bilingual Corpora", Computational Linguistics 19, 1993), and a sentence is told if leaving it alone
explains the paragraph far better than any way of joining its neighbors.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..lang import language
from ..lang.marks import CLOSE, CODE, CODE_END, MATH, MATH_END, OTHER
from ..source.blocks import Block
from ..source.sentences import Sentence, sentences
from .alignment import align, joined
from .finding import Finding, Text

_RULE = "sentences"
RULES = frozenset([_RULE])

_PARAGRAPH = {"paragraph"}
# How likely it is that so many sentences of one language are so many of the other.
_SIZES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
_PAIR, _CROSSED = 0.8, 0.01
_JOINED, _UNJOINED = 0.12, 0.02  # two are one that joins clauses, or one that does not
_THREE = 0.01  # of that, that three are one
_ALONE = 0.1
_SPREAD = 2.0  # of the lengths of what says the same, as measured on 941 pairs of sentences of this course
_NAMED = 2.5  # what it costs that one side names what the other does not
_ASKED = 1.5  # and that one asks and the other does not
_SURE = 4.0  # so much better a sentence alone has to explain it
# So many times the root of their length paragraphs have to differ, and where one names what the other does not.
_FAR, _FAR_NAMED = 3.0, 2.5
_SHORT = 8  # letters of English; shorter ones are an interjection
_TOLD = 50  # letters of a sentence that are told
# What every language names in the same way: numbers, names with capitals in them, code and formulas.
_NAMES = re.compile(r"\d+(?:[.,]\d+)+|\d{2,}|[A-Za-z]+[A-Z][A-Za-z]*")
_JOINT = r"[:;](?=\s)|\s[–—](?=\s)|[\uff1a\uff1b]"
_CODE = re.compile(f"[{CODE}{MATH}]([^{CODE_END}{MATH_END}]*)")
_ADDRESS = re.compile(r"\W*(?:https?://\S+)?\W*")
_ASIDE = re.compile(r"\(.*\)\W*", re.DOTALL)
# The English of a word in brackets, which a language in another script gives.
_GLOSS = re.compile(r"\s?\([A-Za-z][A-Za-z ,.'’/-]*\)")


def compare(texts: Sequence[Text]) -> Iterator[Finding]:
    """The sentences that one language of a passage has and the first one has not, or the reverse.

    Only paragraphs are compared that belong together.
    """
    first, *others = texts
    for other in others:
        if other.markdown == first.markdown:
            continue
        for step in align(first, other):
            if (
                not step.together
                or {each.kind for each in (*step.ours, *step.theirs)} != _PARAGRAPH
            ):
                continue
            one, two = joined(step.ours), joined(step.theirs)
            # How many letters the other language takes for one of the first.
            ratio = language(other.language).length / language(first.language).length
            if _is_as_long(_long(one.text) * ratio, _long(two.text)):
                continue
            ours, theirs = _sentences(one), _sentences(two)
            if len(ours) != len(theirs):
                yield from _different((first, ours), (other, theirs), ratio)


def _sentences(block: Block) -> list[Sentence]:
    """The sentences of a block; an address alone belongs to the one before it."""
    found = sentences(block)
    return [each for each in found if each is found[0] or not _ADDRESS.fullmatch(_text(each))]


def _is_as_long(one: float, two: float) -> bool:
    """Can nothing be missing in paragraphs of these lengths? One without words is no translation."""
    return min(one, two) < _SHORT or abs(one - two) < _FAR_NAMED * math.sqrt((one + two) / 2)


def _different(
    one: tuple[Text, Sequence[Sentence]], two: tuple[Text, Sequence[Sentence]], ratio: float
) -> Iterator[Finding]:
    (first, ours), (other, theirs) = one, two
    alone = _alone(ours, theirs, (first.language, other.language), ratio)
    if alone is None:
        return
    side, index = alone
    text, rest, said = (first, other, ours) if side == 0 else (other, first, theirs)
    many = f"{len(ours)} sentences and {other.language} {len(theirs)}"
    sentence = said[index]
    row = sentence.block.line_at(sentence.start)
    block = (theirs if side == 0 else ours)[0].block
    shown = re.sub(rf"{OTHER}+", "…", " ".join(_text(sentence).split()))
    shown = shown if len(shown) <= _TOLD else f"{shown[:_TOLD].rstrip()}…"
    message = (
        f"{text.language} has a sentence more than {rest.language} (line {rest.line + block.line}), "
        f'"{shown}"; of this paragraph {first.language} has {many}, so say it in both'
    )
    yield text.finding(row, _RULE, message)


def _alone(
    ours: Sequence[Sentence], theirs: Sequence[Sentence], languages: tuple[str, str], ratio: float
) -> tuple[int, int] | None:
    """The side and the place of the sentence that has surely no counterpart; None where none is sure."""
    sides = (
        [_Said.of(each, languages[0], ratio) for each in ours],
        [_Said.of(each, languages[1], 1.0) for each in theirs],
    )
    together, least, place = _aligned(*sides)
    if place is None or together - least < _SURE:
        return None
    side, index = place
    own, other = sides[side], sides[1 - side]
    said = own[index]
    lengths = [sum(each.length for each in one) for one in (own, other)]
    more = (lengths[0] - lengths[1]) / math.sqrt(sum(lengths) / 2)
    there = frozenset().union(*(each.names for each in other))
    rest = frozenset().union(*(each.names for each in own if each is not said))
    named = bool(said.names - there)
    if said.is_aside or ((said.names & there) - rest and not named):
        return None
    return place if more >= (_FAR_NAMED if named else _FAR) else None


def _aligned(
    one: Sequence[_Said], two: Sequence[_Said]
) -> tuple[float, float, tuple[int, int] | None]:
    """The least costs of an alignment in which all are joined, and of one in which a sentence may be
    alone; and which one that is."""

    @cache  # both ways to align them ask, with a sentence alone and without
    def together(i: int, m: int, j: int, n: int) -> float:
        """The cost of so many sentences from i and from j on, as those that say the same."""
        return _cost(one[i : i + m], two[j : j + n])

    @cache
    def best(i: int, j: int, spare: int) -> tuple[float, tuple[int, int] | None]:
        """The cost of what comes behind i and j."""
        if i == len(one) and j == len(two):
            return 0.0, None
        found: list[tuple[float, tuple[int, int] | None]] = [(math.inf, None)]
        for m, n in _SIZES:
            if i + m <= len(one) and j + n <= len(two):
                cost, at = best(i + m, j + n, spare)
                found.append((cost + together(i, m, j, n), at))
        if spare:
            for side, (m, n) in enumerate(((1, 0), (0, 1))):
                said = (one[i : i + 1], two[j : j + 1])[side]
                if said and said[0].length >= _SHORT:
                    cost, at = best(i + m, j + n, spare - 1)
                    found.append((cost - math.log(_ALONE), (side, (i, j)[side])))
        return min(found, key=lambda each: each[0])

    return best(0, 0, 0)[0], *best(0, 0, 1)


@dataclass(frozen=True)
class _Said:
    """What an alignment sees of a sentence: its length, what it names, how often it joins clauses.

    ``is_aside`` is true if all of it stands in brackets.
    """

    length: float
    names: frozenset[str]
    asks: bool
    joints: int
    is_aside: bool

    @classmethod
    def of(cls, sentence: Sentence, code: str, ratio: float) -> _Said:
        said, shown = _text(sentence), sentence.shown
        names = {each.lower() for each in _NAMES.findall(said)} | set(_CODE.findall(shown))
        names |= _links(sentence)
        asks = said.rstrip("\"'”’)").endswith(("?", "\uff1f"))
        joints = len(_joints(code).findall(said))
        aside = _ASIDE.fullmatch(said) is not None
        return cls(_long(said) * ratio, frozenset(names), asks, joints, aside)


@cache
def _joints(code: str) -> re.Pattern[str]:
    """What joins the clauses of a sentence, of which a translator may make two."""
    words = language(code).joints
    return re.compile(f"{_JOINT}|{words}" if words else _JOINT)


def _links(sentence: Sentence) -> set[str]:
    """Where the links of a sentence lead."""
    found, at = set(), 0
    for inline in sentence.block.inlines:
        if inline.kind in ("link", "reference") and sentence.start <= at < sentence.end:
            found.add(inline.text)
        at += len(inline.shown)
    return found


def _cost(one: Sequence[_Said], two: Sequence[_Said]) -> float:
    lengths = [sum(each.length for each in side) for side in (one, two)]
    mean = sum(lengths) / 2
    far = (lengths[0] - lengths[1]) / math.sqrt(max(mean, 1) * _SPREAD * _SPREAD)
    names = [frozenset().union(*(each.names for each in side)) for side in (one, two)]
    asks = [any(each.asks for each in side) for side in (one, two)]
    other_names: float = _NAMED * math.sqrt(len(names[0] ^ names[1]))
    likely = -math.log(_likely(one, two))
    return far * far / 2 + other_names + _ASKED * (asks[0] != asks[1]) + likely


def _likely(one: Sequence[_Said], two: Sequence[_Said]) -> float:
    """How likely it is that so many sentences are so many of the other language."""
    few, many = sorted((one, two), key=len)
    if len(few) == len(many):
        return _PAIR if len(few) == 1 else _CROSSED
    joints = few[0].joints
    if len(many) == 2:
        return _JOINED if joints else _UNJOINED
    return _THREE * (_PAIR if joints > 1 else _JOINED)


def _text(sentence: Sentence) -> str:
    return sentence.block.text[sentence.start : sentence.end]


def _long(said: str) -> int:
    """How many letters an author wrote, without those of code, formulas and glosses."""
    said = said if said.isascii() else _GLOSS.sub("", said)
    return len(said) - said.count(OTHER) - said.count(CLOSE)
