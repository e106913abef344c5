"""The forms that a value has for a reader: what Jupyter asks of it, by their MIME types."""

from __future__ import annotations

import base64
import binascii
import contextlib
import inspect
import io
import tokenize
from collections.abc import Callable, Mapping
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

Forms = dict[str, "str | bytes"]


def forms_of(value: object) -> Forms:
    """All the forms that a value has, as a notebook asks for them; its ``repr`` is the last."""
    forms = bundle(_called(value, "_repr_mimebundle_"))
    for method, mime in METHODS.items():
        if mime not in forms:
            forms |= bundle({mime: _called(value, method)})
    return {**forms, PLAIN: forms.get(PLAIN) or repr(value)}


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
    if isinstance(told, tuple) and told:
        told = told[0]
    forms: Forms = {}
    if isinstance(told, Mapping):
        for mime, given in told.items():
            content = given[0] if isinstance(given, tuple) and given else given
            with contextlib.suppress(binascii.Error, ValueError):
                if mime in PICTURES and mime != "image/svg+xml" and isinstance(content, str):
                    content = base64.b64decode(content)
                if isinstance(content, list) and mime.startswith("text/"):
                    content = "".join(map(str, content))
                if isinstance(content, str | bytes) and content:
                    forms[str(mime)] = content
                elif content is not None and content != "" and content != b"":
                    forms[str(mime)] = ""  # it has this form, which nobody here can read
    return forms


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
