"""What is wrong in a passage, whatever stands around it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .. import memo
from ..config import Editions
from ..glossary.model import Glossary
from ..lang import language
from . import (
    figure_words,
    headings,
    parity,
    policy,
    prose,
    sentences,
    unfinished,
    unseen,
    wrong_language,
)
from .finding import Finding, Text
from .mends import edits
from .terms import Vocabulary


@dataclass(frozen=True)
class PassageRules:
    """The rules that need no more than the passage itself, and what the site has told them."""

    languages: tuple[str, ...]
    glossary: Glossary
    editions: Editions

    def check(self, texts: Sequence[Text]) -> tuple[Finding, ...]:
        """What is wrong in a passage alone; of one in which nothing is, that is remembered."""
        said = [(each.language, each.markdown, each.plain, each.syntax) for each in texts]
        question = ("nothing is wrong in", self._known, said)
        if memo.recall(question) is True:
            return ()
        found = tuple(self._found(texts))
        if not found:
            memo.keep(question, True)
        return found

    def _found(self, texts: Sequence[Text]) -> Iterator[Finding]:
        """What is wrong in a passage, whatever stands around it."""
        yield from headings.compare(texts)
        yield from parity.compare(texts, self.editions)
        yield from sentences.compare(texts)
        yield from figure_words.compare(texts)
        for text in texts:
            yield from unseen.check(text)
            yield from policy.check(text)
            yield from prose.check(text)
            if text.language in self._vocabularies:
                yield from self._vocabularies[text.language].check(text)
            yield from unfinished.check(text)
            foreign = wrong_language.check(text, self.languages)
            yield from foreign.findings
            prose_blocks = [block for block in text.blocks if block.inlines]
            if foreign.blocks:  # the rules of its language say nothing of another one
                prose_blocks = [block for block in prose_blocks if block not in foreign.blocks]
            for problem in language(text.language).check(prose_blocks, self.glossary.readings):
                row, rule, message, change = problem
                yield text.finding(row, rule, message, edits(text, change))

    @cached_property
    def _known(self) -> str:
        """A digest of all that is asked of this."""
        known = repr((self.languages, self.glossary, self.editions))
        return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {code: Vocabulary(self.glossary, code) for code in self.languages}
