"""Files written whole or not at all, and only when they change."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import BuildError, shown

if TYPE_CHECKING:
    from filelock import FileLock


def write(path: Path, data: str | bytes, beside: Path | None = None) -> bool:
    """Make ``path`` hold ``data``; True if it did not before.

    An unchanged file keeps its time stamp, which is what tells Sphinx not to read it again. A
    killed process leaves its half-written file in the folder ``beside``, else in that of ``path``.
    """
    content = data.encode() if isinstance(data, str) else data
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=beside or path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(half).chmod(0o644)
        Path(half).replace(path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    return True


def rewrite(path: Path, before: bytes, after: bytes) -> bool:
    """Make a file of an author hold ``after``; False where it does not hold ``before`` any more.

    It is written whole or not at all, and keeps its mode; a link leads where it did.
    """
    real = path.resolve()
    handle, half = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
        shutil.copymode(real, half)
        is_as_it_was = real.read_bytes() == before
        if is_as_it_was:
            Path(half).replace(real)
        return is_as_it_was
    finally:
        Path(half).unlink(missing_ok=True)


def ensure_writable(folder: Path) -> None:
    """Raises BuildError if nothing can be written into ``folder``, or it cannot be made."""
    place = folder.resolve()
    while not place.exists() and place != place.parent:
        place = place.parent
    if not os.access(place, os.W_OK | os.X_OK):
        message = "cannot be written to; build as its owner, or make it writable"
        raise BuildError(f"{shown(place)}: {message}")


def clean(folder: Path) -> None:
    """Remove the half-written files that killed processes left below ``folder``."""
    for half in folder.rglob(".*-????????"):
        half.unlink()


@cache
def package_digest() -> str:
    """A digest of the code and the tables that make pages and downloads: a change makes them all anew."""
    package = Path(__file__).parent
    files = sorted([*package.rglob("*.py"), *package.rglob("*.toml")])
    ours = b"".join(path.read_bytes() for path in files)
    return hashlib.sha256(ours + version("jupytext").encode()).hexdigest()


def acquire(lock: FileLock, holder: str, say: Callable[[str], None]) -> None:
    """Take the lock; while ``holder`` has it, ``say`` so and wait."""
    # Here and not above: a check locks nothing, and does not wait for this.
    from filelock import Timeout

    try:
        lock.acquire(blocking=False)
    except Timeout:
        say(f"waiting for {holder}")
        lock.acquire()
