"""Links and pictures that lead to nothing: the check tells of them, and Sphinx does so in its own words."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

# What the rule `targets` and what Sphinx and MyST say.
_OURS = re.compile(
    r"\[targets\] there is no (?:(?:picture|file|page) |#)(.+?)"
    r"(?: on (?:this page|\S+))?(?: \(is .+ meant\?\))?; "
)
_SPHINX = re.compile(
    r"(?:image file not readable: |download file not readable: "
    r"|'myst' cross-reference target not found: '|local id not found in doc '.*': ')"
    r"(.+?)'?(?: \[[\w.]+\])?$"
)


def target_in(message: str) -> str | None:
    """What a message says is missing: the name of a file or the id of a section, without its folder."""
    match = _OURS.search(message) or _SPHINX.search(message)
    return posixpath.basename(unquote(match[1].strip("'"))).lower() if match else None
