"""What a page may load and run: what is of the site itself, and nothing else."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import Any

from sphinx.application import Sphinx

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def content_security_policy(*inline: str) -> str:
    """A policy for a ``<meta>``: files of the site, and the scripts and styles in ``inline``.

    ``inline`` is the HTML of elements that the page has in itself, ``<script>…</script>`` and
    ``<style>…</style>`` without attributes; each is allowed by its digest, so that no other that an
    author, an output or a counterpart brings is run. Images may be data, as those in the theme's
    sheets are. (W3C, Content Security Policy Level 3.)
    """
    digests: dict[str, list[str]] = {"script": [], "style": []}
    for element, text in _INLINE.findall("".join(inline)):
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        digests[element].append(f"'sha256-{digest}'")
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *digests["script"]],
        "style-src": ["'self'", *digests["style"]],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],  # `make live` hears of each new build
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: let the templates ask for the policy."""
    context["content_security_policy"] = content_security_policy
