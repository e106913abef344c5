"""What an author says of figures, held against the figures: what does not fit them is told at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import shown
from ..execution.entry import Entry
from ..execution.output import Film, Picture
from ..hooks import warn
from ..source.cell_tags import Place
from ..source.figure_words import NAME, FigureWords, figures_in
from ..source.tutorial import Prose, Tutorial, figure_passages
from ..source.wording import Wording
from .outputs import pictures

# A line of the script, and what is wrong there.
_Found = tuple[int, str]


def tell(
    tutorials: Iterable[Tutorial], entries: Mapping[Path, Entry | None], language: str
) -> None:
    """Warn of what one language says of figures and the figures have not, and of what it leaves out."""
    for tutorial in tutorials:
        entry = entries[tutorial.path]
        for line, message in _found(tutorial, entry, language) if entry else ():
            place = f"{shown(tutorial.path)}:{line}"
            warn(NAME, "[%s] %s", NAME, message, location=place)


def said(tutorial: Tutorial, language: str) -> dict[int, tuple[FigureWords, ...]]:
    """What one language says of figures, by the place of the cell among the code."""
    return {
        cell: figures_in(passage.text(language), tutorial.syntax)
        for cell, passage in figure_passages(tutorial)
        if passage.is_in(language)
    }


def _found(tutorial: Tutorial, entry: Entry, language: str) -> Iterator[_Found]:
    for cell, passage in figure_passages(tutorial):
        if not passage.is_in(language):
            continue
        prose = passage.prose_in(language)
        said = figures_in(prose.text, tutorial.syntax)
        drawn = pictures(entry.outputs[cell])
        if said and tutorial.code[cell].display.output is Place.LEFT_OUT:
            message = f"a tag of the cell above leaves its output out; take {NAME} or the tag out"
            yield prose.line + said[0].begin, message
            continue
        if said and len(said) != len(drawn):
            yield prose.line + said[0].begin, _count(len(drawn), len(said))
        for figure, picture in zip(said, drawn, strict=False):
            yield from _of_figure(prose, figure, picture, language)


def _count(drawn: int, said: int) -> str:
    if not drawn:
        return (
            f"the cell above shows no figure; take {NAME} out, or put it below the cell that does"
        )
    figures = "1 figure" if drawn == 1 else f"{drawn} figures"
    return (
        f"the cell above shows {figures}, and {NAME} stands here {said} times; write one for each"
    )


def _of_figure(
    prose: Prose, figure: FigureWords, picture: Picture | Film, language: str
) -> Iterator[_Found]:
    if not figure.words:
        return
    if isinstance(picture, Film):
        message = "the words in a film stay as its code writes them; take them out here"
        yield prose.line + figure.begin, message
        return
    wording, texts = Wording(figure.table), picture.texts
    used = {entry for text in texts for entry in wording.used(text)}
    for text, said in figure.words.items():
        if text not in used:
            message = f"the figure has no text {text}{_perhaps(texts)}; write it as the code does"
            yield prose.line + said.row, message
    lacking = dict.fromkeys(line for text in texts for line in wording.lacking(text))
    if lacking:
        named = ", ".join(lacking)
        message = (
            f"the figure has texts without words here: {named}; write `text: words`, or the text"
        )
        yield prose.line + figure.begin, f"{message} alone where it stays"
    variant = picture.variants.get(language)
    for text, fault in variant.faults if variant else ():
        rows = [figure.words[entry].row for entry in wording.used(text) if text]
        what = " ".join((wording.of(text) or text).split()) or "the figure"
        yield prose.line + min(rows, default=figure.begin), f"{what} {fault}"


def _perhaps(texts: Sequence[str]) -> str:
    return "" if texts else " that is drawn by Matplotlib"
