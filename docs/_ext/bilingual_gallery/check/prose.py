"""Pitfalls of prose in any language, found in what a reader will see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..lang import Language, language
from ..lang.language import Change
from ..lang.marks import CLOSE, OTHER
from ..source.blocks import Block
from ..source.expressions import ROLE
from .dotted import is_dotted_name
from .finding import Finding, Text
from .mends import edits
from .tongue import quotations

RULES = frozenset(["markup", "full-width", "full-stop", "doubled"])

# What is left of markup that did not become any; a role without its content is such too.
_LEFT = re.compile(
    r"\*+|`+|_+|\$+|~~|:::|\]\(|\{(?:ref|numref|doc|math|eq|term|code|[a-z]+:[a-z]+)\}|:[a-z:]+:$"
)
# Marks of other kinds of Markdown, by what they look like there, and the mend.
_FOREIGN = (
    (re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|DANGER|INFO)\]", re.IGNORECASE),
     "for a box, write :::{note} and ::: around it"),
    (re.compile(r"^(?:!!!|\?\?\?\+?) +\w+"), "for a box, write :::{note} and ::: around it"),
    (re.compile(r"^\[(?:TOC|_TOC_)\]$", re.IGNORECASE), "the site makes the contents; take it out"),
    (re.compile(r"^\[[ xX]\](?=\s)"), "write a list without boxes"),
    (re.compile(r"(?<![\w=!<>])==(?=[^\s=])[^=]*(?<=[^\s=])==(?!=)"), "for weight, write ** around it"),
    (re.compile(r"(?<![~\s])~[^\s~]+~(?!~)"), "for a subscript, write {sub}`2` or a formula"),
    (re.compile(r"(?<![\^\s])\^[^\s^]+\^(?!\^)"), "for a superscript, write {sup}`2` or a formula"),
    (re.compile(r"(?<![\w:/`]):[a-z][a-z0-9_+-]*:(?![\w:/`])"), "write the sign itself"),
    (re.compile(r"^:\s+\S.*"), "a definition needs deflist in myst_enable_extensions"),
)  # fmt: skip
# A sign of either; most texts have none.
_MAY_BE_MARKUP = re.compile(r"[*`_$~:\]{\[!?=^]")
# The end of bold after a value whose word goes on.
_CLOSES_IN_WORD = re.compile(r"\*+\w")
# An amount, and words after it up to the next sign of dollars.
_PRICE = re.compile(r"\d[\d.,]*(?=[^\\]*$)(?:[^\W\d_a-zA-Z]|\s+[^\W\d_]{2,}).*$", re.DOTALL)
_ESCAPED = re.compile(r"\\([*`_$~])")
# What a multiplication has on either side; what a star alone stands beside may be emphasis.
_LEFT_SIDE = re.compile(rf"(?:\d|[)\]]|\s[A-Za-z]|^[A-Za-z]|{OTHER})\s$|\d$|[)\]]$")
_RIGHT_SIDE = re.compile(rf"\s(?:[-\d(\[]|[A-Za-z](?![A-Za-z0-9_])|{OTHER})|[\d(]")
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000-\u3002]")
# What those are on an English keyboard, but for signs that would be markup there.
_NARROW = {
    chr(code + 0xFEE0): chr(code)
    for code in range(0x21, 0x7F)
    if chr(code) not in "#$&*<>@[\\]^_`{|}~"
}
_NARROW |= {"\u3000": " ", "\u3001": ",", "\u3002": "."}
_SPACED = frozenset(
    "\uff0c\u3001\u3002\uff0e\uff01\uff1f\uff1b\uff1a"
)  # a space follows them in Latin and Korean text
_DOUBLED = re.compile(rf"(?<![\w.\-'’])([^\W\d_]+)[\s{CLOSE}]+\1(?![\w\-'’])", re.IGNORECASE)


def check(text: Text) -> Iterator[Finding]:
    """What is wrong in a text of whatever language."""
    own = language(text.language)
    for block in text.blocks:
        if not block.inlines:
            continue
        if block.kind != "comment":
            yield from _markup(text, block, own)
        if not own.full_width and (match := _FULL_WIDTH.search(block.text)):
            message = f"a full-width {match[0]!r}; write it as on an English keyboard"
            fix = edits(text, *_narrow(block))
            yield text.finding(block.line_at(match.start()), "full-width", message, fix)
        for match in own.full_stop.finditer(block.text) if own.full_stop else ():
            if is_dotted_name(block.text, match.end() - 1, text):
                continue
            message = "no space after the end of a sentence; add one"
            fix = edits(text, Change(block, match.end() - 1, match.end(), f"{match[0][-1]} "))
            yield text.finding(block.line_at(match.start()), "full-stop", message, fix)
        for match in _DOUBLED.finditer(block.text):
            if match[1].lower() not in own.repeated and not _are_two(match, quotations(block.text)):
                message = f"{match[1]} is there twice; take one out"
                found = (edits(text, each) for each in _once(block, match))
                fix = next(filter(None, found), ())
                yield text.finding(block.line_at(match.start()), "doubled", message, fix)


def _are_two(twice: re.Match[str], quoted: Sequence[tuple[int, int]]) -> bool:
    """Do the words rightly stand there: quoted, or the second where a sentence begins after bold?"""
    if len(twice[1]) == 1 and twice[1] != "a":
        return True  # a name in the text, and the formula that begins with it
    if any(begin < twice.start() and twice.end() < end for begin, end in quoted):
        return True
    between, second = twice[0][len(twice[1]) : -len(twice[1])], twice[0][-len(twice[1]) :]
    new = "\n" in between or (second[0].isupper() and not twice[1][0].isupper())
    return CLOSE in between and new


def _narrow(block: Block) -> Iterator[Change]:
    """What makes the full-width signs of a block those of a keyboard."""
    for match in _FULL_WIDTH.finditer(block.text):
        if (sign := _NARROW.get(match[0])) is not None:
            after = block.text[match.end() : match.end() + 1]
            space = " " if match[0] in _SPACED and (after.isalpha() or after == OTHER) else ""
            yield Change(block, *match.span(), sign + space)


def _once(block: Block, twice: re.Match[str]) -> Iterator[Change]:
    """The ways to leave a word out that is there twice: the second one, or the first."""
    first, second = twice.end(1), twice.end() - len(twice[1])
    yield Change(block, first, twice.end(), "")
    rest = block.text[twice.end() :]
    yield Change(block, second, twice.end() + len(rest) - len(rest.lstrip(" ")), "")
    before = block.text[: twice.start()]
    yield Change(block, len(before.rstrip(" ")), first, "")


def _markup(text: Text, block: Block, own: Language) -> Iterator[Finding]:
    escaped = [match[1] for match in _ESCAPED.finditer(block.raw)] if "\\" in block.raw else []
    # Nobody knows yet whether the value ends with a letter, behind which bold could be closed so.
    goes_on = any(
        value.kind == ROLE and rest.kind == "text" and _CLOSES_IN_WORD.match(rest.text)
        for value, rest in pairwise(block.inlines)
    )
    before, leads, ends = "break", "", 0  # of the inline before this one
    for inline in block.inlines:
        begins, is_url = before == "break", before == "link" and inline.text in leads
        before, leads, at = inline.kind, inline.text, ends
        ends += len(inline.shown)
        if inline.kind == "math" and _PRICE.match(inline.text):
            said = " ".join(inline.text.split())
            message = f"${said}$ is read as a formula; write \\$ for the sign of dollars"
            yield text.finding(inline.line, "markup", message)
        if inline.kind != "text" or _MAY_BE_MARKUP.search(inline.text) is None:
            continue
        for match in _LEFT.finditer(inline.text):
            if match[0][0] in escaped:
                escaped.remove(match[0][0])
                continue
            if is_url or _multiplies(block, at + match.start(), at + match.end()):
                continue
            mend = _mend(match[0], own)
            if goes_on and match[0][0] == "*":
                mend = f"end bold behind the whole word, as in **{{{ROLE}}}`x`…**"
            yield text.finding(inline.line, "markup", f"a literal {match[0]} in the text; {mend}")
        for pattern, mend in _FOREIGN:
            for match in pattern.finditer(inline.text):
                if pattern.pattern.startswith("^") and not begins:
                    continue  # it is at the beginning of a line alone
                message = f"{match[0].strip()} is no markup here, and is shown as it stands; {mend}"
                yield text.finding(inline.line, "markup", message)


def _multiplies(block: Block, begin: int, end: int) -> bool:
    """Is a star the sign between two numbers, names or brackets, as in (2, 4) * (1, 4) and 28*28?"""
    if block.text[begin:end] not in ("*", "**"):
        return False
    return bool(_LEFT_SIDE.search(block.text[:begin]) and _RIGHT_SIDE.match(block.text, end))


def _mend(mark: str, own: Language) -> str:
    if mark.startswith("*"):
        return own.bold
    if mark.startswith(("_", "`")):
        return "put code between ` and `, or escape it"
    if mark.startswith("$"):
        return "put a formula between $ and $ without spaces inside, or escape it"
    return "close the markup, or take it out"
