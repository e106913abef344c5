"""Whether the words of a figure are given in every language, but that in which the code writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from ..source.figure_words import FigureWords, Wrong, figures_in
from .finding import Finding, Text

_RULE = "figure-words"
RULES = frozenset([_RULE])


def compare(texts: Sequence[Text]) -> Iterator[Finding]:
    """What one language of a passage says of the words of its figures, and another does not.

    A passage with more figures in one language than in another is told by its blocks.
    """
    with suppress(Wrong):  # a page may have anything in it, and there this is no directive
        found = [figures_in(text.markdown, text.syntax) for text in texts]
        if len({len(each) for each in found}) == 1:
            for figures in zip(*found, strict=True):
                yield from _figure(texts, figures)


def _figure(texts: Sequence[Text], figures: Sequence[FigureWords]) -> Iterator[Finding]:
    given = [(text, each) for text, each in zip(texts, figures, strict=True) if each.words]
    without = [(text, each) for text, each in zip(texts, figures, strict=True) if not each.words]
    if given and len(without) > 1:
        names = " and ".join(text.language for text, _ in without)
        text, figure = without[-1]
        message = f"{names} have no words for this figure; only the language of its code needs none"
        yield text.finding(figure.begin, _RULE, message)
    if not given:
        return
    (first, reference), *others = given
    for text, figure in others:
        for name in [each for each in figure.words if each not in reference.words]:
            line = first.line + reference.begin
            message = (
                f"{text.language} has words for {name} and {first.language} (line {line}) has none"
            )
            yield text.finding(
                figure.words[name].row, _RULE, f"{message}; give both the same lines"
            )
        for name in [each for each in reference.words if each not in figure.words]:
            line = first.line + reference.words[name].row
            message = (
                f"{first.language} (line {line}) has words for {name} and {text.language} has none"
            )
            yield text.finding(figure.begin, _RULE, f"{message}; give both the same lines")
