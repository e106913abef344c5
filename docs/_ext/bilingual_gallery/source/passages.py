"""Adjacent prose cells become passages, also where a language is not written yet.

A passage ends where the order of the languages does not go on. Which cells say the same is known by that
order alone, so where cells have every language in another order, nothing is taken to be the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cells import Cell
from .tutorial import Prose
from .untranslated import Untranslated


@dataclass(frozen=True)
class Said:
    """A prose cell, and what it says: None while it is empty; ``is_seen``: a reader sees something of it."""

    cell: Cell
    prose: Prose | None
    is_seen: bool

    @property
    def language(self) -> str:
        """The language that the cell names."""
        return str(self.cell.language)


@dataclass(frozen=True)
class Group:
    """The cells of a passage; ``swapped`` where they may belong to the cells before them."""

    cells: tuple[Said, ...]
    before: Said | None = None
    swapped: bool = False

    @property
    def languages(self) -> list[str]:
        """The languages it has a cell for, in order."""
        return [each.language for each in self.cells]


def grouped(run: Sequence[Said], languages: Sequence[str]) -> list[Group]:
    """The passages that adjacent prose cells make."""
    wanted, done = len(languages), 0
    groups: list[Group] = []
    while done < len(run):
        following = run[done : done + wanted]
        codes = [each.language for each in following]
        if (
            codes != list(languages)
            and sorted(codes) == sorted(languages)
            and _ends(run, done, languages)
        ):
            for at, each in enumerate(following):
                groups.append(Group((each,), following[0] if at else None, swapped=True))
            done += wanted
            continue
        end = done + 1
        while end < len(run) and _follows(run[end - 1], run[end], languages):
            end += 1
        cells = tuple(run[done:end])
        before = groups[-1].cells[0] if groups else None
        if before is not None and set(groups[-1].languages) & {each.language for each in cells}:
            before = None
        groups.append(Group(cells, before))
        done = end
    return groups


def with_one_title(
    groups: Sequence[Group], languages: Sequence[str]
) -> tuple[list[Group], list[tuple[int, str]]]:
    """The passages a script begins with, titles that stand in another order put together; and their mistakes.

    Each mistake is a line and what is wrong there.
    """
    first, *rest = groups
    mistakes = []
    while rest and _is_title(rest[0]) and not set(first.languages) & set(rest[0].languages):
        above, below = first.cells[-1], rest[0].cells[0]
        message = (
            f'the title in lang="{below.language}" stands below that in lang="{above.language}"; '
            f"put the cells in the order {', '.join(languages)}"
        )
        mistakes.append((below.cell.line, message))
        cells = [*first.cells, *rest.pop(0).cells]
        first = Group(tuple(sorted(cells, key=lambda each: languages.index(each.language))))
    return [first, *rest], mistakes


def _is_title(group: Group) -> bool:
    prose = group.cells[0].prose
    return prose is not None and prose.text.lstrip().startswith("# ")


def _ends(run: Sequence[Said], begin: int, languages: Sequence[str]) -> bool:
    """From here on, do the cells have every language again and again, in whatever order?"""
    rest = [each.language for each in run[begin:]]
    parts = [rest[at : at + len(languages)] for at in range(0, len(rest), len(languages))]
    return all(sorted(part) == sorted(languages) for part in parts)


def _follows(one: Said, two: Said, languages: Sequence[str]) -> bool:
    return languages.index(two.language) > languages.index(one.language)


def untranslated(group: Group, languages: Sequence[str]) -> tuple[Untranslated, ...]:
    """What is to be told of the languages that a passage is not written in."""
    order, there = tuple(languages), tuple(group.languages)
    line = group.cells[0].cell.line
    above = group.before
    before = None if above is None else (above.language, above.cell.line)
    lacking = tuple(code for code in languages if code not in there)
    if group.swapped:
        found = Untranslated(line, lacking, order, there, before, "swapped")
        return () if before is None else (found,)
    told = [Untranslated(line, lacking, order, there, before)] if lacking else []
    waiting = [each for each in group.cells if not each.is_seen]
    for each in waiting if len(waiting) < len(group.cells) else ():
        told.append(Untranslated(each.cell.line, (each.language,), order, there, kind="waiting"))
    return tuple(told)
