"""What is declared of an option of conf.py: its name, its default, what it may be, what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from .kinds import Kind

PREFIX = "bilingual_gallery_"
# What a change of an option makes Sphinx do again: nothing, write all pages, read all pages.
Rebuild = Literal["", "html", "env"]
REBUILDS: Mapping[Rebuild, str] = {
    "html": "A change writes every page again.",
    "env": "A change reads every page again.",
}


@dataclass(frozen=True)
class Option:
    """A value of conf.py under its full name; ``help`` is Markdown, in English."""

    name: str
    default: Any
    kind: Kind
    rebuild: Rebuild
    help: str


def option(default: object, kind: Kind, rebuild: Rebuild, help: str) -> Any:
    """A field of a dataclass that declares an option."""
    return field(metadata={"default": default, "kind": kind, "rebuild": rebuild, "help": help})


def declared(options: type[Any]) -> Iterator[Option]:
    """The options that the fields of a dataclass declare."""
    for each in fields(options):
        yield Option(name=f"{PREFIX}{each.name}", **each.metadata)
