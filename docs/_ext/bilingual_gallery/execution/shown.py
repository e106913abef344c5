"""What a cell has shown, in order: taken back, replaced and put together as a notebook does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from .output import Figures, Film, Output


class Shown:
    """The outputs of the cell that runs; ``outputs`` is a list for each time that something was shown.

    What later cells update stays where it was shown, so they change a list that an earlier one gave.
    """

    def __init__(self) -> None:
        self.outputs: list[list[Output]] = []
        self._old = 0  # how many of these go when something new comes
        self._named: dict[str, list[Output]] = {}

    def begin(self) -> None:
        """Called when another cell begins to give; names stay known."""
        self.outputs, self._old = [], 0

    @property
    def pictures(self) -> int:
        """How many figures and films the cell has given so far."""
        given = _flat(self.outputs[self._old :])
        figures = (len(each.pictures) for each in given if isinstance(each, Figures))
        return sum(figures) + sum(isinstance(each, Film) for each in given)

    def add(self, *outputs: Output) -> None:
        """Take what stands together; nothing is nothing."""
        if outputs:
            self._drop_old()
            self.outputs.append(list(outputs))

    def add_figures(self, figures: Figures, *, apart: bool) -> None:
        """Take figures, beside those directly above them unless they are to stand ``apart``."""
        self._drop_old()
        before = self.outputs[-1][-1] if self.outputs and self.outputs[-1] else None
        if apart:
            self.add(*(Figures([picture]) for picture in figures.pictures))
        elif isinstance(before, Figures):
            self.outputs[-1][-1] = Figures([*before.pictures, *figures.pictures])
        else:
            self.add(figures)

    def clear(self, *, wait: bool) -> None:
        """Take back what was shown so far; with ``wait``, when something new comes."""
        self._old = len(self.outputs)
        if not wait:
            self._drop_old()

    @contextmanager
    def display(self, name: str | None) -> Iterator[None]:
        """What is taken in the block is displayed under ``name``; no figure joins what is above."""
        self._drop_old()
        self.outputs.append([])
        before = len(self.outputs)
        yield
        if name is not None:
            self._named[name] = _flat(self.outputs[before:])
            self.outputs[before:] = [self._named[name]]

    def update(self, name: str, show: Callable[[], None]) -> None:
        """Put what ``show`` lets be taken in the place of what was displayed under ``name``."""
        shown = self._named.get(name)
        if shown is None:
            return
        now, self.outputs = self.outputs, []
        old, self._old = self._old, 0
        show()
        shown[:] = _flat(self.outputs)
        self.outputs, self._old = now, old

    def _drop_old(self) -> None:
        del self.outputs[: self._old]
        self._old = 0


def _flat(outputs: Sequence[Sequence[Output]]) -> list[Output]:
    return [output for each in outputs for output in each]
