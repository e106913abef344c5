"""Compare the code of two languages: the same but for comments, docstrings and translated strings?"""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...lang import scripts
from ...lang.language import language

_SAME_BY = ("lineno", "col_offset", "end_lineno", "end_col_offset", "kind", "type_comment")
Text = ast.Constant | ast.JoinedStr


@dataclass(frozen=True)
class Words:
    """A string that one language words in its own way: its line in the code, and what the other's source is."""

    line: int
    other: str


@cache
def parsed(source: str) -> ast.Module | None:
    """The syntax tree of a cell; None where it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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


def words_of(own: str, other: str, code: str) -> list[Words] | None:
    """The strings of ``own`` that ``other`` says in its language, ``code``; None where the code differs.

    Both are code; comments and the layout count for nothing.
    """
    first, second = parsed(own), parsed(other)
    if first is None or second is None:
        return [] if _lines(own) == _lines(other) else None
    differing = list(_pairs(first, second, docstring=False))
    if any(pair is None for pair in differing):
        return None
    found: list[Words] = []
    for pair in differing:
        assert pair is not None
        one, two, is_docstring = pair
        if not is_docstring and not _is_translated(_text(one), _text(two), code):
            return None
        found.append(Words(one.lineno, ast.get_source_segment(other, two) or ""))
    return found


def _lines(source: str) -> list[str]:
    return [line.strip() for line in _bare(source).split("\n") if line.strip()]


def _pairs(
    one: object, two: object, *, docstring: bool
) -> Iterator[tuple[Text | ast.stmt, Text, bool] | None]:
    """The strings in which two trees differ; None for every other difference."""
    if isinstance(one, Text) and isinstance(two, Text):
        if _is_string(one) and _is_string(two):
            if ast.dump(one) != ast.dump(two):
                yield (one, two, docstring) if _holes(one) == _holes(two) else None
            return
        if type(one) is not type(two):
            yield None
            return
    if isinstance(one, ast.AST) and isinstance(two, ast.AST):
        if type(one) is not type(two):
            yield None
            return
        first, second = _body(one), _body(two)
        if first and second and _is_docstring(first[0]) != _is_docstring(second[0]):
            # A docstring that only one has is no difference; what the other language says in it is kept.
            said = _value(second[0])
            if said is not None:
                yield first[0], said, True
            first, second = (each[_is_docstring(each[0]) :] for each in (first, second))
        yield from _pairs(first, second, docstring=False)
        for name in one._fields:
            if name not in _SAME_BY and not (name == "body" and first):
                yield from _pairs(
                    getattr(one, name, None),
                    getattr(two, name, None),
                    docstring=isinstance(one, ast.Expr),
                )
        return
    if isinstance(one, list) and isinstance(two, list):
        if len(one) != len(two):
            yield None
            return
        for first, second in zip(one, two, strict=True):
            yield from _pairs(first, second, docstring=False)
        return
    if one != two or type(one) is not type(two):
        yield None


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


def _is_string(node: Text) -> bool:
    return isinstance(node, ast.JoinedStr) or isinstance(node.value, str)


def _holes(node: Text) -> Counter[str]:
    """What a text takes from the code: the expressions in its braces."""
    return Counter(
        ast.dump(each)
        for each in getattr(node, "values", ())
        if isinstance(each, ast.FormattedValue)
    )


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(str(each.value) for each in node.values if isinstance(each, ast.Constant))


def _is_translated(one: str, two: str, code: str) -> bool:
    """Is the second text what its language says for the first, and no other value?"""
    letters = language(code).scripts
    if scripts.LATIN not in letters:
        return scripts.count(two, letters) > 0
    return all(re.search(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}", each) for each in (one, two))
