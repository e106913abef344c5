"""Numbers in the prose of a tutorial that nothing on its page shows, so that nobody sees them become wrong.

Of a page's outputs no more is known than it is told: where they are not, nothing is said. A number counts
as shown if an output, the code, a formula or the value of an expression has it, rounded as the prose has
it, on the page or in a tutorial that the passage links to.

Not every number is a claim. Small ones count what the reader sees, a year is no measurement, and neither
is a round number or the version behind a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..lang import language
from ..lang.numbers import Number
from ..source.blocks import Block, blocks
from ..source.tutorial import Tutorial
from .finding import Finding, Text

RULE = "claimed-numbers"
RULES = frozenset([RULE])
_SMALL = 100  # whole numbers below it are counted, or known
_NUMBER = re.compile(r"\d[\d,_]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# The version of something: two capitals in its name, or in the middle of a sentence.
_NAMED = re.compile(r"(?:\b[A-Z]\w*[A-Z]\w*|(?:[^\W\d_A-Z]|[,;:(])\s?\b[A-Z]\w+)\s(?:v\.?)?$")
_TUTORIAL = re.compile(r"(?:[^:]*/)?([^/:#]+)\.(?:md|html|ipynb|py)(?:#.*)?")


@dataclass(frozen=True)
class Claims:
    """What the pages of a gallery show: ``outputs`` has the texts of each script whose run is known."""

    outputs: Mapping[Path, Sequence[str]] = field(default_factory=dict)
    tutorials: Mapping[str, Tutorial] = field(default_factory=dict)
    _shown: dict[Path, Shown | None] = field(default_factory=dict)

    @classmethod
    def of(cls, tutorials: Iterable[Tutorial], outputs: Mapping[Path, Sequence[str]]) -> Claims:
        """What these tutorials show."""
        return cls(outputs, {each.name: each for each in tutorials})

    def knows(self, path: Path) -> bool:
        """Is it known what this script's run gave?"""
        return path in self.outputs

    def check(self, tutorial: Tutorial, texts: Sequence[Text]) -> Iterator[Finding]:
        """The numbers in a passage that nothing shows."""
        own = self._of(tutorial)
        if own is None:
            return
        for text in texts:
            linked = [each for each in map(self._linked, _links(text.blocks)) if each]
            known = [own, *(each for each in map(self._of, linked) if each is not None)]
            if len(known) <= len(linked):
                continue  # what a page shows that it speaks of is not known
            for block in text.blocks if not text.plain else ():
                for number in _claims(block, text.language):
                    if not any(each.has(value) for each in known for value in number.values):
                        message = (
                            f"nothing on the page shows {number.written}; write the expression that it"
                            " comes from, link the tutorial that shows it, or excuse it"
                        )
                        yield text.finding(block.line_at(number.offset), RULE, message)

    def _linked(self, address: str) -> Tutorial | None:
        match = _TUTORIAL.fullmatch(address)
        return self.tutorials.get(match[1]) if match else None

    def _of(self, tutorial: Tutorial) -> Shown | None:
        if tutorial.path not in self._shown:
            outputs = self.outputs.get(tutorial.path)
            self._shown[tutorial.path] = (
                None if outputs is None else Shown((*outputs, *_written(tutorial)))
            )
        return self._shown[tutorial.path]


@dataclass(frozen=True)
class Shown:
    """The texts that a page shows, and whether a number is in one of them."""

    texts: tuple[str, ...]

    @cached_property
    def _numbers(self) -> list[float]:
        found = (match[0] for text in self.texts for match in _NUMBER.finditer(text))
        return sorted({float(re.sub("[,_]", "", number)) for number in found})

    def has(self, value: str) -> bool:
        """Does a text show the value, with as many decimals as it has or more?"""
        number = value.rstrip("%").lstrip("-")
        decimals = len(number.partition(".")[2])
        wanted = float(number)
        if self._near(wanted, decimals):
            return True
        return value.endswith("%") and self._near(wanted / 100, decimals + 2)

    def _near(self, wanted: float, decimals: int) -> bool:
        room = 0.5 * 10**-decimals * (1 + 1e-9)
        at = bisect_left(self._numbers, wanted - room)
        return at < len(self._numbers) and self._numbers[at] <= wanted + room


def _claims(block: Block, code: str) -> Iterator[Number]:
    """The numbers in a block that somebody has measured or computed."""
    text = block.text
    for number in language(code).numbers.find(text):
        value = number.values[0]
        plain = value.rstrip("%").lstrip("-")
        if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
            continue  # it is in a name
        if len(plain.replace(".", "").strip("0")) < 2 or _YEAR.fullmatch(number.written):
            continue
        whole = "." not in plain and not value.endswith("%")
        end = number.offset + len(number.written)
        if whole and float(plain) < _SMALL:
            continue
        if "." in plain and not value.endswith("%"):
            before = text[: number.offset]
            if _NAMED.search(before) or re.match(r"\.\d", text[end:]) or before.endswith("."):
                continue
        yield number


def _links(parts: Iterable[Block]) -> Iterator[str]:
    yield from (each.text for part in parts for each in part.inlines if each.kind == "link")


def _written(tutorial: Tutorial) -> Iterator[str]:
    """The code of a page and what its prose has as code or formulas."""
    yield from (cell.source for cell in tutorial.code)
    for passage in tutorial.passages:
        for _, prose in passage.prose:
            for block in blocks(prose.text, tutorial.syntax):
                yield from (each.text for each in block.inlines if each.kind in ("code", "math"))
                if not block.inlines:
                    yield block.raw
