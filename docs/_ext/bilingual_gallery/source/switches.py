"""Comments in the code that are settings: those of the tutorial's run, and those of Sphinx-Gallery."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ..errors import SourceError

PREFIX = "sphinx_gallery_"

_Accepts = Callable[[object], bool]


@dataclass(frozen=True)
class Switch:
    """A setting as a comment has it; ``value`` is None for one that is a flag."""

    name: str
    value: object = None


def _is_number(value: object) -> bool:
    return type(value) is int


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_choice(value: object) -> bool:
    return isinstance(value, bool)


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple | list) and all(map(_is_text, value))


def _is_layout(value: object) -> bool:
    return value in ("single", "multi")


def _are_methods(value: object) -> bool:
    methods = ("_repr_html_", "__repr__", "__str__")
    return isinstance(value, tuple | list) and all(each in methods for each in value)


# What each of Sphinx-Gallery's settings takes, and how to write it.
_VALUES: Mapping[str, tuple[_Accepts, str]] = {
    "thumbnail_number": (_is_number, "is not the number of a figure; write 1, 2 or -1"),
    "thumbnail_path": (_is_text, 'is no path; write one from conf.py, as in "_static/cat.png"'),
    "failing_thumbnail": (_is_choice, "is not True or False"),
    "multi_image": (_is_layout, 'is no way to lay figures out; write "single" or "multi"'),
    "multi_image_block": (_is_layout, 'is no way to lay figures out; write "single" or "multi"'),
    "capture_repr": (_are_methods, 'names no outputs; write methods, as in ("__repr__",)'),
    "capture_repr_block": (_are_methods, 'names no outputs; write methods, as in ("__repr__",)'),
    "line_numbers": (_is_choice, "is not True or False"),
    "tags": (_are_texts, 'is no list of tags; write one, as in ["images"]'),
    # By these a page loses nothing: a tutorial that has not run has no figures, and runs share the cores.
    "dummy_images": (_is_number, "is no number of figures; write 2"),
    "parallel": (_is_choice, "is not True or False"),
}
_FLAGS = frozenset("start_ignore end_ignore defer_figures".split())


def own_setting(path: Path, line: int, comment: str) -> tuple[str, object] | None:
    """How long the tutorial may run, in seconds, or what it needs of the machine; None for words.

    Raises SourceError for a value that is neither.
    """
    match = re.fullmatch(r"#\s*(timeout|resources)\s*=\s*(.+)", comment)
    if match is None:
        return None
    name, value = match[1], match[2]
    parsed = _parsed(value)
    if parsed is _NONE:
        if len(value.split()) > 1 and re.fullmatch(r"[\w\s,.'-]+", value):
            return None  # a reader's comment, as in `timeout = how long to wait`
        raise _no_value(path, line, value)
    if name == "timeout":
        if _is_amount(parsed):
            return name, float(str(parsed))
        raise SourceError(path, line, f"{value} is no time limit; write the seconds, as in 600")
    wanted = 'write the amounts, as in {"GPU": 1}'
    if not isinstance(parsed, dict):
        raise SourceError(path, line, f"{value} is no table of resources; {wanted}")
    for resource, amount in parsed.items():
        if not isinstance(resource, str) or not _is_amount(amount):
            raise SourceError(path, line, f"{resource!r}: {amount!r} is no resource; {wanted}")
    return name, parsed


def switch_of(path: Path, line: int, comment: str, *, alone: bool) -> Switch | None:
    """A setting of Sphinx-Gallery; None for any other comment. ``alone``: no code is on its line.

    Raises SourceError for one that does not exist, means nothing here or has a wrong value.
    """
    match = re.fullmatch(r"#+\s*sphinx[-_]gallery[-_]([\w-]+)\s*(?:=\s*(.+?))?\s*", comment)
    if match is None:
        return None
    given, value = f"{PREFIX}{match[1]}", match[2]
    name = match[1]
    if re.match(rf"#\s*{PREFIX}\w+\s*(=|$)", comment) is None or name not in _KNOWN:
        near = get_close_matches(name.replace("-", "_"), _KNOWN, 1)
        mend = f"write `# {PREFIX}{near[0]}`" if near else "take it out"
        written = re.sub(r"\s*=.*", "", comment.lstrip("#").strip())
        raise SourceError(path, line, f"there is no setting `{written}`; {mend}")
    if not alone:
        raise SourceError(path, line, f"{given} has a line of its own; move it there")
    if name in _FLAGS:
        if value is not None:
            raise SourceError(path, line, f"{given} takes no value; take `= {value}` out")
        return Switch(name)
    if value is None:
        raise SourceError(path, line, f"{given} has no value; write `{given} = …`")
    parsed = _parsed(value)
    if parsed is _NONE:
        raise _no_value(path, line, value)
    accepts, mend = _VALUES[name]
    if not accepts(parsed):
        raise SourceError(path, line, f"{value} {mend}")
    return Switch(name, parsed)


_KNOWN = sorted({*_VALUES, *_FLAGS})
_NONE = object()


def _is_amount(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 < float(str(value)) < float("inf")


def _parsed(value: str) -> object:
    try:
        parsed: object = ast.literal_eval(value)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return _NONE
    return parsed


def _no_value(path: Path, line: int, value: str) -> SourceError:
    message = f"{value} is not a Python value; write a number, or a text in quotes"
    return SourceError(path, line, message)
