"""What is known of a passage in one version: what each language says, and what it has not followed.

A commit that changes some of a passage's languages leaves the others behind until they are changed
too. That later change is an answer: it leaves nobody behind. A merge keeps what each of its sides knew.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain

from ..source.tutorial import Passage
from .commits import Commit
from .passages import Spoken

# A change: the number of the version that made it, and the language.
Id = tuple[int, str]


@dataclass(frozen=True)
class Change:
    """A change of ``language`` in version ``number``, from ``before``, in Markdown ``raw``, to ``after``.

    An answer ``carries`` the changes of other languages that it answers: it is news to nobody who has them.
    """

    number: int
    language: str
    commit: Commit
    before: str
    after: str
    raw: str
    carries: frozenset[Id] = frozenset()

    @property
    def id(self) -> Id:
        """Which change it is of all in the passage."""
        return self.number, self.language

    @property
    def order(self) -> tuple[date, int, bool]:
        """The older one first; of one version, what is said anew before an answer."""
        return self.commit.date, self.number, bool(self.carries)


@dataclass(frozen=True)
class Said:
    """What one language says in a passage, ``raw`` in Markdown, and what is known of it.

    ``last`` is the commit of version ``number``, the last one that changed it; ``history`` has all that
    did. ``changes`` are those to which the other languages have to answer, and ``answered`` those of the
    other languages that this one knows.
    """

    text: str
    raw: str
    last: Commit
    number: int
    history: frozenset[int]
    changes: tuple[Change, ...] = ()
    answered: frozenset[Id] = frozenset()

    def open_in(self, other: Said) -> tuple[Change, ...]:
        """The changes of ``other`` that this language has not followed."""
        return tuple(
            each
            for each in other.changes
            if each.id not in self.answered and not (each.carries and each.carries <= self.has)
        )

    @property
    def has(self) -> frozenset[Id]:
        """The changes that this language knows: its own, and those it has answered."""
        return self.answered.union(each.id for each in self.changes)

    def knowing(self, changes: Iterable[Change]) -> Said:
        """The same, when it has followed these changes too."""
        return replace(self, answered=self.answered.union(each.id for each in changes))


@dataclass(frozen=True)
class Lag:
    """What a language has not answered: the ``changes`` of the language it is ``behind``.

    ``text`` is what that language said before them, when both were in step; ``raw`` is its Markdown.
    """

    behind: str
    text: str
    changes: tuple[Commit, ...]
    raw: str = ""


@dataclass(frozen=True)
class State:
    """A passage of one version, and what is known of each language.

    ``said`` remembers languages that the passage had once; ``known`` is what was known when it said
    something else.
    """

    passage: Passage
    said: Mapping[str, Said]
    known: Mapping[Hashable, Mapping[str, Said]]

    @property
    def last(self) -> Mapping[str, Commit]:
        """The commit that last changed each language."""
        return {code: each.last for code, each in self.said.items()}

    @cached_property
    def lags(self) -> Mapping[str, Lag]:
        """The languages that are behind another one."""
        found: dict[str, Lag] = {}
        for code in texts_of(self.passage):
            waiting = [(other, self._open(code, other)) for other in texts_of(self.passage)]
            if waiting := [each for each in waiting if each[1]]:
                behind, changes = min(waiting, key=lambda each: each[1][0].order)
                commits = tuple(each.commit for each in changes)
                found[code] = Lag(behind, changes[0].before, commits, changes[0].raw)
        return found

    def _open(self, code: str, other: str) -> tuple[Change, ...]:
        return () if code == other else self.said[code].open_in(self.said[other])

    def followed_by(self, passage: Passage, commit: Commit, number: int) -> State:
        """The state after ``commit`` has made this passage ``passage``, in version ``number``."""
        before, now = texts_of(self.passage), texts_of(passage)
        said = {**self.said, **self._with_raw(passage)}
        new = [code for code in now if code not in said]
        changed = [code for code in now if code not in new and said[code].text != now[code]]
        if not new and not changed:
            return State(passage, said, self.known)
        lags = self.lags
        news = {(number, code) for code in changed if code in before and code not in lags}
        for code in changed:
            was = said[code]
            changes = was.changes
            if code in before and not commit.excused:
                carries = self._unknown_to(code) | news if code in lags else frozenset[Id]()
                told = Change(number, code, commit, was.text, now[code], was.raw, carries)
                changes += (told,)
            history = was.history | {number}
            text = now[code], raw(passage, code)
            said[code] = Said(*text, commit, number, history, changes, was.answered)
        for code in new:
            said[code] = begun(passage, code, commit, number)
        if changed and not commit.excused and (then := self.known.get(whole(passage))):
            for code, was in then.items():  # what it says now it said before, and all is as it was
                said[code] = replace(said[code], changes=was.changes, answered=was.answered)
        else:
            for code in (*new, *changed):
                others = (each.changes for other, each in said.items() if other != code)
                said[code] = said[code].knowing(chain.from_iterable(others))
        for code in now:
            for other in changed:
                waiting = said[code].open_in(said[other]) if code != other else ()
                if waiting and waiting[0].before == now[other]:  # it was taken back
                    said[code] = said[code].knowing(waiting)
        known = {**self.known, whole(passage): {code: said[code] for code in now}}
        return State(passage, said, known)

    def _with_raw(self, passage: Passage) -> Mapping[str, Said]:
        """The languages that say the same, in other Markdown: other line breaks, or an excuse."""
        return {
            code: replace(self.said[code], raw=raw(passage, code))
            for code, text in texts_of(passage).items()
            if code in self.said
            and self.said[code].text == text
            and self.said[code].raw != raw(passage, code)
        }

    def _unknown_to(self, code: str) -> frozenset[Id]:
        """What a language has not followed; of answers, what they answer."""
        waiting = (each for other in texts_of(self.passage) for each in self._open(code, other))
        return frozenset(found for each in waiting for found in each.carries or {each.id})


def begun(passage: Passage, code: str, commit: Commit, number: int) -> Said:
    """A language that the passage has from version ``number`` on."""
    text = texts_of(passage)[code]
    return Said(text, raw(passage, code), commit, number, frozenset([number]))


def raw(passage: Passage, language: str) -> str:
    """What a passage says in a language, as its author wrote it."""
    prose = passage.prose_in(language)
    return prose.raw if isinstance(prose, Spoken) else prose.text


def texts_of(passage: Passage) -> dict[str, str]:
    """What is compared, of the languages that say something."""
    return {code: prose.text for code, prose in passage.prose if prose.text}


def whole(passage: Passage) -> Hashable:
    """What all languages say."""
    return tuple(sorted(texts_of(passage).items()))
