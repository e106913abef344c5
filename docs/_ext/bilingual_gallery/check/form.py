"""Whether a tutorial has the form that conf.py states: its sections, and how much comes at a time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from ..config import FREE, Form
from ..config.form import Heading
from ..lang import language as known
from ..lang.marks import MATH, MATH_END
from ..source.blocks import ALT, CAPTION, WORDS
from ..source.cell_tags import Place
from ..source.code import CodeCell
from ..source.tutorial import Tutorial
from .exercises import exercises
from .finding import Finding, Text
from .sections import Section, pieces, sections, title_of

_RULE = "form"
RULES = frozenset([_RULE])
_FORMULA = re.compile(f"{MATH}[^{MATH_END}]*{MATH_END}")


def check(tutorial: Tutorial, form: Form, language: str) -> list[list[Finding]]:
    """For each part of a tutorial, where it has not the form; headings name sections in ``language``."""
    found: list[list[Finding]] = [[] for _ in tutorial.parts]
    if form == FREE:  # to look for sections takes a quarter of a check in which little is new
        return found
    begins = [part.line for part in tutorial.parts]
    for finding in _findings(tutorial, form, language):
        found[max(bisect_right(begins, finding.line) - 1, 0)].append(finding)
    return found


def _findings(tutorial: Tutorial, form: Form, language: str) -> Iterator[Finding]:
    for code in tutorial.languages:
        if tutorial.passages and all(each.is_in(code) for each in tutorial.passages):
            yield from _order(sections(tutorial, code), form, code)
    introduction, *others = sections(tutorial, language)
    yield from _introduction(introduction, form)
    for section in others:
        if section.title in form.exercises:
            yield from exercises(section, *form.exercises[section.title], _RULE)
        yield from _links(section, form)
    yield from _words(tutorial, form, language)
    yield from _lines(tutorial, form)


def _order(whole: Sequence[Section], form: Form, language: str) -> Iterator[Finding]:
    found = whole[1:]
    if len(found) < len(form.first) + len(form.last):
        wanted = ", ".join(_named(form.first, language) + _named(form.last, language))
        yield whole[-1].finding(
            _RULE, f"there are {len(found)} sections in {language}; write {wanted}"
        )
        return
    ends = found[len(found) - len(form.last) :]
    for where, headings, at in (("first", form.first, found), ("last", form.last, ends)):
        for section, heading in zip(at, headings, strict=False):
            if section.title != heading.get(language, section.title):
                names = ", ".join(_named(headings, language))
                message = f'the section "{section.title}" stands among the {where} ones; '
                yield section.finding(_RULE, f"{message}write {names} there")
                break


def _named(headings: Iterable[Heading], language: str) -> list[str]:
    return [f'"{heading.get(language, next(iter(heading.values())))}"' for heading in headings]


def _introduction(introduction: Section, form: Form) -> Iterator[Finding]:
    if form.introduction is None:
        return
    for text in introduction.texts:
        said = [
            block
            for block in text.blocks
            if block.level == 0 and not block.kind.startswith("heading")
        ]
        if len(said) > form.introduction:
            message = f"the introduction has {len(said)} paragraphs; keep {form.introduction} "
            row = said[form.introduction].line
            yield text.finding(row, _RULE, f"{message}and begin a section with the rest")


def _links(section: Section, form: Form) -> Iterator[Finding]:
    address = form.links.get(section.title)
    links = (each.text for block in section.blocks for each in block.inlines if each.kind == "link")
    if address is not None and not any(link.startswith(address) for link in links):
        yield section.finding(_RULE, f"this section has no link to {address}; add one")


def _words(tutorial: Tutorial, form: Form, language: str) -> Iterator[Finding]:
    """Stretches of prose that are too long; the first passage and the last sections have no code."""
    if form.words is None:
        return
    # Where a heading is not translated yet, that of another language stands there.
    ends = {title for heading in form.last for title in heading.values()}
    stretch: list[Text] = []
    for part, following in zip_longest(tutorial.parts[1:], tutorial.parts[2:]):
        if isinstance(part, CodeCell):
            continue
        for text in pieces(tutorial, part, language):
            title = title_of(text)
            if title in ends:
                return
            if title is not None:
                yield from _too_long(stretch, form.words)
                stretch = []
            stretch.append(text)
        if isinstance(following, CodeCell) or following is None:
            yield from _too_long(stretch, form.words)
            stretch = []


def _too_long(stretch: Sequence[Text], limit: int) -> Iterator[Finding]:
    blocks = (block for text in stretch for block in text.blocks)
    said = (block for block in blocks if block.kind not in (CAPTION, ALT, WORDS))
    shown = (_FORMULA.sub(" ", block.shown) for block in said)
    own = known(stretch[0].language) if stretch else known("")
    words = sum(map(own.count, shown))
    if words > limit:
        unit = "words" if own.spaces else "letters"
        message = (
            f"{words} {unit} stand before code follows; keep to {limit}, or put code between them"
        )
        yield stretch[0].finding(0, _RULE, message)


def _lines(tutorial: Tutorial, form: Form) -> Iterator[Finding]:
    if form.lines is None:
        return
    for cell in tutorial.code:
        if cell.display.code is not Place.OPEN:
            continue  # it keeps nobody from reading on
        lines = [line for line in cell.source.split("\n") if line.strip()]
        count = sum(not line.lstrip().startswith("#") for line in lines)
        if count > form.lines:
            message = (
                f"this cell has {count} lines of code; keep to {form.lines}, and part it by prose"
            )
            yield Finding(tutorial.path, cell.line, _RULE, message)
