"""Compare the code of two languages: the same but for comments, docstrings and translated strings?"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ...lang import scripts
from ...lang.language import language
from .tree import fields, flat, parsed

Text = ast.Constant | ast.JoinedStr
# Where a string stands: is it said of the code, is something looked up by it, or neither?
Place = Literal["docstring", "key", ""]
# Where code looks things up, and what may hold several of them.
_KEYS = frozenset(((ast.Subscript, "slice"), (ast.Dict, "keys"), (ast.MatchValue, "value")))
_ROWS = (ast.Tuple, ast.List, ast.Set)
# What ``format`` or ``%`` puts a value into, or, without a group, the sign itself.
_GAP = re.compile(
    r"\{\{|\}\}|%%"
    r"|(\{[\w.\[\]]*(?:![rsa])?(?::[^{}]*)?\}"
    r"|%(?:\(\w+\))?[-+#0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[diouxXeEfFgGcrsa])"
)
# The name of a file.
_PATH = re.compile(r"[\w-][\\/]\w|\w\.[A-Za-z]\w{0,4}$")


@dataclass(frozen=True)
class Words:
    """A string that one language words in its own way: its line in the code, and what the other's source is."""

    line: int
    other: str


@cache
def _names(source: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d]\w*|\d[\d.e]*|[^\w\s]", _bare(source)))


def _bare(source: str) -> str:
    """The code without its comments, as far as that takes no parser."""
    return re.sub(r"(?m)(^|\s)#.*$", "", source)


def alike(one: str, two: str) -> float:
    """How much of two cells is the same, from 0 to 1."""
    first, second = _names(one), _names(two)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def words_of(own: str, other: str, languages: tuple[str, str]) -> list[Words] | None:
    """The strings of ``own`` that ``other`` says in its language; None where the code differs.

    Both are code, each in its language of ``languages``; comments and the layout count for nothing.
    """
    first, second = parsed(own), parsed(other)
    if first is None or second is None:
        return [] if _lines(own) == _lines(other) else None
    found: list[Words] = []
    for pair in _pairs(first, second):
        if pair is None:
            return None
        one, two, place = pair
        if place != "docstring" and not _is_translated(_text(one), _text(two), place, languages):
            return None
        found.append(Words(one.lineno, ast.get_source_segment(other, two) or ""))
    return found


def _lines(source: str) -> list[str]:
    return [line.strip() for line in _bare(source).split("\n") if line.strip()]


def _pairs(tree: ast.AST, other: ast.AST) -> Iterator[tuple[Text | ast.stmt, Text, Place] | None]:
    """The strings in which two trees differ; None for every other difference."""
    waiting: list[tuple[object, object, Place]] = [(tree, other, "")]
    while waiting:
        one, two, place = waiting.pop()
        if type(one) is not type(two) and not (_is_string(one) and _is_string(two)):
            yield None
        elif isinstance(one, Text) and isinstance(two, Text) and _is_string(one):
            if flat(one) != flat(two):
                yield (one, two, place) if _holes(one) == _holes(two) else None
        elif isinstance(one, ast.AST) and isinstance(two, ast.AST):
            first, second = _body(one), _body(two)
            has_body = bool(first)
            if first and second and _is_docstring(first[0]) != _is_docstring(second[0]):
                # A docstring that only one has is no difference; what the other says in it is kept.
                said = _value(second[0])
                if said is not None:
                    yield first[0], said, "docstring"
                first, second = (each[_is_docstring(each[0]) :] for each in (first, second))
            rest = zip(fields(one), fields(two), strict=True)
            waiting += [
                (value, same, _place(one, name, place))
                for (name, value), (_, same) in reversed([*rest])
                if not (name == "body" and has_body)
            ]
            waiting.append((first, second, ""))
        elif isinstance(one, list) and isinstance(two, list):
            if len(one) != len(two):
                yield None
            else:
                waiting += [(*each, place) for each in reversed([*zip(one, two, strict=True)])]
        elif one != two:
            yield None


def _place(node: ast.AST, field: str, place: Place) -> Place:
    """What a string is that stands in a field of a node."""
    kind = type(node)
    if kind is ast.Expr:
        return "docstring"
    if kind is ast.Compare or (kind, field) in _KEYS:
        return "key"
    return place if kind in _ROWS else ""


def _body(node: ast.AST) -> list[ast.stmt]:
    """The statements of what may have a docstring."""
    known = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return node.body if isinstance(node, known) else []


def _is_docstring(node: ast.stmt) -> bool:
    return _value(node) is not None


def _value(node: ast.stmt) -> ast.Constant | None:
    """The string that a docstring is."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value if isinstance(node.value.value, str) else None
    return None


def _is_string(node: object) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _holes(node: Text) -> Counter[object]:
    """What a text takes from the code: the expressions in its braces."""
    return Counter(
        flat(each) for each in getattr(node, "values", ()) if isinstance(each, ast.FormattedValue)
    )


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(str(each.value) for each in node.values if isinstance(each, ast.Constant))


def _is_translated(one: str, two: str, place: Place, languages: tuple[str, str]) -> bool:
    """Is the second text what its language says for the first, and no other value?

    Both leave the same places for values. Other letters tell a language; between two languages with the
    same letters, only sentences are taken for translations of each other, and nothing that names a thing.
    """
    if _gaps(one) != _gaps(two):
        return False
    own, other = (language(code).scripts for code in languages)
    if scripts.LATIN not in other:
        return scripts.count(two, other) > 0
    if scripts.LATIN not in own:
        return scripts.count(one, own) > 0 and not scripts.count(two, own)
    words = all(re.search(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}", each) for each in (one, two))
    return words and place != "key" and not any(_PATH.search(each) for each in (one, two))


def _gaps(text: str) -> Counter[str]:
    """The places of a text that ``format`` or ``%`` fills."""
    return Counter(each[0] for each in _GAP.finditer(text) if each[1])
