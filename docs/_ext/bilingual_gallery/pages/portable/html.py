"""The files that HTML in prose shows: where they are named, and where they are for readers of a download."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from .document import Places

_TAG = re.compile(r"<(img|video|audio|source|track)\b[^>]*>", re.IGNORECASE)
_FILE = re.compile(r"""(\s(?:src|poster)\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)
_ALONE = re.compile(r"\s*<img\b[^>]*>\s*", re.IGNORECASE)
_ALT = re.compile(r"""\salt\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_SPECIAL = re.compile(r"([\\\[\]*_`$<])")


def with_files(text: str, change: Callable[[str, str], str]) -> str:
    """HTML in which each file is named as ``change`` says, which is given the element and the address."""

    def tag(found: re.Match[str]) -> str:
        def file(named: re.Match[str]) -> str:
            address = html.unescape(named[2][1:-1])
            other = change(found[1].lower(), address)
            return named[0] if other == address else f'{named[1]}"{html.escape(other)}"'

        return _FILE.sub(file, found[0])

    return _TAG.sub(tag, text)


def portable_html(text: str, places: Places) -> str:
    """HTML of the prose whose files a download finds.

    A picture that stands alone becomes one of Markdown, because not every reader of notebooks looks into
    HTML for those that are attached.
    """

    def place(element: str, address: str) -> str:
        if element == "img":
            return places.picture(address)
        target = places.link(address)
        return target.url if target else address

    there = with_files(text, place)
    if there != text and _ALONE.fullmatch(there) and (file := _FILE.search(there)):
        alt = _ALT.search(there)
        words = _SPECIAL.sub(r"\\\1", html.unescape(alt[1][1:-1])) if alt else ""
        return f"![{words}](<{html.unescape(file[2][1:-1])}>)"
    return there
