"""Which language a piece of prose is in, as far as its letters and its small words tell it.

What an author quotes, names or links to may be in any language: code, formulas, what stands in quotation
marks, in italics or in a link counts for nothing. Where a piece is too short to tell, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..lang import function_words, language
from ..lang import languages as every
from ..lang.language import Language
from ..lang.marks import CLOSE, OTHER, VALUE
from ..lang.scripts import LATIN, count, has_others, letters
from ..lang.tags import DEFAULT
from ..source.blocks import WORDS, Block
from ..source.elements import ENDLESS

# Pairs of quotation marks, of which the straight ones and the single ones are apostrophes too.
_PAIRS = (
    ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("\u2039", "\u203a"),
    ("「", "」"), ("『", "』"), ("《", "》"),
)  # fmt: skip
_QUOTED = re.compile(
    "|".join(f"{begin}[^{end}]*{end}" for begin, end in _PAIRS)
    + r"|\"[^\"\n]*\"|(?<!\w)'[^'\n]*'(?!\w)|(?<!\w)\u2018[^\u2019\n]*\u2019(?!\w)"
)
_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WORD = re.compile(rf"[{_LATIN}]+(?:['’][{_LATIN}]+)*")
_ENDED = re.compile(r"[.?!:…\u3002\uff01\uff1f]\W*$")
_END = re.compile(r"[.?!…][)\]\"'”’]*\s+|[\u3002\uff01\uff1f]\s*")
# Words in Latin letters one behind the other, as names seldom are in a text of another script.
_ROW = re.compile(rf"(?:[{_LATIN}'’,;:-]+[\s{OTHER}{CLOSE}{VALUE}]+){{3}}")
# Words that are no names, and nothing that lists them.
_PLAIN = re.compile(r"(?:\b[a-z]{3,}\s+){3}[a-z]{3,}\b")
_OPENING = frozenset(("link", "strong", "em"))
_SHORT = 4  # fewer letters of another script may be a name
_LONG = 10
_FEW = 3  # fewer words tell no language
_BRIEF = 6  # so few words may have one small word alone
_SURE = 3  # so many small words are no name among words of another language


@dataclass(frozen=True)
class Piece:
    """A block of prose, or one of its sentences, at a row of its text; ``said`` is what its author says."""

    block: Block
    row: int
    said: str


def pieces(block: Block, sentences: bool = False) -> Iterator[Piece]:
    """The block as one piece, or its sentences."""
    said = own_words(block)
    if not sentences:
        yield Piece(block, block.line_at(len(said) - len(said.lstrip())), said)
        return
    start = 0
    for end in [*(each.end() for each in _END.finditer(said)), len(said)]:
        piece = said[start:end]
        if piece.strip():
            yield Piece(block, block.line_at(start + len(piece) - len(piece.lstrip())), piece)
        start = end


def own_words(block: Block) -> str:
    """A block's text in which ``OTHER`` stands for all that may be in another language; as long as that."""
    parts: list[str] = []
    at, foreign, before = 0, 0, ""
    opened: list[bool] = []
    text = block.text
    for inline in block.inlines:
        long = len(inline.shown)
        hidden = inline.kind == "role" or (foreign and inline.kind == "text")
        parts.append(OTHER * long if hidden else text[at : at + long])
        at += long
        if inline.kind in _OPENING and before != "html":
            opened.append(inline.kind != "strong")
            foreign += opened[-1]
        elif inline.kind == "html" and inline.text not in ENDLESS:
            opened.append(inline.text in ("a", "em", "i", "cite", "q", "code", "kbd", "samp"))
            foreign += opened[-1]
        elif inline.kind == "close" and opened:
            foreign -= opened.pop()
        before = inline.kind
    return _QUOTED.sub(lambda match: OTHER * len(match[0]), "".join(parts))


def quotations(text: str) -> list[tuple[int, int]]:
    """Where what is quoted in a text begins and ends, quotation marks and all."""
    return [match.span() for match in _QUOTED.finditer(text)]


def is_prose(block: Block) -> bool:
    """Has the block words of its language? What a figure is to show may be names and numbers."""
    return bool(block.inlines) and block.kind not in (WORDS, "HTML")


def other_than(own: Language, piece: Piece, languages: tuple[str, ...]) -> str | None:
    """The language that a piece is in, where that is surely not ``own``; None where it is, or may be.

    ``languages`` are those of the site. Empty where it is in another language and nobody knows which.
    """
    said = piece.said.replace(OTHER, "")
    if LATIN in own.scripts:
        if has_others(said):
            found = {name: many for name, many in letters(said).items() if name != LATIN}
            others = sum(found.values())
            # A syllable or a sign of theirs says as much as two letters.
            if others >= _SHORT and others * 2 > count(said, (LATIN,)):
                return _of_scripts(found, languages)
        return _other_words(own, piece.said, languages)
    there = count(said, own.scripts)
    if there * 2 > len(said):
        return _without_own(own, said, there, languages)
    found = {name: many for name, many in letters(said).items() if name not in own.scripts}
    latin = found.pop(LATIN, 0)
    others = sum(found.values())
    if others >= _SHORT and others > there:
        return _of_scripts(found, languages)
    if there * 4 >= latin:
        return _without_own(own, said, there, languages)
    return _spoken(piece.said, languages, _SURE if there else 1)


def _without_own(own: Language, said: str, there: int, languages: tuple[str, ...]) -> str | None:
    """Another language in one of the scripts of ``own``: no sentence of Japanese is without Kana."""
    if len(own.scripts) == 1 or there < _LONG or not _ENDED.search(said):
        return None
    return None if count(said, own.scripts[:1]) else _of_scripts(letters(said), languages)


def may_have_others(own: Language, block: Block, languages: tuple[str, ...]) -> bool:
    """May a sentence of the block be in another language? If not, it is not worth the time to look."""
    if LATIN in own.scripts:
        return has_others(block.text) or (
            len(block.text) > _LONG and bool(_others(own.code, languages))
        )
    return _ROW.search(block.text) is not None


def spoken(piece: Piece, languages: tuple[str, ...]) -> str | None:
    """The language that a piece which all languages share speaks; None where it has no words of any."""
    found = letters(piece.said)
    others = {name: count for name, count in found.items() if name != LATIN}
    if sum(others.values()) > 1:
        return _of_scripts(others, languages)
    return _spoken(piece.said, languages)


def _of_scripts(found: Mapping[str, int], languages: tuple[str, ...]) -> str:
    """The language that is written so, one of the site if there is one; empty if none is known."""
    known = [*map(language, languages), *every()]
    most = max(found, key=lambda name: found[name])
    fitting = [each.code for each in known if most in each.scripts and each.scripts[0] in found]
    return next(iter(fitting), "")


def _spoken(said: str, languages: tuple[str, ...], least: int = 1) -> str | None:
    """The language in Latin letters whose small words a text has, at least so many that names lack."""
    words = _WORD.findall(said)
    if len(words) < _FEW:
        return None
    small = {word for word in words if word.islower()} | {words[0].lower()}
    ended = _ENDED.search(said) is not None
    for code in _in_latin(languages):
        strong = len(function_words.strong(code) & small)
        weak = len(function_words.weak(code) & small)
        if strong >= least:
            return code
        if least == 1 and len(words) > _FEW and weak > (0 if ended else 1):
            return code
    plain = least == 1 and ended and "," not in said
    return "" if plain and _PLAIN.search(said) is not None else None


def _other_words(own: Language, said: str, languages: tuple[str, ...]) -> str | None:
    """The language in Latin letters whose small words a text has that has none of its own."""
    others = _others(own.code, languages)
    if not others:
        return None
    mine = function_words.strong(own.code) | function_words.weak(own.code)
    words = _WORD.findall(said)
    if len(words) < _FEW:
        return None
    small = {word for word in words if word.islower()} | {words[0].lower()}
    for code in others:
        theirs = function_words.strong(code)
        if small & (mine - theirs - function_words.weak(code)):
            continue
        count = len(small & (theirs - mine))
        if count > 1 or (count and len(words) <= _BRIEF and _ENDED.search(said)):
            return code
    return None


@cache
def _in_latin(languages: tuple[str, ...]) -> list[str]:
    """The languages in Latin letters that may have been left in a text: the site's, and English."""
    found = [code for code in languages if LATIN in language(code).scripts]
    return found if DEFAULT in found else [*found, DEFAULT]


@cache
def _others(own: str, languages: tuple[str, ...]) -> list[str]:
    """Those of them that a text in ``own`` can be told from by its small words."""
    known = bool(function_words.strong(own))
    return [code for code in _in_latin(languages) if known and language(code) is not language(own)]
