"""The forms that a value has for a reader: what Jupyter asks of it, by their MIME types."""

from __future__ import annotations

import base64
import binascii
import contextlib
import importlib
import inspect
import io
import json
import re
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

PLAIN = "text/plain"
# Pictures, the best first, and the endings of their files.
PICTURES = {
    "image/svg+xml": ".svg",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
# The methods of a value that write a form, as `capture_repr` of Sphinx-Gallery names them.
METHODS = {
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_latex_": "text/latex",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
}
_TEXTS: dict[str, Callable[[object], str]] = {"__repr__": repr, "__str__": str}
_JSON = "application/json"
# Those that only a notebook asks for.
_OTHERS = {"_repr_json_": _JSON, "_repr_javascript_": "application/javascript"}


@dataclass(frozen=True)
class Drawn:
    """A picture as a value gives it; ``width`` and ``height`` in pixels, 0 where it does not say.

    ``width`` may be a part of the room that there is: `50%`.
    """

    content: bytes
    width: int | str = 0
    height: int = 0
    alt: str = ""


Forms = dict[str, "str | Drawn"]


def forms_of(value: object) -> Forms:
    """All the forms that a value has, as a notebook asks for them; its text is the last."""
    forms = bundle(_called(value, "_repr_mimebundle_"))
    for method, mime in {**METHODS, **_OTHERS}.items():
        if mime not in forms:
            forms |= bundle({mime: _called(value, method)})
    return {**forms, PLAIN: forms.get(PLAIN) or _text(value)}


def _text(value: object) -> str:
    """The text of a value, which a notebook lets it write itself."""
    if not inspect.isclass(value) and callable(getattr(type(value), "_repr_pretty_", None)):
        with contextlib.suppress(Exception):  # where there is no IPython, too
            written: str = importlib.import_module("IPython.lib.pretty").pretty(value)
            return written
    return repr(value)


def form_of(value: object, methods: tuple[str, ...]) -> Forms:
    """The one form that the first of ``methods`` gives; empty where none does."""
    for method in methods:
        if method in _TEXTS:
            return {PLAIN: _TEXTS[method](value)}
        if method in METHODS and (forms := bundle({METHODS[method]: _called(value, method)})):
            return forms
    return {}


def bundle(told: object) -> Forms:
    """A MIME bundle as a value or a library gives it, perhaps with metadata beside it."""
    told, looks = _parted(told)
    forms: Forms = {}
    for mime, given in told.items() if isinstance(told, Mapping) else ():
        content, look = _parted(given)
        with contextlib.suppress(binascii.Error, ValueError):
            if mime in PICTURES and isinstance(content, str | bytes) and content:
                forms[str(mime)] = _drawn(mime, content, {**looks.get(mime, {}), **look})
                continue
            if isinstance(content, list) and mime.startswith("text/"):
                content = "".join(map(str, content))
            if mime == _JSON and content is not None:
                forms[_JSON] = json.dumps(content, indent=2, ensure_ascii=False, default=str)
            elif isinstance(content, str) and content:
                forms[str(mime)] = content
            elif content is not None and content != "" and content != b"":
                forms[str(mime)] = ""  # it has this form, which nobody here can read
    return forms


def _parted(told: object) -> tuple[Any, Mapping[str, Any]]:
    """What is given, and the metadata that may stand behind it in a tuple."""
    if isinstance(told, tuple) and told:
        return told[0], told[1] if len(told) > 1 and isinstance(told[1], Mapping) else {}
    return told, {}


def _drawn(mime: str, content: str | bytes, look: Mapping[str, Any]) -> Drawn:
    if isinstance(content, str):
        content = content.encode() if mime == "image/svg+xml" else base64.b64decode(content)
    width, height = look.get("width"), _pixels(look.get("height"))
    return Drawn(content, _part(width) or _pixels(width), height, str(look.get("alt") or ""))


def _part(told: object) -> str:
    """A part of the room as HTML has it, all of it at most; empty for what is none."""
    found = re.fullmatch(r"(\d{1,5})(\.\d*)?\s*%", str(told).strip())
    percent = round(float(found[1] + (found[2] or ""))) if found else 0
    return f"{min(percent, 100)}%" if percent else ""


def _pixels(told: object) -> int:
    """A length in pixels; 0 for one that is relative or none."""
    number = str(told).removesuffix("px").strip()
    return round(float(number)) if re.fullmatch(r"\d{1,5}(\.\d*)?", number) else 0


def _called(value: object, method: str) -> Any:
    """What a method of the value's class gives; None where it has none, or it does not work now."""
    if inspect.isclass(value) or not callable(getattr(type(value), method, None)):
        return None  # an attribute that `__getattr__` makes up is no method
    try:
        return getattr(value, method)()
    except Exception:  # as in a notebook, where the next form is shown
        return None


def shows_itself(value: object) -> bool:
    """Let the value show itself, if it wants to; False if it did not."""
    if inspect.isclass(value) or not callable(getattr(type(value), "_ipython_display_", None)):
        return False
    try:
        value._ipython_display_()  # type: ignore[attr-defined]
    except NotImplementedError:
        return False
    return True


def is_silent(source: str) -> bool:
    """Does the code of a cell end with ``;``, so that a notebook does not show its last value?"""
    last = ""
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in _BLANK:
                last = token.string
    return last == ";"


_BLANK = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
