"""What each rule finds, in words for authors: the file of them, which pages and other programs show."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..errors import shown

FILE = Path(__file__).with_name("rules.toml")
_PRESETS = ("strict", "parity")


@dataclass(frozen=True)
class Rule:
    """One rule, what it finds by language, and its example; the example's keys are languages or code.

    ``preset`` is the one with the fewest rules in which it counts.
    """

    name: str
    preset: Literal["strict", "parity"]
    finds: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    right: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Rules that look at the same kind of thing, and its title by language."""

    id: str
    title: Mapping[str, str]
    rule: Sequence[Rule]


@cache
def of_parity() -> frozenset[str]:
    """The package's rules that count in the preset ``parity``."""
    return frozenset(
        rule.name for group in load(FILE) for rule in group.rule if rule.preset == "parity"
    )


def load(path: Path) -> tuple[Group, ...]:
    """The groups of rules in a TOML file, in its order.

    Raises ValueError, with one line that says what is wrong and the mend, for what is no such file.
    """
    try:
        groups = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
        return tuple(
            Group(**{**group, "rule": tuple(_rule(**rule) for rule in group["rule"])})
            for group in groups
        )
    except OSError as error:
        raise ValueError(f"{shown(path)}: {error.strerror}; mend the path") from None
    except ValueError as error:  # not UTF-8 or not TOML
        raise ValueError(f"{shown(path)}: {error}") from None
    except (KeyError, TypeError) as error:
        message = f"{shown(path)}: not as the other rules are ({error}); write it like those"
        raise ValueError(message) from None


def _rule(**told: Any) -> Rule:
    if told["preset"] not in _PRESETS:
        raise KeyError(f"preset {told['preset']}")
    return Rule(**told)
