"""Make ``stix-two-math.woff2`` and ``stix-two-math-rest.woff2``, the two parts of STIX Two Math.

``python tests/math_font.py FONT``, where FONT is the whole font, as in the npm package
``@fontsource/stix-two-math``. In ``LETTERS`` are the letters and signs of formulas about deep
learning, which every page with a formula loads; a browser loads the rest for a page that has another
sign. pyftsubset brings the larger brackets and the parts they grow from along.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

STATIC = Path(__file__).parent.parent / "docs/_ext/bilingual_gallery/static"
FONT, REST = STATIC / "stix-two-math.woff2", STATIC / "stix-two-math-rest.woff2"
LETTERS = {
    "Latin, digits, punctuation": "20-7E A0 AC B0-B2 B5 B7 D7 F7 131 237 2013 2014 2016 2020 2026",
    "accents and primes": "2C6 2DC 300-308 203E 20D7 2032-2034",
    "Greek": "391-3A9 3B1-3C9 3D1 3D5 3D6 3F1 3F5",
    "what is not seen": "2061-2064",
    "letters with a meaning": "2102 210E-2113 2115 2119-211A 211C-211D 2124 2135",
    "arrows": "2190-2195 21A6 21D0-21D4 27F5-27FA",
    "operators and relations": "2200 2202-2209 220B 220F-2213 2215-221A 221D 221E 2220 2223 "
    "2225-222C 222E 2234 2235 223C 2243 2245 2248 2254 2260 2261 2264 2265 226A 226B 2282-2287 "
    "2295 2297 2299 22A4 22A5 22C0-22C6 22EE-22F1 2A7D 2A7E",
    "brackets and what they grow from": "2308-230B 239B-23A6 23DE 23DF 27E8 27E9",
    "bold, italic, script, double-struck": "1D400-1D467 1D49C-1D4CF 1D538-1D56B 1D6A8-1D71B",
}


def letters() -> set[int]:
    """The signs of the first part."""
    return set(subset.parse_unicodes(",".join(" ".join(LETTERS.values()).split())))


def ranges() -> str:
    """The same as a style sheet names them."""
    return ", ".join(f"U+{each}" for each in " ".join(LETTERS.values()).split())


def mend(font: TTFont) -> None:
    """Let an arrow and a tilde grow in browsers.

    The head of → connects at its end, where nothing is. MathML's operators know the tilde U+02DC as one
    that grows (MathML Core, appendix B), and the font the combining one alone.
    """
    variants, names = font["MATH"].table.MathVariants, font.getBestCmap()
    glyphs, made = variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction
    for each in made:
        head = each.GlyphAssembly.PartRecords[-1] if each.GlyphAssembly else None
        if head is not None and head.StartConnectorLength == 0:
            head.StartConnectorLength, head.EndConnectorLength = head.EndConnectorLength, 0
    glyphs.append(names[0x2DC])
    made.append(made[glyphs.index(names[0x303])])
    order = sorted(range(len(glyphs)), key=lambda at: font.getGlyphID(glyphs[at]))
    variants.HorizGlyphCoverage.glyphs = [glyphs[at] for at in order]
    variants.HorizGlyphConstruction = [made[at] for at in order]


def main(font: str) -> None:
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["ssty", "dtls"])
    every = set(subset.load_font(font, options).getBestCmap())
    for path, signs in ((FONT, letters()), (REST, every - letters())):
        part = subset.load_font(font, options)
        mend(part)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=signs)
        subsetter.subset(part)
        subset.save_font(part, str(path), options)
    print(f"unicode-range of the first part: {ranges()}")


if __name__ == "__main__":
    main(sys.argv[1])
