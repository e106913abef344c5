"""Pitfalls of prose in any language, found in what a reader will see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..lang import Language, language
from ..lang.marks import CLOSE
from ..source.blocks import Block
from ..source.expressions import ROLE
from .finding import Finding, Text

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
# The end of bold after a value whose word goes on.
_CLOSES_IN_WORD = re.compile(r"\*+\w")
# An amount, and words after it up to the next sign of dollars.
_PRICE = re.compile(r"\d[\d.,]*(?=[^\\]*$)(?:[^\W\d_a-zA-Z]|\s+[^\W\d_]{2,}).*$", re.DOTALL)
_ESCAPED = re.compile(r"\\([*`_$~])")
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000-\u3002]")
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
            yield text.finding(block.line_at(match.start()), "full-width", message)
        for match in own.full_stop.finditer(block.text) if own.full_stop else ():
            message = "no space after the end of a sentence; add one"
            yield text.finding(block.line_at(match.start()), "full-stop", message)
        for match in _DOUBLED.finditer(block.text):
            if match[1].lower() not in own.repeated:
                message = f"{match[1]} is there twice; take one out"
                yield text.finding(block.line_at(match.start()), "doubled", message)


def _markup(text: Text, block: Block, own: Language) -> Iterator[Finding]:
    escaped = [match[1] for match in _ESCAPED.finditer(block.raw)]
    # Nobody knows yet whether the value ends with a letter, behind which bold could be closed so.
    goes_on = any(
        value.kind == ROLE and rest.kind == "text" and _CLOSES_IN_WORD.match(rest.text)
        for value, rest in pairwise(block.inlines)
    )
    before = "break"  # of the inline before this one
    for inline in block.inlines:
        begins, before = before == "break", inline.kind
        if inline.kind == "math" and _PRICE.match(inline.text):
            said = " ".join(inline.text.split())
            message = f"${said}$ is read as a formula; write \\$ for the sign of dollars"
            yield text.finding(inline.line, "markup", message)
        if inline.kind != "text":
            continue
        for match in _LEFT.finditer(inline.text):
            if match[0][0] in escaped:
                escaped.remove(match[0][0])
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


def _mend(mark: str, own: Language) -> str:
    if mark.startswith("*"):
        return own.bold
    if mark.startswith(("_", "`")):
        return "put code between ` and `, or escape it"
    if mark.startswith("$"):
        return "put a formula between $ and $ without spaces inside, or escape it"
    return "close the markup, or take it out"
