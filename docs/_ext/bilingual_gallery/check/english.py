"""Pitfalls of English prose: misspelled or British words, and Hangul."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from ..source.blocks import Block
from .finding import Finding, Text

# Codespell's files of words; the second has the American spelling of British ones.
_FILES = ("dictionary.txt", "dictionary_en-GB_to_en-US.txt")
_RIGHT = ("dialogue", "dialogues")
_WORD = re.compile(r"(?<![\w.])[A-Za-z]+(?:['’][a-z]+)?(?![\w])")


def check(text: Text) -> Iterator[Finding]:
    """What is wrong in an English text."""
    for block in text.blocks:
        yield from _spelling(text, block)
        if match := re.search(r"[ㄱ-ㆎ가-힣]+", block.text):
            message = f"Hangul ({match[0]}) in English; write it in English"
            yield text.finding(block.line_at(match.start()), "hangul", message)


def _spelling(text: Text, block: Block) -> Iterator[Finding]:
    for match in _WORD.finditer(block.text):
        if match[0].isupper() or match[0].lower() in _RIGHT:  # GPU is no misspelled word
            continue
        if (right := _misspelled().get(match[0].lower())) is not None:
            message = f"{match[0]} is misspelled; write {right}"
            yield text.finding(block.line_at(match.start()), "spelling", message)


@cache
def _misspelled() -> Mapping[str, str]:
    """What is right, for each wrong word that Codespell knows.

    A line of its files is `wrong->right`, or `wrong->one, two,` with a comma at the end; what
    follows the last comma is why Codespell itself does not mend the word.
    """
    words = {}
    for name in _FILES:
        for line in files("codespell_lib").joinpath("data", name).read_text("utf-8").splitlines():
            wrong, _, right = line.partition("->")
            choices, comma, why = right.rpartition(",")
            if not why.strip():
                words[wrong.lower()] = " or ".join(choices.split(", ")) if comma else right
            elif not comma:
                words[wrong.lower()] = right
    return words
