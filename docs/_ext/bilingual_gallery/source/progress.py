"""How far each language is: of how many tutorials and passages it has the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .code import CodeCell
from .tutorial import Passage, Tutorial


@dataclass(frozen=True)
class Progress:
    """One language: the tutorials that are whole in it and those that are begun, its passages, and all of both.

    The comments of a code cell are a passage, too; what every language shares is none.
    """

    language: str
    tutorials: int
    begun: int
    of_tutorials: int
    passages: int
    of_passages: int

    @property
    def is_whole(self) -> bool:
        """Is all of it written?"""
        return (self.tutorials, self.passages) == (self.of_tutorials, self.of_passages)

    def __str__(self) -> str:
        return (
            f"{self.language}: {self.tutorials} of {self.of_tutorials} tutorials, "
            f"{self.passages} of {self.of_passages} passages"
        )


def is_whole(tutorial: Tutorial, language: str) -> bool:
    """Is all of a tutorial written in a language?"""
    return all(language in there for there in _languages_of(tutorial))


def progress(tutorials: Iterable[Tutorial], languages: Sequence[str]) -> list[Progress]:
    """How far each language is in these tutorials."""
    counted = [_languages_of(each) for each in tutorials]
    found = []
    for code in languages:
        done = [sum(code in there for there in passages) for passages in counted]
        whole = [each == len(passages) for each, passages in zip(done, counted, strict=True)]
        found.append(
            Progress(
                code,
                sum(whole),
                sum(map(bool, done)),
                len(counted),
                sum(done),
                sum(map(len, counted)),
            )
        )
    return found


def _languages_of(tutorial: Tutorial) -> list[frozenset[str]]:
    """The languages that each passage of a tutorial is written in."""
    found = (_written_in(part) for part in tutorial.parts)
    return [each for each in found if each]


def _written_in(part: Passage | CodeCell) -> frozenset[str]:
    if isinstance(part, Passage):
        return frozenset() if part.is_shared else frozenset(code for code, _ in part.prose)
    told = [line for line in part.lines if line.language is not None]
    waiting = {line.language for line in told if line.is_draft}
    return frozenset(str(line.language) for line in told if line.language not in waiting)
