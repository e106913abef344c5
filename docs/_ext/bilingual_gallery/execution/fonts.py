"""A font with Korean letters for matplotlib's figures, whose own has none."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from .after_import import after_import

# In the order of preference; of a collection of fonts matplotlib knows the first, which has all letters.
_FAMILIES = (
    *("Noto Sans CJK KR", "Noto Sans KR", "Noto Sans CJK JP", "Noto Sans CJK SC", "NanumGothic"),
    *("Nanum Gothic", "Pretendard", "Apple SD Gothic Neo", "AppleGothic", "Malgun Gothic"),
    *("UnDotum", "Baekmuk Gulim", "Baekmuk Dotum", "Source Han Sans KR", "Source Han Sans"),
)
_OWN = Path(__file__).parent.parent / "fonts" / "text.ttf.br"
# The letters of East Asia, which no font for formulas has.
_LETTERS = re.compile(r"[\u1100-\u11ff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_offered: list[str] = []  # the families that figures fall back on


def offer(*, own: bool = False) -> None:
    """Let figures fall back on a font with Korean letters, at once or as soon as figures are drawn.

    ``own`` puts the package's font first, so that they look the same on every machine; it is there, too,
    where none is installed.
    """

    def fall_back(module: object) -> None:
        from matplotlib import font_manager

        installed = {font.name for font in font_manager.fontManager.ttflist}
        families = [each for each in _FAMILIES if each in installed][:1]
        if own or not families:
            families.insert(0, _own_family(font_manager))
        _fall_back(families)

    after_import("matplotlib.pyplot", fall_back)


def _fall_back(families: list[str]) -> None:
    import matplotlib
    from matplotlib import _mathtext

    for settings in (matplotlib.rcParams, matplotlib.rcParamsDefault):
        for family in families:
            if family not in settings["font.family"]:
                settings["font.family"] = [*settings["font.family"], family]
    fonts: Any = _mathtext.UnicodeFonts
    if not _offered:
        fonts._get_glyph = _with_letters(fonts._get_glyph)
    _offered[:] = families


def _with_letters(get_glyph: Any) -> Any:
    """What finds a sign of a formula: a letter of East Asia, beside formulas in a text, in another font."""

    def found(fonts: Any, fontname: str, font_class: str, sym: str) -> Any:
        if len(sym) == 1 and _LETTERS.match(sym):
            from matplotlib import font_manager

            for family in _offered:
                prop = font_manager.FontProperties(family=[family])
                font = font_manager.get_font(font_manager.findfont(prop))
                if font.get_char_index(ord(sym)):
                    return font, ord(sym), False
        return get_glyph(fonts, fontname, font_class, sym)

    return found


def _own_family(font_manager: Any) -> str:
    """Let matplotlib know the package's font; returns its name."""
    import brotli

    path = Path(tempfile.mkdtemp(prefix="font-"), "text.ttf")
    path.write_bytes(brotli.decompress(_OWN.read_bytes()))
    font_manager.fontManager.addfont(path)
    return str(font_manager.get_font(path).family_name)
