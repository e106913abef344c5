"""The glossary in the prose: wrong forms of terms, and phrases that are not written here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..glossary.matcher import any_of, plain
from ..glossary.model import Glossary
from ..lang import language
from ..lang.language import Change
from .finding import Finding, Text
from .mends import edits

RULES = frozenset(["terms", "phrases"])


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
                    # What stands for a phrase may be said of the whole sentence.
                    change = Change(block, *match.span(), _as(match[0], right))
                    fix = edits(text, change) if rule == "terms" else ()
                    yield text.finding(block.line_at(match.start()), rule, message, fix)

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


def _as(written: str, right: str) -> str:
    """The right form, with a capital where the wrong one begins a sentence."""
    begins = written[0].isupper() and not written[1:2].isupper()
    return right[0].upper() + right[1:] if begins else right
