"""Stale translations: what one language has changed and another has not followed, told to the author."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from . import pending, staleness, versions
from .commits import Commit
from .state import State, raw


@dataclass(frozen=True)
class Stale:
    """A passage in which ``language``, whose prose is at ``line``, is behind another.

    ``passage`` is the line it begins at. ``changed`` is the first commit that the language has not
    answered, ``last`` the one that last changed it; ``diff`` is what has been changed in the other
    one since they were in step: words, a line for each place. ``before`` and ``now`` are that in
    Markdown, and ``text`` is what the language says.
    """

    path: Path
    passage: int
    line: int
    language: str
    behind: str
    changed: Commit
    last: Commit
    diff: tuple[str, ...]
    before: str
    now: str
    text: str

    @property
    def days(self) -> int:
        """From the last change of the language to the one it has not answered."""
        return max((self.changed.date - self.last.date).days, 0)  # clocks differ


@dataclass(frozen=True)
class Drift:
    """The stale passages, oldest first, and how many passages each script has as it is committed.

    A script that git does not know, or that cannot be read as it is committed, is not among them.
    ``begins`` is the commit that a shallow clone begins with: what is older cannot be known.
    """

    stale: tuple[Stale, ...]
    passages: Mapping[Path, int]
    begins: Commit | None


# How what is not committed is looked at, by the name of it.
PENDING = {"staged": pending.staged, "worktree": pending.worktree}


def find(
    gallery: Path, scripts: Sequence[Path], since: str = "", part: str = "", message: str = ""
) -> Drift:
    """The drift of the ``scripts`` below ``gallery``, but for what was changed before ``since``.

    With ``part``, one of ``PENDING``, only what that would change if it were committed with ``message``.
    Raises HistoryError where there is no history, or for a ``since`` that is no date and no commit.
    """
    told = versions.read(gallery, scripts, PENDING[part](gallery, message) if part else None)
    counts = versions.since(gallery, since)
    if part:
        counts = _is_pending
    walked = {path: staleness.walk(path, told.versions[path]) for path in scripts}
    stale = [
        each
        for path, states in walked.items()
        for state in states or ()
        for each in _stale(path, state, counts)
    ]
    stale.sort(key=lambda each: (each.changed.date, each.path, each.line))
    passages = {path: len(states) for path, states in walked.items() if states is not None}
    return Drift(tuple(stale), passages, told.begins)


def _is_pending(commit: Commit) -> bool:
    return not commit.id


def _stale(path: Path, state: State, counts: Callable[[Commit], bool]) -> Iterator[Stale]:
    for language, lag in state.lags.items():
        changed = next(filter(counts, lag.changes), None)
        if changed is not None:
            yield Stale(
                path=path,
                passage=state.passage.line,
                line=state.passage.prose_in(language).line,
                language=language,
                behind=lag.behind,
                changed=changed,
                last=state.last[language],
                diff=tuple(_word_diff(lag.text.split(), state.passage.text(lag.behind).split())),
                before=lag.raw,
                now=raw(state.passage, lag.behind),
                text=raw(state.passage, language),
            )


def _word_diff(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Each place that changed, with three words around it: ``… a [-b-]{+c+} d …``."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(3):
        words = ["…"] if group[0][1] > 0 else []
        for _, begin, end, new_begin, new_end in group:
            gone, come = " ".join(old[begin:end]), " ".join(new[new_begin:new_end])
            if gone == come:
                words.append(gone)
            else:
                words.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
        yield " ".join([*words, *(["…"] if group[-1][2] < len(old) else [])])
