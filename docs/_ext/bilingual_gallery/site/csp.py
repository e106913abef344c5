"""What a page may load and run: what is of the site itself, and nothing else."""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.application import Sphinx

# Where a template wants the policy of its page, which is known when the page is made.
MARK = "policy-of-this-page"

_ELEMENT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_FROM_FILE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z][^<>]*?\s(?:style|on[a-z]+)=[^<>]*>")
_ATTRIBUTE = re.compile(r"""\s(style|on[a-z]+)=(?:"([^"]*)"|'([^']*)')""")


def with_policy(page: str, by_author: str) -> str:
    """The page with its policy in the place of ``MARK``.

    The scripts and styles that the theme has in the page itself are allowed by their digests; those
    in ``by_author``, the HTML that an author or an output wrote, are not.
    """
    if MARK not in page:
        return page
    foreign = {*_elements(by_author), *_attributes(by_author)}
    elements = [each for each in _elements(page) if each not in foreign]
    attributes = [each for each in _attributes(page) if each not in foreign]
    return page.replace(MARK, html.escape(_policy(elements, attributes), quote=False))


def _elements(page: str) -> Iterator[tuple[str, str]]:
    """The texts of the scripts and styles that the page has in itself, each with what it is."""
    for element, attributes, text in _ELEMENT.findall(page):
        if not _FROM_FILE.search(attributes):
            yield element.lower(), text


def _attributes(page: str) -> Iterator[tuple[str, str]]:
    """The same for `style="…"` and `onclick="…"`; after the elements are gone, whose text may hold such."""
    for tag in _TAG.findall(_ELEMENT.sub("", page)):
        for name, double, single in _ATTRIBUTE.findall(tag):
            yield "style" if name == "style" else "script", html.unescape(double or single)


def _policy(elements: Iterable[tuple[str, str]], attributes: Iterable[tuple[str, str]]) -> str:
    """A policy for a ``<meta>``: files of the site, and what is allowed by its digest.

    Images may be data, as those in the theme's sheets are. (W3C, Content Security Policy Level 3.)
    """
    allowed: dict[str, list[str]] = {"script": ["'self'"], "style": ["'self'"]}
    for kind, text in dict.fromkeys(elements):
        allowed[kind].append(_digest(text))
    for kind, text in dict.fromkeys(attributes):
        if "'unsafe-hashes'" not in allowed[kind]:
            allowed[kind].append("'unsafe-hashes'")  # digests stand for attributes too
        allowed[kind].append(_digest(text))
    rules = {
        "default-src": ["'none'"],
        "script-src": allowed["script"],
        "style-src": allowed["style"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],  # `make live` hears of each new build
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: give the templates ``content_security_policy``, the mark that it replaces."""
    context["content_security_policy"] = MARK
