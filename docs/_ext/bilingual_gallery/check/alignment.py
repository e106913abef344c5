"""Which blocks of a passage say the same in two languages, so that one more in one language is one difference.

Blocks are aligned where they lie, in the order of both texts: those of the text, then those in each pair of
lists, boxes or tables. A block may have its counterpart, be alone, or be parted into two paragraphs. What is
gained by a pair is its likeness; the best of all alignments is found by dynamic programming (Needleman and
Wunsch, "A General Method Applicable to the Search for Similarities in the Amino Acid Sequence of Two
Proteins", Journal of Molecular Biology 48, 1970).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from ..source.blocks import WORDS, Block
from ..source.inlines import Inline
from . import headings
from .anchors import anchors
from .credits import without_credits
from .finding import Text
from .likeness import Features, group, kind, likeness

_ALONE = -0.5  # what a block without a counterpart costs; two of one class rather are a pair
_PARTED = 0.65  # what it costs that a paragraph is two in the other language
_BETTER = 0.75  # so much better another alignment has to be than that of blocks of the same kinds
_NEVER = float("-inf")
# So many pairs of blocks are looked at. Of longer texts those that lie about as far from the beginning, and
# where not more than the second number come together, those too that one language's more blocks move.
_CELLS, _MOST = 20_000, 100_000
_BESIDE = 5
_DEEP = 60  # what lies deeper is taken as it comes
_PARAGRAPH = "paragraph"
# So many blocks of the one language and of the other, one of which has to come next.
_MOVES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))


@dataclass(frozen=True)
class Step:
    """Blocks of two languages that say the same, or those of one or both that have no counterpart.

    ``together`` is true for the former: one block of each, or two paragraphs that are one in the other
    language. ``inside`` is the kind of what they lie in, ``differ`` whether blocks in them are alone.
    """

    ours: tuple[Block, ...]
    theirs: tuple[Block, ...]
    together: bool
    inside: str = ""
    differ: bool = False

    def of(self, side: int) -> tuple[Block, ...]:
        """The blocks of the first text or of the other."""
        return self.theirs if side else self.ours


@lru_cache(maxsize=64)  # blocks and sentences are compared one after the other
def align(first: Text, other: Text) -> Sequence[Step]:
    """All blocks of two texts in their order, those in others behind these.

    Words in figures are left out, which ``figure_words`` compares: the code's own language may have none;
    so are headings that differ, of which ``headings`` tells, and the lines that name the translators.
    """
    pairs = headings.differing(first, other)
    ours = _forest(_others(first, {one.line for one, _ in pairs if one is not None}))
    theirs = _forest(_others(other, {two.line for _, two in pairs if two is not None}))
    return _Alignment(first, other).steps(ours, theirs)


def _others(text: Text, rows: set[int]) -> list[Block]:
    """The blocks of a text but the words in figures and the headings in these rows."""
    return [
        each
        for each in without_credits(text)
        if each.kind != WORDS
        and not (each.line in rows and each.level == 0 and each.kind.startswith("heading"))
    ]


def joined(blocks: Sequence[Block]) -> Block:
    """Paragraphs as one."""
    first, *others = blocks
    inlines = list(first.inlines)
    for block in others:
        inlines += [Inline("break", "", block.line), *block.inlines]
    return replace(first, inlines=tuple(inlines)) if others else first


@dataclass(frozen=True)
class _Node:
    block: Block
    inner: tuple[_Node, ...]

    def all(self) -> Iterator[Block]:
        """The block and those in it."""
        yield self.block
        for node in self.inner:
            yield from node.all()


def _forest(blocks: Sequence[Block], deep: int = 0) -> tuple[_Node, ...]:
    found, start = [], 0
    while start < len(blocks):
        end = start + 1
        while deep < _DEEP and end < len(blocks) and blocks[end].level > blocks[start].level:
            end += 1
        found.append(_Node(blocks[start], _forest(blocks[start + 1 : end], deep + 1)))
        start = end
    return tuple(found)


@dataclass(frozen=True)
class _Alignment:
    first: Text
    other: Text
    _known: dict[tuple[int, ...], Features] = field(default_factory=dict)

    def steps(self, ours: Sequence[_Node], theirs: Sequence[_Node], inside: str = "") -> list[Step]:
        """The steps through blocks that lie in the same place, each with those in it behind it."""
        found: list[Step] = []
        alone: tuple[list[Block], list[Block]] = ([], [])
        i = j = 0
        for many, others in [*self._moves(ours, theirs), (0, 0)]:
            one, two = ours[i : i + many], theirs[j : j + others]
            i, j = i + many, j + others
            blocks = tuple(node.block for node in one), tuple(node.block for node in two)
            if many + others == 1:
                alone[0].extend(blocks[0])
                alone[1].extend(blocks[1])
                continue
            if any(alone):
                found.append(Step(tuple(alone[0]), tuple(alone[1]), False, inside))
                alone = ([], [])
            if many:
                inner = self.steps(one[0].inner, two[0].inner, kind(blocks[0][0]))
                differ = any(not step.together for step in inner)
                found += [Step(*blocks, True, inside, differ), *inner]
        return found

    def _moves(self, ours: Sequence[_Node], theirs: Sequence[_Node]) -> Sequence[tuple[int, int]]:
        """How many blocks of each side belong together, one after the other; (1, 0) is one alone."""
        side_by_side = [(1, 1)] * len(ours)
        if [kind(node.block) for node in ours] != [kind(node.block) for node in theirs]:
            return self._best(ours, theirs)[1]
        if sum(map(_name_others, ours, theirs)) < 2:
            return side_by_side
        gained, moves = self._best(ours, theirs)
        as_they_are = sum(self._gain(ours[i : i + 1], theirs[i : i + 1]) for i in range(len(ours)))
        return moves if gained > as_they_are + _BETTER else side_by_side

    def _best(
        self, ours: Sequence[_Node], theirs: Sequence[_Node]
    ) -> tuple[float, Sequence[tuple[int, int]]]:
        """The moves that gain most, and how much; long texts are parted where both are surely the same."""
        if len(ours) * len(theirs) <= _CELLS:
            return self._table(ours, theirs)
        gained, moves, i, j = 0.0, list[tuple[int, int]](), 0, 0
        names = [self._name(each, self.first) for each in ours]
        others = [self._name(each, self.other) for each in theirs]
        for at, other in [*anchors(names, others), (len(ours), len(theirs))]:
            gain, more = self._table(ours[i:at], theirs[j:other])
            gained, moves = gained + gain, [*moves, *more]
            if at < len(ours):
                gained += self._gain(ours[at : at + 1], theirs[other : other + 1])
                moves.append((1, 1))
            i, j = at + 1, other + 1
        return gained, moves

    def _name(self, node: _Node, text: Text) -> object:
        """What tells a block from all others in any language; nothing where it names nothing."""
        names = self._features((node,), text).names
        return (kind(node.block), names) if names else None

    def _table(
        self, ours: Sequence[_Node], theirs: Sequence[_Node]
    ) -> tuple[float, Sequence[tuple[int, int]]]:
        """The moves that gain most, and how much, by looking at pairs of blocks."""
        many, others = len(ours), len(theirs)
        near = max(_CELLS // (2 * many + 1), others // (many + 1) + 2)
        if 2 * many * abs(many - others) <= _MOST:  # all that one has more may lie at one end
            near = max(near, abs(many - others) + _BESIDE)
        rows: list[dict[int, tuple[float, tuple[int, int]]]] = []
        for i in range(many + 1):
            middle = i * others // max(many, 1)
            row: dict[int, tuple[float, tuple[int, int]]] = {}
            rows.append(row)
            for j in range(max(0, middle - near), min(others, middle + near) + 1):
                best = (0.0, (0, 0)) if i == j == 0 else (_NEVER, (0, 0))
                for move in _MOVES:
                    a, b = move
                    before = rows[i - a].get(j - b) if a <= i and b <= j else None
                    if before is not None:
                        gain = self._gain(ours[i - a : i], theirs[j - b : j])
                        if before[0] + gain > best[0]:
                            best = before[0] + gain, move
                row[j] = best
        moves, i, j = [], many, others
        while i or j:
            move = rows[i][j][1]
            moves.append(move)
            i, j = i - move[0], j - move[1]
        return rows[many][others][0], moves[::-1]

    def _gain(self, ours: Sequence[_Node], theirs: Sequence[_Node]) -> float:
        if not ours or not theirs:
            return _ALONE
        if group(ours[0].block) != group(theirs[0].block):
            return _NEVER
        parted = len(ours) + len(theirs) > 2
        if parted and any(node.block.kind != _PARAGRAPH for node in chain(ours, theirs)):
            return _NEVER
        found = likeness(self._features(ours, self.first), self._features(theirs, self.other))
        return found - _PARTED if parted else found

    def _features(self, nodes: Sequence[_Node], text: Text) -> Features:
        key = tuple(id(node) for node in nodes)
        if key not in self._known:
            blocks = tuple(block for node in nodes for block in node.all())
            self._known[key] = Features(blocks, text)
        return self._known[key]


def _name_others(one: _Node, two: _Node) -> bool:
    """Do two blocks name other code, formulas or numbers?"""
    return _names(one.block) != _names(two.block)


def _names(block: Block) -> list[str]:
    named = [inline.text for inline in block.inlines if inline.kind in ("code", "math")]
    return sorted([*named, *re.findall(r"\d+", block.text)])
