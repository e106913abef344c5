"""The server as a process that an editor starts: it reads from its input and writes to its output."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from pathlib import Path
from threading import Event, Thread

from pygls.io_ import StdoutWriter, run_async

from .features import server_for

_log = logging.getLogger(__name__)


def serve(docs: Path) -> int:
    """Answer an editor until it says that it ends, or is gone; the exit status is 0 then."""
    # Nothing but the protocol may be on the output: conf.py may print, and so may what it imports.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(name)s: %(message)s")
    with contextlib.suppress(BrokenPipeError, asyncio.IncompleteReadError):
        asyncio.run(_serve(docs, StdoutWriter(output)))
    return 0


async def _serve(docs: Path, writer: StdoutWriter) -> None:
    server = server_for(docs)
    server.protocol.set_writer(writer)
    reader, loop = asyncio.StreamReader(), asyncio.get_running_loop()

    def read() -> None:
        # In a thread that ends with the process: a read of the input cannot be cancelled.
        with contextlib.suppress(RuntimeError):  # the loop has ended
            while data := os.read(0, 1 << 16):
                loop.call_soon_threadsafe(reader.feed_data, data)
            loop.call_soon_threadsafe(reader.feed_eof)

    Thread(target=read, daemon=True).start()
    await run_async(Event(), reader, server.protocol, _log, server.report_server_error)
