"""The outputs of a cell as Markdown: printed text and values in fences, figures as pictures."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator

from sphinx.locale import get_translation

from ..execution.output import Figures, Film, Markup, Output, Printed, Value, from_json
from .lines import fenced
from .portable.inlines import destination, escaped

_ = get_translation("sphinx")

_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def of(content: str, place: Callable[[str], str]) -> str:
    """What the source of a page has of a cell's outputs, as Markdown.

    ``place`` says how a picture's file is addressed.
    """
    blocks: list[str] = []
    text = ""
    for output in from_json(json.loads(content)):
        if isinstance(output, Printed):
            text += output.text
        else:
            shown = list(_shown(output, place))
            blocks += [_fence(text), *shown] if text.strip() else shown
            text = ""
        if left_out := getattr(output, "left_out", 0):
            blocks += [_fence(text)] if text.strip() else []
            sentence = _("The output was longer; {count} more characters are left out here.")
            blocks.append(sentence.format(count=f"{left_out:,}"))
            text = ""
    if text.strip():
        blocks.append(_fence(text))
    return "\n\n".join(blocks)


def _shown(output: Output, place: Callable[[str], str]) -> Iterator[str]:
    match output:
        case Value():
            yield from _value(output)
        case Figures():
            pictures = ((each.alt, each.file) for each in output.pictures)
            yield "\n\n".join(_pictures(pictures, place))
        case Film():
            yield "\n\n".join(_pictures([(output.alt, output.first)], place))
        case Markup():
            yield fenced("```", "rst", output.rst.strip())


def _value(value: Value) -> Iterator[str]:
    """The first of its forms that a reader of Markdown can read."""
    forms = value.forms
    if "text/markdown" in forms:
        yield forms["text/markdown"].strip()
    elif "text/latex" in forms:
        yield forms["text/latex"].strip()
    elif plain := forms.get("text/plain", ""):
        yield _fence(plain)
    elif "text/html" in forms:
        words = _TAG.sub(" ", _UNSEEN.sub("", forms["text/html"]))
        if said := " ".join(html.unescape(words).split()):
            yield _fence(said)


def _pictures(pictures: Iterable[tuple[str, str]], place: Callable[[str], str]) -> Iterator[str]:
    for alt, file in pictures:
        words = escaped(" ".join(alt.split()))
        yield f"![{words}]({destination(place(file))})"


def _fence(text: str) -> str:
    return fenced("```", "text", _COLOR.sub("", text).strip("\n"))
