"""What the names in a cell were when it ran: `loss.backward` was `torch.Tensor.backward`.

Looked up in what the run has, before a cell and after it, and never by running anything of it: no
property is asked for, since that may warn, compute or change something.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator, Mapping
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from ..source import chains

# Of a name as the code has it: how many of its parts are the reader's own, such as `loss`, and what the
# rest may be called in a reference, the likeliest first.
Known = tuple[int, tuple[str, ...]]
Names = Mapping[str, Known]
_NOTHING: Any = object()
_FUNCTIONS = (FunctionType, BuiltinFunctionType)


def watch(source: str, namespace: Mapping[str, Any]) -> Callable[[], dict[str, Known]]:
    """Look at the names of a cell before it runs; what is returned looks after it, and says what they were.

    A name to which the code gives another meaning on its way is left out, since neither is right everywhere;
    so is one that a function, a class or a comprehension has for something of its own. No
    object of the run is kept meanwhile.
    """
    made = chains.bindings(source)
    if made is None:
        return dict
    wanted = {each.parts for each in chains.chains(source) if each.parts[0] not in made.within}
    before = dict(_found(wanted, namespace))
    was = {parts[0] for parts in wanted if parts[0] in namespace}

    def is_one(name: str) -> bool:
        """Is the name one thing from where the cell binds it, if it does?"""
        return made.times[name] in (0, 1, made.imports[name])

    def after() -> dict[str, Known]:
        found = dict(_found(wanted, namespace))
        known: dict[str, Known] = {}
        for parts in (each for each in wanted if is_one(each[0])):
            name, earlier, later = parts[0], before.get(parts), found.get(parts)
            had_another = name in was or chains.is_builtin(name)
            if name not in namespace:  # Python's own, or deleted here
                one = earlier if made.times[name] == 0 or name in was else None
            elif made.times[name] == 0:
                one = earlier if name in was else later  # there by a star, or by what was called
            else:
                one = None if had_another and earlier != later else later
            if one is not None:
                known[one[0]] = one[1]
        for name in chains.modules(source):
            if name in sys.modules:
                known[name] = (0, (name,))
        return dict(sorted(known.items()))

    return after


def _found(
    wanted: set[tuple[str, ...]], namespace: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], tuple[str, Known]]]:
    """Of each name the longest beginning that is known, and what it is."""
    for parts in wanted:
        if (one := _resolved(parts, namespace)) is not None:
            yield parts, one


def _resolved(parts: tuple[str, ...], namespace: Mapping[str, Any]) -> tuple[str, Known] | None:
    value = namespace.get(parts[0], _NOTHING)
    if value is _NOTHING:
        value = vars(builtins).get(parts[0], _NOTHING)
    if value is _NOTHING:
        return None
    names = _names_of(value)
    best = (parts[0], (0, names)) if names else None
    start = 0
    for index, attribute in enumerate(parts[1:], 1):
        inside, names, goes_on = _step(value, names, attribute)
        if not (_is_module(value) or _is_class(value)):
            start = index
        if names:
            best = (".".join(parts[: index + 1]), (start, names))
        if not goes_on:
            break
        value = inside
    return best


def _step(value: Any, names: tuple[str, ...], attribute: str) -> tuple[Any, tuple[str, ...], bool]:
    """What ``attribute`` of a value is, what it may be called, and whether more can be known behind it."""
    if _is_module(value):
        inside = vars(value).get(attribute, _NOTHING)
        if inside is _NOTHING:
            return None, (), False
        own = _names_of(inside)
        return inside, _once(f"{value.__name__}.{attribute}", *own), True
    if not _is_class(value):
        try:
            held = object.__getattribute__(value, "__dict__")
        except AttributeError:
            held = {}
        if isinstance(held, dict) and attribute in held:
            return held[attribute], _names_of(held[attribute]), True
    kind = value if _is_class(value) else type(value)
    known: list[str] = []
    for each in type.__getattribute__(kind, "__mro__"):
        known += [f"{name}.{attribute}" for name in _names_of(each)]
        if attribute in vars(each):
            return None, _once(*known), False
    return None, (), False


def _names_of(value: Any) -> tuple[str, ...]:
    """What a module, a class or a function of some module is called, the shortest first; else nothing."""
    if _is_module(value):
        name = vars(value).get("__name__")
        return (name,) if isinstance(name, str) and name != "__main__" else ()
    kind = type(value)
    if not (_is_class(value) or kind in _FUNCTIONS):
        return ()
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str) or "<" in name:
        return ()
    if module in ("__main__", "__mp_main__"):
        return ()
    if module == "builtins":
        return (name,)
    folders = module.split(".")
    paths = [".".join(folders[:depth]) for depth in range(1, len(folders) + 1)]
    return tuple(f"{path}.{name}" for path in paths if _at(path, name) is value)


def _at(module: str, name: str) -> Any:
    """What stands there in what has been imported; nothing is imported for it."""
    value: Any = sys.modules.get(module)
    for part in name.split("."):
        try:
            value = vars(value).get(part)
        except TypeError:
            return None
    return value


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _is_module(value: Any) -> bool:
    return issubclass(type(value), ModuleType)


def _is_class(value: Any) -> bool:
    return issubclass(type(value), type)
