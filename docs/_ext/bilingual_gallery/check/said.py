"""What an alignment sees of a sentence, and how likely sentences of two languages say the same."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..lang import language
from ..lang.marks import CLOSE, CODE, CODE_END, MATH, MATH_END, OTHER
from ..source.sentences import Sentence

# How likely it is that so many sentences of one language are so many of the other.
_PAIR, _CROSSED = 0.8, 0.01
_JOINED, _UNJOINED = 0.12, 0.02  # two are one that joins clauses, or one that does not
_THREE = 0.01  # of that, that three are one
_SPREAD = 2.0  # of the lengths of what says the same, as measured on 941 pairs of sentences of this course
_NAMED = 2.5  # what it costs that one side names what the other does not
_ASKED = 1.5  # and that one asks and the other does not
# What every language names in the same way: numbers, names with capitals in them, code and formulas.
_NAMES = re.compile(r"\d+(?:[.,]\d+)+|\d{2,}|[A-Za-z]+[A-Z][A-Za-z]*")
_JOINT = r"[:;](?=\s)|\s[–—](?=\s)|[\uff1a\uff1b]"
_CODE = re.compile(f"[{CODE}{MATH}]([^{CODE_END}{MATH_END}]*)")
_ASIDE = re.compile(r"\(.*\)\W*", re.DOTALL)
# The English of a word in brackets, which a language in another script gives.
_GLOSS = re.compile(r"\s?\([A-Za-z][A-Za-z ,.'’/-]*\)")


@dataclass(frozen=True)
class Said:
    """What an alignment sees of a sentence: its length, what it names, how often it joins clauses.

    ``is_aside`` is true if all of it stands in brackets.
    """

    length: float
    names: frozenset[str]
    asks: bool
    joints: int
    is_aside: bool

    @classmethod
    def of(cls, sentence: Sentence, code: str, ratio: float) -> Said:
        """What is seen of a sentence of a language, whose letters count as ``ratio`` each."""
        said, shown = plain(sentence), sentence.shown
        names = {each.lower() for each in _NAMES.findall(said)} | set(_CODE.findall(shown))
        names |= _links(sentence)
        asks = said.rstrip("\"'”’)").endswith(("?", "\uff1f"))
        joints = len(_joints(code).findall(said))
        aside = _ASIDE.fullmatch(said) is not None
        return cls(long(said) * ratio, frozenset(names), asks, joints, aside)


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


def cost(one: Sequence[Said], two: Sequence[Said]) -> float:
    """How unlikely it is that these sentences say the same, as the logarithm of that."""
    lengths = [sum(each.length for each in side) for side in (one, two)]
    mean = sum(lengths) / 2
    far = (lengths[0] - lengths[1]) / math.sqrt(max(mean, 1) * _SPREAD * _SPREAD)
    names = [frozenset().union(*(each.names for each in side)) for side in (one, two)]
    asks = [any(each.asks for each in side) for side in (one, two)]
    other_names: float = _NAMED * math.sqrt(len(names[0] ^ names[1]))
    likely = -math.log(_likely(one, two))
    return far * far / 2 + other_names + _ASKED * (asks[0] != asks[1]) + likely


def _likely(one: Sequence[Said], two: Sequence[Said]) -> float:
    """How likely it is that so many sentences are so many of the other language."""
    few, many = sorted((one, two), key=len)
    if len(few) == len(many):
        return _PAIR if len(few) == 1 else _CROSSED
    joints = few[0].joints
    if len(many) == 2:
        return _JOINED if joints else _UNJOINED
    return _THREE * (_PAIR if joints > 1 else _JOINED)


def plain(sentence: Sentence) -> str:
    """A sentence without the signs of code and formulas."""
    return sentence.block.text[sentence.start : sentence.end]


def long(said: str) -> int:
    """How many letters an author wrote, without those of code, formulas and glosses."""
    said = said if said.isascii() else _GLOSS.sub("", said)
    return len(said) - said.count(OTHER) - said.count(CLOSE)
