"""Mend markup that reStructuredText would not see, because a word is attached to it.

A page of Sphinx-Gallery shows the signs themselves there, or takes a whole clause for code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import dedent

from .literal import runs

_SOME = r"(?:(?!\n[ \t]*\n)[\s\S])"
_MARKUP = re.compile(
    rf"``(?=\S){_SOME}+?(?<=\S)``(?!`)"
    r"|(?::[\w:+-]+:)?(?<!`)`(?=[^\s`])[^`]+?(?<=\S)`(?!`)_{0,2}"
    r"|(?<!\*)\*\*(?=[^\s*])[^*\n]+?(?<=\S)\*\*(?!\*)"
    r"|(?<![*\w])\*(?=[^\s*])[^*\n]+?(?<=\S)\*(?!\*)"
)
# A directive right below a line of text is part of its paragraph.
_SWALLOWED = re.compile(r"([ \t]*)(?!\.\. |:\w+:|[=~^-]{4})\S.*\n\1\.\. [\w-]+::")


def repaired(text: str, language: str) -> tuple[str, list[int], list[int]]:
    """The text with what parts its markup from the words around it; ``language`` is that of its directives.

    With it come the rows where that was mended, and those that are new. A fence of Markdown becomes a block
    of code, and a directive in a paragraph one of its own. What is no prose stays as it is.
    """
    rows: list[int] = []
    new: list[int] = []
    done: list[str] = []
    lines = text.split("\n")
    before = ""  # the last line, if it is prose
    for run in runs(lines, language):
        part = lines[run.begin : run.end]
        if run.kind == "fence":
            rows.append(run.begin)
            part = _as_code(part)
        elif run.kind == "prose":
            mended, where = _mended("\n".join(part))
            part = mended.split("\n")
            rows += [run.begin + row for row in where]
        for number, line in enumerate(part):
            is_read = run.kind == "prose" or (run.kind == "literal" and not number)
            if is_read and before and _SWALLOWED.match(f"{before}\n{line}"):
                rows.append(run.begin + number)
                new.append(len(done))
                done.append("")
            done.append(line)
            before = line if run.kind == "prose" else ""
    return "\n".join(done), sorted(rows), new


def _as_code(fence: Sequence[str]) -> list[str]:
    """A fence of Markdown as a block of code, in as many lines."""
    opening, *body, _ = fence
    indent = opening[: len(opening) - len(opening.lstrip())]
    rows = [f"{indent}   {row}".rstrip() for row in dedent("\n".join(body)).split("\n")]
    return [f"{indent}.. code:: {opening.strip().strip('`')}".rstrip(), "", *rows]


def _mended(text: str) -> tuple[str, list[int]]:
    """Prose with spaces that are not shown around its markup, and the rows that got one."""
    rows: list[int] = []

    def mend(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if text[max(0, match.start() - 2) : match.start()].endswith("\\"):
            return match[0]
        first, last = ("\\ " if _is_foreign(sign) else "" for sign in (before, after))
        if first or last:
            rows.append(text.count("\n", 0, match.start()))
        return f"{first}{match[0]}{last}"

    return _MARKUP.sub(mend, text), rows


def _is_foreign(sign: str) -> bool:
    """Is it a letter that no name or formula has?"""
    return sign.isalpha() and ord(sign) > 0x2FF and not "\u0370" <= sign <= "\u03ff"
