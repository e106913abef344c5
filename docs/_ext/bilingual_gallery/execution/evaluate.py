"""The expressions of the prose, evaluated among the names of the tutorial while it runs."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..source.replacement_field import Field
from .inline_value import InlineValue
from .unchanged import State

_LONGEST = 80  # characters that a sentence can hold
_SAID = 160  # characters of what an exception says
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")
_NO_NUMBER = re.compile(r"\bnan\b", re.IGNORECASE)
_CONVERSIONS: Mapping[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}


class Evaluator:
    """Evaluates what the prose asks for, each expression after its cell; ``values`` are those so far."""

    def __init__(self, expressions: Sequence[tuple[int, str]]) -> None:
        self._waiting = list(expressions)
        self.values: list[InlineValue] = []

    def after(self, cells: int | None, names: dict[str, Any]) -> None:
        """Called when so many cells have run, among whose ``names`` it is; None: the run is at its end."""
        due = [each for each in self._waiting if cells is None or each[0] <= cells]
        self._waiting = self._waiting[len(due) :]
        for place, expression in due:
            try:
                value = InlineValue(place, expression, _text(Field.of(expression), names))
            except _NoText as mistake:
                value = InlineValue(place, expression, "", str(mistake))
            self.values.append(value)


class _NoText(Exception):
    """Why an expression has no text; the sentence ends in the mend."""


def _text(field: Field, names: dict[str, Any]) -> str:
    """The text of a field. Raises _NoText."""
    names.setdefault("__builtins__", __builtins__)  # eval would add it
    before = State(names, field.names)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value, text = _made(field, names)
            _, again = _made(field, names)
    except BaseException as error:  # SystemExit and KeyboardInterrupt are the expression's too
        said = _said(error)
        told = f"{type(error).__name__}: {said}" if said else type(error).__name__
        raise _NoText(f"{told}; mend the expression") from None
    finally:
        changed = [*before.changes()]
    if changed:
        message = f"it changes {changed[0]}; do that in a code cell, and name the result here"
        raise _NoText(message)
    if (wrong := _wrong(field, value, text)) is not None:
        raise _NoText(wrong)
    if text != again:
        message = f"it is {text!r}, and {again[:_LONGEST]!r} when it is evaluated again"
        raise _NoText(f"{message}; give the value a name in a code cell")
    return text.strip()


def _said(error: BaseException) -> str:
    """What an exception says, on one line; nothing where it cannot even do that."""
    try:
        said = " ".join(str(error).split())
    except Exception:
        return ""
    return said if len(said) <= _SAID else f"{said[:_SAID]}…"


def _made(field: Field, names: dict[str, Any]) -> tuple[object, str]:
    code = compile(field.code, "<expression>", "eval", dont_inherit=True)
    value = eval(code, names)
    as_text = _CONVERSIONS.get(field.conversion)
    return value, format(as_text(value) if as_text else value, field.format)


def _wrong(field: Field, value: object, text: str) -> str | None:
    """What keeps a text out of a sentence, and the mend."""
    if value is None:
        return "its value is None; write an expression that has a value"
    if len(text) > _LONGEST:
        return f"its text has {len(text):,} characters, of {_LONGEST} at most; give it a format"
    if "\n" in text or not text.isprintable():
        return "its text is more than one line of letters; give it a format, or a part of it"
    if not text.strip():
        return "its text is empty; write an expression that says something"
    if _ADDRESS.search(text):
        return f"{text} has an address in memory, another in each run; name what a reader can use"
    if _NO_NUMBER.search(text) and not isinstance(value, str) and field.conversion != "s":
        return f"its value is {text}; mend that in the code, or write !s where {text} is what you want to say"
    return None
