"""The session's side of a workshop: start it, and have jobs done by its forks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .channel import Message, Worker

_MODULE = f"{__package__}.workshop"


class Broken(Exception):
    """conf.py cannot be read; ``str()`` of it says why, a line for each mistake."""


class Workshop:
    """A process that has imported what conf.py names, and forks who does a job."""

    def __init__(self, process: Process, control: socket.socket) -> None:
        self._process, self._control = process, control
        self._hiring = asyncio.Lock()

    @classmethod
    async def start(cls, docs: Path, out: Path) -> Workshop:
        """Start one, which sees the code and conf.py as they are now. Raises Broken.

        Ctrl-C does not reach it, or it would have two signals to end by.
        """
        mine, theirs = socket.socketpair()
        number = theirs.fileno()
        command = [sys.executable, "-m", _MODULE, str(number), str(docs), str(out)]
        process = await asyncio.create_subprocess_exec(
            *command, stdin=DEVNULL, pass_fds=[number], start_new_session=True
        )
        theirs.close()
        workshop = cls(process, mine)
        try:
            told = await workshop._said()
        except BaseException:
            await workshop.close()
            raise
        if told["kind"] != "ready":
            await workshop.close()
            raise Broken(told["text"])
        return workshop

    async def hire(
        self, kind: str, heard: Callable[[Message], None] = lambda _: None, **job: Any
    ) -> Worker:
        """Who does a job of this kind from now on; ``heard`` is given what it tells unasked."""
        async with self._hiring:
            mine, theirs = socket.socketpair()
            here = asyncio.Event()

            def hear(told: Message) -> None:
                if told["kind"] in ("here", "gone"):
                    here.set()
                else:
                    heard(told)

            worker = await Worker.over(mine, hear)
            text = json.dumps({"kind": kind, **job}).encode()
            socket.send_fds(self._control, [text], [theirs.fileno()])
            theirs.close()
            await here.wait()  # or two jobs would come as one
            return worker

    async def close(self) -> None:
        """End it and all its forks."""
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            await self._process.wait()

    async def _said(self) -> Message:
        self._control.setblocking(False)
        text = b""
        try:
            while not text.endswith(b"\n"):
                more = await asyncio.get_running_loop().sock_recv(self._control, 1 << 16)
                if not more:
                    return {"kind": "gone", "text": "the process that builds ended; see above"}
                text += more
        finally:
            self._control.setblocking(True)
        told: Message = json.loads(text)
        return told
