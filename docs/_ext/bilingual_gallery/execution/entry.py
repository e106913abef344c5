"""What one run gave, as the store keeps it: read, or refused with what is wrong with it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import BuildError
from .inline_value import InlineValue
from .job import RESULT
from .names import Names
from .output import Figures, Film, Output, from_json

# Holds the key of an entry: its folder may have been given another name.
KEY = "KEY"
_IMAGES = "images/"


class DamagedEntry(BuildError):
    """An entry that is not what was written; its text says which file and how."""


@dataclass(frozen=True)
class Remark:
    """What the author should know of a cell, by its number; ``rule`` is what kind of thing it is."""

    cell: int
    rule: str
    message: str


@dataclass(frozen=True)
class Entry:
    """What one run gave: the outputs of each code cell, and the figures they name.

    ``name`` is the job's, ``seconds`` the run's wall time, ``megabytes`` the peak memory of its process,
    ``accelerator`` what torch found there, such as cuda, or empty. ``log`` is what was printed beside
    the outputs, ``values`` are those of the expressions in the prose. ``distributions`` are those that
    the code used, with their versions, and ``modules`` the other modules that it imported, with the
    digests of their files. ``names`` is what the names in each code cell were (names.py). ``digest`` is
    of all its files.
    """

    key: str
    folder: Path
    name: str
    outputs: tuple[tuple[Output, ...], ...]
    images: tuple[Path, ...]
    seconds: float
    megabytes: float
    accelerator: str
    log: str = ""
    remarks: tuple[Remark, ...] = ()
    distributions: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    names: tuple[Names, ...] = ()
    values: tuple[InlineValue, ...] = ()
    digest: str = ""

    @cached_property
    def told(self) -> Mapping[tuple[int, str], str]:
        """The text of each expression, by the code cells before it and what it says."""
        return {(each.cells, each.expression): each.text for each in self.values}

    def lacks(self, expressions: Iterable[tuple[int, str]]) -> tuple[str, ...]:
        """Those of the expressions that the run was not asked for."""
        return tuple(text for cells, text in expressions if (cells, text) not in self.told)


def read(key: str, folder: Path, files: Mapping[str, bytes], cells: int | None) -> Entry:
    """The entry that these files are; ``cells`` is how many code cells were run, if that is known.

    Raises DamagedEntry.
    """
    if files.get(KEY) != key.encode():
        whose = files.get(KEY, b"another version of this package").decode(errors="replace")
        raise DamagedEntry(f"it is the entry of {whose[:40]}")
    try:
        told = json.loads(files.get(RESULT, b""))
    except (ValueError, RecursionError) as error:
        raise DamagedEntry(f"{RESULT} is no JSON: {error}") from None
    if isinstance(told, dict):
        told.setdefault("values", [])  # an entry from before prose could have any
    if not isinstance(told, dict) or told.keys() != _FORM.keys():
        raise DamagedEntry(f"{RESULT} does not have {', '.join(_FORM)}; another version wrote it")
    for name, is_right in _FORM.items():
        if not is_right(told[name]):
            raise DamagedEntry(f"{RESULT}: {name} is not what it has to be")
    try:
        outputs = tuple(map(from_json, told["outputs"]))
        remarks = tuple(Remark(*each) for each in told["remarks"])
        values = tuple(InlineValue(*each) for each in told["values"])
    except (TypeError, ValueError) as error:
        raise DamagedEntry(f"{RESULT}: {error}") from None
    if cells is not None and len(outputs) != cells:
        raise DamagedEntry(f"{RESULT} has outputs of {len(outputs)} cells, and {cells} were run")
    if any(not 0 <= each.cell < max(1, len(outputs)) for each in remarks):
        raise DamagedEntry(f"{RESULT}: a remark is about no cell")
    if len(told["names"]) != len(outputs):
        raise DamagedEntry(f"{RESULT} has names of {len(told['names'])} cells, not {len(outputs)}")
    _check_images(told["images"], outputs, files)
    images = tuple(folder / "images" / name for name in told["images"])
    names = tuple(
        {text: (own, tuple(known)) for text, (own, known) in cell.items()} for cell in told["names"]
    )
    made = {"outputs": outputs, "images": images, "remarks": remarks, "values": values}
    return Entry(key=key, folder=folder, **{**told, **made, "names": names})


def _check_images(
    images: list[str], outputs: tuple[tuple[Output, ...], ...], files: Mapping[str, bytes]
) -> None:
    kept = {name for name in files if name not in (KEY, RESULT)}
    if kept != {f"{_IMAGES}{name}" for name in images} or any("/" in name for name in images):
        raise DamagedEntry(f"{RESULT} names other images than there are")
    for name in (name for cell in outputs for output in cell for name in _files_of(output)):
        if name not in images:
            raise DamagedEntry(f"{RESULT}: {name} is shown, and is not there")


def _files_of(output: Output) -> Iterator[str]:
    if isinstance(output, Figures):
        for picture in output.pictures:
            yield from picture.files
    elif isinstance(output, Film):
        yield from (output.file, output.first)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_amount(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(value) and value >= 0  # type: ignore[operator,arg-type]


def _are(value: object, is_right: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(map(is_right, value))


def _are_texts(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_remark(value: object) -> bool:
    return isinstance(value, list) and [type(each) for each in value] == [int, str, str]


def _is_names(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_known, value.values()))


def _is_known(value: object) -> bool:
    match value:
        case [int(own), [*names]]:
            return own >= 0 and bool(names) and all(map(_is_text, names))
    return False


def _is_value(value: object) -> bool:
    return isinstance(value, list) and [type(each) for each in value] == [int, str, str, str]


# What a run writes into RESULT.
_FORM: Mapping[str, Callable[[Any], bool]] = {
    "name": _is_text,
    "outputs": lambda value: isinstance(value, list),
    "names": lambda value: _are(value, _is_names),
    "images": lambda value: _are(value, _is_text) and len(set(value)) == len(value),
    "seconds": _is_amount,
    "megabytes": _is_amount,
    "accelerator": _is_text,
    "log": _is_text,
    "remarks": lambda value: _are(value, _is_remark),
    "values": lambda value: _are(value, _is_value),
    "distributions": _are_texts,
    "modules": _are_texts,
}
