"""Where a text mentions the terms of the glossary, under whatever form they have in its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..lang.korean import PARTICLES
from .model import Glossary, Term


@dataclass(frozen=True)
class Mention:
    """A term in a text: from where to where it stands there."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Finder:
    """Finds terms under every name they have in a language."""

    pattern: re.Pattern[str]
    terms: Mapping[str, Term]

    @classmethod
    @cache
    def of(cls, glossary: Glossary, language: str) -> Finder:
        """The finder for a language's texts."""
        forms = [(form, term) for term in glossary.terms for form in term.forms(language)]
        terms: dict[str, Term] = {}
        for ending in ("", "s"):
            for form, term in forms:
                terms.setdefault(plain(form + ending), term)
        hangul = rf"(?=(?:{PARTICLES})*(?![가-힣]))"
        return cls(
            any_of([form for form, _ in forms], after_hangul=hangul, after_latin="s?"), terms
        )

    def mentions(self, text: str) -> Iterator[Mention]:
        """The terms in a text, one after the other; a longer one hides those in it."""
        for match in self.pattern.finditer(text):
            if (term := self.terms.get(plain(match[0]))) is not None:
                yield Mention(term, *match.span())


def plain(form: str) -> str:
    """A form as it is looked up: in lower case, with one space between words."""
    return " ".join(form.lower().split())


def any_of(
    forms: Iterable[str], *, after_hangul: str = "", after_latin: str = ""
) -> re.Pattern[str]:
    """A pattern of the forms, the longest first, which begin where a word does and may go on in the next line.

    A form that begins with ~, as in ~에 의해, stands behind a word instead. What is in Latin letters ends
    where a word does; more patterns may be asked for after either. Forms are sorted by their first sign,
    so that a place in a text is compared with few of them.
    """
    by_first: dict[str, list[str]] = {}
    for form in sorted(set(forms), key=lambda form: (-len(form.removeprefix("~")), form)):
        words = r"\s+".join(map(re.escape, form.removeprefix("~").split()))
        if form.isascii():
            # A term may begin a sentence; other capitals make a name of a word, as in CAT.
            pattern = rf"(?<![A-Za-z0-9_-])(?i:{words[0]}){words[1:]}{after_latin}(?![A-Za-z0-9_-])"
        else:
            pattern = f"{'' if form.startswith('~') else '(?<![가-힣])'}{words}{after_hangul}"
        by_first.setdefault(form.removeprefix("~")[0].lower(), []).append(pattern)
    if not by_first:
        return re.compile("(?!)")
    firsts = "".join(re.escape(each) for first in by_first for each in {first, first.upper()})
    branches = "|".join(
        f"(?=(?i:{re.escape(first)}))(?:{'|'.join(patterns)})"
        for first, patterns in by_first.items()
    )
    return re.compile(f"(?=[{firsts}])(?:{branches})")
