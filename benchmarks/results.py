"""Samples become the medians of ``bench.json``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from limit import Limit
from rounds import Sample
from workloads import Workload


def of_workload(workload: Workload, taken: Iterable[Sample | Limit]) -> dict[str, Any]:
    """All that was measured of ``workload``, with medians; seconds and MiB.

    ``tools`` holds, by tool and figure, each of ``Measured``'s fields; ``limit`` the physical limit,
    or None; each value as ``{"median": …, "samples": […]}``, one sample a round.
    """
    samples, limits = [], []
    for each in taken:
        if isinstance(each, Limit):
            limits.append({"seconds": each.seconds, **asdict(each)})
        else:
            samples.append(each)
    tools: dict[str, dict[str, Any]] = {}
    for name, figure in dict.fromkeys((each.tool, each.figure) for each in samples):
        rows = [asdict(s.measured) for s in samples if (s.tool, s.figure) == (name, figure)]
        tools.setdefault(name, {})[figure] = _columns(rows)
    return {
        "tutorials": len(workload.tutorials),
        "limit": _columns(limits) if limits else None,
        "tools": dict(sorted(tools.items())),
    }


def _columns(rows: Sequence[dict[str, float]]) -> dict[str, Any]:
    return {name: _medians([row[name] for row in rows]) for name in rows[0]}


def _medians(values: Sequence[float]) -> dict[str, Any]:
    return {"median": round(median(values), 3), "samples": [round(value, 3) for value in values]}
