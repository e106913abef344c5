"""What Matplotlib draws and Sphinx-Gallery does not take up: a figure that is shown by name, a film."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from ..compat import titles_of
from .media import Files
from .output import Figures, Film, Output, Picture

# So that the same frames give the same bytes, on any number of cores.
_EXACT = "-threads 1 -fflags +bitexact -flags:v +bitexact -map_metadata -1 -movflags +faststart"


def is_figure(value: object) -> bool:
    """Is it a figure of Matplotlib?"""
    module = sys.modules.get("matplotlib.figure")
    return module is not None and isinstance(value, module.Figure)


def is_animation(value: object) -> bool:
    """Is it an animation of Matplotlib?"""
    module = sys.modules.get("matplotlib.animation")
    return module is not None and isinstance(value, module.Animation)


def open_figures() -> list[Any]:
    """The figures that pyplot holds."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return [pyplot.figure(number) for number in pyplot.get_fignums()] if pyplot else []


def alone(figure: Any, save: Callable[[], str]) -> str:
    """What ``save`` says while ``figure``, open or not, is the only one that pyplot holds."""
    import matplotlib.pyplot as plt
    from matplotlib._pylab_helpers import Gcf

    others = OrderedDict(
        (number, manager)
        for number, manager in Gcf.figs.items()
        if manager.canvas.figure is not figure
    )
    Gcf.figs = OrderedDict()
    try:
        Gcf._set_new_active_manager(
            plt._get_backend_mod().new_figure_manager_given_figure(1, figure)
        )
        return save()
    finally:
        Gcf.figs = others


def animations_in(values: Iterable[Any]) -> list[Any]:
    """The animations among the values of a script whose figures are open, each figure's latest."""
    held = open_figures()
    latest = {id(each._fig): each for each in values if is_animation(each) and each._fig in held}
    return list(latest.values())


def film_of(animation: Any, files: Files, name: str, remark: Callable[[str, str], None]) -> Output:
    """An animation as a film; where no ffmpeg is, the picture it begins with, and a ``remark``."""
    import matplotlib.pyplot as plt
    from matplotlib.animation import FFMpegWriter

    figure = animation._fig
    title = titles_of(figure) or name
    first = files.next(".png")
    figure.savefig(first)
    try:
        if not FFMpegWriter.isAvailable():
            animation._draw_was_started = True  # else it says that nobody has drawn it
            message = (
                "an animation is shown as its first frame, because there is no ffmpeg here to make a"
                " film of it; install ffmpeg, and let `outputs forget` run the tutorial again"
            )
            remark("output", message)
            return Figures([Picture(first.name, {}, title)])
        film = first.with_suffix(".mp4")
        animation.save(film, writer="ffmpeg", codec="h264", extra_args=_EXACT.split())
        return Film(film.name, first.name, title)
    finally:
        plt.close(figure)
