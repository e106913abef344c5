"""What stands within a line: roles, footnotes, links and pictures, as edits of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from . import located
from .document import Document, Target
from .html import portable_html

_CODE = frozenset("code literal samp file command program option envvar makevar regexp".split())
_BOLD = frozenset("guilabel menuselection strong".split())
_SLANTED = frozenset("dfn emphasis title-reference title t".split())
_TAGS = {"sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup", "kbd": "kbd"}
_SPECIFICATIONS = {
    "pep": ("PEP {0}", "https://peps.python.org/pep-{0:0>4}/"),
    "rfc": ("RFC {0}", "https://datatracker.ietf.org/doc/html/rfc{0}"),
}
# References that are read as words, where those to objects are read as code.
_WORDS = frozenset("doc ref numref term download any cite footcite".split())
_OBJECTS = frozenset("func meth class mod attr data exc obj const confval".split())


class Edit(NamedTuple):
    """What stands in an inline's content from ``begin`` up to ``end``, and what shall stand there."""

    begin: int
    end: int
    text: str


def portable_line(text: str, document: Document) -> str:
    """A text that makes no blocks, such as a title."""
    return edited(located.parse_line(text, document.syntax, document.definitions), document)


def edited(inline: Token, document: Document) -> str:
    """An inline token's content as it shall be."""
    content = inline.content
    for edit in reversed(list(edits(inline, document))):
        content = content[: edit.begin] + edit.text + content[edit.end :]
    return content


def edits(inline: Token, document: Document) -> Iterator[Edit]:
    """What has to change in an inline token's content, from its beginning to its end."""
    content = inline.content
    found: list[Edit] = []
    for token in inline.children or ():
        if (attributes := token.meta.get(located.ATTRIBUTES)) is not None:
            found.append(Edit(attributes[0], attributes[1], ""))
        if located.SPAN not in token.meta:
            continue
        begin, end = token.meta[located.SPAN]
        if token.type == "myst_role":
            role = portable_role(str(token.meta["name"]), token.content, document)
            found.append(Edit(begin, end, role))
        elif token.type == "footnote_ref":
            found.append(Edit(begin, end, document.footnote(str(token.meta["label"]))))
        elif token.type == "substitution_inline":
            value = document.substitutions.get(token.content.strip())
            if value is not None:
                found.append(Edit(begin, end, portable_line(str(value), document)))
        elif token.type == "span_open":  # [words]{.class}
            label_begin, label_end = token.meta[located.LABEL]
            found += [Edit(begin, label_begin, ""), Edit(label_end, end, "")]
        elif token.type == "html_inline":
            said = portable_html(token.content, document.places)
            found += [Edit(begin, end, said)] if said != token.content else []
        elif token.type == "image":
            found += _image(token, content, begin, end, document)
        elif token.type == "link_open":
            found += _link(token, content, begin, end, document)
    yield from sorted(found)


def _image(token: Token, content: str, begin: int, end: int, document: Document) -> Iterator[Edit]:
    source = str(token.attrs["src"])
    shown = document.places.picture(source)
    if located.LABEL in token.meta and (shown != source or not content[begin:end].endswith(")")):
        label_end = token.meta[located.LABEL][1]
        yield Edit(label_end, end, f"]({destination(shown)}{_title(token)})")


def _link(token: Token, content: str, begin: int, end: int, document: Document) -> Iterator[Edit]:
    href = str(token.attrs["href"])
    target = _section(href, document) or document.places.link(href)
    if located.LABEL not in token.meta:  # <project:…>
        if target is not None:
            yield Edit(begin, end, linked(target.text, target.url))
        return
    label_begin, label_end = token.meta[located.LABEL]
    if target is not None and not content[label_begin:label_end].strip():
        yield Edit(begin, end, linked(escaped(target.text), target.url))
    elif target is not None or not content[begin:end].endswith(")"):
        url = target.url if target else href
        yield Edit(label_end, end, f"]({destination(url)}{_title(token)})")


def _section(href: str, document: Document) -> Target | None:
    """A section of this tutorial, which Jupyter knows by the words of its heading."""
    title = document.sections.get(href[1:]) if href.startswith("#") else None
    return None if title is None else Target(f"#{anchor(title)}", title)


def anchor(title: str) -> str:
    """What JupyterLab calls a heading in the address of a link to it."""
    return title.replace(" ", "-")


def portable_role(name: str, content: str, document: Document) -> str:
    """What stands for ``{name}`content```: a role that no reader of notebooks has."""
    content = content.strip()
    if (own := document.roles.get(name)) is not None:
        return own(content)
    said, target = said_and_target(content)
    if name == "math":
        return f"${content}$"
    if name in _CODE:
        return as_code(content)
    if name in _BOLD:
        return f"**{content.replace('-->', '→')}**"
    if name in _SLANTED:
        return f"*{content}*"
    if name in _TAGS:
        return f"<{_TAGS[name]}>{content}</{_TAGS[name]}>"
    if name in ("eq", "math:numref"):
        number = document.places.equation(content)
        return f"({number})" if number else content
    if name in _SPECIFICATIONS:
        words, address = _SPECIFICATIONS[name]
        return linked(said or words.format(target), address.format(target))
    place = document.places.reference(name, content)
    if place is None:
        is_object = ":" in name or name in _OBJECTS
        words = said or (_object(target) if is_object else target)
        return as_code(words) if is_object else words
    return linked(place.text if name in _WORDS or said else as_code(place.text), place.url)


def said_and_target(content: str) -> tuple[str, str]:
    """The words and the target of ``words <target>``; no words where there is a target alone."""
    match = re.fullmatch(r"(.+?)\s*<([^<>]+)>", content, re.DOTALL)
    return (match[1], match[2]) if match else ("", content)


def _object(target: str) -> str:
    """What is shown of an object's name: after a ``~`` its last part alone."""
    name = target.lstrip("!")
    return name.lstrip("~").rpartition(".")[2] if name.startswith("~") else name


def as_code(text: str) -> str:
    """A text as inline code."""
    fence = "`"
    while fence in text:
        fence += "`"
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"


def escaped(text: str) -> str:
    """A text as the words of a link."""
    return re.sub(r"([\\\[\]*_`$<])", r"\\\1", text)


def linked(words: str, url: str) -> str:
    """A link; ``words`` are Markdown."""
    return f"[{words}]({destination(url)})"


def destination(url: str) -> str:
    """An address as it stands in a link."""
    return f"<{url}>" if re.search(r"[\s()]", url) else url


def _title(token: Token) -> str:
    title = str(token.attrs.get("title", ""))
    quoted = title.replace('"', r"\"")
    return f' "{quoted}"' if title else ""
