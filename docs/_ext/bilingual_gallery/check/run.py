"""All that the rules find in the tutorials and the pages: what `make check` and the build tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from ..config import Settings
from ..config.leftovers import is_left_over
from ..contents import DISK, Contents, lines_end_in_lf
from ..errors import SourceError, shown
from ..glossary.calls import Call
from ..glossary.calls import load as load_calls
from ..glossary.model import NONE, Glossary, Term, load
from ..source.cells import conflict, is_conflict
from ..source.trust import Project, refused
from ..source.tutorial import Tutorial
from . import copies, form, glosses, redirects, untranslated
from .claims import Claims
from .finding import Finding, Text
from .levels import Levels
from .linter import Asked, Linter, every_file
from .memory import Memory
from .targets import Targets

_FENCES = ("code fence", "{code")

# What may be wrong where a part of a tutorial is not known: its form, first uses, idle excuses.
_OF_THE_WHOLE = form.RULES | glosses.RULES | {"excuses"}


def find(
    settings: Settings,
    tutorials: Iterable[Tutorial],
    outputs: Mapping[Path, Sequence[str]] = MappingProxyType({}),
    contents: Contents = DISK,
    memory: Memory | None = None,
    partly: Collection[Tutorial] = (),
    asked: Asked = every_file,
) -> list[Finding]:
    """What is wrong in tutorials, in the pages beside them and in the glossary, in the order of places.

    What conf.py turns off is left out.

    The tutorials come in the order they are read: a course explains its words where they come first.
    ``outputs`` are the texts that their runs gave, of the scripts where that is known; ``contents`` is
    what the other files hold. ``memory`` is for whoever checks again and again. Of those that were read
    ``partly``, what only the whole can tell is left out. What is wrong in files that nobody has ``asked`` for
    may be left out, which saves the time to look for it.
    """
    tutorials = tuple(tutorials)
    findings: list[Finding] = []
    try:
        glossary = load(settings.glossary, contents)
    except SourceError as error:
        findings.append(Finding.of(error, "glossary"))
        glossary = NONE
    calls: Mapping[str, Call] = {}
    if settings.calls is not None:
        try:
            calls = load_calls(settings.calls, settings.complete, contents)
        except SourceError as error:
            findings.append(Finding.of(error, "calls"))
    findings += [Finding.of(each, "pages") for each in refusals(settings, contents, asked)]
    if memory is not None:
        memory.begin(glossary, whole=asked is every_file)
    pages: list[tuple[Path, list[Text | None]]] = []
    for name in _pages(settings, contents):
        try:
            texts = [_page(settings, code, name, contents) for code in settings.languages]
            pages.append((name, texts))
        except SourceError as error:
            findings.append(Finding.of(error, "pages"))
    checker = replace(
        Linter.of(settings, glossary),
        claims=Claims.of(tutorials, outputs),
        targets=Targets.of(
            settings, tutorials, [each for _, texts in pages for each in texts if each], contents
        ),
        memory=memory,
        asked=asked,
    )
    in_part = {each.path for each in partly}
    findings += (
        each
        for each in checker.tutorials(tutorials)
        if each.path not in in_part or each.rule not in _OF_THE_WHOLE
    )
    lacking: dict[str, list[Path]] = {}
    for name, texts in pages:
        written = [text for text in texts if text is not None]
        together, apart = untranslated.shorter(written, settings.partial)
        findings += checker.page(together)
        for short in apart:
            findings += checker.page([short])
            findings.append(untranslated.of_page(short, together[0]))
        for code, text in zip(settings.languages, texts, strict=True):
            if text is None and code in settings.partial:
                lacking.setdefault(code, []).append(name)
            elif text is None:
                missing = shown(settings.docs / code / name)
                message = f"there is no {missing}; write this page in every language"
                findings.append(Finding(written[0].path, 1, "pages", message))
    findings += untranslated.of_pages(settings.docs, lacking, len(pages))
    findings += _not_told(settings, glossary, calls)
    findings += redirects.check(settings)
    findings += copies.check(settings, contents)
    if settings.glossary is not None:
        for term in glossary.terms:
            meaning = [
                Text(settings.glossary, term.line, code, term.meaning[code], syntax=settings.syntax)
                for code in settings.languages
                if code in term.meaning
            ]
            # A meaning is one string of the file, so all of it is told at the term's line.
            found = checker.page(meaning) if meaning else ()
            findings += [replace(each, line=term.line) for each in found]
    for call in calls.values():
        told = [
            Text(call.path, call.line, code, call.told[code], syntax=settings.syntax)
            for code in settings.languages
            if code in call.told
        ]
        findings += [replace(each, line=call.line) for each in checker.page(told)]
    return Levels.of(settings).told(findings)


def _not_told(
    settings: Settings, glossary: Glossary, calls: Mapping[str, Call]
) -> Iterator[Finding]:
    """What partial languages lack of the glossary and of the calls."""
    if settings.glossary is not None:
        terms = {each.id: each.names.keys() & each.meaning.keys() for each in glossary.terms}
        yield from untranslated.of_entries(settings.glossary, "terms", terms, settings.partial)
    if settings.calls is not None:
        told = {name: call.told.keys() for name, call in calls.items()}
        yield from untranslated.of_entries(settings.calls, "calls", told, settings.partial)


def refusals(
    settings: Settings, contents: Contents = DISK, asked: Asked = every_file
) -> list[SourceError]:
    """What no page and no meaning of a term may hold, as no tutorial may: a build with it is refused.

    In files that nobody has ``asked`` for it is not looked for.
    """
    project = Project(settings.folders)
    found: list[SourceError] = []
    for name in _pages(settings, contents):
        for code in [each for each in settings.codes if asked(settings.docs / each / name)]:
            with suppress(SourceError):  # the checks tell of it
                if (page := _page(settings, code, name, contents)) is not None:
                    source = settings.docs / code
                    for row, message in refused(page.blocks, project, [page.path.parent], source):
                        found.append(SourceError(page.path, page.line + row, message))
    if settings.glossary is not None and asked(settings.glossary):
        for term, meaning in _meanings(settings, settings.glossary, contents):
            source = settings.docs / meaning.language
            for _, message in refused(meaning.blocks, project, [source], source):
                found.append(SourceError(settings.glossary, term.line, message))
    return found


def _meanings(settings: Settings, path: Path, contents: Contents) -> Iterator[tuple[Term, Text]]:
    with suppress(SourceError):
        for term in load(path, contents).terms:
            for code, said in term.meaning.items():
                yield term, Text(path, term.line, code, said, syntax=settings.syntax)


def _pages(settings: Settings, contents: Contents) -> list[Path]:
    """The pages written by hand, by their path below a language's folder."""
    names = {
        path.relative_to(settings.docs / code)
        for code in settings.languages
        for path in contents.below(settings.docs / code, "**/*.md")
    }
    own = (name for name in names if not is_left_over(name))
    return sorted(name for name in own if not settings.is_generated(name.as_posix()))


def _page(settings: Settings, language: str, name: Path, contents: Contents) -> Text | None:
    """A page without its front matter, or None where there is none; SourceError if it is not UTF-8."""
    path = settings.docs / language / name
    if not contents.has(path):
        return None
    try:
        whole = contents.read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourceError(path, line, "not UTF-8; save the file as UTF-8") from None
    text = lines_end_in_lf(whole)
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    begin = front.end() if front else 0
    line = 1 + text.count("\n", 0, begin)
    page = Text(path, line, language, text[begin:], syntax=settings.syntax, whole=whole)
    if (row := _conflict(page)) is not None:
        raise SourceError(path, line + row, conflict(page.markdown.split("\n")[row]))
    return page


def _conflict(page: Text) -> int | None:
    """The row of a page that marks the conflict of a merge; an example in a fence does not."""
    rows = [n for n, row in enumerate(page.markdown.split("\n")) if is_conflict(row)]
    fences = (block for block in (page.blocks if rows else ()) if block.kind.startswith(_FENCES))
    shown = {block.body + row for block in fences for row in range(block.raw.count("\n"))}
    return next((row for row in rows if row not in shown), None)
