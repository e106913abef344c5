"""Figures of Matplotlib for dark pages: each is drawn once more, with light and dark in each other's place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def drawn_too(*, wanted: bool) -> Iterator[dict[str, str]]:
    """In the block figures are saved; where it is ``wanted``, each light PNG gets a dark one beside it.

    Gives the names of the dark files by those of the light ones.
    """
    names: dict[str, str] = {}
    module = sys.modules.get("matplotlib.figure")
    if module is None or not wanted:
        yield names
        return
    save = module.Figure.savefig

    def savefig(figure: Any, place: Any, **options: Any) -> None:
        save(figure, place, **options)
        light = Path(place)
        if light.suffix == ".png" and _is_light(figure, options):
            from .dark_renderer import Canvas

            dark = light.with_stem(f"{light.stem}_dark")
            before = figure.canvas
            try:
                Canvas(figure)
                with _laid_out(figure):
                    ground = {"transparent": _is_white(figure, options)}
                    save(figure, dark, **{**options, **ground})
            finally:
                figure.set_canvas(before)
            names[light.name] = dark.name

    module.Figure.savefig = savefig
    try:
        yield names
    finally:
        module.Figure.savefig = save


@contextmanager
def _laid_out(figure: Any) -> Iterator[None]:
    """In the block all of a figure stays where it was drawn last: to place it takes as long as to draw it."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute = lambda figure: None
    try:
        yield
    finally:
        if engine is not None:
            del engine.execute


def _ground(figure: Any, options: dict[str, Any]) -> tuple[float, ...]:
    from matplotlib.colors import to_rgba

    color: tuple[float, ...] = to_rgba(options.get("facecolor", figure.get_facecolor()))
    return color


def _is_light(figure: Any, options: dict[str, Any]) -> bool:
    red, green, blue, alpha = _ground(figure, options)
    return alpha == 0 or 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5


def _is_white(figure: Any, options: dict[str, Any]) -> bool:
    """Is there nothing but white paper? Then the page's own is as good."""
    grounds = [_ground(figure, options), *(each.patch.get_facecolor() for each in figure.axes)]
    return all(ground[3] == 0 or min(ground[:3]) == 1 for ground in grounds)
