"""Signals that end a command, at any moment: it clears up, says one line and ends with the signal's status."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Windows has no SIGHUP.
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
# While a command clears up, in seconds, the same signal does not disturb it.
_CLEARS_UP = 5.0


class Ended(KeyboardInterrupt):
    """A signal ends the command; raised wherever its main thread is."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        if self.number == signal.SIGINT:
            return "interrupted"
        return f"ended by {signal.Signals(self.number).name}"

    @property
    def status(self) -> int:
        """The exit status, by which a shell knows the signal."""
        return 128 + self.number


def at_once() -> None:
    """Let a signal end this process at once with its line: nothing has begun that had to be cleared up."""
    for number in _heard():
        signal.signal(number, _end)


@contextmanager
def raised() -> Iterator[None]:
    """In the block, a signal raises Ended. Without effect outside of the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    last = -_CLEARS_UP

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal last
        if time.monotonic() - last >= _CLEARS_UP:
            last = time.monotonic()
            raise Ended(number)

    before = {number: signal.signal(number, end) for number in _heard()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def held() -> Iterator[None]:
    """In the block, signals wait; a process that is started there has to call ``leave_to_parent``."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_parent() -> None:
    """In a process that was started in ``held``: its parent hears Ctrl-C, and ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _heard():
        if number != signal.SIGINT:  # and what nohup lets be ignored, this process ignores too
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def _heard() -> list[signal.Signals]:
    """The signals that whoever started this process does not want it to ignore, as nohup does."""
    return [each for each in SIGNALS if signal.getsignal(each) is not signal.SIG_IGN]


def _end(number: int, frame: FrameType | None) -> None:
    print(Ended(number), file=sys.stderr, flush=True)
    os._exit(Ended(number).status)
