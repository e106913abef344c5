"""``bench.json`` as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import growth
from rounds import FIGURES


def text(bench: Mapping[str, Any]) -> str:
    """Every median (seconds, and MiB of a cold build) and every ratio with its limit."""
    return "\n".join(_lines(bench))


def of_growth(grown: Sequence[Mapping[str, Any]]) -> str:
    """A line for each input: its seconds and peak memory at both sizes, and how they grow."""
    rows = [["input", "size", "s", "2 x size: s", "growth", "MiB", "growth", "met"]]
    for each in grown:
        (size, first), (_, second) = each["seconds"].items()
        met = growth.met(each)
        rows.append(
            [
                each["name"],
                size,
                f"{first['median']:.2f}",
                f"{second['median']:.2f}",
                f"{each['growth']:.2f}",
                "–".join(map(str, each["peak_mib"])),
                f"{each['memory_growth']:.2f}",
                "yes" if met else "NO",
            ]
        )
    return "\n".join(_aligned(rows))


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
    yield f"\n{of_growth(bench['growth'])}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        yield "  ".join(cells).rstrip()
