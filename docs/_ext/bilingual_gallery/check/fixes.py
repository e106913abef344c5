"""Mends that a machine can make: which of them go together, and the text with them in it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ..contents import DISK, Contents
from .finding import Edit, Finding

# A mend may make another one possible, which is made in the next round; real texts take two or three.
_ROUNDS = 20


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all the edits made. Raises ValueError where two of them change the same piece."""
    ordered = sorted(edits)
    for one, two in pairwise(ordered):
        if two.begin < one.end or (one.begin, one.end) == (two.begin, two.end):
            raise ValueError(f"two edits change the same piece: {one} and {two}")
    done, at = [], 0
    for edit in ordered:
        done += [text[at : edit.begin], edit.text]
        at = edit.end
    return "".join([*done, text[at:]])


def chosen(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a file whose fixes go together; of two that meet, the first one is among them."""
    taken: list[Finding] = []
    edits: list[Edit] = []
    for finding in sorted(findings, key=lambda each: (min(each.fix, default=Edit(0, 0, "")), each)):
        if finding.fix and not any(_meet(one, two) for one in finding.fix for two in edits):
            taken.append(finding)
            edits += finding.fix
    return taken


def _meet(one: Edit, two: Edit) -> bool:
    return one.begin <= two.end and two.begin <= one.end


@dataclass(frozen=True)
class Mended:
    """What came of mending: files that are to hold something else, what was mended, and what is left.

    ``before`` is what each file held. A line is that which the finding had when it was mended.
    """

    before: Mapping[Path, bytes] = field(default_factory=dict)
    after: Mapping[Path, bytes] = field(default_factory=dict)
    made: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()


def mend(
    find: Callable[[Contents], Sequence[Finding]],
    contents: Contents = DISK,
    may: Callable[[Path], bool] = lambda path: True,
) -> Mended:
    """Mend what a machine can in the files that one ``may`` touch, until nothing is left to mend.

    ``find`` tells what is wrong where the files have these contents. Nothing is written. A mend that
    would change what the code of a script does is not made.
    """
    before: dict[Path, bytes] = {}
    after: dict[Path, bytes] = {}
    made: list[Finding] = []
    seen: set[tuple[Path, bytes]] = set()
    left: Sequence[Finding] = find(contents)
    for _ in range(_ROUNDS):
        changed = False
        fixable = sure(left)
        for path in sorted({each.path for each in fixable if may(each.path)}):
            was = after.get(path, before.get(path))
            was = contents.read(path) if was is None else was
            taken = chosen(each for each in fixable if each.path == path)
            edits = [edit for each in taken for edit in each.fix]
            text = was.decode("utf-8")
            now = apply(text, edits).encode("utf-8")
            if now == was or (path, now) in seen or not does_the_same(path, text, now.decode()):
                continue
            seen |= {(path, was), (path, now)}
            before.setdefault(path, was)
            after[path] = now
            made += taken
            changed = True
        if not changed:
            break
        left = find(Contents({**contents.instead, **after}))
    return Mended(before, after, tuple(made), tuple(left))


def sure(findings: Sequence[Finding]) -> list[Finding]:
    """The findings whose mends do not depend on what cannot be read.

    A term may have its first use in a script that cannot be read, so until it can, no other is the first.
    """
    fixable = [each for each in findings if each.fix]
    if any(each.rule == "script" for each in findings):
        scripts = [each for each in fixable if each.rule == "script"]
        return scripts or [each for each in fixable if each.rule != "first-use"]
    return fixable


def does_the_same(path: Path, before: str, after: str) -> bool:
    """Is the code of a script what it was? Where it could not be read before, the mend is that it can."""
    if path.suffix != ".py":
        return True
    was = _code(before)
    return was is None or was == _code(after)


def _code(text: str) -> str | None:
    """The syntax tree of a script without its docstring, which is prose; None where it is not Python."""
    try:
        tree = ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError):
        return None
    if ast.get_docstring(tree, clean=False) is not None:
        del tree.body[0]
    return ast.dump(tree)
