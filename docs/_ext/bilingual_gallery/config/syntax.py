"""The Markdown that prose is written in: what conf.py sets of MyST's options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from myst_parser.config.main import MdParserConfig
from sphinx.config import Config

from .defaults import MYST

# MyST's options that differ from its defaults, by their names without the `myst_`. One value for one
# way of parsing, so that it can be the key of what has been parsed.
Syntax = tuple[tuple[str, object], ...]
SYNTAX: Syntax = (("enable_extensions", MYST),)


def _defaults() -> Iterator[tuple[str, Any]]:
    for field in fields(MdParserConfig):
        made = field.default_factory
        yield field.name, field.default if made is MISSING else made()


def register(config: Config) -> None:
    """Register MyST's options with ``config``, for a command, where MyST itself is not set up."""
    for name, default in _defaults():
        config.add(f"myst_{name}", default, "env", ())


def syntax_of(config: Config) -> Syntax:
    """The Markdown that conf.py asks for, which MyST does not refuse."""
    return tuple(_chosen(config).items())


def refusal(config: Config) -> tuple[str, str] | None:
    """The option of conf.py that MyST refuses and the message; None where it takes them all."""
    chosen = _chosen(config)
    try:
        MdParserConfig(**chosen)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        named = next((name for name in chosen if f"'{name}'" in str(error)), "enable_extensions")
        return f"myst_{named}", f"MyST refuses myst_{named}: {error}; mend it"
    return None


def _chosen(config: Config) -> dict[str, object]:
    """The options that differ from MyST's defaults, by their names without the ``myst_``."""
    chosen: dict[str, object] = {}
    for name, default in _defaults():
        value = getattr(config, f"myst_{name}", default)
        if value == default or isinstance(value, dict):  # no table decides how a text is parsed
            continue
        if isinstance(value, set | frozenset):
            value = sorted(value)
        chosen[name] = tuple(value) if isinstance(value, list) else value
    return chosen
