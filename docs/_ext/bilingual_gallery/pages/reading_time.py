"""How long a tutorial takes to read: its words, its lines of code and its figures, each at a rate.

Words, or letters where no spaces part them, at the rate that is measured for each language
(``Language.a_minute``; its file names the study). For code and figures there is nothing as settled: a
line of code is given three seconds, half as long again as its words would take, and a figure fifteen.

A tutorial takes as long in every language, that of the slowest, so that learners can compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sphinx.locale import get_translation

from ..execution.output import Output
from ..lang import Language
from ..lang import language as known
from ..source.blocks import ALT, CAPTION, WORDS, Block, blocks
from ..source.cell_tags import CHECK, Place
from ..source.code import CodeCell
from ..source.tutorial import Tutorial
from .outputs import figures

_ = get_translation("sphinx")

CLASS = "reading-time"
# A line may end with the dot, and does not begin with it.
_BETWEEN = "\u00a0· "

SECONDS_A_LINE = 3
SECONDS_A_FIGURE = 15
# A figure has its own rate, which is enough to read its caption and what stands in it.
_NO_WORDS = ("formula", "{math}", CAPTION, ALT, WORDS)
_STEP = 5  # minutes; a finer figure would promise more than an estimate can hold

MINUTES = re.compile(rf'<p class="{CLASS}" data-minutes="(\d+)">')


def minutes_of(tutorial: Tutorial, outputs: Sequence[Sequence[Output]] | None) -> int:
    """The minutes that a tutorial takes, to the nearest five; ``outputs`` hold its figures, if any."""
    seen = zip(tutorial.code, outputs or (), strict=False)
    shown = sum(figures(given) for cell, given in seen if _is_read(cell, cell.display.output))
    slowest = max(minutes(tutorial, language) for language in tutorial.languages)
    return rounded(slowest + shown * SECONDS_A_FIGURE / 60)


def rounded(minutes: float) -> int:
    """The nearest multiple of five, and at least that."""
    return max(_STEP, int(minutes / _STEP + 0.5) * _STEP)


def words(parts: Iterable[Block], language: Language) -> int:
    """How many words, or letters, a reader sees, formulas and what is said of figures left out."""
    seen = (part.shown for part in parts if part.kind not in _NO_WORDS)
    return sum(map(language.count, seen))


def minutes(tutorial: Tutorial, language: str) -> float:
    """The minutes that the words and the code of one language take."""
    passages = tutorial.passages
    parts = [blocks(passage.text(language), tutorial.syntax) for passage in passages]
    prose = [part for each in parts for part in each]
    cells = (cell for cell in tutorial.code if _is_read(cell, cell.display.code))
    code = [cell.shown(language) for cell in cells]
    code += [part.raw for part in prose if "code" in part.kind]
    lines = sum(bool(line.strip()) for text in code for line in text.split("\n"))
    read = 0.0
    for passage, each in zip(passages, parts, strict=True):
        spoken = known(passage.spoken(language))
        read += words(each, spoken) / spoken.a_minute
    return read + lines * SECONDS_A_LINE / 60


def _is_read(cell: CodeCell, place: Place) -> bool:
    """Does whoever reads the page read a part of a cell? A check is run and not read."""
    return place is not Place.LEFT_OUT and cell.role != CHECK


def told(minutes: int) -> str:
    """So many minutes in the page's language."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} minutes").format(minutes=minutes)
    hourly = _("{hours} h {minutes} min") if rest else _("{hours} h")
    return hourly.format(hours=hours, minutes=rest)


def said(minutes: int) -> str:
    """What a tutorial and its card say of so many minutes."""
    return _("About {time} of reading").format(time=told(minutes))


def paragraph(minutes: int, more: Iterable[str] = ()) -> str:
    """What a tutorial says under its title, as HTML; ``more`` is HTML that stands beside it."""
    return (
        f'<p class="{CLASS}" data-minutes="{minutes}">{_BETWEEN.join((said(minutes), *more))}</p>'
    )
