"""``bench.json`` as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rounds import FIGURES


def text(bench: Mapping[str, Any]) -> str:
    """Every median (seconds, and MiB of a cold build) and every ratio with its limit."""
    return "\n".join(_lines(bench))


def of_check(checked: Mapping[str, Any]) -> str:
    """The seconds of the check with their limit, and how they grow."""
    told = [
        f"{cells} cells in {each['median']:.2f} s" for cells, each in checked["seconds"].items()
    ]
    limits = f"limits {checked['limit_seconds']:.1f} s and {checked['limit_growth']:.1f} times"
    return f"check: {', '.join(told)}, {checked['growth']:.2f} times as long; {limits}"


def _lines(bench: Mapping[str, Any]) -> Iterator[str]:
    figures = [figure.name for figure in FIGURES]
    heads = ["tool", *(f"{name} s" for name in figures), "parent MiB", "builder MiB"]
    for name, workload in bench["workloads"].items():
        yield f"\n{name}: {workload['tutorials']} tutorials, medians of {bench['rounds']}"
        rows = [heads]
        for tool, measured in workload["tools"].items():
            seconds = [f"{measured[figure]['seconds']['median']:.2f}" for figure in figures]
            memory = [
                f"{measured['cold'][each]['median']:.0f}" for each in ("parent_mib", "builder_mib")
            ]
            rows.append([tool, *seconds, *memory])
        yield from _aligned(rows)
        if workload["limit"]:
            limit = {key: value["median"] for key, value in workload["limit"].items()}
            yield (
                f"physical limit {limit['seconds']:.2f} s (slowest script "
                f"{limit['slowest_seconds']:.2f} s, {limit['cpu_seconds']:.2f} CPU s over "
                f"{limit['cores']:.0f} cores)"
            )
    rows = [["ratio", "measured", "limit", "met"]]
    for each in bench["ratios"]:
        met = "yes" if each["met"] else "NO"
        rows.append([each["name"], f"{each['value']:.2f}", f"{each['limit']:.2f}", met])
    yield ""
    yield from _aligned(rows)
    yield f"\n{of_check(bench['check'])}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        yield "  ".join(cells).rstrip()
