"""The one folder for temporary files of a build, which the next build removes if this one is killed."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# The address of a socket in it has room for 108 bytes.
_PREFIX = "gallery-"


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the block, in which multiprocessing has its files too.

    As long as this process lives it holds a lock on the folder; those of processes that live no more
    are removed first.
    """
    place = Path(tempfile.gettempdir())
    for left in place.glob(f"{_PREFIX}????????"):
        with contextlib.suppress(OSError), _locked(left):
            shutil.rmtree(left, ignore_errors=True)
    settings: Any = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    before = settings.get("tempdir")
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        with _locked(folder):
            settings["tempdir"] = str(folder)
            yield folder
    finally:
        settings["tempdir"] = before
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock on a folder of this user. Raises OSError where another process has it."""
    import fcntl  # which Windows lacks

    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(folder)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
