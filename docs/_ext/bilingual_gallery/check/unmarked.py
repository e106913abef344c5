"""What one language alone can read and every page shows, because nothing says whose it is.

Prose in a Markdown cell without ``lang``, and comments in code in the script of one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..lang import language
from ..lang.scripts import LATIN, count, has_others
from ..lang.tags import name_in
from ..source.cell_tags import Place
from ..source.code import CodeCell, comments
from .finding import Finding, Text
from .tongue import is_prose, pieces, spoken

_COMMENTS, _PROSE = "unmarked-comments", "unmarked-prose"
RULES = frozenset([_COMMENTS, _PROSE])

_QUOTED = re.compile(r"`[^`]*`|“[^”]*”|\u2018[^\u2019]*\u2019|「[^」]*」|\"[^\"]*\"|'[^']*'")


def prose(text: Text, languages: tuple[str, ...]) -> Iterator[Finding]:
    """The prose in a text that all languages share, told once; formulas, pictures and numbers are none."""
    if len(languages) < 2:
        return
    for block in filter(is_prose, text.blocks):
        (piece,) = pieces(block)
        if (spoke := spoken(piece, languages)) is not None:
            name = f"in {name_in(spoke)} " if spoke else ""
            wanted = f'`lang="{spoke if spoke in languages else "…"}"`'
            message = (
                f"prose {name}in a cell without lang, which every page shows; write {wanted} into its marker"
                " (in JupyterLab: Property Inspector, Cell Metadata) and add the other languages' cells"
            )
            yield text.finding(piece.row, _PROSE, message)
            return


def in_code(path: Path, cell: CodeCell, languages: tuple[str, ...]) -> Iterator[Finding]:
    """The comments of a cell that are in the script of one language, and that no language is named for."""
    if len(languages) < 2 or cell.display.code is Place.LEFT_OUT or not has_others(cell.source):
        return
    whole = "\n".join(line.text for line in cell.lines)
    found = [each for each in comments(whole) if has_others(each.text)]
    rows = whole.split("\n")
    for each in found:
        rows[each.row] = rows[each.row].removesuffix(each.text)
    left, last = "\n".join(rows), -2
    for each in found:
        line, goes_on = cell.lines[each.row], each.indent is not None and each.row == last + 1
        if line.language is not None or line.hidden or _is_shown(each.text, left):
            continue
        if (whose := _whose(each.text, languages)) is not None:
            last = each.row
            if goes_on:
                continue
            wanted = " and ".join(f"`# {code}: …`" for code in languages)
            place = "" if each.indent is not None else " on lines of their own above it"
            message = (
                f"a comment in {name_in(whose)}, which every page shows; write {wanted}{place}"
            )
            yield Finding(path, line.number, _COMMENTS, message)


def _whose(comment: str, languages: tuple[str, ...]) -> str | None:
    """The language in whose script most of a comment is, but for what it quotes."""
    words = _QUOTED.sub("", comment)
    for code in languages:
        theirs = count(words, [name for name in language(code).scripts if name != LATIN])
        if theirs > 1 and theirs * 2 > count(words, (LATIN,)):
            return code
    return None


def _is_shown(comment: str, code: str) -> bool:
    """Does a comment repeat what a string of the code has, as one that shows an output does?"""
    return all(each in code for each in re.findall(r"\w+", comment) if has_others(each))
