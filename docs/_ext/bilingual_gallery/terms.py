"""The glossary in the prose: wrong forms of terms, and first uses that lack the English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from .blocks import Block
from .findings import Finding, Text
from .glossary import Glossary, Term
from .runs import CLOSE

# A noun before one of these is a verb: 추론합니다 is no use of the term 추론.
_VERB = "하합한할함해했되됩된될됨됐시"
# What may follow a noun as a particle or as 이다; before another syllable it is part of a longer word.
_PARTICLES = "은는이가을를과와의에로으도만부까처보마라란나며고인일입였들끼"


@dataclass(frozen=True)
class Vocabulary:
    """The glossary as one language's texts are searched for it."""

    glossary: Glossary
    language: str
    english: str

    def check(self, text: Text) -> Iterator[Finding]:
        """Wrong forms of terms, and phrases that are not written here."""
        for block in text.blocks:
            for match in self._wrong.finditer(block.text) if block.runs else ():
                if (mend := self._mends.get(_plain(match[0]))) is not None:
                    rule, right = mend
                    message = f"{match[0]} is not written here; write {right}"
                    yield text.finding(block.line_at(match.start()), rule, message)

    def first_uses(self, text: Text, seen: set[str]) -> Iterator[Finding]:
        """Terms whose first use has no English in brackets; ``seen`` holds those used before.

        A heading may have the English, but need not: it counts from the first use in a sentence.
        """
        if self.language == self.english:
            return
        for block in text.blocks:
            for match in self._names.finditer(block.text) if block.runs else ():
                term = self._terms[_plain(match[0])]
                if term.id in seen or term.common or not self._is_noun(block, match.end()):
                    continue
                if self._has_english(term, block.text[match.end() : match.end() + 200]):
                    seen.add(term.id)
                elif not block.kind.startswith("heading"):
                    seen.add(term.id)
                    english = term.names[self.english]
                    message = (
                        f"the first use of {match[0]} has no English; write {match[0]}({english})"
                    )
                    yield text.finding(block.line_at(match.start()), "first-use", message)

    def _is_noun(self, block: Block, end: int) -> bool:
        after = block.text[end : end + 1]
        return not re.match("[가-힣]", after) or (after in _PARTICLES and after not in _VERB)

    def _has_english(self, term: Term, after: str) -> bool:
        bracket = re.match(rf"[{CLOSE}\"'”’]*\(([^()]*)", after)
        forms = "|".join(map(re.escape, term.forms(self.english)))
        return bracket is not None and bool(
            re.search(rf"(?<![A-Za-z])(?:{forms})s?(?![A-Za-z])", bracket[1], re.IGNORECASE)
        )

    @cached_property
    def _terms(self) -> dict[str, Term]:
        """Terms by each form that is written otherwise in English."""
        return {
            _plain(form): term
            for term in self.glossary.terms
            for form in term.forms(self.language)
            if term.names.get(self.english) and form not in term.forms(self.english)
        }

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return _any_of(self._terms, whole=True)

    @cached_property
    def _mends(self) -> dict[str, tuple[str, str]]:
        """For each wrong form, the rule it breaks and what is right."""
        mends = {
            _plain(form): ("terms", term.names.get(self.language, term.id))
            for term in self.glossary.terms
            for form in term.avoid.get(self.language, ())
        }
        for phrase in self.glossary.phrases:
            if phrase.language == self.language:
                mends[_plain(phrase.avoid)] = ("phrases", phrase.instead)
        return mends

    @cached_property
    def _wrong(self) -> re.Pattern[str]:
        """Wrong forms, and right ones too: 파라미터 is wrong, but not within 하이퍼파라미터."""
        forms = [form for term in self.glossary.terms for form in term.forms(self.language)]
        return _any_of([*map(_plain, forms), *self._mends], whole=False)


def _plain(form: str) -> str:
    return " ".join(form.lower().split())


def _any_of(forms: Iterable[str], *, whole: bool) -> re.Pattern[str]:
    """A pattern of the forms, the longest first; Latin ones are whole words, and Hangul ones may be.

    They are sorted by their first sign, so that a place in a text is compared with few of them.
    """
    by_first: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        words = r"\s+".join(map(re.escape, form.split()))
        edges = (r"(?<![\w-])", r"(?![\w-])") if form.isascii() else ("", "")
        if not form.isascii() and whole:
            edges = (r"(?<![가-힣])", "")
        by_first.setdefault(form[0], []).append(f"{edges[0]}{words}{edges[1]}")
    if not by_first:
        return re.compile("(?!)")
    firsts = "".join(re.escape(first) for first in sorted(by_first))
    branches = "|".join(
        f"(?={re.escape(first)})(?:{'|'.join(by_first[first])})" for first in by_first
    )
    return re.compile(f"(?=[{firsts}])(?:{branches})", re.IGNORECASE)
