"""Whether a dot stands in a dotted name, as in nn.Linear, and not at the end of a sentence."""

from __future__ import annotations

import re
import sys

from ..lang import function_words
from .finding import Text

_BEFORE, _AFTER = re.compile(r"[A-Za-z_][\w.]*$"), re.compile(r"[A-Za-z_][\w.]*")
# DataLoader, Conv2d, and what is called.
_CLASS = re.compile(r"[A-Z][a-z0-9]*[A-Z0-9_]\w*$")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
# Modules of Python whose names may as well end an English sentence.
_WORDS = frozenset(
    "abc array calendar cmd code copy email io keyword locale mailbox math numbers operator pipes platform"
    " profile queue random resource secrets select signal site socket statistics string symbol test this"
    " time token trace turtle types warnings wave".split()
)
_MODULES = sys.stdlib_module_names - _WORDS
_IMPORTED = r"^[ \t]*(?:import|from)[ \t]+(?:{0}\b|[^#\n]*\b(?:as|import) {0}\b)"
_FAR = 80  # how far a name may go on


def is_dotted_name(said: str, dot: int, text: Text) -> bool:
    """Is the dot at this place of what a block of the text says within a name?"""
    before = _BEFORE.search(said[max(0, dot - _FAR) : dot])
    after = _AFTER.match(said[dot + 1 : dot + _FAR])
    if said[dot] != "." or before is None or after is None:
        return False
    owner, name = before[0], after[0].rstrip(".")
    small = function_words.strong(text.language) | function_words.weak(text.language)
    if name.lower() in small:
        return False
    called = said[dot + 1 + len(name) :].startswith("(")
    if "." in owner or "." in name or _CLASS.match(name) or called:
        return True
    return (
        owner in _MODULES
        or _VOWEL.search(owner) is None
        or text.whole.count(f"{owner}.{name}") > 1
        or re.search(_IMPORTED.format(owner), text.whole, re.MULTILINE) is not None
    )
