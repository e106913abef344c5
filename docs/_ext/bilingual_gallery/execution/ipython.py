"""``IPython.display`` for a tutorial that imports it where no IPython is installed.

A reader runs the notebook where there is one; the site needs no more of it than these names.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

# How the pictures begin that a browser shows.
_BEGINNINGS = {b"\x89PNG": "png", b"\xff\xd8": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


class _Data:
    """Data of one form, given or in a file."""

    mime = "text/plain"

    def __init__(self, data: Any = None, url: Any = None, filename: Any = None, **_: Any) -> None:
        if data is None and filename is not None:
            data = self._read(Path(filename))
        self.data = data
        self.url = url
        self.filename = filename

    def _read(self, path: Path) -> Any:
        return path.read_text(encoding="utf-8")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {self.mime: self.data}


class HTML(_Data):
    """HTML."""

    mime = "text/html"


class Markdown(_Data):
    """Markdown."""

    mime = "text/markdown"


class Latex(_Data):
    """LaTeX."""

    mime = "text/latex"


class Math(Latex):
    """A formula."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        formula = self.data.strip("$")
        return {self.mime: rf"$\displaystyle {formula}$"}


class Pretty(_Data):
    """Text."""


class SVG(_Data):
    """A drawing."""

    mime = "image/svg+xml"


class Image(_Data):
    """A picture: its bytes, or the name of its file."""

    def __init__(self, data: Any = None, url: Any = None, filename: Any = None, **_: Any) -> None:
        if isinstance(data, str | Path):
            data, filename = None, data
        super().__init__(data, url, filename)

    def _read(self, path: Path) -> Any:
        return path.read_bytes()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        if self.data is None:
            return {"text/html": f'<img src="{self.url}"/>'}
        for beginning, kind in _BEGINNINGS.items():
            if self.data.startswith(beginning):
                return {f"image/{kind}": self.data}
        return {}


def stand_in(take_over: Callable[[Any], None]) -> None:
    """Let ``IPython.display`` be importable; ``take_over`` puts its functions there."""
    package, module = ModuleType("IPython"), ModuleType("IPython.display")
    for each in (HTML, Markdown, Latex, Math, Pretty, SVG, Image):
        setattr(module, each.__name__, each)
    take_over(module)
    package.__path__ = []
    package.display = module  # type: ignore[attr-defined]
    package.get_ipython = lambda: None  # type: ignore[attr-defined]
    sys.modules.update({"IPython": package, "IPython.display": module})
