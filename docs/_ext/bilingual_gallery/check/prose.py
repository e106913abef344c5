"""Pitfalls of prose in any language, found in what a reader will see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..source.blocks import Block
from ..source.inlines import CLOSE, OTHER
from .finding import Finding, Text

# What is left of markup that did not become any; a role without its content is such too.
_LEFT = re.compile(
    r"\*+|`+|_+|\$+|~~|:::|\]\(|\{(?:ref|numref|doc|math|eq|term|code|[a-z]+:[a-z]+)\}|:[a-z:]+:$"
)
_ESCAPED = re.compile(r"\\([*`_$~])")
_HALF_WIDTH = ("ko", "en", "")  # not Japanese or Chinese; "" is what all languages share
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000-\u3002]")
_NO_SPACE = re.compile(
    rf"(?:[a-z]{{2}}|[가-힣{OTHER}]|[a-z가-힣][)\]{CLOSE}])[.!?](?=[A-Z가-힣{OTHER}])"
    r"|(?:[A-Z]{2}|\d)[.!?](?=[A-Z][a-z])|[다까오][.!?](?=[a-z\d(])"
)
_DOUBLED = re.compile(rf"(?<![\w.\-'’])([^\W\d_]+)[\s{CLOSE}]+\1(?![\w\-'’])", re.IGNORECASE)


def check(text: Text) -> Iterator[Finding]:
    """What is wrong in a text of whatever language."""
    for block in text.blocks:
        if not block.inlines:
            continue
        if block.kind != "comment":
            yield from _markup(text, block)
        if text.language in _HALF_WIDTH and (match := _FULL_WIDTH.search(block.text)):
            message = f"a full-width {match[0]!r}; write it as on an English keyboard"
            yield text.finding(block.line_at(match.start()), "full-width", message)
        for match in _NO_SPACE.finditer(block.text):
            if text.language == "ko" and match[0][0].isascii():
                continue  # in Korean no sentence ends in Latin letters, but names have dots: nn.Linear
            message = "no space after the end of a sentence; add one"
            yield text.finding(block.line_at(match.start()), "full-stop", message)
        for match in _DOUBLED.finditer(block.text):
            message = f"{match[1]} is there twice; take one out"
            yield text.finding(block.line_at(match.start()), "doubled", message)


def _markup(text: Text, block: Block) -> Iterator[Finding]:
    escaped = [match[1] for match in _ESCAPED.finditer(block.raw)]
    for inline in block.inlines:
        if inline.kind != "text":
            continue
        for match in _LEFT.finditer(inline.text):
            if match[0][0] in escaped:
                escaped.remove(match[0][0])
                continue
            yield text.finding(
                inline.line, "markup", f"a literal {match[0]} in the text; {_mend(match[0])}"
            )


def _mend(mark: str) -> str:
    if mark.startswith("*"):
        return "close bold before a bracket or a particle, as in **텐서**(tensor)는, or escape it"
    if mark.startswith(("_", "`")):
        return "put code between ` and `, or escape it"
    if mark.startswith("$"):
        return "put a formula between $ and $ without spaces inside, or escape it"
    return "close the markup, or take it out"
