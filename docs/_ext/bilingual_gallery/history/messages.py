"""What a commit's message says of languages that need not follow it: ``Drift: none``, however it stands.

git knows a trailer only in the last paragraph, after an empty line, and a squashed message has those of
many commits in its middle. So any line that says nothing else counts; what is quoted in prose does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# After the word comes a reason behind a mark, as in `none, a typo`, or nothing; a sentence goes on otherwise.
_SAYS = re.compile(r"drift\s*:\s*none\b(?P<rest>.*)$", re.IGNORECASE)
_REASON = re.compile(r"\s*(?:[.,;:(–—-].*)?$|\s+in\s+[0-9a-f]{7,64}\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\s+in\s+(?P<ids>[0-9a-f]{7,64}\b(?:(?:\s*,\s*|\s+and\s+)[0-9a-f]{7,64}\b)*)", re.I
)
_TRAILER = re.compile(r"[A-Za-z][A-Za-z0-9-]*\s*:\s*\S")
_ENDS = re.compile(
    r"""[.!?:;\u2026\u3002][)\]"'*_`]*$|^[-*] """
)  # the line before is no half of a sentence
# `git merge --squash` puts the messages behind four spaces each, below these lines.
_SQUASHED = re.compile(r"^commit [0-9a-f]{7,64}$", re.MULTILINE)
# What git takes off itself before it commits; a hook sees the file with it.
_SCISSORS = re.compile(r"^\S+ -{8,} >8 -{8,}$.*", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Excuse:
    """Whether a commit leaves no language behind, and which ``others``, however abbreviated, leave none."""

    own: bool
    others: tuple[str, ...]


def excuse(message: str) -> Excuse:
    """What the message of a commit says of drift."""
    own, others = False, []
    for rest in _told(_SCISSORS.sub("", message.replace("\r\n", "\n"))):
        if named := _OTHERS.match(rest):
            others += re.findall(r"[0-9a-f]{7,64}", named["ids"].lower())
        else:
            own = True
    return Excuse(own, tuple(others))


def _told(message: str) -> Iterator[str]:
    """What follows the words in each line that says them."""
    deep = 7 if _SQUASHED.search(message) else 3  # what is further in is an example
    rows = message.rstrip().split("\n")
    lines = [row.strip() for row in rows]
    trailers = _trailers(lines)
    for number, (row, line) in enumerate(zip(rows, lines, strict=True)):
        found = _SAYS.match(line)
        if not found or len(row) - len(row.lstrip()) > deep:
            continue
        rest = found["rest"]
        before = lines[number - 1] if number else ""
        below = lines[number + 1] if number + 1 < len(lines) else ""
        # Below the subject, or an empty line, stands no half of a sentence.
        begins = not before or number == 1 or _TRAILER.match(before) or _ENDS.search(before)
        ends = not rest.strip(" .") and (not below or _TRAILER.match(below))
        if number >= trailers or (_REASON.match(rest) and (begins or ends)):
            yield rest


def _trailers(lines: Sequence[str]) -> int:
    """Where the trailers begin as git knows them: the last paragraph, if it has nothing else."""
    begin = len(lines)
    while begin and lines[begin - 1]:
        begin -= 1
    return begin if begin and all(map(_TRAILER.match, lines[begin:])) else len(lines)
