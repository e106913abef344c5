"""``IPython.display`` for a tutorial that imports it where no IPython is installed.

A reader runs the notebook where there is one; the site needs no more of it than these names.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from html import escape
from types import ModuleType
from typing import Any

from .ipython_files import Audio, Data, Image, Video


class HTML(Data):
    """HTML."""

    mime = "text/html"


class Markdown(Data):
    """Markdown."""

    mime = "text/markdown"


class Latex(Data):
    """LaTeX."""

    mime = "text/latex"


class Math(Latex):
    """A formula."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        formula = self.data.strip("$")
        return {self.mime: rf"$\displaystyle {formula}$"}


class Pretty(Data):
    """Text."""


class SVG(Data):
    """A drawing."""

    mime = "image/svg+xml"


class Javascript(Data):
    """A script, which no page runs."""

    mime = "application/javascript"


class JSON(Data):
    """Data as JSON, perhaps written as that already."""

    mime = "application/json"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        is_text = isinstance(self.data, str | bytes)
        return {self.mime: json.loads(self.data) if is_text else self.data}


class Code(Data):
    """The text of a program."""

    def __init__(self, data: Any = None, *given: Any, language: Any = None, **named: Any) -> None:
        super().__init__(data, *given, **named)


class IFrame(Data):
    """Another page in a frame, which no page shows."""

    def __init__(self, src: Any, *_: Any, **__: Any) -> None:
        super().__init__(f'<iframe src="{escape(str(src))}"></iframe>')

    mime = "text/html"


def stand_in(take_over: Callable[[Any], None]) -> None:
    """Let ``IPython.display`` be importable; ``take_over`` puts its functions there."""
    package, module = ModuleType("IPython"), ModuleType("IPython.display")
    for each in _SHOWN:
        setattr(module, each.__name__, each)

    def missing(name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        raise ImportError(f"{name} needs IPython, which is not installed here; install ipython")

    module.__getattr__ = missing  # type: ignore[method-assign]
    take_over(module)
    package.__path__ = []
    package.display = module  # type: ignore[attr-defined]
    package.get_ipython = lambda: None  # type: ignore[attr-defined]
    sys.modules.update({"IPython": package, "IPython.display": module})


_SHOWN: tuple[type[Data], ...] = (
    *(
        HTML,
        Markdown,
        Latex,
        Math,
        Pretty,
        SVG,
        Javascript,
        JSON,
        Code,
        Image,
        Video,
        Audio,
        IFrame,
    ),
)
