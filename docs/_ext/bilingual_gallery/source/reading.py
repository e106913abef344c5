"""Read a bilingual script, or say at its line what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from ..config import SYNTAX, Syntax
from ..contents import DISK, Contents
from ..errors import SourceError
from . import markdown
from .asyncio_names import Names, names_in
from .cell_tags import check_exercises, refuse_in_prose
from .cells import Cell, cells_of, text_of
from .code import CodeCell, check_syntax, read_code
from .expressions import mistake_in
from .figure_words import NAME, Wrong, figures_in
from .suppressions import take_out
from .tutorial import Passage, Prose, Tutorial


def read(
    path: Path, languages: Sequence[str], syntax: Syntax = SYNTAX, contents: Contents = DISK
) -> Tutorial:
    """The tutorial at ``path``, written in ``languages`` (the first one holds the docstring).

    ``syntax`` is the Markdown that its prose is written in.

    Raises SourceError at the first mistake, with its line and the mend.
    """
    return _parse(path, text_of(path, contents), tuple(languages), syntax)


@cache  # every language's build reads the same scripts, in forks of one process
def _parse(path: Path, text: str, languages: tuple[str, ...], syntax: Syntax) -> Tutorial:
    cells = list(cells_of(path, text))
    first = cells[0]
    if not (first.kind == "markdown" and first.docstring and first.language == languages[0]):
        wanted = f'# %% [markdown] lang="{languages[0]}"'
        if first.kind == "code" and all(
            row.startswith("#") or not row.strip() for row in first.text.split("\n")
        ):
            above = "comments or empty lines above the title"
            message = f"{above}; take them out, and begin with `{wanted}`"
            raise SourceError(path, first.line, message)
        raise SourceError(
            path,
            first.line,
            f'no docstring; begin with `{wanted}` and the title between """ and """, '
            f"or name it _{path.name} if tutorials import it",
        )
    parts = tuple(_parts(path, cells, languages, syntax))
    check_exercises(
        path, [(part.line - 1, part.role) if isinstance(part, CodeCell) else None for part in parts]
    )
    _check_figures(path, parts, syntax)
    check_syntax(path, text, 1)  # the docstring, and what only the whole can get wrong
    tutorial = Tutorial(path, languages, parts, syntax, text)
    if tutorial.asked and not tutorial.code:
        message = "an expression, and there is no code that it could be about; write its value"
        raise SourceError(path, tutorial.asked[0].line, message)
    names = names_in(part.source for part in parts if isinstance(part, CodeCell))
    known = tuple(_knowing(part, names) for part in parts)
    return Tutorial(path, languages, known, syntax, text)


def _knowing(part: Passage | CodeCell, names: Names) -> Passage | CodeCell:
    """The part; code knows the names of what other cells import."""
    return replace(part, asyncio=names) if names and isinstance(part, CodeCell) else part


def _parts(
    path: Path, cells: Sequence[Cell], languages: tuple[str, ...], syntax: Syntax
) -> Iterator[Passage | CodeCell]:
    pending: list[tuple[str, Prose]] = []
    first = True

    def lacking() -> SourceError:
        missing = " and ".join(f'lang="{code}"' for code in languages if code not in dict(pending))
        line = pending[0][1].line - 1
        return SourceError(
            path,
            line,
            f"the passage that begins here lacks {missing}; add that below it",
        )

    for cell in cells:
        if cell.kind == "markdown" and cell.language is not None:
            if cell.language not in languages:
                known = ", ".join(languages)
                raise SourceError(
                    path,
                    cell.line,
                    f'unknown lang="{cell.language}"; write one of conf.py: {known}',
                )
            if cell.language in dict(pending):
                raise SourceError(
                    path,
                    cell.line,
                    f'this passage has lang="{cell.language}" twice; keep one of them',
                )
            expected = languages[len(pending)]
            if cell.language != expected:
                raise SourceError(
                    path,
                    cell.line,
                    f'this passage lacks lang="{expected}" before lang="{cell.language}"; add that prose cell',
                )
            pending.append((cell.language, _prose(path, cell, syntax)))
            if len(pending) == len(languages):
                yield _passage(path, tuple(pending), syntax, first=first)
                pending, first = [], False
            continue
        if pending:
            raise lacking()
        if cell.kind == "markdown":
            shared = _prose(path, cell, syntax)
            yield _passage(path, tuple((code, shared) for code in languages), syntax, first=first)
            first = False
        elif cell.kind == "code":
            code = read_code(path, cell, languages)
            if code.lines:
                yield code
        else:
            raise SourceError(
                path,
                cell.line,
                "a raw cell; make it a code cell `# %%` or a `# %% [markdown]` cell",
            )
    if pending:
        raise lacking()


def _prose(path: Path, cell: Cell, syntax: Syntax) -> Prose:
    refuse_in_prose(path, cell.line, cell.metadata)
    text, line, suppressions = take_out(cell.text, cell.body, syntax)
    if not text.strip():
        raise SourceError(path, cell.line, "an empty prose cell; write its text or take it out")
    open_block = markdown.unclosed_block(text, syntax)
    if open_block is not None:
        raise SourceError(
            path, line + open_block, "what begins here is never closed; close it in the same cell"
        )
    if (mistake := mistake_in(text, syntax)) is not None:
        raise SourceError(path, line + mistake[0], mistake[1])
    try:
        figures_in(text, syntax)
    except Wrong as wrong:
        raise SourceError(path, line + wrong.row, wrong.message) from None
    return Prose(line, text, suppressions, cell.metadata)


def _check_figures(path: Path, parts: Sequence[Passage | CodeCell], syntax: Syntax) -> None:
    """What is said of a figure stands directly below the code that draws it."""
    for before, part in pairwise([None, *parts]):
        if isinstance(part, Passage) and not isinstance(before, CodeCell):
            for _, prose in part.prose:
                for figure in figures_in(prose.text, syntax):
                    message = (
                        f"{NAME} stands below no code; put it below the cell that draws the figure"
                    )
                    raise SourceError(path, prose.line + figure.begin, message)


def _passage(
    path: Path, prose: tuple[tuple[str, Prose], ...], syntax: Syntax, *, first: bool
) -> Passage:
    """A passage whose headings agree: a page's ids, and its pairing with the other pages, count them."""
    outlines = {code: markdown.headings(each.text, syntax) for code, each in prose}
    for code, each in prose:
        if first and not (outlines[code] and outlines[code][0].level == 1):
            raise SourceError(path, each.line, "no title; begin this cell with `# ` and the title")
        for index, heading in enumerate(outlines[code]):
            if heading.level == 1 and not (first and index == 0):
                raise SourceError(
                    path,
                    each.line + heading.line,
                    "`# ` is for the title alone; begin a section with `## `",
                )
    reference, top = prose[0]
    levels = {code: [heading.level for heading in outlines[code]] for code in outlines}
    for code, each in prose:
        if levels[code] != levels[reference]:
            raise SourceError(
                path,
                each.line,
                f'the headings differ from those in lang="{reference}" at line {top.line}; '
                f"give {'both' if len(prose) == 2 else 'every language'} the same levels in the same order",
            )
    return Passage(prose[0][1].line, prose)
