"""HTML that an author writes in the form that a book has to have: XML, with words for what is not played."""

from __future__ import annotations

import html
import re

_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
_COMMENT_OR_TAG = re.compile(
    r"""<!--.*?-->|<(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^"'>])*)>|</(?P<end>[a-zA-Z][^\s>]*)\s*>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
# A film or a sound in which nothing can be read.
_PLAYED = re.compile(
    r"(?P<begin><(?P<played>video|audio)\b[^>]*>)(?P<inside>(?:\s|<(?:source|track)\b[^>]*>)*)</(?P=played)>"
)
# What HTML has names for and XML has not, and a sign that begins no such name.
_NAMED = re.compile(r"&(?!#|(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)?")


def as_xhtml(text: str) -> str:
    """The same in the form of XML, tag by tag: what is opened elsewhere is closed there too."""
    parts, end = [], 0
    for found in _COMMENT_OR_TAG.finditer(text):
        parts += [_named(text[end : found.start()]), _tag(found)]
        end = found.end()
    return _PLAYED.sub(_with_words, "".join([*parts, _named(text[end:])]))


def _with_words(found: re.Match[str]) -> str:
    """A film or a sound with the name of its file in it, for a reader of books that plays none."""
    source = re.search(r'\ssrc="([^"]*)"', found[0])
    name = source[1].rpartition("/")[2] if source else ""
    return f"{found['begin']}{found['inside']}{name}</{found['played']}>"


def _tag(found: re.Match[str]) -> str:
    if found["end"]:
        return "" if found["end"].lower() in _EMPTY else found[0]
    if not found["name"]:
        return found[0]
    told = found["attributes"]
    values: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(told):
        plain = value[1:-1] if value[:1] in ("'", '"') and value else value or name
        values.setdefault(name, html.escape(html.unescape(plain)))
    closes = "/" if told.rstrip().endswith("/") or found["name"].lower() in _EMPTY else ""
    written = "".join(f' {name}="{value}"' for name, value in values.items())
    return f"<{found['name']}{written}{closes}>"


def _named(text: str) -> str:
    def sign(found: re.Match[str]) -> str:
        said = html.unescape(found[0])
        return html.escape(found[0]) if said == found[0] else html.escape(said)

    return _NAMED.sub(sign, text)
