"""What functions of texts gave, kept from one command to the next.

Every command reads the whole course, and nearly all of it says what it said when the last one read it.
Within a process `functools.cache` knows; from one to the next a file does, in the user's folder for
such things. A function that is `kept` must depend on nothing but what it is given, on Python, on what is
installed and on this package. Where nothing is `opened`, nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from platformdirs import user_cache_path

from .files import write
from .installed import installed

_P = ParamSpec("_P")
_T = TypeVar("_T")

_PACKAGE = Path(__file__).parent
# What was not asked for this time may be next time, but not for ever: no more than this, or than what was.
_UNUSED = 1000
MISSING = object()


@dataclass(frozen=True)
class _Memo:
    """The answers by the digests of their questions, pickled: those of ``before``, and those asked for now.

    Where it does not ``learn``, there are none but those of before.
    """

    before: dict[bytes, bytes]
    learns: bool = True
    now: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def all(self) -> dict[bytes, bytes]:
        unused = {each: self.before[each] for each in self.before.keys() - self.now.keys()}
        return self.now if len(unused) > max(_UNUSED, len(self.now)) else {**unused, **self.now}


_opened: ContextVar[_Memo | None] = ContextVar("opened", default=None)


@contextmanager
def opened(project: Path, *, learns: bool = True) -> Iterator[None]:
    """Within this, what is asked about the texts of the project in this folder is remembered.

    A fork asks too, and what it finds out is lost. A file that cannot be read or written is as none. Who
    stays while somebody writes would keep each draft of a text: it knows what was kept, and ``learns`` nothing.
    """
    name = hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:32]
    path = user_cache_path("bilingual-gallery", appauthor=False) / f"{name}.pickle"
    stamp, process = _stamp(), os.getpid()
    memo = _Memo(_read(path, stamp), learns)
    token = _opened.set(memo)
    try:
        yield
    finally:
        _opened.reset(token)
        if os.getpid() == process and memo.now.keys() - memo.before.keys():
            with suppress(OSError):
                write(path, pickle.dumps((stamp, memo.all)))


def recall(question: object) -> Any:
    """The answer that was kept, or ``MISSING``. The ``repr`` of a question says all that is in it."""
    memo = _opened.get()
    if memo is None:
        return MISSING
    key = _digest(question)
    known = (memo.now.get(key) or memo.before.get(key)) if key else None
    if known is None:
        return MISSING
    try:
        answer = pickle.loads(known)
    except Exception:  # whatever somebody has done to the file
        memo.before.pop(key, None)
        return MISSING
    if memo.learns:
        memo.now[key] = known
    return answer


def keep(question: object, answer: object) -> None:
    """Keep an answer, if it can be written down: one that has a function of conf.py in it cannot."""
    memo = _opened.get()
    if memo is not None and memo.learns and (key := _digest(question)):
        with suppress(Exception):  # pickle raises what it likes
            memo.now[key] = pickle.dumps(answer)


def kept(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """The function, which is asked only what nobody has asked yet."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def remembering(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        question = (name, args, sorted(kwargs.items()))
        if (answer := recall(question)) is MISSING:
            answer = function(*args, **kwargs)
            keep(question, answer)
        return cast("_T", answer)

    return remembering


def _digest(question: object) -> bytes:
    """Nothing where the question has an object in it that is told by its address alone, such as a function."""
    if " at 0x" in (told := repr(question)):
        return b""
    said = told.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=16).digest()


def _read(path: Path, stamp: str) -> dict[bytes, bytes]:
    try:
        written, answers = pickle.loads(path.read_bytes())
    except Exception:  # not there, or cut off, or of another program
        return {}
    return answers if written == stamp else {}


def _stamp() -> str:
    """What all answers depend on: Python, what is installed, and this package."""
    files = [each for each in _PACKAGE.rglob("*") if each.suffix in (".py", ".toml", ".txt")]
    own = sorted((str(each), each.stat().st_mtime_ns, each.stat().st_size) for each in files)
    return hashlib.sha256(repr((sys.version, installed(), own)).encode()).hexdigest()
