"""Messages between the session and a process that works for it: JSON, one a line, over a socket."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

Message = dict[str, Any]
_LONGEST = 1 << 26  # of a message, in bytes


class Line:
    """The worker's end; messages may be sent from several threads, and from forks."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._lock = threading.Lock()

    def send(self, kind: str, **values: Any) -> None:
        """Send a message; without effect where the session is gone."""
        text = json.dumps({"kind": kind, **values}) + "\n"
        with self._lock, contextlib.suppress(ConnectionError):
            self.connection.sendall(text.encode())

    def __iter__(self) -> Iterator[Message]:
        """What is asked, until the session ends the line."""
        with contextlib.suppress(ConnectionError), self.connection.makefile("rb") as stream:
            for line in stream:
                yield json.loads(line)


class Said(io.TextIOBase):
    """A stream whose lines are sent over a line as the message ``said``."""

    def __init__(self, line: Line) -> None:
        self._line, self._rest = line, ""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Sphinx asks whether it may say more than ASCII."""
        return "utf-8"

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, text: str) -> int:
        """Send the lines that are complete."""
        *lines, self._rest = (self._rest + text).split("\n")
        for each in lines:
            self._line.send("said", text=each)
        return len(text)


class Gone(Exception):
    """The process that was asked has ended."""


class Worker:
    """The session's end: asks one process, and hears what it tells unasked."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        heard: Callable[[Message], None],
    ) -> None:
        self._writer, self._heard = writer, heard
        self._waiting: dict[int, asyncio.Future[Message]] = {}
        self._last = 0
        self._listening = asyncio.create_task(self._listen(reader))

    @classmethod
    async def over(
        cls, connection: socket.socket, heard: Callable[[Message], None] = lambda _: None
    ) -> Worker:
        """Talk to whoever has the other end of the connection."""
        reader, writer = await asyncio.open_connection(sock=connection, limit=_LONGEST)
        return cls(reader, writer, heard)

    async def ask(self, kind: str, **values: Any) -> Message:
        """Ask, and wait for the answer. Raises Gone."""
        self._last += 1
        own = self._last
        answer = self._waiting[own] = asyncio.get_running_loop().create_future()
        self.tell(kind, id=own, **values)
        if self._listening.done():
            self._waiting.pop(own, None)
            raise Gone
        try:
            told: Message = await answer
            return told
        finally:
            self._waiting.pop(own, None)

    def tell(self, kind: str, **values: Any) -> None:
        """Send what has no answer."""
        with contextlib.suppress(ConnectionError):
            self._writer.write((json.dumps({"kind": kind, **values}) + "\n").encode())

    async def close(self) -> None:
        """End the line, by which the process ends."""
        self._listening.cancel()
        self._writer.close()
        with contextlib.suppress(asyncio.CancelledError, ConnectionError):
            await self._listening
        self._give_up()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            with contextlib.suppress(ConnectionError):
                while line := await reader.readline():
                    told = json.loads(line)
                    answer = self._waiting.get(told.get("id", 0))
                    if answer is None:
                        self._heard(told)
                    elif not answer.done():
                        answer.set_result(told)
            self._heard({"kind": "gone"})
        finally:  # whatever happened, nobody waits for ever
            self._give_up()

    def _give_up(self) -> None:
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(Gone())
