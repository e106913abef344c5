"""What an expression in the prose is: what the braces of an f-string may hold, `accuracy:.1%` or `name!r`.

Imports nothing but Python's own, because whoever runs a tutorial needs it too.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

_REST = re.compile(r"(?:!(?P<conversion>[rsa]))?\s*(?::(?P<format>.*))?")
# What cannot be called without a change, or takes what nobody gives.
_CALLS = frozenset("print input exec eval next setattr delattr breakpoint exit quit open".split())
_METHODS = frozenset(
    "pop popleft popitem setdefault backward step zero_grad manual_seed seed load_state_dict".split()
)
_CHANGES = (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)


@dataclass(frozen=True)
class Field:
    """An expression of Python, how it is made text (``r``, ``s``, ``a`` or not), and its format."""

    code: str
    conversion: str = ""
    format: str = ""

    @classmethod
    def of(cls, text: str) -> Field:
        """The field that stands between the braces. Raises ValueError with what is wrong, and the mend."""
        text = text.strip()
        if not text:
            raise ValueError("there is no expression; write one, as in {eval}`len(x)`")
        field = cls(text) if _tree(text) else next(_parted(text), None)
        if field is None:
            raise ValueError(f"{_syntax_error(text)}; write what the braces of an f-string hold")
        if set("{}") & set(field.format):
            raise ValueError("its format has braces; write the format itself, as in .1%")
        _refuse(field)
        return field

    @property
    def names(self) -> frozenset[str]:
        """The names that the expression asks for."""
        nodes = ast.walk(ast.parse(self.code, mode="eval"))
        return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


def _parted(text: str) -> Iterator[Field]:
    """The expression is the shortest beginning that is one, where a conversion or a format follows."""
    for end in (at for at, letter in enumerate(text) if letter in "!:"):
        rest = _REST.fullmatch(text, end)
        if rest is not None and _tree(text[:end]):
            yield Field(text[:end].strip(), rest["conversion"] or "", rest["format"] or "")


def _tree(code: str) -> ast.Expression | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _syntax_error(code: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code, mode="eval")
    except SyntaxError as error:
        return f"SyntaxError: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"{type(error).__name__}: {error}"
    return "SyntaxError"


def _refuse(field: Field) -> None:
    """Raises ValueError where it is seen without a run that the expression changes something."""
    mend = "do that in a code cell, and name the result here"
    for node in ast.walk(ast.parse(field.code, mode="eval")):
        if isinstance(node, _CHANGES):
            what = "assigns a name" if isinstance(node, ast.NamedExpr) else "waits, or yields"
            raise ValueError(f"it {what}; {mend}")
        if not isinstance(node, ast.Call):
            continue
        name: str = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
        is_method = isinstance(node.func, ast.Attribute)
        in_place = is_method and re.search(r"[^_]_$", name) is not None
        if in_place or name in (_METHODS if is_method else _CALLS):
            raise ValueError(f"{name}() changes something; {mend}")
    try:
        compile(field.code, "<expression>", "eval", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise ValueError(f"SyntaxError: {error}; {mend}") from None
