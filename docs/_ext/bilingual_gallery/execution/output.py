"""What a cell gives: printed text, values in the forms that Jupyter knows, and figures.

An output is kept as JSON, in the store and in the source of a page; both read it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any


@dataclass(frozen=True)
class Printed:
    """What the code printed; ``left_out`` is how many characters of it are not kept."""

    text: str
    left_out: int = 0


@dataclass(frozen=True)
class Value:
    """A value in each of its forms: MIME type to content, as in a Jupyter notebook.

    ``left_out`` is how many characters of its plain text are not kept.
    """

    forms: Mapping[str, str]
    left_out: int = 0


@dataclass(frozen=True)
class Variant:
    """The same figure with other words: its files as those of ``Picture``.

    ``faults`` are what is wrong with it: a text of the figure and a sentence for each.
    """

    file: str
    finer: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Sequence[str]] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """All files of it; none where it could not be drawn."""
        return tuple(filter(None, (self.file, *self.finer.values(), *self.dark.values())))


@dataclass(frozen=True)
class Picture:
    """One picture: its file in the entry, those of finer resolution by their factor, and its title.

    ``width`` and ``height`` are how large it is shown, in pixels; 0 where the file says it. The width may
    be a part of the room that there is, as `50%`. ``dark`` has the same for dark pages, by the factor of
    its resolution; it is empty where nothing differs there. A figure that was drawn with other words has
    these by the name of their variant, and its own ``texts`` as the code writes them.
    """

    file: str
    finer: Mapping[str, str] = field(default_factory=dict)
    alt: str = ""
    width: int | str = 0
    height: int = 0
    dark: Mapping[str, str] = field(default_factory=dict)
    texts: Sequence[str] = ()
    variants: Mapping[str, Variant] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """All files of it, those of its variants too."""
        own = (self.file, *self.finer.values(), *self.dark.values())
        return (*own, *(file for each in self.variants.values() for file in each.files))


@dataclass(frozen=True)
class Figures:
    """Pictures that stand together, beside each other where there is room and they are several."""

    pictures: Sequence[Picture]


@dataclass(frozen=True)
class Markup:
    """reStructuredText that a scraper of Sphinx-Gallery wrote."""

    rst: str


@dataclass(frozen=True)
class Film:
    """A moving picture: its file, and that of the picture it begins with."""

    file: str
    first: str
    alt: str = ""


# What of a picture is not told where there is none.
_SELDOM = ("texts", "variants")

Output = Printed | Value | Figures | Film | Markup

_KINDS: Mapping[str, type[Any]] = {
    "printed": Printed,
    "value": Value,
    "figures": Figures,
    "film": Film,
    "markup": Markup,
}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return type(value) is int


def _is_width(value: object) -> bool:
    return _is_number(value) or re.fullmatch(r"\d{1,3}%", str(value)) is not None


def _are_texts(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_fault(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_text, value))


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "text": _is_text,
    "left_out": _is_number,
    "width": _is_width,
    "height": _is_number,
    "forms": _are_texts,
    "file": _is_text,
    "finer": _are_texts,
    "dark": _are_texts,
    "first": _is_text,
    "alt": _is_text,
    "pictures": lambda value: isinstance(value, list),
    "texts": lambda value: isinstance(value, list) and all(map(_is_text, value)),
    "variants": lambda value: isinstance(value, dict),
    "faults": lambda value: isinstance(value, list) and all(map(_is_fault, value)),
    "rst": _is_text,
}


def to_json(outputs: Iterable[Output]) -> list[dict[str, Any]]:
    """The outputs of a cell as ``from_json`` reads them."""
    names = {kind: name for name, kind in _KINDS.items()}
    return [{"kind": names[type(output)], **_told(output)} for output in outputs]


def _told(output: Output) -> dict[str, Any]:
    told = asdict(output)
    for picture in told.get("pictures", ()):
        for name in _SELDOM:
            if not picture[name]:
                del picture[name]
    return told


def from_json(told: object) -> tuple[Output, ...]:
    """The outputs of a cell. Raises ValueError for anything that ``to_json`` would not write."""
    if not isinstance(told, list):
        raise ValueError("the outputs of a cell are no list")
    return tuple(map(_output, told))


def _output(told: object) -> Output:
    kind = _KINDS.get(str(told.get("kind"))) if isinstance(told, dict) else None
    if kind is None or not isinstance(told, dict):
        raise ValueError("an output is of no known kind")
    output: Output = _made(kind, {name: told[name] for name in told if name != "kind"})
    return Figures(tuple(map(_picture, output.pictures))) if isinstance(output, Figures) else output


def _picture(told: object) -> Picture:
    if isinstance(told, dict):
        told = {"texts": [], "variants": {}, **told}
    picture: Picture = _made(Picture, told)
    variants: dict[str, Variant] = {}
    for name, each in picture.variants.items():
        variant = _made(Variant, each)
        variants[name] = replace(variant, faults=tuple(map(tuple, variant.faults)))
    return replace(picture, texts=tuple(picture.texts), variants=variants)


def _made(kind: type[Any], values: object) -> Any:
    names = {each.name for each in fields(kind)}
    if not isinstance(values, dict) or values.keys() != names:
        raise ValueError(f"an output does not have {', '.join(sorted(names))}")
    for name in names:
        if not _CHECKS[name](values[name]):
            raise ValueError(f"{name} of an output is not what it has to be")
    return kind(**values)


def with_texts(output: Output, change: Callable[[str], str]) -> Output:
    """The output with ``change`` made in each text that somebody reads."""
    match output:
        case Printed():
            return replace(output, text=change(output.text))
        case Value():
            forms = {form: change(text) for form, text in output.forms.items()}
            return replace(output, forms=forms)
        case Figures():
            return Figures([replace(each, alt=change(each.alt)) for each in output.pictures])
        case Film():
            return replace(output, alt=change(output.alt))
        case Markup():
            return Markup(change(output.rst))
