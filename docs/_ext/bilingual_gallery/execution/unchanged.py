"""Whether something changes what the code after it will find: names, what they hold, random numbers, figures.

What is compared is what costs little: the content of containers, three deep; arrays that are not large; which
versions the tensors of models have. What a file, a connection or an object of the tutorial's own class holds is
not seen.
"""

from __future__ import annotations

import copy
import pickle
import random
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

_CONTAINERS = (list, dict, set, deque, bytearray)
_DEPTH = 3
_LARGE = 2**20  # bytes of an array that are not compared
_LONG = 10_000  # entries of a container that are not compared one by one


class State:
    """What was there at one time: the names of the tutorial, and what they hold.

    Iterators among those that are ``mentioned`` are taken to be moved on.
    """

    def __init__(self, names: dict[str, Any], mentioned: Iterable[str]) -> None:
        self._names = names
        self._before = dict(names)
        self._mentioned = [name for name in mentioned if name in names]
        self._held = {name: _held(value) for name, value in names.items()}
        self._random = list(_generators(names))
        self._figures = _figures()

    def changes(self) -> Iterator[str]:
        """What is other than it was; names, random numbers and figures are as they were after that."""
        for name in {**self._before, **self._names}:
            if self._names.get(name, self) is not self._before.get(name, self):
                yield f"the name {name}"
        for name, before in self._held.items():
            if not _same(before, _held(self._before[name])):
                yield f"what {name} holds"
        for name in self._mentioned:
            if isinstance(self._before[name], Iterator):
                yield f"how far the iterator {name} has come"
        generators = zip(self._random, _generators(self._before), strict=False)
        for (where, before, set_again), (_, now, _) in generators:
            if now != before:
                set_again()
                yield f"the random numbers of {where}"
        if (now := _figures()) != self._figures:
            for number in now.keys() - self._figures.keys():
                sys.modules["matplotlib.pyplot"].close(number)
            yield "the figures of matplotlib"
        if list(self._names) != list(self._before):
            self._names.clear()
        self._names.update(self._before)


# A generator of random numbers: what it is called, its state, and how to set that again.
_Generator = tuple[str, object, Callable[[], object]]


def _generators(names: Mapping[str, Any]) -> Iterator[_Generator]:
    """The generators of random numbers that a tutorial may use: those of libraries, and those with a name."""
    python = random.getstate()
    yield "Python", python, lambda: random.setstate(python)
    if numpy := sys.modules.get("numpy"):
        state = numpy.random.get_state()
        kind, numbers, *rest = state
        yield "NumPy", (kind, numbers.tobytes(), *rest), lambda: numpy.random.set_state(state)
    if torch := sys.modules.get("torch"):
        bits = torch.get_rng_state()
        yield "torch", bits.numpy().tobytes(), lambda: torch.set_rng_state(bits)
    for name, value in names.items():
        with suppress(Exception):
            if (found := _state_of(value)) is not None:
                yield name, *found


def _state_of(value: Any) -> tuple[object, Callable[[], object]] | None:
    """The state of a generator that has a name, and what sets it again; None for anything else."""
    if isinstance(value, random.Random):
        numbers = value.getstate()
        return numbers, partial(value.setstate, numbers)
    if (numpy := sys.modules.get("numpy")) and isinstance(
        value, numpy.random.Generator | numpy.random.RandomState
    ):
        bits = value.bit_generator if hasattr(value, "bit_generator") else value._bit_generator
        state = copy.deepcopy(bits.state)
        return pickle.dumps(state), partial(setattr, bits, "state", state)
    if (torch := sys.modules.get("torch")) and isinstance(value, torch.Generator):
        tensor = value.get_state().clone()
        return tensor.numpy().tobytes(), partial(value.set_state, tensor)
    return None


def _figures() -> dict[int, list[int]]:
    """How much is in each pair of axes of each figure that pyplot has, by the figure's number."""
    if (helpers := sys.modules.get("matplotlib._pylab_helpers")) is None:
        return {}
    managers = helpers.Gcf.figs  # pyplot.figure would make another one the current figure
    return {
        number: [len(axes.get_children()) for axes in manager.canvas.figure.axes]
        for number, manager in managers.items()
    }


def _held(value: Any, depth: int = _DEPTH) -> object:
    """What of a value can be compared at little cost."""
    if isinstance(value, _CONTAINERS):
        with suppress(Exception):
            kept = copy.copy(value)
            if isinstance(value, bytearray) or depth == 1 or len(value) > _LONG:
                return kept
            inside = [_held(each, depth - 1) for each in _contents(kept) if _may_change(each)]
            return _Container(kept, inside)
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


@dataclass(frozen=True)
class _Container:
    """A container as it was: what was in it, and what was in the containers among that."""

    kept: Any
    inside: Sequence[object]


def _same(before: object, after: object) -> bool:
    """Do both hold the same? Containers hold the same objects: what is in them may compare in its own way."""
    if isinstance(before, _Container) and isinstance(after, _Container):
        pairs = zip(before.inside, after.inside, strict=False)
        return _same(before.kept, after.kept) and all(_same(one, other) for one, other in pairs)
    if isinstance(before, bytearray) or not isinstance(before, _CONTAINERS):
        return before == after
    return list(map(id, _contents(before))) == list(map(id, _contents(after)))


def _contents(container: Any) -> list[Any]:
    if isinstance(container, Mapping):
        return [each for pair in container.items() for each in pair]
    return list(container)


def _may_change(value: object) -> bool:
    """Can anything be put into it or taken out? Not in numbers and texts, of which most are full."""
    return not isinstance(value, str | bytes | int | float | complex | None)
