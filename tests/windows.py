"""``python -m windows MODULE ARGUMENTS``: a module as a command, without what Windows has not.

The standard library is the one of this machine, because its modules choose their system when they are
imported: they come first. Then what POSIX alone has is gone, and a module that asks for it fails as it
would there. Paths, locks of files, users and the console stay those of this machine, as does what libraries
choose by ``sys.platform``.
"""

from __future__ import annotations

import asyncio  # noqa: F401
import concurrent.futures  # noqa: F401
import getpass  # noqa: F401
import importlib.abc
import multiprocessing.forkserver
import multiprocessing.resource_tracker  # noqa: F401
import os
import platform  # noqa: F401
import runpy
import shutil  # noqa: F401
import signal
import subprocess  # noqa: F401
import sys
import tempfile  # noqa: F401
import webbrowser  # noqa: F401
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

MODULES = frozenset("fcntl grp pty pwd readline resource syslog termios tty".split())
OF_OS = (
    "fork forkpty getpgid getsid killpg mkfifo openpty posix_spawn register_at_fork"
    " sched_getaffinity setsid uname wait3 wait4"
)
OF_SIGNAL = (
    "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGUSR1 SIGUSR2 SIG_BLOCK SIG_SETMASK SIG_UNBLOCK alarm"
    " pthread_kill pthread_sigmask setitimer sigwait"
)


class _Lacking(importlib.abc.MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in MODULES:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


def lack() -> None:
    """Take away what Windows has not."""
    for name in MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, _Lacking())
    for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
        for name in names.split():
            if hasattr(module, name):
                delattr(module, name)


if __name__ == "__main__":
    lack()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
