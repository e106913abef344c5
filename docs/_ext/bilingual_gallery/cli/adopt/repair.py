"""Mend markup that reStructuredText would not see, because a word is attached to it.

A page of Sphinx-Gallery shows the signs themselves there, or takes a whole clause for code.
"""

from __future__ import annotations

import re
from textwrap import dedent

_SOME = r"(?:(?!\n[ \t]*\n)[\s\S])"
_MARKUP = re.compile(
    rf"``(?=\S){_SOME}+?(?<=\S)``(?!`)"
    r"|(?::[\w:+-]+:)?(?<!`)`(?=[^\s`])[^`]+?(?<=\S)`(?!`)_{0,2}"
    r"|(?<!\*)\*\*(?=[^\s*])[^*\n]+?(?<=\S)\*\*(?!\*)"
    r"|(?<![*\w])\*(?=[^\s*])[^*\n]+?(?<=\S)\*(?!\*)"
)


# A fence of Markdown, in which reStructuredText sees no code.
_FENCE = re.compile(r"(?m)^([ \t]*)```(\w*)[ \t]*\n([\s\S]*?)\n[ \t]*```[ \t]*$")


# A directive right below a line of text is part of its paragraph.
_SWALLOWED = re.compile(r"(?m)^([ \t]*)(?!\.\. |:\w+:|[=~^-]{4})(\S.*)\n(?=\1\.\. [\w-]+::)")


def repaired(text: str) -> tuple[str, list[int], list[int]]:
    """The text with what parts its markup from the words around it.

    With it come the rows where that was mended, and those that are new. A fence of Markdown becomes a block
    of code, and a directive in a paragraph one of its own.
    """
    rows: list[int] = []
    new: list[int] = []

    def parted(match: re.Match[str]) -> str:
        row = text.count("\n", 0, match.end())
        rows.append(row)
        new.append(row + len(new))
        return f"{match[1]}{match[2]}\n\n"

    def block(match: re.Match[str]) -> str:
        rows.append(text.count("\n", 0, match.start()))
        body = [f"{match[1]}   {row}".rstrip() for row in dedent(match[3]).split("\n")]
        return "\n".join([f"{match[1]}.. code:: {match[2]}".rstrip(), "", *body])

    text = _FENCE.sub(block, text)
    text = _SWALLOWED.sub(parted, text)

    def mend(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if text[max(0, match.start() - 2) : match.start()].endswith("\\"):
            return match[0]
        first, last = ("\\ " if _is_foreign(sign) else "" for sign in (before, after))
        if first or last:
            rows.append(text.count("\n", 0, match.start()))
        return f"{first}{match[0]}{last}"

    return _MARKUP.sub(mend, text), rows, new


def _is_foreign(sign: str) -> bool:
    """Is it a letter that no name or formula has?"""
    return sign.isalpha() and ord(sign) > 0x2FF and not "\u0370" <= sign <= "\u03ff"
