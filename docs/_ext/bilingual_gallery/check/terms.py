"""The glossary in the prose: wrong forms of terms, and first uses that lack their gloss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..glossary.matcher import Finder, any_of, plain
from ..glossary.model import Glossary, Term
from ..lang import language
from ..lang.language import Gloss
from ..lang.marks import CLOSE
from ..lang.tags import name_in
from .finding import Finding, Text

RULES = frozenset(["terms", "first-use", "phrases"])


@dataclass(frozen=True)
class Vocabulary:
    """The glossary as one language's texts are searched for it."""

    glossary: Glossary
    language: str

    def check(self, text: Text) -> Iterator[Finding]:
        """Wrong forms of terms, and phrases that are not written here."""
        for block in text.blocks:
            for match in self._wrong.finditer(block.text) if block.inlines else ():
                if (mend := self._mends.get(plain(match[0]))) is not None:
                    rule, right = mend
                    message = f"{match[0]} is not written here; write {right}"
                    yield text.finding(block.line_at(match.start()), rule, message)

    def first_uses(self, text: Text, seen: set[str]) -> Iterator[Finding]:
        """Terms whose first use has no gloss in brackets; ``seen`` holds those used before.

        A heading may have the gloss, but need not: it counts from the first use in a sentence.
        """
        gloss = language(self.language).gloss
        if gloss is None:
            return
        finder = Finder.of(self.glossary, self.language)
        for block in text.blocks:
            for mention in finder.mentions(block.text) if block.inlines else ():
                term, used = mention.term, block.text[mention.start : mention.end]
                if term.id in seen or term.common or not _is_translated(gloss, term, used):
                    continue
                if _has_gloss(gloss, term, block.text[mention.end : mention.end + 200]):
                    seen.add(term.id)
                elif not block.kind.startswith("heading"):
                    seen.add(term.id)
                    what, name = name_in(gloss.language), term.names[gloss.language]
                    message = f"the first use of {used} has no {what}; write {used}({name})"
                    yield text.finding(block.line_at(mention.start), "first-use", message)

    @cached_property
    def _mends(self) -> dict[str, tuple[str, str]]:
        """For each wrong form, the rule it breaks and what is right."""
        mends = {
            plain(form).removeprefix("~"): ("terms", term.names.get(self.language, term.id))
            for term in self.glossary.terms
            for form in term.avoid.get(self.language, ())
        }
        for phrase in self.glossary.phrases:
            if phrase.language == self.language:
                mends[plain(phrase.avoid).removeprefix("~")] = ("phrases", phrase.instead)
        return mends

    @cached_property
    def _wrong(self) -> re.Pattern[str]:
        """Wrong forms, and right ones too: one that is part of a right form is not wrong there."""
        forms = [form for term in self.glossary.terms for form in term.forms(self.language)]
        forms += [
            form for term in self.glossary.terms for form in term.avoid.get(self.language, ())
        ]
        forms += [each.avoid for each in self.glossary.phrases if each.language == self.language]
        own = language(self.language)
        return any_of(forms, own.border.start, own.border.end_of_wrong)


def _is_translated(gloss: Gloss, term: Term, form: str) -> bool:
    return gloss.language in term.names and form not in term.forms(gloss.language)


def _has_gloss(gloss: Gloss, term: Term, after: str) -> bool:
    bracket = re.match(rf"{gloss.after}[{CLOSE}\"'”’]*\(([^()]*)", after)
    forms = "|".join(map(re.escape, term.forms(gloss.language)))
    return bracket is not None and bool(
        re.search(rf"(?<![A-Za-z])(?:{forms})s?(?![A-Za-z])", bracket[1], re.IGNORECASE)
    )
