"""What the benchmark ran on."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from limit import cores

DISTRIBUTIONS = ("sphinx", "sphinx-gallery", "myst-nb", "jupyter-cache", "torch")


def described() -> dict[str, str | int | float]:
    """The processor, its cores, the memory in GiB and the versions of what was measured."""
    return {
        "cpu": _value("/proc/cpuinfo", "model name"),
        "cores": cores(),
        "memory_gib": round(int(_value("/proc/meminfo", "MemTotal").split()[0]) / 2**20, 1),
        "python": platform.python_version(),
        **{name: _version(name) for name in DISTRIBUTIONS},
    }


def _value(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "0"  # some processors have no name


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"
