"""``inventories``: get the inventory of each reference in conf.py from where the reference is published.

The only command that asks for something elsewhere. Of what it gets it keeps the names of Python.
"""

from __future__ import annotations

import urllib.request
import zlib
from pathlib import Path

from ..config import references_of
from ..config.references import PUBLISHED, Reference, inventory
from ..errors import SourceError, fail_with, shown
from ..files import write

_SECONDS = 60.0


def main(docs: Path) -> int:
    """Write the inventory of every reference; the exit status is 0 when each has been got.

    Raises BuildError with all that could not be got. An inventory that is there then stays as it was.
    """
    failed: list[SourceError] = []
    for reference, mistake in references_of(docs).items():
        try:
            content = trimmed(_got(reference))
            count = len(inventory(content, reference.address))
        except (OSError, ValueError) as error:
            why = " ".join(str(getattr(error, "reason", None) or error).split())
            failed.append(SourceError(mistake.path, mistake.line, f"{mistake.message} ({why})"))
            continue
        state = "written" if write(reference.file, content) else "as it was"
        print(f"{shown(reference.file)}: {count} names, {state}")
    fail_with(failed)
    return 0


def _got(reference: Reference) -> bytes:
    address = f"{reference.address}{PUBLISHED}"
    # Some servers answer no client that does not say what it is.
    request = urllib.request.Request(address, headers={"User-Agent": "bilingual-gallery"})
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
        content: bytes = answer.read()
    return content


def trimmed(content: bytes) -> bytes:
    """An inventory with the names of Python alone, in order. Raises ValueError for what is none."""
    rows = content.split(b"\n", 4)
    if len(rows) < 5 or not rows[0].startswith(b"# Sphinx inventory version 2"):
        raise ValueError("it does not begin as an inventory")
    try:
        names = zlib.decompress(rows[4]).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    kept = sorted(each for each in names.splitlines() if " py:" in each)
    packed = zlib.compress("".join(f"{each}\n" for each in kept).encode(), 9)
    return b"\n".join([*rows[:4], packed])
