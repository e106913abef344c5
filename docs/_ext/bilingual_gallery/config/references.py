"""References to which names in code lead: their addresses, and the inventories of them that are kept here.

An inventory is what Sphinx writes beside any documentation, `objects.inv`: each name, and where it is.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sphinx.util.inventory import InventoryFile

# What an inventory is called where a reference is published.
PUBLISHED = "objects.inv"
_PYTHON = "py:"


@dataclass(frozen=True)
class Reference:
    """One reference: what conf.py calls it, the address it is published at, its inventory here."""

    name: str
    address: str
    file: Path


def is_references(value: object) -> bool:
    """Is it a table of names, each with an address and a path, as ``intersphinx_mapping`` has them?"""
    return isinstance(value, dict) and all(
        isinstance(name, str)
        and isinstance(told, list | tuple)
        and len(told) == 2
        and all(isinstance(each, str) and each for each in told)
        and told[0].startswith(("https://", "http://", "file://"))
        for name, told in value.items()
    )


def read(value: Mapping[str, tuple[str, str]], confdir: Path) -> tuple[Reference, ...]:
    """The references in the option, in its order."""
    return tuple(
        Reference(name, f"{address.rstrip('/')}/", Path(confdir, file).resolve())
        for name, (address, file) in value.items()
    )


def inventory(content: bytes, address: str) -> dict[str, tuple[str, str]]:
    """The role and the address of each name of Python in the bytes of an inventory.

    Raises ValueError where they are none.
    """
    try:
        told = InventoryFile.loads(content, uri="").data
    except Exception as error:  # zlib's, of Unicode, or what a damaged line raises
        raise ValueError(" ".join(str(error).split()) or type(error).__name__) from None
    found: dict[str, tuple[str, str]] = {}
    for role in sorted(told):
        if role.startswith(_PYTHON):
            for name, item in sorted(told[role].items()):
                found.setdefault(name, (role, posixpath.join(address, item.uri)))
    if not found:
        raise ValueError("it has no name of Python")
    return found


def addresses(references: Iterable[Reference]) -> Mapping[str, str]:
    """The address of each name that the references have, that of the first that has it.

    Raises ValueError or OSError where an inventory cannot be read, which ``mistakes_in`` tells before.
    """
    return _addresses(tuple((each, each.file.stat().st_mtime_ns) for each in references))


@lru_cache(maxsize=32)
def _addresses(references: tuple[tuple[Reference, int], ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each, _changed in references:
        for name, (_role, address) in inventory(each.file.read_bytes(), each.address).items():
            found.setdefault(name, address)
    return found


def libraries(references: Iterable[Reference]) -> Mapping[str, str]:
    """What conf.py calls the reference that has each name."""
    found: dict[str, str] = {}
    for each in references:
        for name in addresses([each]):
            found.setdefault(name, each.name)
    return found


def digest(references: Iterable[Reference]) -> str:
    """What changes when a link to a reference may have to."""
    told = [(each.address, each.file.read_bytes()) for each in references]
    return hashlib.sha256(repr(told).encode()).hexdigest() if told else ""


def damage(reference: Reference) -> str | None:
    """What is wrong with the inventory of a reference and the mend, or None."""
    mend = "get it with `python -m bilingual_gallery inventories`"
    try:
        inventory(reference.file.read_bytes(), reference.address)
    except OSError as error:
        return f"{reference.file.name} cannot be read ({error.strerror}); {mend}"
    except ValueError as error:
        return f"{reference.file.name} is no inventory ({error}); {mend}"
    return None
