"""Functions that conf.py has in a table: Sphinx keeps the table between builds, and cannot keep those."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import update_wrapper
from types import CodeType, FunctionType
from typing import Any


class Kept:
    """What an earlier build has left of a function; it is never called."""

    def __init__(self, digest: str) -> None:
        self.digest = digest

    def __reduce__(self) -> tuple[type[Kept], tuple[str]]:
        """What Sphinx keeps of it."""
        return Kept, (self.digest,)

    def __eq__(self, other: object) -> bool:
        """Is it the same function, or what was kept of it?"""
        return getattr(other, "digest", None) == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


class Held(Kept):
    """A function of conf.py. What Sphinx keeps of it tells whether it is another one in the next build."""

    def __init__(self, function: Callable[..., Any]) -> None:
        update_wrapper(self, function)
        self._function = function
        told = f"{function.__module__} {function.__qualname__} {_told(function.__code__)}"
        super().__init__(hashlib.sha256(told.encode()).hexdigest())

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the function."""
        return self._function(*arguments, **named)


def _told(code: CodeType) -> str:
    """What a piece of code does, without where it stands in a file and in memory."""
    values = [_told(each) if isinstance(each, CodeType) else repr(each) for each in code.co_consts]
    return f"{code.co_code!r} {code.co_names} {values}"


def hold(table: dict[str, Any]) -> dict[str, Any]:
    """A table of options with its functions, and those in its lists, held."""
    return {name: _held(value) for name, value in table.items()}


def _held(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return type(value)(map(_held, value))
    return Held(value) if isinstance(value, FunctionType) else value
