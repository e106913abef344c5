"""What readers may type, and how often a way to search leads where it should.

A query is answered first, or among the first three, by a result that is one of its right sections. A
section may stand for what is right in a whole page. Where nothing is right, a search has to find nothing,
or to say that nothing fits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The queries that were written at first, and those that were written when these had been tuned to.
SETS = tuple(
    Path(__file__).with_name(name) for name in ("reader_queries.toml", "more_reader_queries.toml")
)
FIRST = 3


@dataclass(frozen=True)
class Asked:
    """A query, the sections that answer it, and whether it was kept aside while the search was tuned."""

    query: str
    right: tuple[str, ...]
    held: bool = False


@dataclass(frozen=True)
class Answered:
    """Of a number of queries, how many are answered first, and how many by one of the first three."""

    asked: int
    first: int
    among: int
    nothing: int  # … how many find nothing at all, though something is right
    unfit: int  # … and of how many a search says that nothing fits, though something does


def of(language: str, file: Path = SETS[0]) -> list[Asked]:
    """The queries of a language in one of the sets."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))[language]
    return [Asked(each["query"], (*each["right"],), each.get("held", False)) for each in listed]


def fits(found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether anything is found, and a search that may say that nothing fits does not."""
    return bool(found) and bool(found[0].get("fits", True))


def place(query: Asked, found: Sequence[Mapping[str, Any]], tops: Mapping[str, str]) -> int | None:
    """Which of the results answers a query, counted from 0; 0 where rightly nothing fits; None for none.

    ``found`` are the results as {page, id}, with ``fits`` where a search says that. A page alone leads to
    its top, whose id ``tops`` has. Results of a search that knows no sections have no id, and their page
    is enough.
    """
    if not query.right:
        return None if fits(found) else 0
    for at, each in enumerate(found[:FIRST]):
        there = each.get("id")
        for right in query.right:
            page, _, section = right.partition("#")
            if each["page"] == page and (
                not section or there is None or (there or tops.get(page)) == section
            ):
                return at
    return None


def answered(
    queries: Iterable[Asked],
    results: Iterable[Sequence[Mapping[str, Any]]],
    tops: Mapping[str, str],
) -> Answered:
    """How well the results answer the queries."""
    pairs = list(zip(queries, results, strict=True))
    places = [place(query, found, tops) for query, found in pairs]
    return Answered(
        len(pairs),
        places.count(0),
        sum(each is not None for each in places),
        sum(not found and bool(query.right) for query, found in pairs),
        sum(bool(found) and not fits(found) and bool(query.right) for query, found in pairs),
    )
