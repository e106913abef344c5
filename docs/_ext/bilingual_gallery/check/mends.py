"""From what is to be read in a block of prose to the edits of the file that make it read so.

A rule sees what a reader sees, and the file has markup, escapes, `# ` before each line. So the place of a
mend is looked for in the source, and then the source is read again with the mend in it: the block has to
read as it is wanted, with the same code, links and emphasis, and all other blocks as they did. What
cannot be made sure in this way is left to the author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ..errors import Edit
from ..lang.language import Change
from ..lang.marks import CLOSE
from ..source import markdown
from ..source.blocks import Block, blocks
from .finding import Text

# What may close in the source between a word and what is put behind it: emphasis, a link, a code fence.
_CLOSING = re.compile(r"(?:[*_~]+|\]\([^()\s]*\))*")
_LINE_END = re.compile(r"\r\n|\r|\n")


def edits(text: Text, *changes: Change | None) -> tuple[Edit, ...]:
    """The edits of the file that make all the changes, of one block; none where that is not sure."""
    wanted = [change for change in changes if change is not None]
    if not wanted or not text.whole:
        return ()
    index = next((n for n, each in enumerate(text.blocks) if each is wanted[0].block), None)
    if index is None:
        return ()
    block = text.blocks[index]
    shown = block.shown
    for change in sorted(wanted, key=lambda each: each.begin, reverse=True):
        shown = shown[: change.begin] + change.text + shown[change.end :]
    rows = text.markdown.split("\n")
    for pieces in _choices(block, rows, wanted):
        made = list(rows)
        for piece in sorted(pieces, key=lambda each: (each.row, each.begin), reverse=True):
            row = made[piece.row]
            made[piece.row] = row[: piece.begin] + piece.text + row[piece.end :]
        places = [_place(text, rows, piece) for piece in pieces]
        if None not in places and _reads(text, "\n".join(made), index, shown):
            return tuple(sorted(place for place in places if place is not None))
    return ()


@dataclass(frozen=True)
class _Piece:
    """A piece of a row of the source, and what is to stand there."""

    row: int
    begin: int
    end: int
    text: str


def _choices(
    block: Block, rows: Sequence[str], changes: Sequence[Change]
) -> Iterator[Sequence[_Piece]]:
    """Where the changes may have to be made in the source, the likeliest first."""
    each = [list(_candidates(block, rows, change)) for change in changes]
    if all(each):
        yield [candidates[0] for candidates in each]
        if len(each) == 1:
            yield from ([candidate] for candidate in each[0][1:])


def _candidates(block: Block, rows: Sequence[str], change: Change) -> Iterator[_Piece]:
    """The pieces of one row that look like what is to be changed; that with as many of them before it first."""
    shown, begin, end = block.shown, change.begin, change.end
    number = block.line_at(begin if begin < end else max(0, begin - 1))
    if begin < end and block.line_at(end - 1) != number:
        return  # it goes on in the next line
    row = rows[number]
    first = next((at for at in range(begin, 0, -1) if block.line_at(at - 1) != number), 0)
    if begin < end:
        piece = shown[begin:end]
        starts = [at.start() for at in re.finditer(re.escape(piece), row)]
        ends = [at + len(piece) for at in starts]
        before = shown.count(piece, first, begin)
    else:
        word = re.split(r"\s", shown[first:begin].rstrip(CLOSE))[-1].split(CLOSE)[-1]
        if not word:
            return
        found = [at.end() for at in re.finditer(re.escape(word), row)]
        before = shown.count(word, first, begin) - 1
        starts = []
        for at in found:
            closing = _CLOSING.match(row, at)
            starts.append(closing.end() if closing and shown[begin - 1] == CLOSE else at)
        ends = starts
    likeliest = [before] if 0 <= before < len(starts) else []
    for at in chain(likeliest, (n for n in range(len(starts)) if n != before)):
        yield _Piece(number, starts[at], ends[at], change.text)


def _place(text: Text, rows: Sequence[str], piece: _Piece) -> Edit | None:
    """Where a piece of a row is in the file; None where the file has the row in another form."""
    ends = [0, *(at.end() for at in _LINE_END.finditer(text.whole)), len(text.whole)]
    number = text.line - 1 + piece.row
    if not 0 <= number < len(ends) - 1:
        return None
    line, row = text.whole[ends[number] : ends[number + 1]].rstrip(), rows[piece.row].rstrip()
    if not line.endswith(row):
        return None
    begin = ends[number] + len(line) - len(row)
    return Edit(begin + piece.begin, begin + piece.end, piece.text)


def _reads(text: Text, source: str, index: int, wanted: str) -> bool:
    """Is ``wanted`` what the block with this index shows in the new ``source``, and is all else as it was?"""
    now = tuple(_read_anew(source, text))
    if len(now) != len(text.blocks):
        return False
    for number, (before, after) in enumerate(zip(text.blocks, now, strict=True)):
        if number != index:
            if before != after:
                return False
            continue
        if (before.kind, before.level, before.line) != (after.kind, after.level, after.line):
            return False
        if after.shown.split() != wanted.split() or _marked(before) != _marked(after):
            return False
        # A heading has its address from its words, and links lead there.
        if before.kind.startswith("heading") and markdown.slug(before.text) != markdown.slug(
            after.text
        ):
            return False
    return True


def _read_anew(source: str, text: Text) -> Sequence[Block]:
    """The blocks of a source that is tried; it is not kept, as those are that are asked for again."""
    return blocks.__wrapped__(source, text.syntax, text.plain)


def _marked(block: Block) -> list[tuple[object, ...]]:
    """All in a block that is no text."""
    return [
        (each.kind, each.text, each.line, each.attributes)
        for each in block.inlines
        if each.kind != "text"
    ]
