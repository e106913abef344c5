"""The form that every tutorial of a site has, where conf.py states one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

Heading = Mapping[str, str]  # by language


@dataclass(frozen=True)
class Form:
    """What is the same in every tutorial; what is empty or None is left to the author.

    ``first`` and ``last`` are the headings of the first and the last sections. Keyed by a heading in the
    language of the ids: ``exercises``, the fewest and the most exercises of that section, and ``links``,
    how the address of a link in it begins. ``introduction`` is the most paragraphs before the first
    section, ``words`` the most words before code follows, ``lines`` those of code in one cell.
    """

    first: tuple[Heading, ...] = ()
    last: tuple[Heading, ...] = ()
    introduction: int | None = None
    exercises: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    words: int | None = None
    lines: int | None = None

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Form:
        """The form that a value of conf.py states; ``is_form`` has to be true of the value."""
        lists = {name: tuple(value[name]) for name in ("first", "last") if name in value}
        return cls(**{**value, **lists})


FREE = Form()  # every tutorial has it


def is_form(value: object) -> bool:
    """Whether a value of conf.py states a form."""
    known = {field.name for field in fields(Form)}
    return (
        isinstance(value, dict)
        and value.keys() <= known
        and all(_ACCEPTS[name](each) for name, each in value.items())
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_table(value: object, accepts: Callable[[Any], bool]) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(key, str) and accepts(each) for key, each in value.items())
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_headings(value: object) -> bool:
    return isinstance(value, list | tuple) and all(_is_table(each, _is_text) for each in value)


def _is_range(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(map(_is_count, value))
        and value[0] <= value[1]
    )


_ACCEPTS: Mapping[str, Callable[[Any], bool]] = {
    "first": _are_headings,
    "last": _are_headings,
    "introduction": _is_count,
    "exercises": lambda value: _is_table(value, _is_range),
    "links": lambda value: _is_table(value, _is_text),
    "words": _is_count,
    "lines": _is_count,
}
