"""Figures of Matplotlib with other words: each is drawn once more with them.

The figure itself is not touched: while a variant is drawn, each text answers with its other words whenever
Matplotlib asks what it says. So whatever is placed by the room that words take is
placed anew: labels, legends, tables, the axes themselves.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..source.wording import Wording
from .fitting import Drawing, faults_of
from .output import Picture, Variant
from .warned import GLYPH

# For each figure of a cell, by the name of a variant, the words by the texts of the code.
Tables = Mapping[str, Sequence[Mapping[str, str]]]
_Save = Callable[..., None]


@dataclass
class Worded:
    """What was drawn: by the file of a figure its texts, what is wrong in each variant, and its files."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    faults: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)
    files: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)  # light and dark

    def known_of(self, picture: Picture) -> Picture:
        """The picture with its texts and variants, as far as it was drawn here."""
        if picture.file not in self.texts:
            return picture
        drawn = {"1x": picture.file, **picture.finer}
        variants = {}
        for name, faults in self.faults[picture.file].items():
            found = {factor: self.files.get(file, {}).get(name) for factor, file in drawn.items()}
            light = {factor: files[0] for factor, files in found.items() if files}
            dark = {factor: files[1] for factor, files in found.items() if files and files[1]}
            variants[name] = Variant(light.pop("1x", ""), light, dark, faults)
        return replace(picture, texts=self.texts[picture.file], variants=variants)


@dataclass
class _Figure:
    """A figure that was saved: where to, how, and what was drawn."""

    figure: Any
    saved: list[tuple[Path, dict[str, Any], Drawing]] = field(default_factory=list)


@contextmanager
def drawn_in(tables: Tables, first: int, worded: Worded) -> Iterator[None]:
    """In the block figures are saved; then each is drawn once more for each variant, beside its files.

    ``first`` is the place of the first of them among the figures of the cell. ``worded`` takes what was drawn.
    """
    module = sys.modules.get("matplotlib.figure")
    if module is None or not tables:
        yield
        return
    save, seen = module.Figure.savefig, list[_Figure]()

    def savefig(figure: Any, place: Any, **options: Any) -> None:
        if Path(place).suffix != ".png":
            save(figure, place, **options)
            return
        known = next((each for each in seen if each.figure is figure), None)
        if known is None:
            known = _Figure(figure)
            seen.append(known)
        drawing = Drawing()
        with drawing.taken(options):
            save(figure, place, **options)
        known.saved.append((Path(place), options, drawing))

    module.Figure.savefig = savefig
    try:
        yield
    finally:
        module.Figure.savefig = save
    for at, known in enumerate(seen, first):
        _draw(known, at, tables, save, worded)


def _draw(known: _Figure, at: int, tables: Tables, save: _Save, worded: Worded) -> None:
    file = known.saved[0][0].name
    place, options, before = max(known.saved, key=lambda each: _size(each[0]))
    worded.texts[file], worded.faults[file] = before.texts, {}
    for name, figures in tables.items():
        wording = Wording(figures[at] if at < len(figures) else {})
        if not any(map(wording.of, before.texts)):
            continue  # there is nothing to say otherwise
        after, letters = Drawing(), set[str]()
        finest = place.with_stem(f"{place.stem}_{name}")
        try:
            with _saying(wording), _letters_without_glyph(letters), after.taken(options):
                save(known.figure, finest, **options)
        except Exception as error:  # whatever Matplotlib makes of the words of an author
            finest.unlink(missing_ok=True)
            _dark(finest).unlink(missing_ok=True)
            worded.faults[file][name] = [(_culprit(before.texts, wording), _told(error))]
            continue
        for each, _, _ in known.saved:
            goal = each.with_stem(f"{each.stem}_{name}")
            if each != place:
                _reduce(finest, each, goal)
                _reduce(_dark(finest), each, _dark(goal))
            dark = _dark(goal).name if _dark(goal).exists() else ""
            worded.files.setdefault(each.name, {})[name] = goal.name, dark
        worded.faults[file][name] = list(faults_of(before, after, wording.of, letters))


def _dark(light: Path) -> Path:
    return light.with_stem(f"{light.stem}_dark")


def _size(picture: Path) -> tuple[int, int]:
    from PIL import Image

    with Image.open(picture) as opened:
        return opened.size


def _reduce(picture: Path, like: Path, goal: Path) -> None:
    """The picture with as many pixels as another: to draw it anew takes far longer."""
    from PIL import Image

    if picture.exists():
        Image.open(picture).resize(_size(like), Image.Resampling.BOX).save(goal)


@contextmanager
def _saying(wording: Wording) -> Iterator[None]:
    """In the block texts say their other words."""
    import matplotlib.text

    texts: Any = matplotlib.text.Text
    own: Callable[[Any], str] = texts.get_text

    def get_text(text: Any) -> str:
        said = own(text)
        other = wording.of(said) if said else None
        return said if other is None else other

    texts.get_text = get_text
    try:
        yield
    finally:
        texts.get_text = own


@contextmanager
def _letters_without_glyph(letters: set[str]) -> Iterator[None]:
    """In the block figures are drawn; ``letters`` takes those that no font has, in formulas too."""

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if isinstance(record.args, tuple):
                letters.update(
                    each for each in record.args if isinstance(each, str) and len(each) == 1
                )

    log, listener = logging.getLogger("matplotlib.mathtext"), Listener(logging.WARNING)
    known, log.propagate = log.propagate, False
    log.addHandler(listener)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield
    finally:
        log.removeHandler(listener)
        log.propagate = known
    for each in warned:
        letters.update(chr(int(found[1])) for found in GLYPH.finditer(str(each.message)))


def _culprit(texts: Sequence[str], wording: Wording) -> str:
    """The text whose words are no formula that Matplotlib can read; empty where that is not why."""
    from matplotlib.cbook import is_math_text
    from matplotlib.mathtext import MathTextParser

    parser: Any = MathTextParser("path")
    for text in texts:
        words = wording.of(text)
        for line in words.split("\n") if words else ():
            try:
                if is_math_text(line):
                    parser.parse(line)
            except ValueError:
                return text
    return ""


def _told(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    why = lines[-1] if lines else type(error).__name__
    return f"cannot be drawn: {why}; mend it as Matplotlib asks"
