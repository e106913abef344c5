"""Wait for one's turn, and say so."""

from __future__ import annotations

from collections.abc import Callable

from filelock import FileLock, Timeout


def acquire(lock: FileLock, holder: str, say: Callable[[str], None]) -> None:
    """Take the lock; while ``holder`` has it, ``say`` so and wait."""
    try:
        lock.acquire(blocking=False)
    except Timeout:
        say(f"waiting for {holder}")
        lock.acquire()
