"""Code cells: what is run, and what the readers of each language see."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import tokenize
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path

from ..errors import Edit, SourceError, Tell, refuse
from .asyncio_names import Names
from .cell_tags import Display, Role, display_of, role_of, tags_of
from .cells import Cell, Metadata
from .suppressions import Suppression
from .switches import Switch, own_setting, switch_of

# What a comment of one language says while it waits for its translation: it holds another language's text.
DRAFT = re.compile(r"\s*<!--.*-->\s*")


@dataclass(frozen=True)
class CodeLine:
    """One line of code: its number in the script and, for a comment of one language, which.

    A ``hidden`` line is not shown: settings, what they bid ignore, suppressions, and a comment that waits
    for its translation. What they bid ignore is ``folded`` too: code that a download has. A line that is
    not ``run`` is a comment of one language, an suppression, or a setting that says where and how long the
    tutorial may run.
    """

    number: int
    text: str
    language: str | None = None
    hidden: bool = False
    run: bool = True
    folded: bool = False

    @property
    def is_draft(self) -> bool:
        """Does the comment wait for its translation?"""
        said = self.text.strip().removeprefix("#")
        return self.language is not None and DRAFT.fullmatch(said) is not None


@dataclass(frozen=True)
class CodeCell:
    """Code that every language shares, with whole-line comments that one language alone shows.

    ``settings`` are those of the whole tutorial that stand here: ``timeout`` and ``resources``;
    ``metadata`` is what the cell's marker says for Jupyter, ``tags`` those in it, ``switches`` are
    Sphinx-Gallery's settings that have a value, each with its line in the script; ``asyncio`` is what
    the whole tutorial calls that module and what is in it.
    """

    line: int
    lines: tuple[CodeLine, ...]
    settings: tuple[tuple[str, object], ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    metadata: Metadata = ()
    switches: tuple[tuple[int, Switch], ...] = ()
    tags: frozenset[str] = frozenset()
    asyncio: Names = ()

    @property
    def role(self) -> Role:
        """What it is to an exercise."""
        return role_of(self.tags)

    @property
    def display(self) -> Display:
        """What a page does with it."""
        return display_of(self.tags)

    @property
    def source(self) -> str:
        """What is run, and what the store's key is made of: no comment of one language."""
        return "\n".join(line.text for line in self.lines if line.run)

    def taken(self, *languages: str) -> tuple[CodeLine, ...]:
        """The lines that a reader of these languages takes home: what is shown, and what is folded.

        A comment stands in one language below the other, in the order of the languages.
        """
        kept = (line for line in self.lines if line.language in (None, *languages))
        shown = (line for line in kept if line.folded or not line.hidden)
        runs = groupby(shown, key=lambda line: line.language is None)
        return tuple(
            line
            for is_code, run in runs
            for line in (run if is_code else sorted(run, key=lambda each: _place(each, languages)))
        )

    def shown(self, language: str) -> str:
        """What a reader of ``language`` sees: its comments untagged, settings gone."""
        kept = (line for line in self.lines if line.language in (None, language))
        return "\n".join(line.text for line in kept if not line.hidden).strip("\n")


def _place(line: CodeLine, languages: Sequence[str]) -> int:
    return languages.index(line.language) if line.language else 0


@dataclass(frozen=True)
class Comment:
    """A comment as Python sees it, so that such a line inside a string stays what it is."""

    row: int
    text: str
    indent: str | None  # None: code stands before it


def check_syntax(path: Path, source: str, first: int, begin: int | None = None) -> None:
    """Raises SourceError where ``source`` is not Python.

    It begins at line ``first`` of the script, and at its character ``begin`` where that is known.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # More than ast.parse: a `return` outside a function is found here too.
            compile(source, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        said = f"{type(error).__name__}: {error.msg}"
        row = error.lineno or 1
        if "unicodeescape" in said:
            said = 'a backslash in the docstring; begin it with r""" to keep backslashes'
            row = _escape(source, row)
        elif command := _command(error, source):
            said = f"{command} is a command of Jupyter and no Python"
        fix: tuple[Edit, ...] = ()
        if isinstance(error, TabError):
            said += "; indent with spaces alone"
            fix = () if begin is None else _with_spaces(source, begin)
        raise SourceError(path, first - 1 + row, said + _mend(error, source), fix) from None


def _with_spaces(source: str, begin: int) -> tuple[Edit, ...]:
    """The edits that make spaces of the tabs which indent code; none where it may be meant in two ways."""
    if '"""' in source or "'''" in source:
        return ()  # a tab may be text there
    tabs = list(re.finditer(r"^[ \t]*\t[ \t]*", source, re.MULTILINE))
    meant: dict[str, list[Edit]] = {}
    for size in (4, 8):
        spaced, edits = source, []
        for tab in reversed(tabs):
            spaces = tab[0].expandtabs(size)
            spaced = spaced[: tab.start()] + spaces + spaced[tab.end() :]
            edits.append(Edit(begin + tab.start(), begin + tab.end(), spaces))
        with contextlib.suppress(SyntaxError):
            meant.setdefault(ast.dump(ast.parse(spaced)), edits)
    return tuple(reversed(next(iter(meant.values())))) if len(meant) == 1 else ()


# An escape that Python cannot read, behind an even number of backslashes.
_ESCAPE = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?:N(?!\{[^{}]+\})|x(?![0-9A-Fa-f]{2})|u(?![0-9A-Fa-f]{4})|U(?![0-9A-Fa-f]{8}))"
)


def _escape(source: str, row: int) -> int:
    """The row of the escape that cannot be read; Python tells where its string begins, or where it ends."""
    rows = source.split("\n")
    at = [number for number, each in enumerate(rows, 1) if _ESCAPE.search(each)]
    return min(at, key=lambda number: abs(number - row), default=row)


def _row(error: SyntaxError, source: str) -> str:
    rows = source.split("\n")
    return rows[(error.lineno or 1) - 1].strip() if 0 < (error.lineno or 1) <= len(rows) else ""


def _command(error: SyntaxError, source: str) -> str:
    """The command of Jupyter that Python stumbled over, such as `%matplotlib inline`; empty for none."""
    match = re.match(r"(?:!\S|%%?[a-z]).*", _row(error, source))
    return f"`{match[0]}`" if match else ""


def _mend(error: SyntaxError, source: str) -> str:
    """What to write where a notebook would take what Python does not; empty for any other mistake."""
    if str(error.msg).startswith("'await' outside"):
        return "; write `asyncio.run(…)`, which is Python; the notebook gets `await …` in its place"
    if re.match(r"'async (for|with)' outside|asynchronous comprehension outside", str(error.msg)):
        return "; put it into an `async def`, and call that with `asyncio.run(…)`"
    row = _row(error, source)
    if _command(error, source):
        return f"; write `# {row}`: a comment in the script and a command in the notebook"
    if asked := re.fullmatch(r"\?{0,2}([\w.]+)\?{0,2}", row):
        return f"; write `help({asked[1]})`, which is Python"
    if re.search(r"=\s*[!%][A-Za-z]", row):
        return "; what a command of Jupyter gives no script has; write it in Python"
    return ""


def read_code(path: Path, cell: Cell, languages: tuple[str, ...], tell: Tell = refuse) -> CodeCell:
    """The code of one cell; ``tell`` is given each mistake in its syntax, comments and settings.

    Of code that is not Python there is nothing but its place.
    """
    try:
        check_syntax(path, cell.text, cell.body, cell.begin)
    except SourceError as mistake:
        tell(mistake)
        return CodeCell(cell.body, (CodeLine(cell.body, "", run=False, hidden=True),))
    if not cell.text.strip():
        return CodeCell(cell.body, ())
    tagged: dict[int, tuple[str, str]] = {}
    hidden: set[int] = set()
    folded: set[int] = set()
    bids: set[int] = set()  # the comments that are settings
    settings: dict[int, tuple[str, object]] = {}
    switches: list[tuple[int, Switch]] = []
    suppressions: dict[int, Suppression] = {}
    ignored_from: int | None = None
    begins = list(accumulate((len(row) + 1 for row in cell.text.split("\n")), initial=cell.begin))

    def read(comment: Comment, line: int) -> None:
        nonlocal ignored_from
        tag = _language_tag(path, line, comment, languages, begins[comment.row], tell)
        if tag is not None:
            tagged[comment.row] = tag
            if DRAFT.fullmatch(tag[1].strip().removeprefix("#")):
                hidden.add(comment.row)
        elif comment.indent is None:
            switch_of(path, line, comment.text, alone=False)
        elif (suppression := Suppression.of(line, comment.text.lstrip("#"))) is not None:
            suppressions[comment.row] = suppression
            hidden.add(comment.row)
        elif (own := own_setting(path, line, comment.text)) is not None:
            settings[comment.row] = own
            hidden.add(comment.row)
            bids.add(comment.row)
        elif (switch := switch_of(path, line, comment.text, alone=True)) is not None:
            hidden.add(comment.row)
            bids.add(comment.row)
            if switch.value is not None:
                switches.append((line, switch))
            if switch.name == "start_ignore":
                ignored_from = comment.row
            elif switch.name == "end_ignore":
                if ignored_from is None:
                    raise SourceError(path, line, "end_ignore without start_ignore; take it out")
                hidden.update(range(ignored_from, comment.row))
                folded.update(range(ignored_from + 1, comment.row))
                ignored_from = None

    for comment in comments(cell.text):
        try:
            read(comment, cell.body + comment.row)
        except SourceError as mistake:
            tell(mistake)
    if ignored_from is not None:
        line = cell.body + ignored_from
        message = "start_ignore without end_ignore; end it in the same cell"
        tell(SourceError(path, line, message))
    lines = []
    for row, text in enumerate(cell.text.split("\n")):
        language, shown = tagged.get(row, (None, text))
        run = language is None and row not in settings and row not in suppressions
        kept = row in folded and row not in bids and row not in suppressions
        lines.append(CodeLine(cell.body + row, shown, language, row in hidden, run, kept))
    try:
        tags = tags_of(path, cell.line, cell.metadata)
    except SourceError as mistake:
        tell(mistake)
        tags = frozenset()
    return CodeCell(
        cell.body,
        tuple(lines),
        tuple(settings.values()),
        tuple(suppressions.values()),
        cell.metadata,
        tuple(switches),
        tags,
    )


def comments(source: str) -> Iterator[Comment]:
    """The comments of a piece of Python, which has to be whole."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            before = token.line[: token.start[1]]
            yield Comment(token.start[0] - 1, token.string, None if before.strip() else before)


def _language_tag(
    path: Path, line: int, comment: Comment, languages: tuple[str, ...], begin: int, tell: Tell
) -> tuple[str, str] | None:
    codes = "|".join(map(re.escape, languages))
    meant = re.match(rf"#+\s*({codes})\s*: ?", comment.text, re.IGNORECASE)
    if meant is None:
        return None
    written = meant[0].rstrip()
    if comment.indent is None:
        message = f"a comment of one language has a line of its own; move `{written}` there"
        raise SourceError(path, line, message)
    tag = next(code for code in languages if code.lower() == meant[1].lower())
    said = comment.text[meant.end() :]
    if not comment.text.startswith(f"# {tag}:"):
        said, wanted = said.lstrip(), f"# {tag}: "
        at = begin + len(comment.indent)
        edit = Edit(at, at + len(comment.text) - len(said), wanted if said else wanted.rstrip())
        message = f"`{written}` is no language tag; write `{wanted}`"
        tell(SourceError(path, line, message, (edit,)))
    return tag, f"{comment.indent}# {said}".rstrip()
