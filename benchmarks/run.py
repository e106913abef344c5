"""Measure this project beside its peers: ``python benchmarks/run.py``.

Wall seconds and peak memory of a cold build, of one with nothing to do and of ones after an edit of
the prose or the code of one tutorial; written to ``--out`` and printed with the required ratios. It
fails if a build fails, never because something was slow.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import growth
import limit
import machine
import ratios
import results
import rounds
import summary
import table
import workloads
from tools import TOOLS

# What the peers need and the project does not.
PEERS = ("joblib", "jupyter_cache", "myst_nb")


def main() -> None:
    """Do what the command line says."""
    options = _options()
    if options.summary is not None:
        bench = json.loads(options.summary.read_text(encoding="utf-8"))
        print(summary.markdown(bench, options.language))
        return
    missing = [name for name in PEERS if find_spec(name) is None]
    if missing:
        sys.exit(f"the benchmark needs {', '.join(missing)}; install the project's bench extra")
    bench = _measured(options.workloads.split(","), options.rounds, options.scale)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bench, ensure_ascii=False, indent=1)
    options.out.write_text(text + "\n", encoding="utf-8")
    print(table.text(bench))
    print(f"\nwritten to {options.out}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    known = ",".join(workloads.NAMES)
    parser.add_argument("--workloads", default=known, help=f"some of {known}")
    parser.add_argument("--rounds", type=int, default=3, help="of how many to take the median")
    parser.add_argument(
        "--scale", type=float, default=1.0, help="multiplies tutorials and compute seconds"
    )
    parser.add_argument("--out", type=Path, default=Path("build/bench.json"))
    parser.add_argument("--summary", type=Path, help="measure nothing; print this file as Markdown")
    parser.add_argument("--language", choices=sorted(summary.WORDS), default="en")
    options = parser.parse_args()
    unknown = set(options.workloads.split(",")) - set(workloads.NAMES)
    if unknown:
        parser.error(f"no workload {', '.join(sorted(unknown))}; there are {known}")
    if options.rounds < 1:
        parser.error("--rounds is at least 1")
    return options


def _measured(names: list[str], count: int, scale: float) -> dict[str, Any]:
    """Run the workloads; what ``bench.json`` holds."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        grown = growth.measured(count, scale, Path(temporary))
        print(table.of_growth(grown), file=sys.stderr, flush=True)
        measured = {
            name: _workload(workloads.make(name, scale), count, Path(temporary)) for name in names
        }
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine.described(),
        "rounds": count,
        "scale": scale,
        "growth": grown,
        "workloads": measured,
        "ratios": ratios.of(measured),
    }


def _workload(workload: workloads.Workload, count: int, folder: Path) -> dict[str, Any]:
    tools = [tool for tool in TOOLS if tool.name not in workload.left_out]
    taken: list[rounds.Sample | limit.Limit] = []
    for number in range(count):
        place = folder / f"{workload.name}-{number}"
        for each in rounds.one_round(workload, tools, number, place):
            taken.append(each)
            if isinstance(each, limit.Limit):
                told = f"bare scripts: at least {each.seconds:.2f} s"
            else:
                told = f"{each.tool}, {each.figure}: {each.measured.seconds:.2f} s"
            print(f"{workload.name} {number + 1}/{count}: {told}", file=sys.stderr, flush=True)
    return results.of_workload(workload, taken)


if __name__ == "__main__":
    main()
