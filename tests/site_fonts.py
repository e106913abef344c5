"""Make ``fonts/text.ttf.br`` and ``fonts/code.ttf.br``, from which each site takes its letters.

``python tests/site_fonts.py PRETENDARD D2CODING``: the first is ``PretendardVariable.ttf`` of the npm
package ``pretendard``, the second the collection of Debian's ``fonts-naver-d2coding``. Kept are the
letters and the weights that pages use; left out are Han, old Hangul, hints, other languages' forms, and
the names, which the licenses reserve for the whole fonts. They are packed as TrueType: a WOFF2 takes
ten times as long to open.
"""

from __future__ import annotations

import sys
from pathlib import Path

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parent.parent / "docs/_ext/bilingual_gallery/fonts"
WEIGHTS = (400, 700)
# Copyright, license and its address; the other names say what the font is called.
KEPT = (0, 13, 14)
CALLED = {1: "{} of the site", 2: "Regular", 4: "{} of the site", 6: "SiteFont-{}"}


def reduced(font: TTFont, features: list[str]) -> TTFont:
    """The font with all of its Hangul, Latin letters and signs, and nothing that a page does not use."""
    options = subset.Options(
        hinting=False, layout_features=features, name_IDs=list(KEPT), notdef_outline=True
    )
    subsetter = subset.Subsetter(options)
    han = range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x1100, 0x1200), range(0xA960, 0xAC00)
    subsetter.populate(
        unicodes={each for each in font.getBestCmap() if not any(each in part for part in han)}
    )
    subsetter.subset(font)
    return font


def pack(font: TTFont, name: str) -> None:
    """Write it under its new name, and say how large it is."""
    for number, text in CALLED.items():
        font["name"].setName(text.format(name.title()), number, 3, 1, 0x409)
    font.flavor, font.recalcTimestamp = None, False
    plain = FONTS / f"{name}.ttf"
    font.save(plain)
    packed = brotli.compress(plain.read_bytes(), quality=11, lgwin=24)
    plain.with_suffix(".ttf.br").write_bytes(packed)
    plain.unlink()
    print(f"{name}: {len(packed):,} bytes")


def main(pretendard: str, d2coding: str) -> None:
    FONTS.mkdir(exist_ok=True)
    text = reduced(TTFont(pretendard), ["kern", "ccmp", "calt", "mark", "mkmk"])
    pack(instancer.instantiateVariableFont(text, {"wght": WEIGHTS}), "text")
    pack(reduced(TTFont(d2coding, fontNumber=0), []), "code")


if __name__ == "__main__":
    main(*sys.argv[1:])
