"""All that a run and what it starts write to the file descriptors 1 and 2, in order.

A small process beside the run reads it, so that nothing has to wait for the tutorial's own code, and
keeps of it what a terminal would show. It ends when the run does, and leaves its last lines in a file.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import io
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .output import Printed
from .terminal import Terminal

_CHUNK = 1 << 16
# How many of the last lines are left for whoever tells why a run has ended.
_LAST = 3
_QUESTION = b"?"  # to the process beside the run: what has been written
# What is written before the run starts one of these comes before what they write.
_STARTS = frozenset(("os.exec", "os.fork", "os.posix_spawn", "os.system", "subprocess.Popen"))
# For stdio of C: a line is written when it ends.
_LINE_BUFFERED = 1


class Streams:
    """What the standard output and error of this process become, and with them those of its children.

    ``limit`` is how many characters are kept of what is written in one go; the last lines are in
    ``log`` once the process has ended.
    """

    def __init__(self, limit: int, log: Path) -> None:
        reader, writer = os.pipe()
        self._mine, others = socket.socketpair()
        self._me = os.getpid()
        closing = (writer, self._mine.fileno())
        _beside(_Reader(reader, others, limit, log).go_on, closing)
        os.close(reader)
        others.close()
        # A fork of the tutorial has no part in this, nor may it hold the reader up.
        os.register_at_fork(after_in_child=self._mine.close)
        os.dup2(writer, 1)
        os.dup2(writer, 2)
        os.close(writer)
        # One buffer for both keeps what is written to them in order.
        buffer = io.BufferedWriter(io.FileIO(1, "w", closefd=False))
        sys.stdout = sys.__stdout__ = _text(_Text, buffer)  # type: ignore[misc]
        sys.stderr = sys.__stderr__ = _text(_StandardError, buffer)  # type: ignore[misc]
        sys.addaudithook(lambda event, _: self._flush() if event in _STARTS else None)
        _let_c_write_lines()

    def take(self) -> list[Printed]:
        """What was written since this was asked last; nothing in a fork, whose outputs are its parent's."""
        if os.getpid() != self._me:
            return []
        self._flush()
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).fflush(None)
        self._mine.sendall(_QUESTION)
        with self._mine.makefile("rb") as answers:
            return [Printed(*piece) for piece in json.loads(answers.readline())]

    def _flush(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()


class _Text(io.TextIOWrapper):
    """A text of any length goes out in parts, so that no second one of its length is made."""

    def write(self, text: str, /) -> int:
        for begin in range(0, len(text), _CHUNK):
            super().write(text[begin : begin + _CHUNK])
        return len(text)


class _StandardError(_Text):
    def fileno(self) -> int:
        return 2


def _text(kind: type[io.TextIOWrapper], buffer: Any) -> io.TextIOWrapper:
    return kind(buffer, "utf-8", "backslashreplace", line_buffering=True, write_through=True)


def _let_c_write_lines() -> None:
    """Else what C prints comes out at the end of the run, because no terminal is there."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        c = ctypes.CDLL(None)
        c.setvbuf(ctypes.c_void_p.in_dll(c, "stdout"), None, _LINE_BUFFERED, 0)


def _beside(work: Callable[[], None], closing: tuple[int, ...]) -> None:
    """Do ``work`` in a process that is no child of this one, which may wait for its children."""
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        return
    status = 1
    try:
        os.setsid()  # it ends after the run, and not with it
        if os.fork() == 0:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            for each in closing:
                os.close(each)
            work()
        status = 0
    finally:
        os._exit(status)


class _Reader:
    """The process beside the run."""

    def __init__(self, stream: int, control: socket.socket, limit: int, log: Path) -> None:
        self._stream, self._control, self._limit, self._log = stream, control, limit, log
        self._now = Terminal(limit)
        self._before: list[str] = []

    def go_on(self) -> None:
        """Read until the run has ended."""
        sources: list[Any] = [self._stream, self._control]
        while True:
            ready = select.select(sources, [], [])[0]
            if self._control in ready:
                self._read_waiting()  # what was written before the question
                if not self._control.recv(len(_QUESTION)):
                    break
                self._answer()
            elif not self._read(_CHUNK):
                sources.remove(self._stream)
        self._leave_log()

    def _read_waiting(self) -> None:
        import fcntl  # which Windows lacks, as it does termios
        import termios

        count = array.array("i", [0])
        fcntl.ioctl(self._stream, termios.FIONREAD, count)
        left = count[0]
        while left:
            left -= self._read(left)

    def _read(self, count: int) -> int:
        """Read at most so many bytes; returns how many, 0 where there will be no more."""
        data = os.read(self._stream, count)
        self._now.feed(data)
        return len(data)

    def _answer(self) -> None:
        self._before = self._now.last_lines(_LAST) or self._before
        self._control.sendall(json.dumps(self._now.pieces()).encode() + b"\n")
        self._now = Terminal(self._limit)

    def _leave_log(self) -> None:
        """For whoever tells why the run has ended; without the run's folder nobody does."""
        lines = self._now.last_lines(_LAST) or self._before
        half = self._log.with_suffix(".half")
        with contextlib.suppress(OSError):
            half.write_text("\n".join(lines), encoding="utf-8")
            half.replace(self._log)
