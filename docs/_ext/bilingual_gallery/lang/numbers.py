"""The numbers in a text, in digits or in words, so that `2행`, `two rows` and `zwei Zeilen` say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from .spelled import Spelled

_DIGIT = re.compile(r"\d")
# These are in use in every language, and no word goes on behind them.
_LETTERS = {"k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9}

_FEW = ("0", *map(str, range(2, 11)))


@dataclass(frozen=True)
class Number:
    """A number in digits: as it is written, where in the text, and all that it may mean."""

    written: str
    offset: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """How a language writes its numbers; what it does not say is as in English.

    ``point`` is before the decimals, ``group`` is what may stand between three digits and the next.
    ``scales``: what may follow digits, and how much it stands for; ``goes_on``: a pattern of what is
    between such a one and the next digits, as in 3만 2천, where there is more. ``percent``: words for
    it. ``words``: for each number a pattern of what says it in words, ``begin`` being what comes before
    all of them; ``months``: a pattern for each, as it is capitalized. ``spaces``: as in ``Language``.
    ``counts``: words that surely count something, each with its number and a pattern of what follows it,
    ``before`` being what stands before all of them. ``spelled`` finds numbers of several words.
    """

    point: str = "."
    group: str = ","
    scales: Mapping[str, int] = field(default_factory=dict)
    goes_on: str = ""
    percent: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    begin: str = r"\b"
    months: tuple[str, ...] = ()
    spaces: bool = True
    counts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    before: str = r"(?<![\w-])"
    spelled: Spelled | None = None

    def find(self, text: str) -> Iterator[Number]:
        """The numbers in digits, in order; `3만` may be 30000 or no more than 3."""
        place = 0 if _DIGIT.search(text) else len(text)  # most texts have none
        while match := self._number.search(text, place):
            place = match.end()
            if match["name"]:
                yield Number(match[0], match.start(), (_plain(match[0]).lower(),))
                continue
            value = self._value(match[0])
            values = [value]
            if percent := self._percent.match(text, place):
                values, place = [f"{value}%"], percent.end()
            elif scale := self._scale.match(text, place):
                scaled = self._scaled(value, scale[0])
                while (
                    scaled >= 10**4
                    and self.goes_on
                    and (more := self._more.match(text, scale.end()))
                ):
                    scaled += self._scaled(self._value(more[1]), more[2])
                    values, place, scale = [], more.end(), more
                values.append(f"{scaled:.0f}")
            yield Number(
                text[match.start() : max(place, match.end())], match.start(), tuple(values)
            )

    def say(self, text: str, number: Number) -> bool:
        """Does the text say the number in words?"""
        if self.spelled is not None:
            meant = {value.removesuffix("%") for value in number.values}
            if any(str(each) in meant for each in self.spelled(text)):
                return True
        return any(pattern.search(text) for value in number.values for pattern in self._said(value))

    def counted(self, text: str) -> list[Number]:
        """The numbers that the text surely says in words, in order: those of ``counts``."""
        text = text.lower()
        there = [word for word in self.counts if word in text]
        found = [
            Number(match[0], match.start(), (self.counts[word][0],))
            for word in there
            for match in _word(f"{self.before}{re.escape(word)}{self.counts[word][1]}").finditer(
                text
            )
        ]
        return sorted(found, key=lambda number: number.offset)

    def in_words(self, text: str) -> set[str]:
        """The small numbers that the text may say in words; one is an article too often."""
        return {
            value
            for value in _FEW
            if value in self.words
            and _word(f"{self.begin}(?:{self.words[value]})", re.IGNORECASE).search(text)
        }

    def times(self, text: str, value: str) -> int:
        """How often a text may say a value in words or in digits."""
        in_words = sum(len(each.findall(text)) for each in self._said(value))
        return in_words + sum(value in number.values for number in self.find(text))

    def _value(self, written: str) -> str:
        """Digits with a point and no groups, whatever their language, as Python has them."""
        digits = (
            _plain(written).replace("\u2212", "-").replace(" ", "")
        )  # narrow ones part thousands
        if self.point == ".":
            return digits.replace(",", "")
        if self.point in digits or self._grouped.fullmatch(digits):
            return digits.replace(".", "").replace(self.point, ".")
        return digits  # 3.12 is no number of such a language but a version

    def _scaled(self, value: str, scale: str | None) -> float:
        return float(value) * {"": 1, **_LETTERS, **self.scales}[(scale or "").strip()]

    @cached_property
    def _number(self) -> re.Pattern[str]:
        # A name with digits, such as H100 or float32, counts as a whole; x_1 is no prose. Where no
        # spaces part the words, a letter may stand right before it.
        letter = r"\w" if self.spaces else "A-Za-z0-9_"
        # A particle or a word of another script may follow: conv1의.
        name = rf"(?<![{letter}.])[A-Za-z]+\d+(?:\.\d+)*(?![A-Za-z0-9_\u00c0-\u024f])"
        by = r"(?<=\d[xX\u00d7])(?<![^\d.]0[xX])"  # 28x28 has two; 0x1c has none
        sign = rf"(?:(?<![A-Za-z_\d.])|{by})(?:(?<![{letter})\]])[-\u2212])?"
        groups = rf"(?:{self.group}\d{{3}}(?!\d))*"  # in (1,1000) are two
        digits = rf"\d+{groups}(?:\.\d+)?"
        if self.point != ".":
            many = rf"\d{{1,3}}(?:[{self.group}]\d{{3}})+(?!\d)"
            digits = rf"(?:{many}(?:{self.point}\d+)?|\d+[.{self.point}]\d+|\d+)"
        return re.compile(f"(?P<name>{name})|{sign}{digits}")

    @cached_property
    def _grouped(self) -> re.Pattern[str]:
        return re.compile(rf"-?\d{{1,3}}(?:[{self.group}]\d{{3}})+")

    @cached_property
    def _scale(self) -> re.Pattern[str]:
        words = rf"\s?(?:{_any(self.scales)})|" if self.scales else ""
        return re.compile(rf"{words}[kKMB](?![A-Za-z0-9_])")

    @cached_property
    def _more(self) -> re.Pattern[str]:
        small = [word for word, value in self.scales.items() if value < 10**8]
        return re.compile(rf"{self.goes_on}(\d+(?:,\d{{3}})*)({_any(small)})?(?![\d.])")

    @cached_property
    def _percent(self) -> re.Pattern[str]:
        return re.compile(rf"\s?(?:{_any(('%', '％', *self.percent))})")

    def _said(self, value: str) -> Iterator[re.Pattern[str]]:
        """What a text says a value in."""
        if (words := self.words.get(value)) is not None:
            yield _word(f"{self.begin}(?:{words})", re.IGNORECASE)
        if (month := self._months.get(value)) is not None:
            yield _word(rf"\b{month}\b")  # with its capital: may is no month

    @cached_property
    def _months(self) -> Mapping[str, str]:
        return {str(number): month for number, month in enumerate(self.months, 1)}


@cache  # compiled where a text may have the word, which few of them are in
def _word(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _plain(written: str) -> str:
    """The same with digits as on an English keyboard, which ３ is in Japanese."""
    return unicodedata.normalize("NFKC", written)
