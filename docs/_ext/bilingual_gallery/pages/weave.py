"""Weave one language's MyST page: prose verbatim, code, captured outputs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ..config import Syntax
from ..execution.output import Output
from ..source import markdown
from ..source.cell_tags import Role
from ..source.code import CodeCell
from ..source.figure_words import as_captions
from ..source.tutorial import Passage, Prose, Tutorial
from . import figure_words
from .called import Called
from .cell_blocks import blocks_of
from .lines import Lines, at, fenced, joined
from .outputs import told

# A comment in the page that gives the next heading its id; section_ids.py puts it in force.
SECTION_ID = "section-id:"
# A comment in the page from which on the text is in the language it names, or in the page's own again;
# untranslated.py makes elements of what is between them.
UNTRANSLATED = "untranslated:"
# Where the part of a passage begins that a mark is for; parallel.py takes it out.
MARK_BEGINS = "<!-- behind -->"


@dataclass(frozen=True)
class Mark:
    """What a page says below a part of a passage: the ``line`` of its prose, ``rows`` of that, and ``html``.

    The part begins with the first of the rows and ends before the second. ``rows`` is None for what is
    said below a cell of code with that line.
    """

    line: int
    rows: tuple[int, int] | None
    html: str


@dataclass(frozen=True)
class PageContext:
    """What surrounds the prose: all that the page says which the script does not.

    ``id_language`` is the language whose headings make the ids; ``not_run`` stands in for outputs that
    there are not; ``reading_time`` is the paragraph that says how long the page takes to read;
    ``untranslated`` has, by language, what stands above a text in it that is not translated yet;
    ``above`` and ``below`` are the bars of links; ``made_with`` says what the outputs come from;
    ``made_from`` changes when something does that the page does not show. ``line_numbers`` is set where
    the lines of code are numbered, through the page; ``marks`` are for passages that are behind.
    """

    id_language: str
    above: str
    below: str
    not_run: str
    reading_time: str
    made_with: str
    made_from: str
    line_numbers: bool = False
    marks: tuple[Mark, ...] = ()
    called: Mapping[int, Called] = field(default_factory=dict)
    untranslated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A woven page; ``origins`` is, for each of its lines, the line of the script it comes from."""

    text: str
    origins: tuple[int, ...]


def weave(
    tutorial: Tutorial,
    language: str,
    outputs: Sequence[Sequence[Output]] | None,
    context: PageContext,
) -> Page:
    """The page of ``tutorial`` in ``language``, as MyST Markdown.

    ``outputs`` holds those of each code cell, or is None when nothing was run.
    """
    ids = iter(tutorial.section_ids(context.id_language, language))
    above = f"{context.reading_time}\n\n{context.above}"
    if outputs is None:
        above += "\n\n" + fenced("```", "{note}", context.not_run)
    introduction = tutorial.introduction(language)
    blocks = [at(1, _front_matter(introduction))] if introduction else []
    numbers = _numbers(tutorial, language) if context.line_numbers else {}
    said = figure_words.said(tutorial, language)
    turns = tutorial.turns(language)
    cells = enumerate(outputs or [()] * len(tutorial.code))
    given = iter([told(each, said.get(number, ())) for number, each in cells])
    for role, run in groupby(tutorial.parts, key=_role):
        if role is None:
            for passage in run:
                assert isinstance(passage, Passage)
                below_title = above if passage is tutorial.parts[0] else ""
                prose = passage.prose_in(language)
                marks = [each for each in context.marks if each.line == prose.line]
                spoken = passage.spoken(language)
                mark = context.untranslated[spoken] if passage.line in turns else ""
                other = None if spoken == language else (spoken, mark)
                blocks.append(_prose(prose, tutorial.syntax, ids, below_title, marks, other))
        else:
            coded = [(cell, next(given)) for cell in run if isinstance(cell, CodeCell)]
            blocks += blocks_of(coded, language, tutorial, numbers, context.called)
            numbered = {line.number for cell, _ in coded for line in cell.lines}
            behind = (each for each in context.marks if each.rows is None and each.line in numbered)
            blocks += [at(each.line, each.html) for each in behind]
    end = blocks[-1][-1][1]
    if outputs is not None:
        blocks.append(at(end, f'<p class="made-with">{html.escape(context.made_with)}</p>'))
    blocks.append(at(end, context.below))
    blocks.append(at(end, f"% made-from: {context.made_from}"))
    lines = joined(blocks)
    return Page("\n".join(text for text, _ in lines) + "\n", tuple(line for _, line in lines))


def _role(part: Passage | CodeCell) -> Role | None:
    return part.role if isinstance(part, CodeCell) else None


def _numbers(tutorial: Tutorial, language: str) -> dict[int, int]:
    """The number of the first line of each code cell, by its line in the script: readers see no other file."""
    numbers, number = {}, 1
    for cell in tutorial.code:
        numbers[cell.line] = number
        shown = cell.shown(language)
        number += shown.count("\n") + 1 if shown else 0
    return numbers


def _front_matter(description: str) -> str:
    # JSON is YAML, and quotes what an introduction may contain.
    quoted = json.dumps(description, ensure_ascii=False)
    return f"---\nmyst:\n  html_meta:\n    description: {quoted}\n---"


def _prose(
    prose: Prose,
    syntax: Syntax,
    ids: Iterator[str],
    below_title: str,
    marks: Sequence[Mark],
    other: tuple[str, str] | None,
) -> Lines:
    """A passage's prose; ``other`` is the language it is in and a mark that says so, if not the page's.

    The mark is empty where what stands above is in that language, too.
    """
    lines = [(row, prose.line + index) for index, row in enumerate(prose.text.split("\n"))]
    for begin, end, said in as_captions(prose.text, syntax):
        caption = [*said, *[""] * (end - begin - len(said))]  # what follows keeps its row
        lines[begin:end] = at(prose.line + begin, "\n".join(caption))
    begins, ends, said_of = "", "", ""
    if other is not None:
        begins, ends, said_of = f"% {UNTRANSLATED} {other[0]}", f"% {UNTRANSLATED}", other[1]
    put: list[tuple[int, str]] = []
    for heading in markdown.headings(prose.text, syntax):
        above = below_title if heading.level == 1 else ""
        start = heading.line
        while start and re.fullmatch(r"\s*\{.*\}\s*", lines[start - 1][0]):
            start -= 1  # attributes are for what they stand above
        is_first = not any(row.strip() for row, _ in lines[:start])
        told = said_of if is_first else ""
        if other is None:
            put += [(heading.end, above)] if above else []
        elif above or told:
            put += [(heading.end, text) for text in (begins, told, above, ends) if text]
            said_of = "" if is_first else said_of
        put.append((start, f"% {SECTION_ID} {next(ids)}"))
    if other is not None:
        put += [(0, text) for text in (begins, said_of) if text]
        put.insert(0, (len(lines), ends))  # the last of all
    for mark in marks:
        if mark.rows is not None:
            begin, end = mark.rows
            put += [(begin, MARK_BEGINS), (end, mark.html)]
    # What is put in moves only what comes after it, so begin at the end; of those at one row, the last
    # comes to stand first.
    for row, text in sorted(put, key=lambda each: each[0], reverse=True):
        line = prose.line + min(row, len(lines) - 1)
        lines[row:row] = at(line, f"\n{text}\n")
    return lines
