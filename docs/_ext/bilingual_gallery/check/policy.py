"""What the policy of a page will block, so that its readers do not see it (``site/csp.py``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..source.inlines import Inline
from .finding import Finding, Text

_RULE = "policy"
RULES = frozenset([_RULE])
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
# Attributes of an element that load a file.
_LOADING = frozenset(("src", "srcset", "poster", "data", "background"))
_EXTENSIONS = frozenset("youtube vimeo video audio iframe figure-md".split())


def check(text: Text) -> Iterator[Finding]:
    """What will be blocked in a text."""
    for block in text.blocks if not text.plain else ():
        name = re.match(r"\{([\w-]+)\}", block.kind)
        if name and name[1] in _EXTENSIONS and _ELSEWHERE.match(block.raw.strip()):
            message = f"{{{name[1]}}} shows another site; write a link to it instead"
            yield text.finding(block.line, _RULE, message)
        for inline in block.inlines:
            if (blocked := _blocked(inline)) is not None:
                yield text.finding(inline.line, _RULE, blocked)


def _blocked(inline: Inline) -> str | None:
    """What is wrong with an inline, and the mend."""
    if inline.kind == "image" and _ELSEWHERE.match(inline.text):
        return "a file of another site, which the page's policy blocks; keep it in this project"
    if inline.kind == "link" and inline.text.lower().startswith("javascript:"):
        return "a link with a script, which the page's policy blocks; take it out"
    if inline.kind != "html":
        return None
    if inline.text == "style":
        return "<style>, which the page's policy blocks; put its rules into a sheet of the site"
    for name, value in inline.attributes:
        if name == "style":
            return "a style attribute, which the page's policy blocks; write a class instead"
        if name.startswith("on"):
            return f"a script in {name}, which the page's policy blocks; take it out"
        if name in _LOADING - {"src"} and _ELSEWHERE.match(value):
            return "a file of another site, which the page's policy blocks; keep it in this project"
    return None
