"""Weave one language's MyST page: prose verbatim, code, captured outputs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import markdown
from .script import Passage, Tutorial

# A comment in the page that gives the next heading its id; sections.py puts it in force.
SECTION_ID = "section-id:"


@dataclass(frozen=True)
class Link:
    """A link of the download bar: its kind (a CSS class), address and text."""

    kind: str
    url: str
    text: str


@dataclass(frozen=True)
class Frame:
    """What surrounds the prose: all that the page says which the script does not.

    ``image_dir`` is where the figures lie, from the root of the Sphinx sources; ``id_language`` is the
    language whose headings make the ids; ``not_run`` stands in for outputs that there are not.
    """

    image_dir: str
    id_language: str
    links: tuple[Link, ...]
    links_title: str
    not_run: str


def weave(tutorial: Tutorial, language: str, outputs: Sequence[str] | None, frame: Frame) -> str:
    """The page of ``tutorial`` in ``language``, as MyST Markdown.

    ``outputs`` holds reStructuredText for each code cell, or is None when nothing was run.
    """
    ids = iter(tutorial.section_ids(frame.id_language))
    bar = _bar(frame)
    blocks = [_front_matter(tutorial.introduction(language))]
    cells = 0
    for part in tutorial.parts:
        if isinstance(part, Passage):
            text = part.text(language)
            marked = _with_ids(text, [next(ids) for _ in markdown.headings(text)])
            if part is tutorial.parts[0]:
                note = [] if outputs is not None else [f":::{{note}}\n{frame.not_run}\n:::"]
                marked = _below_title(marked, [bar, *note])
            blocks.append(marked)
        else:
            shown = part.shown(language)
            if shown:
                blocks.append(_fenced("```", "{code-block} python", shown))
            if outputs is not None and outputs[cells].strip():
                output = _with_images_at(outputs[cells], frame.image_dir)
                blocks.append(_fenced("```", "{eval-rst}", output.strip("\n")))
            cells += 1
    blocks.append(bar)
    return "\n\n".join(blocks) + "\n"


def _front_matter(description: str) -> str:
    # JSON is YAML, and quotes what an introduction may contain.
    quoted = json.dumps(description, ensure_ascii=False)
    return f"---\nmyst:\n  html_meta:\n    description: {quoted}\n---"


def _with_ids(text: str, ids: Sequence[str]) -> str:
    lines = text.split("\n")
    pairs = list(zip(markdown.headings(text), ids, strict=True))
    for heading, identifier in reversed(pairs):
        lines[heading.line : heading.line] = ["", f"% {SECTION_ID} {identifier}", ""]
    return "\n".join(lines).strip("\n")


def _below_title(text: str, blocks: Sequence[str]) -> str:
    title = markdown.parse(text)
    opening = next(token for token in title if token.type == "heading_open")
    assert opening.map is not None
    lines = text.split("\n")
    below = [line for block in blocks for line in ("", *block.split("\n"), "")]
    return "\n".join([*lines[: opening.map[1]], *below, *lines[opening.map[1] :]])


def _fenced(fence: str, info: str, text: str) -> str:
    while fence in text:
        fence += "`"
    return f"{fence}{info}\n{text}\n{fence}"


def _with_images_at(output: str, image_dir: str) -> str:
    # Only in the lines that Sphinx-Gallery's image directive is made of: printed text stays as it is.
    def moved(match: re.Match[str]) -> str:
        return match[0].replace("/images/", f"/{image_dir}/")

    return re.sub(r"^ *(\.\. image-sg::|:srcset:) .*$", moved, output, flags=re.MULTILINE)


def _bar(frame: Frame) -> str:
    links = "".join(
        f'<a class="{link.kind}" href="{html.escape(link.url)}"'
        f"{' download' if link.kind in ('notebook', 'script') else ''}>{html.escape(link.text)}</a>"
        for link in frame.links
    )
    title = html.escape(frame.links_title)
    return f'<nav class="tutorial-downloads" aria-label="{title}">{links}</nav>'
