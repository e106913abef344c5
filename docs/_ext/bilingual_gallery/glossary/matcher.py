"""Where a text mentions the terms of the glossary, under whatever form they have in its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from ..lang import language as known
from .model import Glossary, Term

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"


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
    def of(cls, glossary: Glossary, language: str, *, with_verbs: bool = False) -> Finder:
        """The finder for a language's texts; ``with_verbs`` in terms that are made a verb, too."""
        forms = [(form, term) for term in glossary.terms for form in term.forms(language)]
        terms: dict[str, Term] = {}
        own = known(language)
        for ending in ("", *own.endings):
            for form, term in forms:
                terms.setdefault(plain(form + ending), term)
        written = [form for form, _ in forms]
        end = f"(?:{own.border.end}|(?={own.border.verb}))" if with_verbs else own.border.end
        return cls(any_of(written, own.border.start, end, own.endings), terms)

    def mentions(self, text: str) -> Iterator[Mention]:
        """The terms in a text, one after the other; a longer one hides those in it."""
        return iter(_mentions(self, text))


@lru_cache(maxsize=16_384)  # the checks, the glossary and its sentences look at the same prose
def _mentions(finder: Finder, text: str) -> tuple[Mention, ...]:
    found = ((finder.terms.get(plain(match[0])), match) for match in finder.pattern.finditer(text))
    return tuple(Mention(term, *match.span()) for term, match in found if term is not None)


def plain(form: str) -> str:
    """A form as it is looked up: in lower case, with one space between words."""
    return " ".join(form.lower().split())


# What stands before and behind forms, as patterns.
_Around = tuple[str, str]


def any_of(
    forms: Iterable[str], start: str, end: str, endings: Iterable[str] = ()
) -> re.Pattern[str]:
    """A pattern of the forms, the longest first, which begin where a word does and may go on in the next line.

    ``start`` and ``end`` are patterns of what surrounds a form in other letters than Latin ones. One in
    those stands between others than Latin letters, and may end in one of ``endings`` besides. A form
    that begins with ~ stands behind a word instead. Forms are sorted by their first sign, so that a place
    in a text is compared with few of them.
    """
    by_first: dict[str, list[tuple[_Around, str]]] = {}
    more = f"(?:{'|'.join(map(re.escape, endings))})?" if endings else ""
    for form in sorted(set(forms), key=lambda form: (-len(form.removeprefix("~")), form)):
        bare = form.removeprefix("~")
        words = r"\s+".join(map(re.escape, bare.split()))
        around = ("" if form.startswith("~") else start, end)
        if re.fullmatch(f"[\x00-\x7f{_LATIN}]+", form):
            # A term may begin a sentence; other capitals make a name of a word, as in CAT.
            words = _either(bare[0]) + words.removeprefix(re.escape(bare[0]))
            around = (f"(?<![{_LATIN}0-9_-])", f"{more}(?![{_LATIN}0-9_-])")
        by_first.setdefault(bare[0].lower(), []).append((around, words))
    if not by_first:
        return re.compile("(?!)")
    firsts = "".join(re.escape(each) for first in by_first for each in {first, first.upper()})
    return re.compile(f"(?=[{firsts}])(?:{_alternatives(by_first.values())})")


def _either(letter: str) -> str:
    """A pattern of a letter, small or a capital."""
    both = {each for each in (letter, letter.lower(), letter.upper()) if len(each) == 1}
    return f"[{''.join(map(re.escape, sorted(both)))}]" if len(both) > 1 else re.escape(letter)


def _alternatives(groups: Iterable[Iterable[tuple[_Around, str]]]) -> str:
    """A pattern of forms that are in groups by their first sign, each with what surrounds it.

    The surroundings are slow to compile, so all forms share them whose order that does not change: of
    one group neighbors, and the whole of a group with others.
    """
    shared: dict[_Around, list[str]] = {}
    apart: list[tuple[_Around, list[str]]] = []
    for group in groups:
        runs = [
            (around, [words for _, words in run])
            for around, run in groupby(group, key=lambda form: form[0])
        ]
        if len(runs) == 1:
            around, words = runs[0]
            shared.setdefault(around, []).append("|".join(words))
        else:
            apart += runs
    return "|".join(
        f"{start}(?:{'|'.join(words)}){end}" for (start, end), words in [*shared.items(), *apart]
    )
