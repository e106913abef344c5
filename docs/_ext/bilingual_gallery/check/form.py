"""Whether a tutorial has the form that conf.py states: its sections, and how much comes at a time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from ..config import Form
from ..config.form import Heading
from ..lang import language as known
from ..lang.marks import MATH, MATH_END
from ..source.blocks import Block
from ..source.code import CodeCell
from ..source.tutorial import Passage, Tutorial
from .finding import Finding, Text

_RULE = "form"
RULES = frozenset([_RULE])
_SECTION = "heading of level 2"
_FORMULA = re.compile(f"{MATH}[^{MATH_END}]*{MATH_END}")
_SOLUTION = re.compile(r"^:collapsible: *closed *$", re.MULTILINE)


@dataclass(frozen=True)
class _Section:
    """A section in one language: its texts, the first of which begins with its heading."""

    title: str
    texts: Sequence[Text]

    @property
    def line(self) -> int:
        return self.texts[0].line

    @property
    def blocks(self) -> Iterator[Block]:
        return chain.from_iterable(text.blocks for text in self.texts)

    def finding(self, message: str) -> Finding:
        return self.texts[0].finding(0, _RULE, message)


def check(tutorial: Tutorial, form: Form, language: str) -> list[list[Finding]]:
    """For each part of a tutorial, where it has not the form; headings name sections in ``language``."""
    found: list[list[Finding]] = [[] for _ in tutorial.parts]
    begins = [part.line for part in tutorial.parts]
    for finding in _findings(tutorial, form, language):
        found[max(bisect_right(begins, finding.line) - 1, 0)].append(finding)
    return found


def _findings(tutorial: Tutorial, form: Form, language: str) -> Iterator[Finding]:
    for code in tutorial.languages:
        yield from _order(_sections(tutorial, code), form, code)
    introduction, *sections = _sections(tutorial, language)
    yield from _introduction(introduction, form)
    for section in sections:
        yield from _exercises(section, form)
        yield from _links(section, form)
    yield from _words(tutorial, form, language)
    yield from _lines(tutorial, form)


def _sections(tutorial: Tutorial, language: str) -> list[_Section]:
    """The sections, after all that comes before the first."""
    found: list[tuple[str, list[Text]]] = [("", [])]
    for passage in tutorial.passages:
        for text in _pieces(tutorial, passage, language):
            title = _title(text)
            if title is not None:
                found.append((title, []))
            found[-1][1].append(text)
    return [_Section(title, texts) for title, texts in found]


def _pieces(tutorial: Tutorial, passage: Passage, language: str) -> Sequence[Text]:
    prose = passage.prose_in(language)
    text = Text(tutorial.path, prose.line, language, prose.text, syntax=tutorial.syntax)
    return [piece for piece in text.sections if piece.markdown.strip()]


def _title(text: Text) -> str | None:
    """The heading that a text begins with, if it begins a section."""
    first = text.blocks[0] if text.blocks else None
    if first is None or first.kind != _SECTION:
        return None
    return "".join(each.text for each in first.inlines)


def _order(sections: Sequence[_Section], form: Form, language: str) -> Iterator[Finding]:
    found = sections[1:]
    if len(found) < len(form.first) + len(form.last):
        wanted = ", ".join(_named(form.first, language) + _named(form.last, language))
        yield sections[-1].finding(f"there are {len(found)} sections in {language}; write {wanted}")
        return
    ends = found[len(found) - len(form.last) :]
    for where, headings, at in (("first", form.first, found), ("last", form.last, ends)):
        for section, heading in zip(at, headings, strict=False):
            if section.title != heading.get(language, section.title):
                names = ", ".join(_named(headings, language))
                message = f'the section "{section.title}" stands among the {where} ones; '
                yield section.finding(f"{message}write {names} there")
                break


def _named(headings: Iterable[Heading], language: str) -> list[str]:
    return [f'"{heading.get(language, next(iter(heading.values())))}"' for heading in headings]


def _introduction(introduction: _Section, form: Form) -> Iterator[Finding]:
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


def _exercises(section: _Section, form: Form) -> Iterator[Finding]:
    if section.title not in form.exercises:
        return
    least, most = form.exercises[section.title]
    numbered = (re.fullmatch(r"numbered list of (\d+)", block.kind) for block in section.blocks)
    count = sum(int(match[1]) for match in numbered if match)
    solutions = sum(len(_SOLUTION.findall(text.markdown)) for text in section.texts)
    if not least <= count <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        yield section.finding(
            f"exercises in this section: {count}; set {wanted} in a numbered list"
        )
    elif solutions != count:
        message = f"exercises in this section: {count}, folded solutions: {solutions}; "
        mend = "give each exercise a box with `:collapsible: closed`"
        yield section.finding(f"{message}{mend}")


def _links(section: _Section, form: Form) -> Iterator[Finding]:
    address = form.links.get(section.title)
    links = (each.text for block in section.blocks for each in block.inlines if each.kind == "link")
    if address is not None and not any(link.startswith(address) for link in links):
        yield section.finding(f"this section has no link to {address}; add one")


def _words(tutorial: Tutorial, form: Form, language: str) -> Iterator[Finding]:
    """Stretches of prose that are too long; the first passage and the last sections have no code."""
    if form.words is None:
        return
    ends = {heading.get(language) for heading in form.last}
    stretch: list[Text] = []
    for part, following in zip_longest(tutorial.parts[1:], tutorial.parts[2:]):
        if isinstance(part, CodeCell):
            continue
        for text in _pieces(tutorial, part, language):
            title = _title(text)
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
    shown = (_FORMULA.sub(" ", block.shown) for text in stretch for block in text.blocks)
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
        lines = [line for line in cell.source.split("\n") if line.strip()]
        count = sum(not line.lstrip().startswith("#") for line in lines)
        if count > form.lines:
            message = (
                f"this cell has {count} lines of code; keep to {form.lines}, and part it by prose"
            )
            yield Finding(tutorial.path, cell.line, _RULE, message)
