"""Code cells: what is run, and what the readers of each language see."""

from __future__ import annotations

import io
import re
import tokenize
import warnings
from dataclasses import dataclass
from pathlib import Path

from .cells import Cell
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


def read_code(path: Path, cell: Cell, languages: tuple[str, ...]) -> CodeCell:
    """The code of one cell. Raises TutorialError at a syntax error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # More than ast.parse: a `return` outside a function is found here too.
            compile(cell.text, str(path), "exec", dont_inherit=True)
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
