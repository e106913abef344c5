"""The words that stand in a figure in the place of those that the code writes there.

A text of the code may have places for what changes from run to run: `{loss}` in it stands for one word or
number, and comes where the other words name it too. Formulas of Matplotlib, between two `$`, have no places.
It imports nothing of this package, because the process that draws does so with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

_PLACE = re.compile(r"\{([^\W\d]\w*)\}")
_FORMULA = re.compile(r"(?<!\\)(\$(?:[^$\\]|\\.)+\$)")
# Two letters in a row are a word; of the scripts of East Asia, one.
_WORD = re.compile(r"[^\W\d_]{2}|[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BREAK = r"\n"


def places(text: str) -> list[str]:
    """The names of the places in a text, in order."""
    return [name for part in _apart(text) for name in _PLACE.findall(part)]


def has_words(text: str) -> bool:
    """Has a text words, besides numbers, formulas, single letters and places?"""
    return any(_WORD.search(_PLACE.sub(" ", part)) for part in _apart(text))


def with_breaks(text: str) -> str:
    r"""The text with its line breaks, which are `\n`, but for formulas, in which that begins `\nabla`."""
    pieces = _FORMULA.split(text)
    return "".join(
        piece if index % 2 else piece.replace(_BREAK, "\n") for index, piece in enumerate(pieces)
    )


def readable(text: str, sign: str) -> str:
    """The words of a text, a ``sign`` in the place of each formula and of what changes from run to run."""
    pieces = _FORMULA.split(with_breaks(text).replace("\n", " "))
    return "".join(
        sign if index % 2 else _PLACE.sub(sign, piece) for index, piece in enumerate(pieces)
    )


def _apart(text: str) -> list[str]:
    """What is between the formulas of a text."""
    return _FORMULA.split(text)[::2]


class Wording:
    """The words of one figure: ``table`` has them by the text of the code, as their author wrote both."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = {with_breaks(text): text for text in table}
        self._words = {text: with_breaks(words) for text, words in table.items()}
        self._known: dict[str, str | None] = {}

    def of(self, text: str) -> str | None:
        """The words for a text of the figure; None where all of it stays as it is.

        A text of several lines that has no words of its own gets those of its lines.
        """
        if text not in self._known:
            lines = [self._line(line) for line in text.split("\n")]
            whole = self._line(text)
            joined = "\n".join(
                text if words is None else words
                for text, words in zip(text.split("\n"), lines, strict=True)
            )
            found = whole if whole is not None else joined
            self._known[text] = None if found == text else found
        return self._known[text]

    def used(self, text: str) -> set[str]:
        """The texts of the table that say something of a text of the figure."""
        if (entry := self._entry(text)) is not None:
            return {entry}
        entries = map(self._entry, text.split("\n"))
        return {entry for entry in entries if entry is not None}

    def lacking(self, text: str) -> Iterator[str]:
        """The lines of a text of the figure that have words and are not in the table."""
        if self._entry(text) is None:
            for line in text.split("\n"):
                if self._entry(line) is None and has_words(line):
                    yield line.strip()

    def _line(self, text: str) -> str | None:
        said = text.strip()
        entry = self._entry(text)
        if entry is None:
            return None
        words = self._words[entry]
        if match := self._patterns.get(entry, re.compile(re.escape(said))).fullmatch(said):
            given = match.groupdict()
            words = "".join(
                piece if index % 2 else _PLACE.sub(lambda at: given.get(at[1], at[0]), piece)
                for index, piece in enumerate(_FORMULA.split(words))
            )
        at = text.index(said)
        return f"{text[:at]}{words}{text[at + len(said) :]}"

    def _entry(self, text: str) -> str | None:
        """The text of the table that a text of the figure is."""
        said = text.strip()
        if said in self._table:
            return self._table[said]
        found = (entry for entry, each in self._patterns.items() if each.fullmatch(said))
        return next(found, None)

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        """Those texts of the table that have places; of two that fit, the one with more letters comes first."""
        placed = sorted(
            (text for text in self._words if places(text)),
            key=lambda text: -len(_PLACE.sub("", text)),
        )
        return {text: re.compile(_pattern(text)) for text in placed}


def _pattern(text: str) -> str:
    known: set[str] = set()

    def place(match: re.Match[str]) -> str:
        name = match[1]
        if name in known:
            return f"(?P={name})"
        known.add(name)
        return rf"(?P<{name}>\S+?)"

    pieces = []
    for index, piece in enumerate(_FORMULA.split(text)):
        if index % 2:
            pieces.append(re.escape(piece))
            continue
        piece, at = with_breaks(piece), 0
        for match in _PLACE.finditer(piece):
            pieces += [re.escape(piece[at : match.start()]), place(match)]
            at = match.end()
        pieces.append(re.escape(piece[at:]))
    return "".join(pieces)
