"""Comments of one language in the code: those of all languages stand one below the other, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..source.code import CodeCell
from ..source.tutorial import Tutorial
from .finding import Edit, Finding, Text

_RULE = "comments"
RULES = frozenset([_RULE])


def groups(tutorial: Tutorial, cell: CodeCell) -> list[list[Text]]:
    """The comments of one language in a cell: those that belong together, a text for each language."""
    lines = [line for line in cell.lines if line.language is not None]
    found: list[list[Text]] = []
    # Lines follow each other where their numbers rise with their places.
    for (_, code), run in groupby(
        enumerate(lines), lambda at: (at[1].number - at[0], at[1].language)
    ):
        own = [line for _, line in run]
        said = "\n".join(
            "" if line.is_draft else line.text.strip().removeprefix("#").strip() for line in own
        )
        line = own[0].number
        text = Text(tutorial.path, line, str(code), said, plain=True, whole=tutorial.script)
        last = found[-1] if found else []
        follows = bool(last) and _end(last) == text.line
        if follows and text.language not in {each.language for each in last}:
            last.append(text)
        else:
            found.append([text])
    return found


def check(
    found: Iterable[Sequence[Text]], languages: Sequence[str], expected: Sequence[str]
) -> Iterator[Finding]:
    """The groups of comments in which a language is missing, or stands in another's place.

    Of the ``languages`` those that are not ``expected`` may be missing.
    """
    for texts in found:
        spoken = [text.language for text in texts]
        own = [code for code in languages if code in spoken or code in expected]
        if spoken == own or _is_string_below(texts, own):
            continue
        wanted = ", ".join(f"`# {code}:`" for code in own)
        if sorted(spoken) == sorted(own):
            message = f"the comments stand in the order {', '.join(spoken)}; write {wanted}"
            yield texts[0].finding(0, _RULE, message, _ordered(texts, own))
            continue
        other = (text for text, code in zip(texts, own, strict=False) if text.language != code)
        message = f"a comment of one language alone; write {wanted}, one below the other"
        yield next(other, texts[-1]).finding(0, _RULE, message)


def _is_string_below(texts: Sequence[Text], languages: Sequence[str]) -> bool:
    """Do comments in quotes say what the string in the line below says in the language that they lack?"""
    rows = texts[0].whole.split("\n")
    below = rows[_end(texts) - 1] if _end(texts) <= len(rows) else ""
    return (
        len({text.language for text in texts}) == len(languages) - 1
        and all(text.markdown.startswith(("'", '"')) for text in texts)
        and re.search("['\"]", below) is not None
    )


def _end(texts: Sequence[Text]) -> int:
    """The line below a group."""
    return texts[-1].line + texts[-1].markdown.count("\n") + 1


def _ordered(texts: Sequence[Text], languages: Sequence[str]) -> tuple[Edit, ...]:
    """The lines of a group in the order of the languages."""
    rows = texts[0].whole.split("\n")
    first, end = texts[0].line - 1, _end(texts) - 1
    if len(rows) < end:
        return ()
    begin = sum(len(row) + 1 for row in rows[:first])
    own = {
        text.language: rows[text.line - 1 : text.line + text.markdown.count("\n")] for text in texts
    }
    ordered = "\n".join(row for code in languages for row in own[code])
    return (Edit(begin, begin + len("\n".join(rows[first:end])), ordered),)
