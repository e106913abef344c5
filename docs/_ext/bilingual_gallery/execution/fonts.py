"""A font with Korean letters for matplotlib's figures, whose own has none."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

# In the order of preference; of a collection of fonts matplotlib knows the first, which has all letters.
_FAMILIES = (
    *("Noto Sans CJK KR", "Noto Sans KR", "Noto Sans CJK JP", "Noto Sans CJK SC", "NanumGothic"),
    *("Nanum Gothic", "Pretendard", "Apple SD Gothic Neo", "AppleGothic", "Malgun Gothic"),
    *("UnDotum", "Baekmuk Gulim", "Baekmuk Dotum", "Source Han Sans KR", "Source Han Sans"),
)
_PYPLOT = "matplotlib.pyplot"


def offer() -> None:
    """Let figures fall back on a font with Korean letters, at once or as soon as figures are drawn."""
    if _PYPLOT in sys.modules:
        _fall_back()
    elif not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def _fall_back() -> None:
    import matplotlib
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    family = next((each for each in _FAMILIES if each in installed), None)
    for settings in (matplotlib.rcParams, matplotlib.rcParamsDefault):
        if family is not None and family not in settings["font.family"]:
            settings["font.family"] = [*settings["font.family"], family]


class _Finder:
    """Hears of the import of matplotlib.pyplot, once."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _PYPLOT:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        loader: Any = spec and spec.loader
        if loader is not None:
            execute = loader.exec_module

            def exec_module(module: ModuleType) -> None:
                execute(module)
                _fall_back()

            loader.exec_module = exec_module
        return spec
