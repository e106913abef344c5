"""Read a bilingual script: prose cells per language around shared code cells."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jupytext.cell_reader import DoublePercentScriptCellReader

from . import markdown
from .errors import TutorialError

_SETTING = re.compile(r"\s*#\s*sphinx_gallery_\w+\s*(=.*)?$")


@dataclass(frozen=True)
class CodeLine:
    """One line of code: its number in the script and, for a comment of one language, which."""

    number: int
    text: str
    language: str | None = None


@dataclass(frozen=True)
class CodeCell:
    """Code that every language shares, with whole-line comments that one language alone shows."""

    line: int
    lines: tuple[CodeLine, ...]

    @property
    def source(self) -> str:
        """What is run, and what the store's key is made of: no comment of one language."""
        return "\n".join(line.text for line in self.lines if line.language is None)

    def shown(self, language: str) -> str:
        """What a reader of ``language`` sees: its comments untagged, Sphinx-Gallery's settings gone."""
        kept = (line for line in self.lines if line.language in (None, language))
        return "\n".join(line.text for line in kept if not _SETTING.match(line.text)).strip("\n")


@dataclass(frozen=True)
class Prose:
    """One language's Markdown; ``line`` is that of its first line in the script."""

    line: int
    text: str


@dataclass(frozen=True)
class Passage:
    """The same thing said in every language, in the order of the languages."""

    line: int
    prose: tuple[tuple[str, Prose], ...]

    def text(self, language: str) -> str:
        """The Markdown of one language, verbatim."""
        return dict(self.prose)[language].text


@dataclass(frozen=True)
class Tutorial:
    """A script that has been read and found whole."""

    path: Path
    languages: tuple[str, ...]
    parts: tuple[Passage | CodeCell, ...]

    @property
    def name(self) -> str:
        """The script's name without its ending."""
        return self.path.stem

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The prose, in order."""
        return tuple(part for part in self.parts if isinstance(part, Passage))

    @property
    def code(self) -> tuple[CodeCell, ...]:
        """The code, in order."""
        return tuple(part for part in self.parts if isinstance(part, CodeCell))

    def title(self, language: str) -> str:
        """The title as plain text."""
        return markdown.headings(self.passages[0].text(language))[0].title

    def introduction(self, language: str) -> str:
        """The first paragraph as plain text on one line."""
        return markdown.first_paragraph(self.passages[0].text(language))

    def section_ids(self, language: str) -> tuple[str, ...]:
        """An id for every heading in order, made from the headings of ``language``."""
        ids: list[str] = []
        for passage in self.passages:
            for heading in markdown.headings(passage.text(language)):
                stem = markdown.slug(heading.title) or "section"
                clashes = sum(re.fullmatch(rf"{stem}(-\d+)?", known) is not None for known in ids)
                ids.append(f"{stem}-{clashes + 1}" if clashes else stem)
        return tuple(ids)


@dataclass(frozen=True)
class _Cell:
    kind: str
    language: str | None
    line: int
    body: int
    text: str
    docstring: bool


def read(path: Path, languages: Sequence[str]) -> Tutorial:
    """The tutorial at ``path``, written in ``languages`` (the first one holds the docstring).

    Raises TutorialError at the first mistake, with its line and the mend.
    """
    text = _text(path)
    cells = list(_cells(path, text))
    first = cells[0]
    if not (first.kind == "markdown" and first.docstring and first.language == languages[0]):
        wanted = f'# %% [markdown] lang="{languages[0]}"'
        raise TutorialError(
            path,
            first.line,
            f'no docstring; begin with `{wanted}` and the title between """ and """',
        )
    parts = tuple(_parts(path, cells, tuple(languages)))
    tutorial = Tutorial(path, tuple(languages), parts)
    _check_headings(tutorial)
    return tutorial


def _text(path: Path) -> str:
    data = path.read_bytes()
    if not data.strip():
        raise TutorialError(path, 1, "the file is empty; begin with a title cell")
    if data.startswith(b"\xef\xbb\xbf"):
        raise TutorialError(path, 1, "a byte order mark; save the file as UTF-8 without BOM")
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            decoded = line.decode("utf-8")
        except UnicodeDecodeError as error:
            bad = line[error.start]
            raise TutorialError(
                path, number, f"byte 0x{bad:02x} is not UTF-8; save the file as UTF-8"
            ) from None
        if "\r" in decoded:
            raise TutorialError(path, number, "a carriage return; save the file with LF line ends")
        if re.match(r" *\t", decoded):
            raise TutorialError(path, number, "a tab in the indentation; indent by four spaces")
        if "\0" in decoded:
            raise TutorialError(path, number, "a null byte; take it out")
    return data.decode("utf-8")


def _cells(path: Path, text: str) -> Iterator[_Cell]:
    # Jupytext's own cell reader, one cell at a time, because the notebook that jupytext.reads
    # returns no longer knows the line a cell came from.
    lines = text.split("\n")
    position = 0
    while position < len(lines) and any(line.strip() for line in lines[position:]):
        reader = DoublePercentScriptCellReader({"extension": ".py"}, "python")
        cell, length = reader.read(lines[position:])
        marked = lines[position].lstrip().startswith("# %%")
        body = position + 1 if marked else position
        raw = "\n".join(lines[body : position + length])
        docstring = "cell_marker" in cell.metadata
        if cell.cell_type != "code" and re.match(r"\s*[rR]?('''|\"\"\")", raw) and not docstring:
            raise TutorialError(
                path,
                body + 1,
                "this docstring is never closed, or text follows it; end it with its quotes alone",
            )
        if docstring:
            body += 1 + raw[: len(raw) - len(raw.lstrip("\n"))].count("\n")
        source = raw.rstrip("\n") if cell.cell_type == "code" else cell.source
        language = cell.metadata.get("lang")
        yield _Cell(cell.cell_type, language, position + 1, body + 1, source, docstring)
        position += length


def _parts(
    path: Path, cells: Sequence[_Cell], languages: tuple[str, ...]
) -> Iterator[Passage | CodeCell]:
    pending: list[tuple[str, Prose]] = []

    def lacking() -> TutorialError:
        missing = ", ".join(code for code in languages if code not in dict(pending))
        line = pending[0][1].line - 1
        return TutorialError(
            path,
            line,
            f'the passage that begins here lacks lang="{missing}"; add that prose cell below it',
        )

    for cell in cells:
        if cell.kind == "markdown" and cell.language is not None:
            if cell.language not in languages:
                known = ", ".join(languages)
                raise TutorialError(
                    path, cell.line, f'unknown lang="{cell.language}"; conf.py lists {known}'
                )
            if cell.language in dict(pending):
                raise TutorialError(
                    path,
                    cell.line,
                    f'this passage has lang="{cell.language}" twice; keep one of them',
                )
            expected = languages[len(pending)]
            if cell.language != expected:
                raise TutorialError(
                    path,
                    cell.line,
                    f'this passage lacks lang="{expected}" before lang="{cell.language}"; add that prose cell',
                )
            pending.append((cell.language, _prose(path, cell)))
            if len(pending) == len(languages):
                yield Passage(pending[0][1].line, tuple(pending))
                pending = []
            continue
        if pending:
            raise lacking()
        if cell.kind == "markdown":
            shared = _prose(path, cell)
            yield Passage(cell.line, tuple((code, shared) for code in languages))
        elif cell.kind == "code":
            code = _code(path, cell, languages)
            if code.lines:
                yield code
        else:
            raise TutorialError(
                path,
                cell.line,
                "a raw cell; make it a code cell `# %%` or a `# %% [markdown]` cell",
            )
    if pending:
        raise lacking()


def _prose(path: Path, cell: _Cell) -> Prose:
    if not cell.text.strip():
        raise TutorialError(path, cell.line, "an empty prose cell; write its text or take it out")
    fence = markdown.unclosed_fence(cell.text)
    if fence is not None:
        raise TutorialError(
            path, cell.body + fence, "this fence is never closed; close it in the same cell"
        )
    return Prose(cell.body, cell.text)


def _code(path: Path, cell: _Cell, languages: tuple[str, ...]) -> CodeCell:
    try:
        ast.parse(cell.text)
    except SyntaxError as error:
        line = cell.body - 1 + (error.lineno or 1)
        raise TutorialError(path, line, f"{type(error).__name__}: {error.msg}") from None
    tagged = _language_comments(cell.text, languages)
    lines = []
    for index, text in enumerate(cell.text.split("\n")):
        language, shown = tagged.get(index, (None, text))
        lines.append(CodeLine(cell.body + index, shown, language))
    return CodeCell(cell.body, tuple(lines) if cell.text.strip() else ())


def _language_comments(source: str, languages: tuple[str, ...]) -> dict[int, tuple[str, str]]:
    # Through tokenize, so that such a line inside a string stays what it is.
    tag = re.compile(rf"# ({'|'.join(map(re.escape, languages))}):( ?)")
    found: dict[int, tuple[str, str]] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        match = token.type == tokenize.COMMENT and tag.match(token.string)
        if match and not token.line[: token.start[1]].strip():
            indent = token.line[: token.start[1]]
            text = f"{indent}# {token.string[match.end() :]}".rstrip()
            found[token.start[0] - 1] = (match[1], text)
    return found


def _check_headings(tutorial: Tutorial) -> None:
    # A page's ids, and later its pairing with the other languages, count headings: they must agree.
    path, languages = tutorial.path, tutorial.languages
    for index, passage in enumerate(tutorial.passages):
        outlines = {code: markdown.headings(prose.text) for code, prose in passage.prose}
        for code, prose in passage.prose:
            for heading in outlines[code]:
                if (heading.level == 1) != (index == 0 and heading == outlines[code][0]):
                    raise TutorialError(
                        path,
                        prose.line + heading.line,
                        "`# ` is for the title alone; begin a section with `## `",
                    )
            if index == 0 and not (outlines[code] and outlines[code][0].level == 1):
                raise TutorialError(
                    path, prose.line, "no title; begin this cell with `# ` and the title"
                )
        reference = [heading.level for heading in outlines[languages[0]]]
        for code, prose in passage.prose:
            if [heading.level for heading in outlines[code]] != reference:
                other = dict(passage.prose)[languages[0]].line
                raise TutorialError(
                    path,
                    prose.line,
                    f'the headings differ from those in lang="{languages[0]}" at line {other}; '
                    "give both the same levels in the same order",
                )
