"""Which languages lag in each passage of a script, found by walking its versions from the oldest on.

A commit that changes some of a passage's languages leaves the others behind until they are changed
too. That later change is an answer: it leaves nobody behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import SourceError
from ..source.tutorial import Passage
from .passages import Spoken, passages_of
from .versions import Commit, Version


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
    """A passage of one version, the commit that last changed each language, and those that lag."""

    passage: Passage
    last: Mapping[str, Commit]
    lags: Mapping[str, Lag]

    def followed_by(self, passage: Passage, commit: Commit) -> State:
        """The state after ``commit`` has made this passage ``passage``."""
        before, now = _texts(self.passage), _texts(passage)
        # A language that was not there before is in step with what it came to.
        common = [code for code in now if code in before]
        changed = [code for code in common if before[code] != now[code]]
        last = {code: commit if code in changed else self.last.get(code, commit) for code in now}
        ahead = [code for code in changed if code not in self.lags and not commit.excused]
        lags: dict[str, Lag] = {}
        for code in common:
            lag = self.lags.get(code)
            if code in changed:
                continue
            if lag is None:
                if ahead:
                    told = raw(self.passage, ahead[0])
                    lags[code] = Lag(ahead[0], before[ahead[0]], (commit,), told)
            elif now.get(lag.behind) != lag.text:  # otherwise it was taken back
                more = (commit,) if lag.behind in ahead else ()
                lags[code] = replace(lag, changes=lag.changes + more)
        return State(passage, last, lags)


def raw(passage: Passage, language: str) -> str:
    """What a passage says in a language, as its author wrote it."""
    prose = passage.prose_in(language)
    return prose.raw if isinstance(prose, Spoken) else prose.text


def walk(path: Path, versions: Sequence[Version]) -> Sequence[State] | None:
    """The passages of a script's newest version; None where there is none that can be read.

    The changes of an older version that cannot be read count for the next one that can.
    """
    known: Sequence[State] = ()
    readable = False
    for version in versions:
        states = states_after(path, known, version)
        readable = states is not None
        known = known if states is None else states
    return known if readable else None


def states_after(path: Path, known: Sequence[State], version: Version) -> Sequence[State] | None:
    """The passages of a version that comes after ``known``; None for one that cannot be read."""
    passages = _read(path, version)
    if passages is None:
        return None
    return [
        _new(passage, version.commit)
        if before is None
        else before.followed_by(passage, version.commit)
        for passage, before in zip(passages, _predecessors(known, passages), strict=True)
    ]


def _read(path: Path, version: Version) -> Sequence[Passage] | None:
    try:
        return None if version.text is None else passages_of(path, version.text)
    except SourceError:
        return None


def _new(passage: Passage, commit: Commit) -> State:
    return State(passage, dict.fromkeys(_texts(passage), commit), {})


def _predecessors(known: Sequence[State], passages: Sequence[Passage]) -> Sequence[State | None]:
    """For each passage what it comes from, wherever that stood: it has a language's text in common.

    One that is new in every language comes from nothing, and need not: no language lags in it.
    """
    found: list[State | None] = [None] * len(passages)
    free = list(known)
    languages = dict.fromkeys(code for passage in passages for code in _texts(passage))
    # What is the same in all languages first, or its twin in one of them could take its place.
    for key in (_whole, *(_in(code) for code in languages)):
        waiting: dict[Hashable, list[State]] = defaultdict(list)
        for state in free:
            waiting[key(state.passage)].append(state)
        for index, passage in enumerate(passages):
            if found[index] is None and key(passage) and waiting[key(passage)]:
                found[index] = waiting[key(passage)].pop(0)
        taken = {id(state) for state in found}
        free = [state for state in free if id(state) not in taken]
    return found


def _whole(passage: Passage) -> Hashable:
    return tuple(sorted(_texts(passage).items()))


def _in(language: str) -> Callable[[Passage], Hashable]:
    return lambda passage: _texts(passage).get(language)


def _texts(passage: Passage) -> dict[str, str]:
    return {code: prose.text for code, prose in passage.prose}
