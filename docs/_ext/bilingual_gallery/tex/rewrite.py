"""TeX as authors write it for MathJax, in the words that the converter knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .colors import Palette
from .commands import COMMANDS
from .environments import environment
from .rows import columns_of, ended, rows_of
from .tokens import PARAGRAPH, Macro, Reader, TexError, tokens_of, written

_TEXT: Mapping[str, str] = {
    **{f"\\{name}": f"\\{name}" for name in "text textbf textit texttt textrm textsf".split()},
    **dict.fromkeys("\\mbox \\hbox \\textup \\textnormal \\textmd".split(), "\\text"),
    "\\emph": "\\textit",
}
# What MathJax shows in text as it is, and the converter wants escaped.
_ESCAPES = {"_": "\\_", "&": "\\&", "#": "\\#", "\\\\": " ", PARAGRAPH: " "}
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")


def labels(source: str) -> list[str]:
    """The names that ``\\label`` gives in a formula, in order."""
    return [each.strip() for each in _LABEL.findall(source)]


@dataclass
class Rewriter:
    """One formula: the macros that hold in it, the numbers of labels, and what is found on the way.

    ``numbers`` is None where they are not known and do not matter. ``tags`` are the tags of the whole.
    """

    macros: dict[str, Macro]
    numbers: Mapping[str, str] | None
    is_block: bool
    palette: Palette = field(default_factory=Palette)
    expansions: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=list)

    def formula(self, source: str) -> str:
        """The whole formula; one of several lines is set as such, as Sphinx and MathJax do."""
        rows = [row for piece in _paragraphs(tokens_of(source)) for row in rows_of(piece)]
        done = ended([self.run(row) for row in rows])
        is_aligned = any(len(columns_of(row)) > 1 for row in done)
        tokens = [token for row in done for token in (*row, "\\\\")][:-1]
        if len(done) > 1 or is_aligned:
            name = "aligned" if is_aligned else "gathered"
            tokens = [f"\\begin{{{name}}}", *tokens, f"\\end{{{name}}}"]
        if self.tags:
            tokens = ["\\begin{equation}", *tokens, self.tags[-1], "\\end{equation}"]
        return written(tokens)

    def run(self, tokens: Sequence[str], tags: list[str] | None = None) -> list[str]:
        """Rewritten tokens; a tag among them goes to ``tags``, or else is the whole formula's."""
        reader = self._reader(tokens)
        found: list[str] = []
        while (token := reader.next()) is not None:
            if token in ("\\tag", "\\label"):
                (self.tags if tags is None else tags).extend(self._tag(token, reader))
            elif token == "\\begin":
                name = reader.name()
                found += environment(self, name, _body(reader, name))
            elif token in _TEXT:
                found += self._text(_TEXT[token], reader.argument())
            elif token in COMMANDS:
                found += COMMANDS[token](self, reader, found)
            else:
                found.append(token)
        return found

    def number(self, label: str) -> str:
        """The number that a reference shows. Raises TexError where no formula of the page has it."""
        if self.numbers is None:
            return "?"
        if label not in self.numbers:
            raise TexError(f"no formula of this page has \\label{{{label}}}")
        return self.numbers[label]

    def words(self, tokens: Sequence[str]) -> list[str]:
        """What is text and no formula."""
        reader, found = self._reader(tokens), list[str]()
        while (token := reader.next()) is not None:
            if token in _TEXT:
                found += [f"{_TEXT[token]}{{", *self.words(reader.argument()), "}"]
            elif token == "^":
                raise TexError("a ^ stands in its text; put $ and $ around a formula there")
            else:
                found.append(_ESCAPES.get(token, token))
        return found

    def _reader(self, tokens: Sequence[str]) -> Reader:
        return Reader(list(tokens), self.macros, self.expansions)

    def _tag(self, command: str, reader: Reader) -> list[str]:
        if command == "\\label":
            number = (self.numbers or {}).get(reader.name())
            return [f"\\tag{{{number}}}"] if number else []
        star = "*" if reader.peek() == "*" else ""
        if star:
            reader.raw()
        return [f"\\tag{star}{{{written(self.words(reader.argument()))}}}"]

    def _text(self, command: str, tokens: Sequence[str]) -> list[str]:
        """Words; a formula between dollars in them stands beside them."""
        pieces: list[list[str]] = [[]]
        for token in tokens:
            if token in ("$", "\\(", "\\)"):
                pieces.append([])
            else:
                pieces[-1].append(token)
        found = ["{"]
        for index, piece in enumerate(pieces):
            if index % 2:
                found += ["{", *self.run(piece), "}"]
            elif piece:
                found += [f"{command}{{", *self.words(piece), "}"]
        return [*found, "}"]


def _paragraphs(tokens: Sequence[str]) -> list[list[str]]:
    """The formulas that blank lines separate; each has a line of its own."""
    pieces: list[list[str]] = [[]]
    for token in tokens:
        if token == PARAGRAPH:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if written(piece).strip()] or [[]]


def _body(reader: Reader, name: str) -> list[str]:
    """What stands between the beginning of an environment, which has been read, and its end."""
    depth, body = 0, list[str]()
    while True:
        token = reader.raw()
        if token not in ("\\begin", "\\end"):
            body.append(token)
            continue
        inner = reader.name()
        depth += 1 if token == "\\begin" else -1
        if depth < 0:
            if inner != name:
                raise TexError(f"\\begin{{{name}}} ends with \\end{{{inner}}}")
            return body
        body += [token, "{", inner, "}"]
