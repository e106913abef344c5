"""What a value of conf.py may be: how it is told, checked and read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, Literal, get_args

from . import references
from .form import Form, is_form

# How grave what a rule finds is.
Level = Literal["error", "warning", "note", "off"]
# Which rules count, where conf.py says nothing else of them.
Preset = Literal["strict", "parity", "off"]


@dataclass(frozen=True)
class Kind:
    """What an option may be.

    ``annotation`` is its type as in Python, ``types`` that as Sphinx wants it; ``mend`` goes on after
    "name is value; " where ``accepts`` says no; ``read`` makes of a value (and of the folder of
    conf.py) what ``Options`` holds.
    """

    annotation: str
    types: tuple[type, ...]
    accepts: Callable[[Any], bool]
    mend: str
    read: Callable[[Any, Path], Any] = lambda value, _: value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_path(value: object) -> bool:
    return isinstance(value, str | Path)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_names(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, (*value, *value.values())))


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_text, value))


def _has_path(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return not value or "\0" in value.format(path="\0")
    except (LookupError, ValueError, AttributeError):
        return False


def _are_levels(value: object) -> bool:
    return _is_names(value) and set(value.values()) <= set(get_args(Level))  # type: ignore[attr-defined]


def _is_rules(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(name, str) and (_are_levels(each) or _are_levels({name: each}))
        for name, each in value.items()
    )


def _rules(value: Any) -> tuple[tuple[str, str, Level], ...]:
    """The place (empty for the site), the rule and its level; what counts more comes later."""
    site: dict[str, Any] = {name: each for name, each in value.items() if isinstance(each, str)}
    places = [(name, each) for name, each in value.items() if isinstance(each, dict)]
    return tuple(
        (place, rule, table[rule])
        for place, table in [("", site), *places]
        for rule in sorted(table, key=lambda rule: rule != "*")
    )


def _choice(*names: str) -> Kind:
    """One of a few texts."""
    *others, last = quoted = [f'"{name}"' for name in names]
    return Kind(
        f"Literal[{', '.join(quoted)}]",
        (str,),
        lambda value: value in names,
        f"write {', '.join(others)} or {last}",
    )


SWITCH = Kind("bool", (bool,), lambda value: isinstance(value, bool), "write True or False")
SCOPE = _choice("tutorial", "course")
PRESET = _choice(*get_args(Preset))
TEXT = Kind("str", (str,), _is_text, "write a text")
TEXTS = Kind(
    "list[str]",
    (list, tuple),
    _is_texts,
    'write a list of texts, as in ["numpy"]',
    lambda value, _: tuple(value),
)
NAMES = Kind(
    "dict[str, str]",
    (dict,),
    _is_names,
    'write a table of languages and names, as in {"en": "English"}',
)
LANGUAGES = Kind(
    NAMES.annotation, NAMES.types, lambda value: _is_names(value) and bool(value), NAMES.mend
)
FOLDER = Kind(
    "str",
    (str, Path),
    lambda value: _is_path(value) and bool(value),
    "write a path, from the folder of conf.py",
    lambda value, confdir: Path(confdir, value).resolve(),
)
FILE = Kind(
    "str",
    (str, Path),
    _is_path,
    FOLDER.mend,
    lambda value, confdir: Path(confdir, value).resolve() if value else None,
)
ADDRESS = Kind(
    "str",
    (str,),
    _has_path,
    "write an address with {path} in it and no other braces, or an empty text",
)
EDITIONS = Kind(
    "list[dict[str, str]]",
    (list, tuple),
    lambda value: isinstance(value, list | tuple) and all(map(_is_names, value)),
    'write a list of tables, as in [{"fr": "https://fr.example.org/*", "en": "https://example.org/*"}]',
    lambda value, _: tuple(tuple(each.items()) for each in value),
)
COLOR = Kind(
    "str",
    (str,),
    lambda value: isinstance(value, str) and re.fullmatch("(#[0-9a-fA-F]{6})?", value) is not None,
    'write a color as "#ee4c2c", or an empty text',
)
PAGES = Kind(
    "dict[str, str]",
    (dict,),
    _is_names,
    'write a table of old and new names of pages, as in {"tutorials/old": "tutorials/blitz/new"}',
)
SECONDS = Kind(
    "float",
    (float, int),
    lambda value: _is_number(value) and value > 0,
    "write the seconds, as in 600",
    lambda value, _: float(value),
)
MEGABYTES = Kind(
    "float",
    (float, int),
    lambda value: _is_number(value) and value >= 0,
    "write the megabytes, as in 4000, or 0",
    lambda value, _: float(value),
)
COUNT = Kind(
    "int",
    (int,),
    lambda value: _is_number(value) and isinstance(value, int) and value >= 0,
    "write a whole number, 0 or more",
)
AMOUNTS = Kind(
    "dict[str, float]",
    (dict,),
    lambda value: (
        isinstance(value, dict)
        and all(isinstance(each, str) for each in value)
        and all(_is_number(each) and each > 0 for each in value.values())
    ),
    'write a table of amounts, as in {"GPU": 1}',
    lambda value, _: {name: float(amount) for name, amount in value.items()},
)
FORM = Kind(
    "dict[str, object]",
    (dict,),
    is_form,
    "write a table with some of first, last, introduction, exercises, links, words and lines, as in "
    '{"last": [{"en": "Recap"}], "words": 120}',
    lambda value, _: Form.of(value),
)
RULES = Kind(
    "dict[str, str | dict[str, str]]",
    (dict,),
    _is_rules,
    'write a table of rules or places, as in {"doubled": "off", "gallery/drafts/*": {"*": "note"}}; '
    "a rule is error, warning, note or off",
    lambda value, _: _rules(value),
)
REFERENCES = Kind(
    "dict[str, tuple[str, str]]",
    (dict,),
    references.is_references,
    "write a table of addresses and inventories, as in "
    '{"torch": ("https://docs.pytorch.org/docs/stable/", "inventories/torch.inv")}',
    references.read,
)
