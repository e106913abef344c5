"""Weave one language's MyST page: prose verbatim, code, captured outputs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..config import Syntax
from ..execution.output import Output
from ..source import markdown
from ..source.tutorial import Passage, Prose, Tutorial
from .outputs import DIRECTIVE, at_script_lines, source

# A comment in the page that gives the next heading its id; section_ids.py puts it in force.
SECTION_ID = "section-id:"


# The kinds of links that a browser is to save, not to show.
_DOWNLOADS = frozenset(("notebook", "script", "file", "files"))


@dataclass(frozen=True)
class Link:
    """A link of the download bar: its kind (a CSS class), address and text."""

    kind: str
    url: str
    text: str


@dataclass(frozen=True)
class PageContext:
    """What surrounds the prose: all that the page says which the script does not.

    ``id_language`` is the language whose headings make the ids; ``not_run`` stands in for outputs that
    there are not; ``reading_time`` is the paragraph that says how long the page takes to read;
    ``made_with`` says what the outputs come from; ``made_from`` changes when something does that the
    page does not show.
    """

    id_language: str
    links: tuple[Link, ...]
    links_title: str
    not_run: str
    reading_time: str
    made_with: str
    made_from: str


@dataclass(frozen=True)
class Page:
    """A woven page; ``origins`` is, for each of its lines, the line of the script it comes from."""

    text: str
    origins: tuple[int, ...]


# Lines of the page, each with the script's line it comes from.
_Lines = list[tuple[str, int]]


def weave(
    tutorial: Tutorial,
    language: str,
    outputs: Sequence[Sequence[Output]] | None,
    context: PageContext,
) -> Page:
    """The page of ``tutorial`` in ``language``, as MyST Markdown.

    ``outputs`` holds those of each code cell, or is None when nothing was run.
    """
    ids = iter(tutorial.section_ids(context.id_language))
    bar = _bar(context)
    above = f"{context.reading_time}\n\n{bar}"
    if outputs is None:
        above += "\n\n" + _fenced("```", "{note}", context.not_run)
    introduction = tutorial.introduction(language)
    blocks = [_at(1, _front_matter(introduction))] if introduction else []
    cells = 0
    for part in tutorial.parts:
        if isinstance(part, Passage):
            below_title = above if part is tutorial.parts[0] else ""
            blocks.append(_prose(part.prose_in(language), tutorial.syntax, ids, below_title))
        else:
            shown = part.shown(language)
            if shown:
                blocks.append(_at(part.line, _fenced("```", "{code-block} python", shown)))
            if outputs is not None and outputs[cells]:
                given = at_script_lines(outputs[cells], tutorial)
                directive = _fenced("```", f"{{{DIRECTIVE}}}", source(given))
                blocks.append(_at(part.line, directive))
            cells += 1
    end = blocks[-1][-1][1]
    if outputs is not None:
        blocks.append(_at(end, f'<p class="made-with">{html.escape(context.made_with)}</p>'))
    blocks.append(_at(end, _bar(context, "div")))  # one landmark of a name is enough
    blocks.append(_at(end, f"% made-from: {context.made_from}"))
    lines = [line for block in blocks for line in (*block, ("", block[-1][1]))][:-1]
    return Page("\n".join(text for text, _ in lines) + "\n", tuple(line for _, line in lines))


def _at(line: int, text: str) -> _Lines:
    return [(row, line) for row in text.split("\n")]


def _front_matter(description: str) -> str:
    # JSON is YAML, and quotes what an introduction may contain.
    quoted = json.dumps(description, ensure_ascii=False)
    return f"---\nmyst:\n  html_meta:\n    description: {quoted}\n---"


def _prose(prose: Prose, syntax: Syntax, ids: Iterator[str], below_title: str) -> _Lines:
    lines = [(row, prose.line + index) for index, row in enumerate(prose.text.split("\n"))]
    # What is put in moves only what comes after it, so begin at the end.
    marks = [(heading, next(ids)) for heading in markdown.headings(prose.text, syntax)]
    for heading, identifier in reversed(marks):
        line = prose.line + heading.line
        if heading.level == 1:
            lines[heading.end : heading.end] = _at(line, f"\n{below_title}\n")
        start = heading.line
        while start and re.fullmatch(r"\s*\{.*\}\s*", lines[start - 1][0]):
            start -= 1  # attributes are for what they stand above
        lines[start:start] = _at(line, f"\n% {SECTION_ID} {identifier}\n")
    return lines


def _fenced(fence: str, info: str, text: str) -> str:
    while fence in text:
        fence += "`"
    return f"{fence}{info}\n{text}\n{fence}"


def _bar(context: PageContext, element: str = "nav") -> str:
    links = "".join(
        f'<a class="{link.kind}" href="{html.escape(link.url)}"'
        f"{' download' if link.kind in _DOWNLOADS else ''}>{html.escape(link.text)}</a>"
        for link in context.links
    )
    title = html.escape(context.links_title)
    name = f' aria-label="{title}"' if element == "nav" else ""
    return f'<{element} class="tutorial-downloads"{name}>{links}</{element}>'
