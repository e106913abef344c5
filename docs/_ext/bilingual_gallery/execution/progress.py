"""How far the runs are: a live line for each on a terminal, plain lines in a log, a table at the end."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any

# How often we look which runs have begun, in seconds.
_LOOK = 0.1
# A longer gallery's table counts what was reused instead of listing it.
_LONG = 30

Say = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """One line of the table; ``seconds`` of wall time and ``megabytes`` at the peak of the run."""

    name: str
    what: str
    seconds: float
    megabytes: float


def watch(futures: Mapping[Future[Any], str], say: Say) -> Iterator[Future[Any]]:
    """Yield the futures as they end, and tell of each as it begins; ``names`` says what each runs."""
    pending, begun = set(futures), set[Future[Any]]()
    with _display(say) as (begin, finish):
        while pending:
            done, pending = wait(pending, timeout=_LOOK, return_when=FIRST_COMPLETED)
            for future, name in futures.items():
                if future not in begun and (future in done or future.running()):
                    begun.add(future)
                    begin(name)
            for future in [future for future in futures if future in done]:
                finish(futures[future])
                yield future


@contextlib.contextmanager
def _display(say: Say) -> Iterator[tuple[Say, Say]]:
    if not sys.stdout.isatty():
        yield (lambda name: say(f"running {name}")), (lambda name: None)
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, transient=True) as lines:
        shown = {}

        def begin(name: str) -> None:
            shown[name] = lines.add_task(name, total=None)

        yield begin, lambda name: lines.remove_task(shown[name])


def table(rows: Sequence[Row]) -> str:
    """What ran and what was reused, the longest first, as aligned text."""
    listed = sorted(rows, key=lambda row: (row.what != "ran", -row.seconds))
    if len(listed) > _LONG:
        listed = [row for row in listed if row.what == "ran"]
    width = max([len(row.name) for row in listed], default=0)
    lines = [f"{'tutorial':{width}}  {'':6}  seconds  peak MB"] if listed else []
    for row in listed:
        what, cost = row.what, f"{row.seconds:7.1f}  {row.megabytes:7.0f}"
        lines.append(f"{row.name:{width}}  {what:6}  {cost}")
    if left := len(rows) - len(listed):
        lines.append(f"and {left} reused")
    return "\n".join(lines)
