"""A value of conf.py as text that is the same as long as the value is."""

from __future__ import annotations

from collections.abc import Mapping
from types import FunctionType, ModuleType

_DEEP = 20


def plain(value: object, depth: int = 0) -> str:
    """The text of a value: of objects what they hold, of code its name, and nowhere an address.

    The code itself lies in files, which are looked at where they are.
    """
    if value is None or isinstance(value, str | bytes | int | float | complex):
        return repr(value)
    if isinstance(value, ModuleType):
        return f"module {value.__name__}"
    if isinstance(value, FunctionType | type):
        return f"{value.__module__}.{value.__qualname__}"
    if depth > _DEEP:  # it holds itself
        return "…"
    if isinstance(value, Mapping):
        items = (
            f"{plain(key, depth + 1)}: {plain(each, depth + 1)}" for key, each in value.items()
        )
        return f"{{{', '.join(items)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(plain(each, depth + 1) for each in value)}]"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(plain(each, depth + 1) for each in value))}}}"
    held = getattr(value, "__dict__", None)
    if not held and " at 0x" not in repr(value):  # such as a path
        return repr(value)
    name = f"{type(value).__module__}.{type(value).__qualname__}"
    return f"{name}({plain(held, depth + 1) if isinstance(held, dict) else ''})"
