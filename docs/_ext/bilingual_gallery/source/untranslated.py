"""What a passage lacks: the languages that it is not written in, and where their cells belong."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Untranslated:
    """What is to be told of a passage that lacks ``languages``, and at which line.

    ``there`` are those it has a cell for, and ``order`` is that of the tutorial's. ``before`` is a cell above
    that may belong to the passage, by its language and line. ``kind`` is what is the matter: a language has
    no cell, or a cell without a text, or the cells beside it may have what it lacks, in another order.
    """

    line: int
    languages: tuple[str, ...]
    order: tuple[str, ...]
    there: tuple[str, ...] = ()
    before: tuple[str, int] | None = None
    kind: str = "lacking"

    @property
    def is_swapped(self) -> bool:
        """May the cells beside it have what it lacks?"""
        return self.kind == "swapped"

    def among(self, codes: Container[str]) -> Untranslated | None:
        """What is to be told of some of the languages; None where it is about no one of them."""
        languages = tuple(code for code in self.languages if code in codes)
        return replace(self, languages=languages) if languages else None

    @property
    def message(self) -> str:
        """What it is, and the mend."""
        if self.kind == "waiting":
            return f'not translated yet: lang="{self.languages[0]}" has no text; write it here'
        above = f'lang="{self.before[0]}" (line {self.before[1]})' if self.before else ""
        if self.is_swapped:
            return (
                f'lang="{self.there[0]}" stands below {above}; the order is {", ".join(self.order)}: '
                "where they say the same, put them into it, else add to each what it lacks"
            )
        names = " and ".join(f'lang="{code}"' for code in self.languages)
        mend = f"write {self._place()}, or let `fill` put it in"
        message = f"not translated yet: this passage lacks {names}; {mend}"
        return f"{message}; what says the same as {above} belongs to that" if above else message

    def _place(self) -> str:
        """Where the cells that are lacking belong."""
        if len(self.languages) > 1:
            return f"each in its place ({', '.join(self.order)})"
        before = _before(self.languages[0], self.order, self.there)
        return f'it below lang="{before[-1]}"' if before else f'it above lang="{self.there[0]}"'


def _before(code: str, order: Sequence[str], there: Sequence[str]) -> list[str]:
    """Of the languages that are there, those that come before one."""
    return [each for each in there if each in order[: order.index(code)]]
