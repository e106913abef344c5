"""The numbers in a text, in digits or in words, so that `2행` and `two rows` say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Not the digits of a name such as H100 or x_1; those of CIFAR-10 are a number.
_DIGITS = re.compile(r"(?<![A-Za-z_\d.])\d+(?:,\d{3})*(?:\.\d+)?")
_SCALES = {
    "백만": 10**6, "천만": 10**7, "백": 100, "천": 1000, "만": 10**4, "억": 10**8,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_SCALE = re.compile(rf"\s?({'|'.join(_SCALES)})")
# Some Korean ones stand alone (`두 개`), others may carry a particle (`둘은`).
_WORDS = {
    "0": r"\b(zero|영(?![가-힣]))", "1": r"\b(one|once|first|single|(한|첫)(?![가-힣])|하나|첫째)",
    "2": r"\b(two|twice|second|both|두(?![가-힣])|둘)", "3": r"\b(three|third|세(?![가-힣])|셋)",
    "4": r"\b(four|fourth|네(?![가-힣])|넷)", "5": r"\b(five|fifth|다섯)", "6": r"\b(six|sixth|여섯)",
    "7": r"\b(seven|seventh|일곱)", "8": r"\b(eight|eighth|여덟)", "9": r"\b(nine|ninth|아홉)",
    "10": r"\b(ten|tenth|열(?![가-힣]))", "11": r"\b(eleven|열한)", "12": r"\b(twelve|dozen|열두)",
    "0.5": r"\b(half|절반|반(?![가-힣]))", "100": r"\b(hundred|백(?![가-힣]))",
    "1000": r"\b(thousand|천(?![가-힣]))", "10000": r"\b만(?![가-힣])",
}  # fmt: skip
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True)
class Number:
    """A number in digits: as it is written, where in the text, and all that it may mean."""

    written: str
    offset: int
    values: tuple[str, ...]


def numbers(text: str) -> Iterator[Number]:
    """The numbers in digits, in order; `3만` may be 30000 or no more than 3."""
    for match in _DIGITS.finditer(text):
        value = match[0].replace(",", "")
        values = [value]
        if scale := _SCALE.match(text, match.end()):
            values.append(f"{float(value) * _SCALES[scale[1]]:.0f}")
        yield Number(match[0], match.start(), tuple(values))


def says(text: str, number: Number) -> bool:
    """Does the text say the number in words?"""
    words = [_WORDS[value] for value in number.values if value in _WORDS]
    words += [_MONTHS[int(v) - 1] for v in number.values if v.isdigit() and 0 < int(v) < 13]
    return any(re.search(each, text, re.IGNORECASE) for each in words)
