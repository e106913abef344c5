"""Merge the comments of languages around one copy of the code: each gets the tag of its language.

A comment behind code gets a line of its own where languages differ in it. A string that a language words in
its own way becomes a comment in quotes above the line of that string: it says what stands below.
"""

from __future__ import annotations

import re
import tokenize
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from textwrap import dedent

from .cell import CellCode, Said, places, take_apart
from .code import Words

# Comments that say something to programs, and are in no language.
_SWITCH = re.compile(
    r"#\s*(?:sphinx_gallery_|noqa\b|type:|timeout\s*=|resources\s*=|[!%]|fmt:|pylint)"
)


def merged(
    base: str,
    own: str,
    others: Mapping[str, str],
    words: Mapping[str, Sequence[Words]],
    order: Sequence[str],
    differing: Collection[str] = (),
) -> tuple[str, dict[str, list[str]]]:
    """The code of the language ``own`` with the comments of all, and the comments that have no place in it.

    ``others`` are much the same code in other languages; ``words`` are what they say in the place of its
    strings; ``order`` is that of the languages. Where code is ``differing``, what is said of a line that is
    not in the script is left out. Raises ValueError for what has no tokens.
    """
    try:
        code, rest = take_apart(base), {name: take_apart(text) for name, text in others.items()}
    except (tokenize.TokenError, SyntaxError) as error:
        raise ValueError(str(error)) from None
    at: dict[int, dict[str, Said]] = defaultdict(lambda: {name: Said() for name in (own, *others)})
    for place, said in code.said.items():
        at[place][own] = said
    homeless: dict[str, list[str]] = {}
    for name, other in rest.items():
        where = places(code.tokens, other.tokens, only_equal=name in differing)
        for place, said in other.said.items():
            if place not in where:
                homeless.setdefault(name, []).extend([*chain(*said.runs), said.behind])
                continue
            known = at[where[place]][name]
            known.runs += said.runs
            if known.behind and said.behind:
                known.runs.append([said.behind])
            known.behind = known.behind or said.behind
    new: dict[int, list[str]] = defaultdict(list)
    gone: set[int] = set()
    for place in sorted(at):
        _merge(at[place], place, own, order, code, new, gone)
    for name in order:
        for each in words.get(name, ()):
            row = code.above(each.line - 1)
            new[row] += _indented(_quoted(name, each.other), code.indent(row))
    done: list[str] = []
    for row, line in enumerate([*code.lines, None]):
        done += new.get(row, [])
        if line is not None and row not in gone:
            done.append(line)
    return "\n".join(done), homeless


def _merge(
    said: Mapping[str, Said],
    place: int,
    own: str,
    order: Sequence[str],
    code: CellCode,
    new: dict[int, list[str]],
    gone: set[int],
) -> None:
    """Merge the comments at one place: put lines into ``new``, by row, and what they replace into ``gone``."""
    base = said[own]
    top = code.above(code.row(place))
    indent = code.indent(base.rows[0].start if base.rows else top)
    runs = {name: [*said[name].runs] for name in order if name in said}
    behind = {name: [said[name].behind] for name in order if name in said and said[name].behind}
    if not _agree([said[name].behind for name in said]) and not (
        set(behind) == {own} and _is_neutral(behind[own])
    ):
        if base.behind:
            row, column = base.where
            code.lines[row] = code.lines[row][:column].rstrip()
        if _agree(runs.values()):
            new[top] += _indented(_tagged(behind, order), indent)
            return
        for name, text in behind.items():  # one says behind the line what another says above it
            runs[name].append(text)
    if _agree(runs.values()):
        return
    rows = list(base.rows)
    if len({len(each) for each in runs.values()}) > 1:
        runs = {name: [[line for run in each for line in run]] for name, each in runs.items()}
        rows = [range(row.start, row.stop) for row in rows]
        if rows and _is_neutral(runs[own][0]) and not any(any(runs[n]) for n in runs if n != own):
            return
        for each in rows:
            gone.update(each)
        where = rows[0].start if rows else top
        new[where] += _indented(_tagged({n: each[0] for n, each in runs.items()}, order), indent)
        return
    for number in range(len(runs[own])):
        texts = {name: each[number] for name, each in runs.items()}
        if number < len(rows):
            if _agree(texts.values()):
                continue
            gone.update(rows[number])
        where = rows[number].start if number < len(rows) else top
        new[where] += _indented(_tagged(texts, order), indent)


def _agree(texts: Iterable[object]) -> bool:
    first, *rest = texts
    return all(each == first for each in rest)


def _is_neutral(lines: Sequence[str]) -> bool:
    """Are these comments of no language: settings, shapes, numbers?"""
    return all(_SWITCH.match(line) or not re.search(r"[^\W\d_]{2}", line) for line in lines)


def _tagged(texts: Mapping[str, Sequence[str]], order: Sequence[str]) -> list[str]:
    """The comments of each language with its tag; settings, which are for all, once."""
    settings = dict.fromkeys(
        line for name in order for line in texts.get(name, ()) if _SWITCH.match(line)
    )
    return [
        *settings,
        *(
            f"# {name}: {line.removeprefix('#').removeprefix(' ')}".rstrip()
            for name in order
            for line in texts.get(name, ())
            if line not in settings
        ),
    ]


def _quoted(name: str, source: str) -> list[str]:
    """A string of another language as a comment, its quotes beside its first and its last word."""
    source = re.sub(r"^[A-Za-z]+(?=['\"])", "", source)
    quotes = next((each for each in ('"""', "'''") if source.startswith(each)), "")
    head, *rest = source.split("\n")
    rows = [head, *dedent("\n".join(rest)).split("\n")] if rest else [head]
    if quotes and rest:
        text = dedent("\n".join(["", *rest])) if head == quotes else "\n".join(rows)
        text = text.strip().removeprefix(quotes).removesuffix(quotes).strip()
        rows = f"{quotes}{text}{quotes}".split("\n")
    return [f"# {name}: {row}".rstrip() for row in rows]


def _indented(lines: Iterable[str], indent: str) -> list[str]:
    return [f"{indent}{line}" for line in lines]
