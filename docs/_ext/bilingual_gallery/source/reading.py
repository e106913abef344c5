"""Read a bilingual script, or say at its lines what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from ..config import SYNTAX, Syntax
from ..contents import DISK, Contents
from ..errors import SourceError
from ..memo import kept
from .asyncio_names import Names, names_in
from .cell_tags import misplaced
from .cells import UNREAD, Cell, cells_of, text_of
from .code import CodeCell, check_syntax, read_code
from .figure_words import NAME, figures_in
from .passages import Said, grouped, untranslated, with_one_title
from .prose_cells import passage_of, prose_of
from .tutorial import Passage, Prose, Tutorial


@dataclass(frozen=True)
class Reading:
    """What could be read of a script, and its ``mistakes`` by line.

    ``tutorial`` is None where nothing could. With mistakes it lacks what they are in, so it can be checked,
    and not built.
    """

    tutorial: Tutorial | None
    mistakes: tuple[SourceError, ...] = ()


def read(
    path: Path, languages: Sequence[str], syntax: Syntax = SYNTAX, contents: Contents = DISK
) -> Tutorial:
    """The tutorial at ``path``, written in ``languages`` (the first one holds the docstring).

    ``syntax`` is the Markdown that its prose is written in.

    Raises SourceError for the first mistake, with its line and the mend.
    """
    reading = examine(path, languages, syntax, contents)
    if reading.mistakes:
        first = reading.mistakes[0]
        raise SourceError(first.path, first.line, first.message, first.fix)
    assert reading.tutorial is not None
    return reading.tutorial


def examine(
    path: Path, languages: Sequence[str], syntax: Syntax = SYNTAX, contents: Contents = DISK
) -> Reading:
    """What ``read`` gives, and all mistakes where it would raise the first."""
    mistakes: list[SourceError] = []
    try:
        text = text_of(path, contents, mistakes.append)
    except SourceError as mistake:
        return Reading(None, _in_order([*mistakes, mistake]))
    reading = examine_text(path, text, tuple(languages), syntax)
    if not mistakes:
        return reading
    # No place in this text is one in the file, so these are mended first.
    tutorial = reading.tutorial and replace(reading.tutorial, script="")
    others = [SourceError(each.path, each.line, each.message) for each in reading.mistakes]
    return Reading(tutorial, _in_order([*mistakes, *others]))


def _in_order(mistakes: Sequence[SourceError]) -> tuple[SourceError, ...]:
    return tuple(sorted(mistakes, key=lambda each: each.line))


@cache  # every language's build reads the same scripts, in forks of one process
@kept
def examine_text(path: Path, text: str, languages: tuple[str, ...], syntax: Syntax) -> Reading:
    """What ``examine`` tells of a script that says ``text``."""
    reading = _Reader(path, languages, syntax).reading(text)
    return replace(reading, mistakes=_in_order(reading.mistakes))


@dataclass(frozen=True)
class _Reader:
    """Reads one script, and notes its mistakes as it goes."""

    path: Path
    languages: tuple[str, ...]
    syntax: Syntax
    mistakes: list[SourceError] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)  # the lines of cells without code

    def reading(self, text: str) -> Reading:
        """What a text says, and what is wrong with it."""
        cells = list(cells_of(self.path, text, self.mistakes.append))
        titled = self._check_title(cells[0])
        found = list(self._parts(cells, titled=titled))
        roles = [
            (each.line - 1, each.role) if isinstance(each, CodeCell) else None for each in found
        ]
        for line, message in misplaced(roles):
            self._tell(line, message)
        parts = tuple(each for each in found if each is not None)
        self._check_figures(parts)
        self._check_whole(text, cells)
        empty = tuple(self.empty)
        tutorial = Tutorial(self.path, self.languages, parts, self.syntax, text, empty)
        if tutorial.asked and not any(cell.kind == "code" for cell in cells):
            message = "an expression, and there is no code that it could be about; write its value"
            self._tell(tutorial.asked[0].line, message)
        names = names_in(part.source for part in parts if isinstance(part, CodeCell))
        known = tuple(_knowing(part, names) for part in parts)
        whole = replace(tutorial, parts=known)
        return Reading(whole, tuple(self.mistakes))

    def _tell(self, line: int, message: str) -> None:
        self.mistakes.append(SourceError(self.path, line, message))

    def _check_title(self, first: Cell) -> bool:
        """Does the script begin with prose? In the first language that is the docstring."""
        if first.kind == UNREAD:
            return True  # it has been told of
        own = self.languages[0]
        if first.kind == "markdown" and first.language in self.languages[1:]:
            return True
        if first.kind == "markdown" and first.docstring and first.language == own:
            return True
        wanted = f'# %% [markdown] lang="{own}"'
        if first.kind == "code" and all(
            row.startswith("#") or not row.strip() for row in first.text.split("\n")
        ):
            above = "comments or empty lines above the title"
            self._tell(first.line, f"{above}; take them out, and begin with `{wanted}`")
        else:
            message = (
                f'no docstring; begin with `{wanted}` and the title between """ and """, '
                f"or name it _{self.path.name} if tutorials import it"
            )
            self._tell(first.line, message)
        return False

    def _check_whole(self, text: str, cells: Sequence[Cell]) -> None:
        """The docstring, and what only the whole can get wrong; code that has been told of is left out."""
        told = {mistake.line for mistake in self.mistakes}
        rows = text.split("\n")
        for cell in cells:
            lines = range(cell.line, cell.body + cell.text.count("\n") + 1)
            if told.intersection(lines) and (cell.kind != "markdown" or not cell.docstring):
                for row in range(cell.line - 1, min(lines.stop - 1, len(rows))):
                    rows[row] = "#" * len(rows[row])  # so that all else keeps its place
        try:
            check_syntax(self.path, "\n".join(rows), 1)
        except SourceError as mistake:
            self.mistakes.append(mistake)

    def _parts(self, cells: Sequence[Cell], *, titled: bool) -> Iterator[Passage | CodeCell | None]:
        """The parts in order, None for one that cannot be read."""
        first, run = titled, list[Cell]()
        for cell in (*cells, None):
            if cell is not None and cell.kind == "markdown" and cell.language is not None:
                run.append(cell)
                continue
            if run:
                yield from self._passages(run, first=first)
                run, first = [], False
            if cell is None:
                return
            if cell.kind == "code":
                code = read_code(self.path, cell, self.languages, self.mistakes.append)
                if code.lines:
                    yield code
                elif not cell.text.strip():
                    self.empty.append(cell.line)
            elif cell.kind == "markdown":
                said = self._said(cell)
                shared = [(code, said.prose) for code in self.languages if said.prose is not None]
                yield self._passage([cell], shared, first=first)
                first = False
            else:
                if cell.kind == "raw":
                    message = "a raw cell; make it a code cell `# %%` or a `# %% [markdown]` cell"
                    self._tell(cell.line, message)
                yield None

    def _passages(self, run: Sequence[Cell], *, first: bool) -> Iterator[Passage | None]:
        """The passages of adjacent prose cells, each of one language."""
        said = []
        for cell in run:
            if cell.language in self.languages:
                said.append(self._said(cell))
            else:
                known = ", ".join(self.languages)
                message = f'unknown lang="{cell.language}"; write one of conf.py: {known}'
                self._tell(cell.line, message)
        groups = grouped(said, self.languages)
        if first and groups:
            groups, swapped = with_one_title(groups, self.languages)
            for line, message in swapped:
                self._tell(line, message)
        for group in groups:
            written = [(each.language, each.prose) for each in group.cells if each.is_seen]
            written = written or [(each.language, each.prose) for each in group.cells]
            there = [(code, prose) for code, prose in written if prose is not None]
            passage = self._passage([each.cell for each in group.cells], there, first=first)
            first = False
            # A cell whose language is mistyped may be the one that is lacking.
            if passage is not None and len(said) == len(run):
                passage = replace(passage, untranslated=untranslated(group, self.languages))
            yield passage

    def _said(self, cell: Cell) -> Said:
        return Said(cell, *prose_of(self.path, cell, self.syntax, self.mistakes.append))

    def _passage(
        self, cells: Sequence[Cell], prose: Sequence[tuple[str, Prose]], *, first: bool
    ) -> Passage | None:
        if prose:
            return passage_of(
                self.path, tuple(prose), self.syntax, self.mistakes.append, first=first
            )
        for cell in cells:
            self._tell(cell.line, "an empty prose cell; write its text or take it out")
        return None

    def _check_figures(self, parts: Sequence[Passage | CodeCell]) -> None:
        """What is said of a figure stands directly below the code that draws it."""
        for before, part in pairwise([None, *parts]):
            if isinstance(part, Passage) and not isinstance(before, CodeCell):
                for _, prose in part.prose:
                    for figure in figures_in(prose.text, self.syntax):
                        message = f"{NAME} stands below no code; put it below the cell that draws the figure"
                        self._tell(prose.line + figure.begin, message)


def _knowing(part: Passage | CodeCell, names: Names) -> Passage | CodeCell:
    """The part; code knows the names of what other cells import."""
    return replace(part, asyncio=names) if names and isinstance(part, CodeCell) else part
