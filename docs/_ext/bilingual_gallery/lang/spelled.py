"""Numbers that are spelled out in several words or signs: three hundred and five, 삼백오, 三百五."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

Spelled = Callable[[str], Iterator[int]]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = dict(zip(_UNITS, range(20), strict=True)) | dict(
    zip(_TENS, range(20, 100, 10), strict=True)
)
_LARGE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def english(text: str) -> Iterator[int]:
    """The numbers in an English text that take more than one word."""
    for match in _english().finditer(text.lower()):
        whole = part = 0
        for word in re.findall("[a-z]+", match[0]):
            if word in _SMALL:
                part += _SMALL[word]
            elif word == "hundred":
                part = max(part, 1) * 100
            elif word in _LARGE:
                whole, part = whole + max(part, 1) * _LARGE[word], 0
        yield whole + part


@cache
def _english() -> re.Pattern[str]:
    small, large = "|".join(sorted(_SMALL, key=len, reverse=True)), "|".join(_LARGE)
    return re.compile(rf"(?<![\w-])(?:a|{small})(?:[ -](?:and )?(?:{small}|{large}))+(?![\w-])")


def positional(digits: str, scales: Mapping[str, int], after: str, but: str) -> Spelled:
    """How a language spells numbers of several signs, in which a scale follows its digit.

    ``digits`` are those from one to nine, each ``scales`` has its value, ``after`` is a pattern of what
    follows a number, so that a word that begins like one is none, and so is what ``but`` has.
    """
    small = {sign: value for sign, value in scales.items() if value < 10**4}
    values = {sign: value for value, sign in enumerate(digits, 1)}
    found = re.compile(
        rf"(?<![^\W\d_a-zA-Z])(?!(?:{but})(?={after}))[{digits}{''.join(scales)}]{{2,}}(?={after})"
    )

    def spelled(text: str) -> Iterator[int]:
        for match in found.finditer(text):
            if not any(sign in scales for sign in match[0]):
                continue
            whole = group = digit = 0
            for sign in match[0]:
                if sign in values:
                    digit = values[sign]
                elif sign in small:
                    group, digit = group + max(digit, 1) * small[sign], 0
                else:
                    whole, group, digit = whole + max(group + digit, 1) * scales[sign], 0, 0
            yield whole + group + digit

    return spelled
