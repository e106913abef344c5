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
from functools import cache

from ..lang import language
from ..lang.marks import OTHER
from ..lang.scripts import has_others
from ..source.blocks import Block
from ..source.sentences import FULL, Sentence, sentences
from .alignment import Step, align, joined
from .finding import Finding, Text
from .said import Said, cost, long, plain

_RULE = "sentences"
RULES = frozenset([_RULE])

_PARAGRAPH = {"paragraph"}
# So many sentences of one language may be so many of the other.
_SIZES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
_ALONE = 0.1  # how likely it is that one is none
_SURE = 4.0  # so much better a sentence alone has to explain it
# So many times the root of their length paragraphs have to differ, and where one names what the other does not.
_FAR, _FAR_NAMED = 3.0, 2.5
_SHORT = 8  # letters of English; shorter ones are an interjection
# So many pairs of places are looked at. In longer paragraphs those that are about as far from the beginning.
_CELLS = 5_000
_TOLD = 50  # letters of a sentence that are told
_ADDRESS = re.compile(r"\W*(?:https?://\S+)?\W*")
# What ends so is a sentence, or leads on to what follows; `we need to` before a list is half of one.
_WHOLE = re.compile(rf"[.?!…:{FULL}\uff1a][^\w;]*\Z")


def compare(texts: Sequence[Text]) -> Iterator[Finding]:
    """The sentences that one language of a passage has and the first one has not, or the reverse.

    Only paragraphs are compared that belong together.
    """
    first, *others = texts
    for other in others:
        if other.markdown == first.markdown:
            continue
        steps = align(first, other)
        apart = tuple(_apart(steps, side) for side in (0, 1))
        for step in steps:
            if (
                not step.together
                or {each.kind for each in (*step.ours, *step.theirs)} != _PARAGRAPH
            ):
                continue
            one, two = joined(step.ours), joined(step.theirs)
            # How many letters the other language takes for one of the first.
            ratio = language(other.language).length / language(first.language).length
            if _is_aslong(long(one.text) * ratio, long(two.text)):
                continue
            ours, theirs = _sentences(one), _sentences(two)
            if len(ours) != len(theirs):
                yield from _different((first, ours), (other, theirs), ratio, apart)


def _apart(steps: Sequence[Step], side: int) -> int:
    """How many letters a text has in paragraphs that have no counterpart; what lacks elsewhere may be there."""
    alone = (block for step in steps if not step.together for block in step.of(side))
    return sum(long(block.text) for block in alone if block.kind in _PARAGRAPH)


def _sentences(block: Block) -> list[Sentence]:
    """The sentences of a block; an address alone belongs to the one before it."""
    found = sentences(block)
    return [each for each in found if each is found[0] or not _ADDRESS.fullmatch(plain(each))]


def _is_whole(sentence: Sentence) -> bool:
    """Is it no half of a sentence, the rest of which stands before or behind a list or a formula?"""
    said = plain(sentence)
    goes_on = said[:1].islower() and not has_others(said)  # a name may begin one in another script
    return not goes_on and _WHOLE.search(said) is not None


def _is_aslong(one: float, two: float) -> bool:
    """Can nothing be missing in paragraphs of these lengths? One without words is no translation."""
    return min(one, two) < _SHORT or abs(one - two) < _FAR_NAMED * math.sqrt((one + two) / 2)


def _different(
    one: tuple[Text, Sequence[Sentence]],
    two: tuple[Text, Sequence[Sentence]],
    ratio: float,
    apart: Sequence[int],
) -> Iterator[Finding]:
    (first, ours), (other, theirs) = one, two
    alone = _alone(ours, theirs, (first.language, other.language), ratio)
    if alone is None or apart[1 - alone[0]]:
        return
    side, index = alone
    text, rest, said = (first, other, ours) if side == 0 else (other, first, theirs)
    many = f"{len(ours)} sentences and {other.language} {len(theirs)}"
    sentence = said[index]
    if not _is_whole(sentence):
        return
    row = sentence.block.line_at(sentence.start)
    block = (theirs if side == 0 else ours)[0].block
    shown = re.sub(rf"{OTHER}+", "…", " ".join(plain(sentence).split()))
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
        [Said.of(each, languages[0], ratio) for each in ours],
        [Said.of(each, languages[1], 1.0) for each in theirs],
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
    one: Sequence[Said], two: Sequence[Said]
) -> tuple[float, float, tuple[int, int] | None]:
    """The least costs of an alignment in which all are joined, and of one in which a sentence may be
    alone; and which one that is."""

    @cache  # both ways to align them ask, with a sentence alone and without
    def together(i: int, m: int, j: int, n: int) -> float:
        """The cost of so many sentences from i and from j on, as those that say the same."""
        return cost(one[i : i + m], two[j : j + n])

    # The cost of what comes behind i and j, without a sentence alone and with one; the last come first.
    known: dict[tuple[int, int, int], tuple[float, tuple[int, int] | None]] = {
        (len(one), len(two), spare): (0.0, None) for spare in (0, 1)
    }
    nothing: tuple[float, tuple[int, int] | None] = (math.inf, None)
    near = max(_CELLS // (2 * len(one) + 1), abs(len(one) - len(two)) + 2)
    for i in range(len(one), -1, -1):
        middle = i * len(two) // max(len(one), 1)
        for j in range(min(len(two), middle + near), max(0, middle - near) - 1, -1):
            for spare in (0, 1) if (i, j) != (len(one), len(two)) else ():
                found = [nothing]
                for m, n in _SIZES:
                    behind = known.get((i + m, j + n, spare), nothing)
                    if behind[0] < math.inf:
                        found.append((behind[0] + together(i, m, j, n), behind[1]))
                for side, (m, n) in enumerate(((1, 0), (0, 1))) if spare else ():
                    said = (one[i : i + 1], two[j : j + 1])[side]
                    if said and said[0].length >= _SHORT:
                        behind = known.get((i + m, j + n, 0), nothing)
                        found.append((behind[0] - math.log(_ALONE), (side, (i, j)[side])))
                known[i, j, spare] = min(found, key=lambda each: each[0])
    return known[0, 0, 0][0], *known[0, 0, 1]
