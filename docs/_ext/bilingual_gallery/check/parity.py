"""What one language's prose has and another's has not: blocks, code, formulas, links, numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..config import Editions
from ..source.blocks import Block
from . import otherwise
from .alignment import Step, align, joined
from .finding import Finding, Text
from .items import MENDS, Item, items_of, without
from .likeness import kind
from .side import Side

BLOCKS, PARTED = "blocks", "paragraphs"
_TABLE, _LISTS = "table", ("list", "numbered list")
# So many of the things that a language lacks are told by name.
_TOLD = 5
_MEND = "give {both} the same blocks in the same order"


def compare(texts: Sequence[Text], editions: Editions = ()) -> Iterator[Finding]:
    """Each language's prose of one passage against the first one's, block by block as they are aligned."""
    first, *others = texts
    both = "both" if len(texts) == 2 else "every language"
    for other in others:
        if other.markdown == first.markdown:
            continue
        steps = align(first, other)
        for at, step in enumerate(steps):
            yield from _other_blocks(first, other, steps, at, both)
            if step.together:
                one, two = joined(step.ours), joined(step.theirs)
                yield from _other_items(first, one, other, two, editions, both)


def _other_blocks(
    first: Text, other: Text, steps: Sequence[Step], at: int, both: str
) -> Iterator[Finding]:
    """What a step tells of the blocks themselves: one is alone, is of another kind, or is parted."""
    step = steps[at]
    counted = step.inside.startswith(_TABLE)  # what a table lacks is told of the table
    if not step.together and counted:
        return
    one, two = step.ours, step.theirs
    if step.together:
        if [each.kind for each in one] == [each.kind for each in two] or one[0].is_formula:
            return
        if step.differ and kind(one[0]) == kind(two[0]) and not one[0].kind.startswith(_TABLE):
            return  # what is in the one alone is told at its line
    line, row = first.line + _place(steps, at, 0, first), _place(steps, at, 1, other)
    there = f"{first.language} (line {line})"
    if step.together and len(one) != len(two):
        many = f"{len(two)} paragraphs" if len(two) > 1 else "one paragraph"
        some = f"{len(one)} paragraphs" if len(one) > 1 else "one paragraph"
        said = (
            f"{other.language} has {many} where {there} has {some}; part it in {both}, or in none"
        )
        yield other.finding(row, PARTED, said)
        return
    place = f" in a {step.inside.split(' of')[0]}" if step.inside.startswith(_LISTS) else ""
    place = " below a term" if step.inside == "term" else place
    ours, theirs = (_named(each) + (place if each else "") for each in (one, two))
    said = _difference(other.language, theirs, there, ours)
    yield other.finding(row, BLOCKS, f"{said}; {_MEND.format(both=both)}")


def _place(steps: Sequence[Step], at: int, side: int, text: Text) -> int:
    """The row of what a step has in one of the languages, or where that belongs."""
    if not steps[at].of(side) and steps[at].inside:
        before = (blocks[-1].line for each in steps[at::-1] if (blocks := each.of(side)))
        return next(before, 0)
    after = (blocks[0].line for each in steps[at:] if (blocks := each.of(side)))
    return next(after, text.markdown.rstrip().count("\n"))


def _difference(here: str, extra: str, there: str, lacking: str) -> str:
    """What is ``here`` and what is ``there``, or what only one of them has."""
    if extra and lacking:
        return f"{here} has {extra} where {there} has {lacking}"
    return (
        f"{here} has {extra} that {there} lacks"
        if extra
        else f"{there} has {lacking} that {here} lacks"
    )


def _named(blocks: Sequence[Block]) -> str:
    told = [f"{'an' if each.kind[0] in 'aeiouH' else 'a'} {each.kind}" for each in blocks]
    if len(told) <= _TOLD:
        return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))
    return f"{', '.join(told[: _TOLD - 1])} and {len(told) - _TOLD + 1} more blocks"


def _other_items(
    first: Text, one: Block, other: Text, two: Block, editions: Editions, both: str
) -> Iterator[Finding]:
    ours, theirs = items_of(one, first, editions), items_of(two, other, editions)
    rules = ours.keys() | theirs.keys()
    found = {rule: _different(ours.get(rule, []), theirs.get(rule, [])) for rule in rules}
    found = {rule: different for rule, different in found.items() if any(different)}
    left = otherwise.settle(found, Side(one, first, ours), Side(two, other, theirs))
    for rule, told in MENDS.items():
        lacking, extra = left.get(rule, ([], []))
        mend = told.format(both=both)
        if lacking or extra:
            line = first.line + (lacking[0].line_in(one) if lacking else one.line)
            row = extra[0].line_in(two) if extra else two.line
            at = f"{first.language} (line {line})"
            said = _difference(other.language, _listed(extra), at, _listed(lacking))
            yield other.finding(row, rule, f"{said}; {mend}")
        elif rule == "fences" and rule not in found and _order(ours) != _order(theirs):
            at = f"{first.language} (line {first.line + one.line})"
            yield other.finding(
                two.line, rule, f"its lines are in another order than in {at}; {mend}"
            )


def _different(ours: list[Item], theirs: list[Item]) -> tuple[list[Item], list[Item]]:
    return without(ours, theirs), without(theirs, ours)


def _order(items: Mapping[str, Sequence[Item]]) -> list[str]:
    return [item.key for item in items.get("fences", ())]


def _listed(items: Sequence[Item]) -> str:
    told = [item.shown for item in items[:_TOLD]]
    return ", ".join(told) + (f" and {len(items) - _TOLD} more" if len(items) > _TOLD else "")


RULES = frozenset([BLOCKS, PARTED, *MENDS])
