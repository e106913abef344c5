"""Whether something changes what the code after it will find: names, what they hold, random numbers."""

from __future__ import annotations

import copy
import random
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

_CONTAINERS = (list, dict, set, deque, bytearray)
_LARGE = 2**20  # bytes of an array that are not compared


class State:
    """What was there at one time: the names of the tutorial, and what some of them hold."""

    def __init__(self, names: dict[str, Any], mentioned: Iterable[str]) -> None:
        self._names = names
        self._before = dict(names)
        self._held = {name: _held(names[name]) for name in mentioned if name in names}
        self._random = list(_generators())

    def changes(self) -> Iterator[str]:
        """What is other than it was; names and random numbers are as they were after that."""
        for name in {**self._before, **self._names}:
            if self._names.get(name, self) is not self._before.get(name, self):
                yield f"the name {name}"
        for name, before in self._held.items():
            if not _same(before, _held(self._before[name])):
                yield f"what {name} holds"
        generators = zip(self._random, _generators(), strict=False)
        for (where, before, set_again), (_, now, _) in generators:
            if now != before:
                set_again()
                yield f"the random numbers of {where}"
        if list(self._names) != list(self._before):
            self._names.clear()
        self._names.update(self._before)


def _generators() -> Iterator[tuple[str, object, Callable[[], object]]]:
    """The generators of random numbers that a tutorial may use: the state of each, and how to set that."""
    python = random.getstate()
    yield "Python", python, lambda: random.setstate(python)
    if numpy := sys.modules.get("numpy"):
        state = numpy.random.get_state()
        kind, numbers, *rest = state
        yield "NumPy", (kind, numbers.tobytes(), *rest), lambda: numpy.random.set_state(state)
    if torch := sys.modules.get("torch"):
        bits = torch.get_rng_state()
        yield "torch", bits.numpy().tobytes(), lambda: torch.set_rng_state(bits)


def _held(value: Any) -> object:
    """What of a value can be compared at little cost."""
    if isinstance(value, _CONTAINERS):
        with suppress(Exception):
            return copy.copy(value)
    with suppress(Exception):
        if callable(getattr(value, "named_modules", None)):  # a model: its weights, and its mode
            weights = {**dict(value.named_parameters()), **dict(value.named_buffers())}
            modes = [(name, each.training) for name, each in value.named_modules()]
            return modes, [(name, each._version) for name, each in weights.items()]
        if (
            type(getattr(value, "_version", None)) is int
        ):  # of torch, which counts what is done in place
            return value._version
        if type(value).__module__ == "numpy" and value.nbytes <= _LARGE:
            return value.tobytes()
    return None


def _same(before: object, after: object) -> bool:
    """Do both hold the same? Containers hold the same objects: what is in them may compare in its own way."""
    if isinstance(before, bytearray) or not isinstance(before, _CONTAINERS):
        return before == after
    return list(map(id, _contents(before))) == list(map(id, _contents(after)))


def _contents(container: Any) -> list[Any]:
    if isinstance(container, Mapping):
        return [each for pair in container.items() for each in pair]
    return list(container)
