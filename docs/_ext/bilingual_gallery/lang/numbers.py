"""The numbers in a text, in digits or in words, so that `2행` and `two rows` say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A name with digits, such as H100 or float32, counts as a whole; x_1 is no prose.
_NAME = r"(?<![\w.])[A-Za-z]+\d+(?:\.\d+)*(?![\w_])"
_DIGITS = r"(?<![A-Za-z_\d.])(?:(?<![\w)\]])[-\u2212])?\d+(?:,\d{3})*(?:\.\d+)?"
_SCALES = {
    "조": 10**12, "억": 10**8, "천만": 10**7, "백만": 10**6, "만": 10**4, "천": 1000, "백": 100,
    "trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 1000, "hundred": 100,
    "k": 1000, "K": 1000, "M": 10**6, "B": 10**9,
}  # fmt: skip
_SCALE = re.compile(
    r"\s?(조|억|천만|백만|만|천|백|trillion|billion|million|thousand|hundred)|([kKMB])\b"
)
_PERCENT = re.compile(r"\s?(%|percent|퍼센트)")
# What goes on after a Korean scale: 3만 2천, 12만 5,000.
_MORE = re.compile(r"\s(\d+(?:,\d{3})*)(천만|백만|만|천|백)?(?![\d.])")
_NUMBER = re.compile(f"({_NAME})|{_DIGITS}")

# Some Korean ones stand alone (`두 개`), others may carry a particle (`둘은`).
_WORDS = {
    "0": r"\b(zero|영(?![가-힣]))",
    "1": r"\b(ones?|once|first|single|(한|첫)(?![가-힣])|하나|첫째"
    r"|(an?|each|every|per) (second|minute|hour|day|week|month|year|GPU|CPU|time))\b",
    "2": r"\b(two|twice|doubles?|doubled|(?<!a )second(?!s)|both|두(?![가-힣])|둘)",
    "3": r"\b(three|third|triples?|세(?![가-힣])|셋)", "4": r"\b(four|fourth|네(?![가-힣])|넷)",
    "5": r"\b(five|fifth|다섯)", "6": r"\b(six|sixth|여섯)", "7": r"\b(seven|seventh|일곱)",
    "8": r"\b(eight|eighth|여덟)", "9": r"\b(nine|ninth|아홉)", "10": r"\b(ten|tenth|열(?![가-힣]))",
    "11": r"\b(eleven|열한)", "12": r"\b(twelve|dozen|열두)", "13": r"\bthirteen", "14": r"\bfourteen",
    "15": r"\bfifteen", "16": r"\bsixteen", "17": r"\bseventeen", "18": r"\beighteen",
    "19": r"\bnineteen", "20": r"\b(twenty|스무|스물)", "30": r"\b(thirty|서른)", "40": r"\b(forty|마흔)",
    "50": r"\b(fifty|쉰)", "60": r"\b(sixty|예순)", "70": r"\b(seventy|일흔)", "80": r"\b(eighty|여든)",
    "90": r"\b(ninety|아흔)", "0.5": r"\b(half|절반|반(?![가-힣]))", "50%": r"\b(half|절반|반(?![가-힣]))",
    "0.25": r"\bquarter", "25%": r"\bquarter", "100": r"\b(hundred|백(?![가-힣]))",
    "1000": r"\b(thousand|천(?![가-힣]))", "10000": r"\b(ten thousand|만(?![가-힣]))",
    "1000000": r"\b(million|백만)", "1000000000": r"\b(billion|십억)",
    "1000000000000": r"\b(trillion|조(?![가-힣]))",
}  # fmt: skip
_MONTHS = {
    str(number): re.compile(rf"\b{name}\b")  # with its capital: may is no month
    for number, name in enumerate(
        "January February March April May June July August September October November December".split(),
        1,
    )
}


@dataclass(frozen=True)
class Number:
    """A number in digits: as it is written, where in the text, and all that it may mean."""

    written: str
    offset: int
    values: tuple[str, ...]


def numbers(text: str) -> Iterator[Number]:
    """The numbers in digits, in order; `3만` may be 30000 or no more than 3."""
    place = 0
    while match := _NUMBER.search(text, place):
        place = match.end()
        if match[1]:
            yield Number(match[0], match.start(), (match[0].lower(),))
            continue
        value = match[0].replace(",", "").replace("\u2212", "-")
        values = [value]
        if percent := _PERCENT.match(text, place):
            values, place = [f"{value}%"], percent.end()
        elif scale := _SCALE.match(text, place):
            scaled = _scaled(value, scale[1] or scale[2])
            while scaled >= 10**4 and (more := _MORE.match(text, scale.end())):
                scaled += _scaled(more[1].replace(",", ""), more[2] or "")
                values, place, scale = [], more.end(), more
            values.append(f"{scaled:.0f}")
        yield Number(text[match.start() : max(place, match.end())], match.start(), tuple(values))


def _scaled(digits: str, scale: str) -> float:
    return float(digits) * _SCALES.get(scale, 1)


def says(text: str, number: Number) -> bool:
    """Does the text say the number in words?"""
    return any(
        (value in _WORDS and re.search(_WORDS[value], text, re.IGNORECASE))
        or (value in _MONTHS and _MONTHS[value].search(text))
        for value in number.values
    )
