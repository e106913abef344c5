"""What an author has put off: TODO and its like, and cells in which a reader sees nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..lang import language
from ..lang.marks import CLOSE
from ..source.blocks import UNSEEN, WORDS, Block
from ..source.code import CodeCell, comments
from ..source.tutorial import Tutorial
from .finding import Finding, Text

_RULE = "unfinished"
RULES = frozenset([_RULE])

# In capitals and with what follows a note to oneself; a list of TODOs and the word itself are none.
_MARKS = ("TODO", "FIXME", "TBD", "TBA", "XXX", "WIP")
_MARK = rf"(?:{'|'.join(_MARKS)})"
_NOTE = re.compile(
    rf"(?:^|(?<=[.?!]\s)|(?<=[\n\u3002]))[\W_]*{_MARK}(?:\s*\([^()]*\))?(?=[:\uff1a]|\s[:\uff1a\-–—]\s|[.!…]*\s*$)"
    rf"|[\[(<【]\s*{_MARK}\b[^\])>】]*[\])>】]"
    rf"|^[\W_]*{_MARK}\s+(?:translate|write|add|fix|explain|check|describe|finish|fill|update|remove|rewrite"
    r"|link|mention|show)\b",
    re.MULTILINE,
)
_COMMENT = re.compile(rf"#+\s*{_MARK}\b(?:\s*\([^()]*\))?(?:[:\uff1a]|\s[:\uff1a\-–—]\s|\s*$)")
_FOR_READERS = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)  # an exercise may say what to do
# What a reader sees though it has no letter.
_SEEN = frozenset("math image code file eval reference footnote".split())
_BOXES = frozenset(
    "note tip hint important warning caution attention danger error admonition seealso container div"
    " figure-words".split()
)
# "unseen" tells of the last two.
_ALONE = frozenset(["rule", "substitution", *UNSEEN.values()])
_SHORT = 80  # longer blocks say more than that something is missing
_NOTHING = re.compile(rf"[\W_{CLOSE}]*")


def check(text: Text) -> Iterator[Finding]:
    """The notes to oneself in a text."""
    own = language(text.language)
    for block in text.blocks:
        if not block.inlines or block.kind == WORDS:
            continue
        said = block.text
        match = _NOTE.search(said) if any(mark in said for mark in _MARKS) else None
        if match is None and own.unfinished and block.kind != "table cell":
            whole, bracketed = _phrases(own.unfinished)
            match = (len(said) < _SHORT and whole.search(said)) or bracketed.search(said)
        if match:
            told = " ".join(match[0].strip(f" \n{CLOSE}").split())
            message = (
                f"{told}: a note to its author, which every reader sees; do it, or take it out"
            )
            yield text.finding(block.line_at(match.end() - 1), _RULE, message)


def empty(text: Text) -> Iterator[Finding]:
    """A cell in which a reader sees nothing, or no more than punctuation, told at its first line."""
    if not any(_is_seen(block) for block in text.blocks):
        message = "nothing in this cell can be seen; write its text, or take the cell out"
        yield text.finding(0, _RULE, message)


def in_code(path: Path, cell: CodeCell) -> Iterator[Finding]:
    """The notes to oneself in the comments of code, which the page shows."""
    if not any(mark in cell.source for mark in _MARKS):
        return
    for comment in comments("\n".join(line.text for line in cell.lines)):
        line = cell.lines[comment.row]
        if line.hidden or line.language is not None or _FOR_READERS.search(comment.text):
            continue
        if match := _COMMENT.match(comment.text):
            told = match[0].strip("# :\uff1a-–—")
            message = (
                f"{told}: a note to its author, which every reader sees; do it, or take it out"
            )
            yield Finding(path, line.number, _RULE, message)


def without_code(tutorial: Tutorial) -> Iterator[Finding]:
    """The code cells that hold nothing, not even a comment."""
    for line in tutorial.empty:
        message = "a cell without code; write its code, or take the marker out"
        yield Finding(tutorial.path, line, _RULE, message)


def _is_seen(block: Block) -> bool:
    if any(inline.kind in _SEEN for inline in block.inlines) or not _NOTHING.fullmatch(block.text):
        return True
    if block.kind == "HTML":
        return any(each.kind == "html" and each.text != "br" for each in block.inlines)
    # Code, tables of contents and drawings are no inlines; a box is what its blocks are.
    kind = block.kind.removeprefix("{").partition("}")[0]
    if block.kind.startswith("{"):
        return kind not in _BOXES
    return block.kind in _ALONE or (block.kind.startswith("code fence") and bool(block.raw.strip()))


@cache
def _phrases(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where one of the patterns is all that stands in a block, or before a colon; and where in brackets."""
    said = f"(?:{'|'.join(patterns)})"
    whole = rf"^[\W_]*{said}(?:[\W_]*$|\s*[:\uff1a])"
    bracketed = rf"[\[(【<]\s*{said}\s*[\])】>]"
    return re.compile(whole, re.IGNORECASE), re.compile(bracketed, re.IGNORECASE)
