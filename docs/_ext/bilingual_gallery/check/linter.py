"""The rules, applied to a tutorial or to a page that is written by hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from ..config import FREE, Editions, Form, Settings
from ..glossary.model import NONE, Glossary
from ..source.suppressions import Suppression, take_out
from ..source.tutorial import Passage, Tutorial
from ..tex import Macros
from . import claims, comments, form, notebooks, tags, unfinished, unmarked
from .claims import Claims
from .excuses import unsuppressed
from .finding import Finding, Text
from .formulas import Formulas
from .glosses import Glosses
from .memory import Memory
from .passage import PassageRules
from .targets import Targets
from .untranslated import Lacking

# Does anybody ask what is wrong in a file? Of others nothing is told.
Asked = Callable[[Path], bool]
_EVERY = ""  # the language of prose that all languages share


def every_file(path: Path) -> bool:
    """Whoever asks for nothing special asks for every file."""
    return True


@dataclass(frozen=True)
class Linter:
    """The rules, and what they need to know."""

    languages: tuple[str, ...]
    glossary: Glossary = NONE
    editions: Editions = ()
    form: Form = FREE
    heading_language: str = ""
    macros: Macros = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)
    targets: Targets = field(default_factory=Targets)
    course: bool = False  # is a term glossed once, in the first tutorial that has it?
    partial: tuple[str, ...] = ()  # the languages that are only begun
    memory: Memory | None = None  # of the checks before this one
    asked: Asked = every_file

    @classmethod
    def of(cls, settings: Settings, glossary: Glossary) -> Linter:
        """The rules as conf.py sets them up."""
        language = settings.heading_language
        form, macros = settings.form, settings.macros
        course = settings.first_use == "course"
        return cls(
            settings.codes,
            glossary,
            settings.editions,
            form,
            language,
            macros,
            course=course,
            partial=settings.partial,
        )

    def tutorials(self, tutorials: Iterable[Tutorial]) -> Iterator[Finding]:
        """What is wrong in tutorials, which come in the order they are read."""
        read, tutorials = self._nothing_read, [*tutorials]
        asked = [at for at, tutorial in enumerate(tutorials) if self.asked(tutorial.path)]
        for tutorial in tutorials[: max(asked, default=-1) + 1]:
            if self.asked(tutorial.path):
                yield from self.tutorial(tutorial, read)
            elif self.course:
                self._read(tutorial, read)
            read = read if self.course else self._nothing_read

    def tutorial(self, tutorial: Tutorial, read: Glosses | None = None) -> Iterator[Finding]:
        """What is wrong in a tutorial for somebody who has ``read`` those before it; None: in the first one."""
        path, read = tutorial.path, read or self._nothing_read
        outside = {code: read.outside(tutorial, code) for code in tutorial.languages}
        language = self.heading_language or tutorial.languages[-1]
        formal = form.check(tutorial, self.form, language)
        formulas = Formulas(self.macros)
        known = self.claims.knows(path)
        lacking = Lacking.of(tutorial, self.partial)
        yield from unfinished.without_code(tutorial)
        for part, found in zip(tutorial.parts, formal, strict=True):
            if isinstance(part, Passage):
                groups = [_texts(tutorial, part)]
                found += self.claims.check(tutorial, groups[0])
                found += self._cell(groups[0])
                suppressions = [
                    suppression for _, prose in part.prose for suppression in prose.suppressions
                ]
            else:
                groups = comments.groups(tutorial, part)
                found += comments.check(groups, self.languages, lacking.expected)
                found += lacking.comments(groups)
                groups = [[text for text in texts if text.markdown.strip()] for texts in groups]
                found += notebooks.check(path, part)
                found += tags.check(path, part)
                found += unfinished.in_code(path, part)
                found += unmarked.in_code(path, part, self.languages)
                suppressions = list(part.suppressions)
            found += lacking.check(part)
            for texts in groups:
                found += self._passage(texts, formulas)
                for text in texts:
                    found += read.check(text, outside.get(text.language, {}))
            yield from unsuppressed(
                found,
                dict.fromkeys((path, suppression) for suppression in suppressions),
                frozenset() if known else claims.RULES,
            )

    def _read(self, tutorial: Tutorial, read: Glosses) -> None:
        """Read a tutorial of which nobody asks what is wrong in it: it explains words to those below it."""
        outside = {code: read.outside(tutorial, code) for code in tutorial.languages}
        for part in tutorial.parts:
            if isinstance(part, Passage):
                texts = _texts(tutorial, part)
            else:
                texts = [*chain.from_iterable(comments.groups(tutorial, part))]
            for text in texts:
                deque(read.check(text, outside.get(text.language, {})), maxlen=0)

    def page(self, texts: Sequence[Text]) -> Iterator[Finding]:
        """What is wrong in a page, given in each language; its sections are its passages."""
        if not any(self.asked(text.path) for text in texts):
            return
        sections = [text.sections for text in texts]
        if len({len(each) for each in sections}) > 1:
            sections = [[text] for text in texts]
        formulas = Formulas(self.macros)
        for passage in zip(*sections, strict=True):
            left: list[Text] = []
            suppressions: list[tuple[Path, Suppression]] = []
            for text in passage:
                said, line, found = take_out(text.markdown, text.line, text.syntax)
                left.append(replace(text, line=line, markdown=said) if found else text)
                suppressions += [(text.path, suppression) for suppression in found]
            yield from unsuppressed(self._passage(left, formulas), suppressions)

    def _cell(self, texts: Sequence[Text]) -> Iterator[Finding]:
        """What is wrong with the cells of a passage, whatever they say."""
        for text in texts:
            yield from unfinished.empty(text)
            if text.language == _EVERY:
                yield from unmarked.prose(text, self.languages)

    def _passage(self, texts: Sequence[Text], formulas: Formulas) -> Iterator[Finding]:
        if not texts:
            return
        for text in texts:
            yield from formulas.check(text)  # which know the macros of those above
            yield from self.targets.check(text)  # which know all pages
        if self.memory is None:
            yield from self._rules.check(texts)
        else:
            yield from self.memory.of(texts, lambda: self._rules.check(texts))

    @property
    def _nothing_read(self) -> Glosses:
        contents = frozenset(title for each in self.form.first for title in each.values())
        return Glosses(self.glossary, self.course, contents)

    @cached_property
    def _rules(self) -> PassageRules:
        return PassageRules(self.languages, self.glossary, self.editions)


def _texts(tutorial: Tutorial, passage: Passage) -> list[Text]:
    """The prose of a passage in each language, or once where all languages share it."""
    path, syntax, whole = tutorial.path, tutorial.syntax, tutorial.script
    if passage.is_shared:
        shared = passage.prose[0][1]
        return [Text(path, shared.line, _EVERY, shared.text, syntax=syntax, whole=whole)]
    return [
        Text(path, prose.line, code, prose.text, syntax=syntax, whole=whole)
        for code, prose in passage.prose
    ]
