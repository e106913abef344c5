"""What is installed where this Python looks for packages."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def installed() -> list[tuple[str, int]]:
    """What tells of each place of packages whether one was installed, taken away or renewed."""
    found = []
    for place in sys.path:
        with suppress(OSError):
            if Path(place).name in ("site-packages", "dist-packages"):
                with os.scandir(place) as entries:
                    found += [(each.path, each.stat().st_mtime_ns) for each in entries]
    return sorted(found)
