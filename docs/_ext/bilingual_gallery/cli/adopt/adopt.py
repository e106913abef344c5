"""Make one script of the scripts of all languages, and note what a person has to look at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from ...config import Syntax
from ...errors import SourceError
from ...lang.language import language
from ...source.markdown import slug
from ...source.reading import examine_text
from .blocks import markdown
from .code import Words, parsed, words_of
from .comments import merged
from .inlines import Context
from .loss import left_out, said_in
from .pair import Part, finer, pairs, parts_of
from .repair import repaired
from .rst import Document, read
from .script import code_cell, passage, script
from .split import Piece, Script, split

Row = dict[str, Part]


@dataclass(frozen=True)
class Note:
    """What a person has to look at: its ``kind``, where it is, what it is, and the text that it is about."""

    kind: str
    path: Path
    line: int
    message: str
    text: str = ""


@dataclass
class Adopted:
    """A script of all languages, what was counted on the way, and what is to be looked at."""

    sources: Mapping[str, Path]
    text: str = ""
    passages: int = 0
    paired: int = 0
    cells: int = 0
    merged: int = 0
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class _Spoken:
    """The script of one language, and what its prose says in Markdown, by the number of the piece."""

    script: Script
    prose: Mapping[int, str]
    document: Document

    def said(self, part: Part) -> str:
        """The Markdown of a part."""
        texts = (self.prose[part.first + at] for at in range(len(part.pieces)))
        return "\n\n".join(text for text in texts if text)


def adopt(sources: Mapping[str, Path], own: str, syntax: Syntax, out: Path) -> Adopted:
    """The script that ``sources`` make, which are paths by language, in the order that their cells get.

    ``own`` is the language whose code is kept, ``out`` where the script is to lie. Raises SourceError for a
    script that cannot be taken apart.
    """
    done = Adopted(sources)
    spoken = {name: _spoken(path, name, syntax, done) for name, path in sources.items()}
    titles = [slug(title.astext()) for title in spoken[own].document.titles]
    cells: list[str] = []
    for number, row in enumerate(_rows(spoken, own)):
        if next(iter(row.values())).kind == "code":
            cells += _code(row, own, spoken, done)
            continue
        for at, each in enumerate(finer(row)):
            texts = {name: spoken[name].said(part) for name, part in each.items()}
            texts = {name: _with_ids(text, titles) for name, text in texts.items() if text}
            if texts:
                cells += passage(texts, [*sources], is_first=not number and not at)
                _count(each, texts, done)
    done.text = _readable(script(cells), done, syntax, out)
    _note_losses(spoken, done)
    return done


def _note_losses(spoken: Mapping[str, _Spoken], done: Adopted) -> None:
    """Note the lines of the sources whose words are neither in the script nor in a note."""
    told = "\n".join(note.text for note in done.notes if note.kind in ("drift", "cell"))
    for name, each in spoken.items():
        made = f"{said_in(done.text, name)}\n{told}"
        for line, text in left_out(each.script.pieces, made):
            message = "not every word of this line is in the script"
            done.notes.append(Note("left out", each.script.path, line, message, text))


def _spoken(path: Path, name: str, syntax: Syntax, done: Adopted) -> _Spoken:
    whole = split(path, name)
    numbers = [at for at, piece in enumerate(whole.pieces) if piece.kind == "text"]
    pieces: list[Piece] = []
    for piece in whole.texts():
        text, rows = repaired(piece.text)
        pieces.append(Piece("text", text, piece.line))
        done.notes += [
            Note("mended", path, piece.line + row, "a word stood right at markup, which hid that")
            for row in rows
        ]
    document = read(pieces, name)
    known = language(name)
    attached = known.attached or ("" if known.spaces else r"[^\W\d_]")
    context = Context(
        document.tree,
        re.compile(f" +{attached}") if attached else None,
        lambda address: _here(path, address),
        frozenset(map(str, dict(syntax).get("enable_extensions", ()))),  # type: ignore[call-overload]
        document.titles,
    )
    prose = {
        number: markdown(part, context)
        for number, part in zip(numbers, document.parts, strict=True)
    }
    for at, row, message in document.mistakes:
        if "underline too short" not in message:  # letters of two columns are counted as one
            line = pieces[at].line + max(row, 0)
            done.notes.append(Note("markup", path, line, " ".join(message.split())))
    done.notes += [
        Note("link", path, 1, f"the link of `{text}` leads nowhere; it became its text")
        for text in context.left
    ]
    return _Spoken(whole, prose, document)


def _here(path: Path, address: str) -> str:
    """The address of a page that is made from a script or a page beside this one: that of its source."""
    match = re.fullmatch(r"(?![a-z]+:|//|/)([^#?]+)\.html(#.*)?", address)
    if match is None:
        return address
    for ending in (".py", ".rst", ".md"):
        if (path.parent / f"{match[1]}{ending}").is_file():
            return f"{match[1]}.md{match[2] or ''}"
    return address


def _rows(spoken: Mapping[str, _Spoken], own: str) -> list[Row]:
    """What stands at one place in the languages, in order."""
    base = parts_of(spoken[own].script.pieces)
    rows: list[Row] = [{own: part} for part in base]
    before: dict[int, list[Row]] = {}
    for name, each in spoken.items():
        if name == own:
            continue
        at = 0
        for one, two in pairs(base, parts_of(each.script.pieces)):
            if one is not None and two is not None:
                rows[at][name] = two
            elif two is not None:
                before.setdefault(at, []).append({name: two})
            at += one is not None
    return [row for at in range(len(rows) + 1) for row in (*before.get(at, ()), *rows[at : at + 1])]


def _with_ids(text: str, titles: Sequence[str]) -> str:
    def put(match: re.Match[str]) -> str:
        at = int(match[1])
        return titles[at] if at < len(titles) else ""

    return re.sub("\ue001(\\d+)\ue001", put, text)


def _count(row: Row, texts: Mapping[str, str], done: Adopted) -> None:
    done.passages += 1
    if len(texts) == len(done.sources):
        done.paired += 1
        return
    for name, text in texts.items():
        lacking = " and ".join(each for each in done.sources if each not in texts)
        message = f"this passage has no counterpart in {lacking}"
        done.notes.append(Note("passage", done.sources[name], row[name].line, message, text))


def _code(row: Row, own: str, spoken: Mapping[str, _Spoken], done: Adopted) -> Iterator[str]:
    """The cell of what languages have for code at one place, and notes of what differs."""
    if own not in row:
        for name, part in row.items():
            message = f"this code is in {name} alone, and is left out"
            done.notes.append(Note("cell", done.sources[name], part.line, message, part.text))
        return
    done.cells += 1
    base = row[own].text.strip("\n")
    others = {name: part.text.strip("\n") for name, part in row.items() if name != own}
    words: dict[str, Sequence[Words]] = {}
    is_merged = len(row) == len(done.sources)
    for name, text in others.items():
        found = words_of(base, text, name)
        words[name] = found or ()
        if found is None:
            is_merged = False
            line = row[name].line
            at = f"{done.sources[own].name}:{row[own].line}"
            message = f"this code is not that in {own} ({at}), which is kept"
            done.notes.append(
                Note("drift", done.sources[name], line, message, _difference(text, base))
            )
    for name in spoken:
        if name not in row:
            message = f"this code has no counterpart in {name}"
            done.notes.append(Note("cell", done.sources[own], row[own].line, message, base))
    done.merged += is_merged
    try:
        text = merged(base, own, others, words, [*done.sources])
    except ValueError:
        text = base
    if words_of(base, text, own) != []:
        text = base
    yield code_cell(text)


def _difference(one: str, two: str) -> str:
    return "\n".join([*unified_diff(_plain(one), _plain(two), lineterm="", n=1)][2:])


def _plain(text: str) -> list[str]:
    tree = parsed(text)
    return (text if tree is None else ast.unparse(tree)).split("\n")


def _readable(text: str, done: Adopted, syntax: Syntax, out: Path) -> str:
    """The script as the project can read it, with what a machine can mend mended; what is wrong is noted."""
    mistakes: Sequence[SourceError] = ()
    for _ in range(9):
        mistakes = examine_text(out, text, tuple(done.sources), syntax).mistakes
        fix = next((each.fix for each in mistakes if each.fix), ())
        for edit in sorted(fix, reverse=True):
            text = text[: edit.begin] + edit.text + text[edit.end :]
        if not fix:
            break
    done.notes += [Note("script", out, each.line, each.message) for each in mistakes]
    return text
