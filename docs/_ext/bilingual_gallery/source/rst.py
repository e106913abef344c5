"""What a piece of reStructuredText in a page shows and reads: its pictures, files and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .inlines import Inline, html_inlines

_DIRECTIVE = re.compile(r"^(\s*)\.\. +(?:\|[^|]+\| +)?([\w:.+-]+):: *(.*?) *$")
_OPTION = re.compile(r"^\s*:([\w-]+): *(.*?) *$")
_DOWNLOAD = re.compile(r":download:`(?:[^`<]*<)?([^`<>]+)>?`")


def rst_inlines(source: str, line: int) -> Iterator[Inline]:
    """The pictures, files and HTML elements of a text that begins at ``line``."""
    rows = source.split("\n")
    if re.search(r"^\s*\.\. +role:: *\S*\(raw\)", source, re.MULTILINE):
        yield from html_inlines(source, line)  # what the role is given
    for row, text in enumerate(rows):
        for found in _DOWNLOAD.finditer(text):
            yield Inline("reference", found[1], line + row, (("role", "download"),))
        if (match := _DIRECTIVE.match(text)) is None:
            continue
        name, argument = match[2], match[3]
        body = _body(rows, row, len(match[1]))
        if name in ("image", "figure"):
            yield Inline("image", argument, line + row)
        elif name in ("include", "literalinclude") and not argument.startswith("<"):
            yield Inline("file", argument, line + row)
        for number, each in enumerate(body, row + 1):
            if (option := _OPTION.match(each)) and option[1] in ("file", "url"):
                yield Inline("file", option[2], line + number)
        if name == "raw" and "html" in argument.split():
            yield from html_inlines("\n".join(body), line + row + 1)
        elif name == "meta":
            yield Inline("html", "meta", line + row)


def _body(rows: list[str], row: int, indent: int) -> list[str]:
    """The lines below a directive that are deeper than it."""
    body: list[str] = []
    for each in rows[row + 1 :]:
        if each.strip() and len(each) - len(each.lstrip()) <= indent:
            break
        body.append(each)
    return body
