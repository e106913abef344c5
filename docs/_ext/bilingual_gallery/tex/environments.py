"""Environments, in those that the converter has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from .rows import columns_of, ended, joined, rows_of
from .tokens import Macro, Reader, written

# Only what is around the lines differs: brackets, spaces, a number at the end.
_SAME = {
    "split": "aligned",
    "align": "aligned",
    "alignat": "aligned",
    "alignedat": "aligned",
    "flalign": "aligned",
    "eqnarray": "aligned",
    "gather": "gathered",
    "smallmatrix": "matrix",
}
_WITH_TAGS = {"aligned": "align", "gathered": "gather", "multline*": "multline"}
_COUNTED = frozenset(("alignat", "alignedat"))  # they say first how many columns they have
_PLAIN = frozenset("equation displaymath math subequations".split())
_FENCES = {
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("\\{", "\\}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("\\|", "\\|"),
    "matrix": (".", "."),
}


class Rewriting(Protocol):
    """Who rewrites what stands in an environment."""

    macros: dict[str, Macro]

    def run(self, tokens: Sequence[str], tags: list[str] | None = None) -> list[str]:
        """Rewritten tokens; a tag among them goes to ``tags``."""


def environment(rewriter: Rewriting, name: str, body: list[str]) -> list[str]:
    """An environment with this body, rewritten; one that nobody knows stays, and the converter tells."""
    stem = name.removesuffix("*")
    if stem in _PLAIN:
        return rewriter.run(body)
    reader = Reader(list(body), rewriter.macros)
    if stem in _COUNTED:
        reader.argument()
    option = reader.option()  # where it stands in its line, or how the columns of a matrix do
    given: list[str] = []
    if name in ("array", "subarray"):
        given = ["{", columns(written(reader.argument())), "}"]
    body = reader.tokens[::-1]
    if name.endswith("*") and stem in _FENCES:
        width = max(len(columns_of(row)) for row in rows_of(body))
        left, right = _FENCES[stem]
        inner = _set("array", ["{", columns(written(option or ["c"])) * width, "}"], rewriter, body)
        return ["\\left", left, *inner, "\\right", right]
    target = "multline*" if stem == "multline" else _SAME.get(stem, name)
    if stem == "eqnarray":
        body = joined([_without_second(row) for row in rows_of(body)])
    return _set(target, given, rewriter, body)


def _set(name: str, given: Sequence[str], rewriter: Rewriting, body: Sequence[str]) -> list[str]:
    """The lines in the environment ``name``, or in its sister that has a place for tags."""
    rows: list[list[str]] = []
    tags: list[list[str]] = []
    for row in ended(rows_of(body)):
        tags.append([])
        rows.append(rewriter.run(row, tags[-1] if name in _WITH_TAGS else None))
    if any(tags):
        name = _WITH_TAGS[name]
        for row, of_row in zip(rows, tags, strict=True):
            row.append(of_row[-1] if of_row else "\\notag")
    return [f"\\begin{{{name}}}", *given, *joined(rows), f"\\end{{{name}}}"]


def columns(said: str) -> str:
    """What an array says of its columns, without what stands between them and how wide they are."""
    while repeated := re.search(r"\*\s*\{(\d+)\}\s*\{([^{}]*)\}", said):
        said = said.replace(repeated[0], repeated[2] * int(repeated[1]))
    said = re.sub(r"[@!><]\s*\{(?:[^{}]|\{[^{}]*\})*\}", "", said)
    return re.sub(r"[pmb]\s*\{[^{}]*\}", "l", said).replace(" ", "")


def _without_second(row: Sequence[str]) -> list[str]:
    """A line of an eqnarray, whose sign has a column of its own."""
    first, *others = columns_of(row)
    return [*first, "&", *(token for each in others for token in each)] if others else first
