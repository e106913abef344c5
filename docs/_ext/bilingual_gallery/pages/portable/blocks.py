"""The blocks of a cell of prose: lines stay as they are, but where only MyST would know what they are."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from markdown_it.token import Token
from sphinx.locale import admonitionlabels

from ...source import markdown
from . import located
from .directive import directive_of
from .directives import formula_of, portable_directive, quote
from .document import Document
from .html import portable_html
from .inlines import anchor, edited, edits

_Place = tuple[int, int]

# What no reader sees: comments, the `+++` of MyST-NB, the names of places, attributes.
_UNSEEN = frozenset("myst_line_comment myst_block_break myst_target attrs_block".split())


def portable(text: str, document: Document) -> str:
    """A cell's prose, which begins at no line of its own: what it refers to is in ``document``."""
    tokens = located.parse(text, document.syntax, document.definitions)
    cell = _Cell(text.split("\n"), document)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = _end(tokens, index)
        if token.map and cell.replace(tokens[index : end + 1]):
            index = end + 1
            continue
        if token.type == "inline" and token.map:
            cell.edit(token)
        index += 1
    return cell.text()


def _end(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes the one at ``start``."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1


class _Cell:
    """The lines of a cell; those that are gone are None, and one may have become several."""

    def __init__(self, rows: Sequence[str], document: Document) -> None:
        self._rows: list[str | None] = list(rows)
        self._source = tuple(rows)
        self._document = document
        self._read = [0] * len(rows)  # how far each line has been gone through
        self._edits: list[tuple[_Place, _Place, str]] = []
        self._parted = -1  # the line before which an empty one has been put

    def replace(self, block: Sequence[Token]) -> bool:
        """Put what stands for a block in its place; False where it stays, and what is in it is looked at."""
        token = block[0]
        assert token.map
        first, last = token.map
        if token.type in _UNSEEN:
            self._remove(first, last)
        elif token.type in ("fence", "colon_fence"):
            directive = directive_of(token)
            column = self._column(first, token.markup)
            if directive is not None:
                said = portable_directive(directive, self._document, portable)
            elif token.type == "colon_fence":
                said = f"```{token.info.strip()}\n{token.content}```"
            else:
                return True
            self._put(first, last, column, said)
        elif token.type == "math_block_label":
            said = formula_of(token.content, token.info, self._document)
            self._put(first, last, self._column(first, "$$"), said)
        elif token.type == "footnote_reference_open":
            mark = f"[^{token.meta['label']}]:"
            column = self._column(first, mark)
            body = self._inside(first, last, column, len(mark))
            note = self._document.footnote(str(token.meta["label"]))
            self._put(first, last, column, f"{note} {portable(body, self._document)}")
        elif token.type == "dl_open":
            self._put(first, last, self._indent(first, ">"), self._definitions(block))
        elif token.type == "alert_open":
            column = self._column(first, ">")
            rows = [row[column + 1 :] for row in self._source[first + 1 : last]]
            kind = token.info.strip().lower()
            title = str(admonitionlabels.get(kind, kind.capitalize()))
            said = portable(textwrap.dedent("\n".join(rows)), self._document)
            self._put(first, last, column, quote(f"**{title}**\n\n{said}"))
        elif token.type == "heading_open" and self._document.bold_headings:
            title = edited(block[1], self._document).strip("*")
            self._put(first, last, self._indent(first, ">"), f"**{title}**")
        elif token.type == "heading_open" and token.level == 0:
            self._heading(block)
        elif token.type == "html_block":
            said = portable_html(token.content.rstrip("\n"), self._document.places)
            if said != token.content.rstrip("\n"):
                self._put(first, last, self._column(first, "<"), said)
        else:
            return token.type in ("code_block", "math_block", "amsmath")
        return True

    def _heading(self, block: Sequence[Token]) -> None:
        """A heading that links lead to gets an anchor, for readers that do not know it by its words."""
        self.edit(block[1])
        assert block[0].map
        title = markdown.plain(block[1])
        if self._document.is_anchored(title):
            begin = (block[0].map[0], 0)
            self._edits.append((begin, begin, f'<a id="{anchor(title)}"></a>\n\n'))

    def _definitions(self, block: Sequence[Token]) -> str:
        """The terms of a list of definitions in bold, each with what it means below it."""
        said: list[str] = []
        for index, token in enumerate(block):
            if token.level != block[0].level + 1 or token.map is None:
                continue
            if token.type == "dt_open":
                term = edited(block[index + 1], self._document)
                said.append(f"- **{term}**")
            elif token.type == "dd_open":
                first, last = (block[index + 1].map or token.map)[0], token.map[1]
                column = self._indent(first, ">")
                body = self._inside(first, last, column, 1)
                said.append(textwrap.indent(portable(body, self._document), "  "))
        return "\n\n".join(said)

    def edit(self, inline: Token) -> None:
        """Change what is in an inline token."""
        assert inline.map
        content = inline.content
        places = []  # for each line of the content, the row and the column where it begins here
        for row, line in enumerate(content.split("\n"), inline.map[0]):
            column = self._source[row].find(line, self._read[row])
            if column < 0:
                self._edit_cell(inline, row)
                return
            self._read[row] = column + len(line)
            places.append((row, column))
        for edit in edits(inline, self._document):
            begin = _place(content, edit.begin, places)
            self._edits.append((begin, _place(content, edit.end, places), edit.text))

    def _edit_cell(self, inline: Token, row: int) -> None:
        """Change what is in a cell of a table whose content has lost the backslashes before its pipes."""
        written = inline.content.replace("|", r"\|")
        column = self._source[row].find(written, self._read[row])
        if column < 0:
            return
        self._read[row] = column + len(written)
        end = (row, column + len(written))
        text = edited(inline, self._document).replace("|", r"\|")
        self._edits.append(((row, column), end, text))

    def text(self) -> str:
        """The cell as it shall be."""
        for begin, end, text in sorted(self._edits, reverse=True):
            head, tail = self._rows[begin[0]] or "", self._rows[end[0]] or ""
            self._rows[begin[0]] = head[: begin[1]] + text + tail[end[1] :]
            for gone in range(begin[0] + 1, end[0] + 1):
                self._rows[gone] = None
        return "\n".join(row for row in self._rows if row is not None).strip("\n")

    def _put(self, first: int, last: int, column: int, text: str) -> None:
        """Put ``text`` in the place of the lines from ``first`` up to ``last``, indented as they are."""
        if not text:
            self._remove(first, last)
            return
        while last > first + 1 and not self._is_text(last - 1):
            last -= 1
        begin = self._source[first][:column]
        margin = "".join(sign if sign in ">\t" else " " for sign in begin)
        lines = text.split("\n")
        # A paragraph beside it would go on in it.
        if margin == begin and first and self._is_text(first - 1) and first != self._parted:
            lines.insert(0, "")
        if self._is_text(last):
            lines.append("")
            self._parted = last
        below = [f"{margin}{line}".rstrip() for line in lines[1:]]
        self._rows[first] = "\n".join([f"{begin}{lines[0]}".rstrip(), *below])
        self._rows[first + 1 : last] = [None] * (last - first - 1)

    def _remove(self, first: int, last: int) -> None:
        """Take lines out, and one of the empty lines around them."""
        gone = last + (last < len(self._source) and not self._is_text(last))
        self._rows[first:gone] = [None] * (gone - first)

    def _is_text(self, row: int) -> bool:
        return row < len(self._source) and bool(self._source[row].strip(" >"))

    def _inside(self, first: int, last: int, column: int, mark: int) -> str:
        """The text of a block whose first line begins with a mark of so many signs."""
        lines = [row[column:] for row in self._source[first:last]]
        below = textwrap.dedent("\n".join(lines[1:]))
        return f"{lines[0][mark:].strip()}\n{below}".strip("\n")

    def _column(self, row: int, mark: str) -> int:
        return max(self._source[row].find(mark), 0)

    def _indent(self, row: int, more: str = "") -> int:
        return len(self._source[row]) - len(self._source[row].lstrip(f" {more}"))


def _place(content: str, offset: int, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The row and the column of a place in an inline's content."""
    line = content.count("\n", 0, offset)
    row, column = places[line]
    return row, column + offset - (content.rfind("\n", 0, offset) + 1)
