"""The glossary in the prose: wrong forms of terms, and phrases that are not written here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..glossary.matcher import any_of, plain
from ..glossary.model import Glossary
from ..lang import language
from .finding import Finding, Text

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
                    yield text.finding(block.line_at(match.start()), rule, message)

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
