"""Whether words fit where they stand in a figure: what was drawn is compared with the same in other words."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# So many pixels may words reach over something: letters have room around them.
_SLACK = 2.0
_SHORTER = r"write it shorter, break it with `\n`, or give it more room in the code"
_OTHERS = "write others, or install a font that has them"


class Box(NamedTuple):
    """A place in pixels, from the left and from below."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Do the two share more than an edge?"""
        return (
            min(self.right, other.right) - max(self.left, other.left) > _SLACK
            and min(self.top, other.top) - max(self.bottom, other.bottom) > _SLACK
        )

    def is_in(self, other: Box) -> bool:
        """Is all of it within the other?"""
        return (
            self.left > other.left - _SLACK
            and self.bottom > other.bottom - _SLACK
            and self.right < other.right + _SLACK
            and self.top < other.top + _SLACK
        )


@dataclass
class Drawing:
    """What is drawn of a figure: each text and its place, and the places of boxes, by the artist."""

    texts_of: dict[Any, tuple[str, Box]] = field(default_factory=dict)
    boxes: dict[Any, Box] = field(default_factory=dict)
    canvas: Box | None = None  # None where the picture is made to fit what is drawn

    @property
    def texts(self) -> list[str]:
        """What the texts say, each once."""
        return list(dict.fromkeys(text for text, _ in self.texts_of.values()))

    @contextmanager
    def taken(self, options: dict[str, Any]) -> Iterator[None]:
        """In the block a figure is saved with these options; note what is drawn."""
        import matplotlib
        import matplotlib.text
        from matplotlib import patches

        texts: Any = matplotlib.text.Text
        shapes: Any = patches.Patch
        boxes = (patches.Rectangle, patches.FancyBboxPatch, patches.Ellipse)
        is_cut = options.get("bbox_inches", matplotlib.rcParams["savefig.bbox"]) != "tight"
        draw_text, draw_patch = texts.draw, shapes.draw
        drawn: dict[Any, Any] = {}  # what drew an artist last
        finely: dict[Any, float] = {}  # how many dots to an inch a figure had then

        def note(artist: Any, renderer: Any) -> None:
            figure = artist.get_figure(root=True)  # what frames a text has none
            if figure and artist is not figure.patch and artist.get_visible():
                drawn[artist], finely[figure] = renderer, figure.dpi

        @functools.wraps(draw_text)
        def text(artist: Any, renderer: Any, *more: Any, **named: Any) -> Any:
            note(artist, renderer)
            return draw_text(artist, renderer, *more, **named)

        @functools.wraps(draw_patch)
        def patch(artist: Any, renderer: Any, *more: Any, **named: Any) -> Any:
            if isinstance(artist, boxes):
                note(artist, renderer)
            return draw_patch(artist, renderer, *more, **named)

        texts.draw, shapes.draw = text, patch
        try:
            yield
        finally:
            texts.draw, shapes.draw = draw_text, draw_patch
        with _as_drawn(finely):
            for artist, renderer in drawn.items():
                self._measure(artist, renderer, is_text=isinstance(artist, texts), is_cut=is_cut)

    def _measure(self, artist: Any, renderer: Any, *, is_text: bool, is_cut: bool) -> None:
        if not is_text:
            if (box := _box(artist, renderer)) is not None:
                self.boxes[artist] = box
        elif (said := str(artist._text)).strip():  # what the code lets it say, whatever it says now
            is_straight = not artist.get_rotation() % 90
            framed = artist.get_bbox_patch() or artist
            self.texts_of[artist] = said, (is_straight and _box(framed, renderer)) or _NOWHERE
            if is_cut:
                self.canvas = Box(*artist.get_figure(root=True).bbox.extents)


@contextmanager
def _as_drawn(finely: dict[Any, float]) -> Iterator[None]:
    """In the block figures have as many dots to an inch as when they were drawn."""
    before = {figure: figure.dpi for figure in finely}
    try:
        for figure, dpi in finely.items():
            figure.dpi = dpi
        yield
    finally:
        for figure, dpi in before.items():
            figure.dpi = dpi


_NOWHERE = Box(math.nan, math.nan, math.nan, math.nan)  # whatever is compared with it is false


def _box(artist: Any, renderer: Any) -> Box | None:
    box = Box(*map(float, artist.get_window_extent(renderer).extents))
    return box if all(map(math.isfinite, box)) else None


def faults_of(
    before: Drawing, after: Drawing, words: Callable[[str], str | None], letters: set[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong in a figure with other words that was right before: a text, and a sentence for each.

    ``words`` has the other words of a text, ``letters`` are those that no font has.
    """
    told = set[str]()
    for artist, (text, box) in after.texts_of.items():
        said = words(text)
        if said is None or text in told:
            continue
        missing = "".join(dict.fromkeys(letter for letter in said if letter in letters))
        if missing:
            told.add(text)
            yield text, f"shows boxes for {missing}, which no font of the figure has; {_OTHERS}"
        if artist not in before.texts_of:
            continue
        was = before.texts_of[artist][1]
        if (fault := _fault(artist, was, box, before, after)) is not None:
            told.add(text)
            yield text, f"{fault}; {_SHORTER}"


def _fault(artist: Any, was: Box, box: Box, before: Drawing, after: Drawing) -> str | None:
    if before.canvas and after.canvas and was.is_in(before.canvas) and not box.is_in(after.canvas):
        return "reaches beyond the edge of the figure"
    for other, (text, place) in after.texts_of.items():
        if other is artist or other not in before.texts_of:
            continue
        if box.overlaps(place) and not was.overlaps(before.texts_of[other][1]):
            return f"overlaps {' '.join(text.split())}"
    for other, place in after.boxes.items():
        if other in before.boxes and was.is_in(before.boxes[other]) and not box.is_in(place):
            return "reaches beyond the box that it stands in"
    return None
