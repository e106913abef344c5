"""How the card of a page is drawn, in the package's own font: 1200 by 630, the same bytes on every machine."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import brotli
import PIL
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from .accent import mixed
from .font_subsets import FONTS

MADE_OF = "made-of"  # under this name a card tells what it was drawn of
WIDTH, HEIGHT = 1200, 630
_MARGIN, _GRID = 80, 5
_SQUARE, _GAP, _ROUND = 84, 16, 18
_PAPER, _INK, _QUIET = "#ffffff", "#1c1e21", "#55585d"
_BOLD, _REGULAR = 700, 400


@dataclass(frozen=True)
class Card:
    """What a card says, and the color of its squares; ``pattern`` decides how strong each of them is."""

    title: str
    text: str
    site: str
    color: str
    pattern: str

    def drawn(self) -> bytes:
        """The picture as PNG: the same bytes for the same card, wherever it is drawn."""
        image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
        draw = ImageDraw.Draw(image)
        self._squares(image)
        room = WIDTH - 2 * _MARGIN - (3 * _SQUARE + 3 * _GAP)
        size, lines = _fitting(self.title, room)
        y = float(_MARGIN)
        for line in lines:
            draw.text((_MARGIN, y), line, _INK, _font(size, _BOLD))
            y += size * 1.25
        y += 20
        quiet = _font(34, _REGULAR)
        free = int((HEIGHT - _MARGIN - 60 - y) // 48)
        for line in _shortened(_wrapped(self.text, quiet, room), max(0, min(4, free)), quiet, room):
            draw.text((_MARGIN, y), line, _QUIET, quiet)
            y += 48
        image.paste(self.color, (_MARGIN, HEIGHT - 110), _square(30, 7))
        draw.text((_MARGIN + 46, HEIGHT - 95), self.site, _INK, _font(30, _BOLD), anchor="lm")
        few = image.quantize(96, dither=Image.Dither.NONE)
        made_of, packed = PngInfo(), BytesIO()
        made_of.add_text(MADE_OF, self.digest)
        few.save(packed, "PNG", optimize=True, pnginfo=made_of)
        return packed.getvalue()

    @property
    def digest(self) -> str:
        """What the picture is made of: the card, this file, the font and what draws."""
        made_of = f"{PIL.__version__} {_own_digest()} {self}"
        return hashlib.sha256(made_of.encode()).hexdigest()

    def _squares(self, image: Image.Image) -> None:
        """A grid of numbers at the right, each as strong as it is large: every page has a tensor of its own."""
        numbers = hashlib.sha256(self.pattern.encode()).digest()
        step = _SQUARE + _GAP
        top = (HEIGHT - _GRID * step + _GAP) // 2
        for row in range(_GRID):
            for column in range(3):
                part = 0.12 + 0.88 * (numbers[row * 3 + column] / 255) ** 1.5
                x, y = WIDTH - _MARGIN + _GAP - (3 - column) * step, top + row * step
                image.paste(mixed(_PAPER, self.color, part), (x, y), _square(_SQUARE, _ROUND))


@cache
def _square(side: int, corner: int) -> Image.Image:
    """The mask of a square with round corners, drawn larger, because Pillow's corners have steps."""
    large = Image.new("L", (side * 4, side * 4))
    whole = (0, 0, side * 4 - 1, side * 4 - 1)
    ImageDraw.Draw(large).rounded_rectangle(whole, corner * 4, 255)
    return large.resize((side, side), Image.Resampling.LANCZOS)


# How a title is broken into lines.


def _fitting(text: str, room: int) -> tuple[int, list[str]]:
    """The largest size in which a title has three lines at most, and these."""
    for size in (76, 66, 58, 50):
        lines = _wrapped(text, _font(size, _BOLD), room)
        if len(lines) <= (2 if size > 58 else 3):
            return size, lines
    return size, _shortened(lines, 3, _font(size, _BOLD), room)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    """The words in lines of that many pixels; a word that is longer goes on in the next line."""
    lines = [""]
    for word in text.split():
        both = f"{lines[-1]} {word}".strip()
        if font.getlength(both) <= room:
            lines[-1] = both
            continue
        lines.append("")
        for letter in word:
            if font.getlength(lines[-1] + letter) > room:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


def _shortened(lines: list[str], most: int, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    """The first lines, with an ellipsis where there were more."""
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    while kept and font.getlength(f"{kept[-1]}…") > room:
        kept[-1] = kept[-1][:-1]
    return [*kept[:-1], f"{kept[-1].rstrip()}…"] if kept else []


# The font.


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(BytesIO(_bytes()), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


@cache
def _bytes() -> bytes:
    packed: bytes = brotli.decompress((FONTS / "text.ttf.br").read_bytes())
    return packed


@cache
def _own_digest() -> str:
    parts = [Path(__file__).read_bytes(), (FONTS / "text.ttf.br").read_bytes()]
    return hashlib.sha256(b"".join(parts)).hexdigest()


@cache
def _letters() -> frozenset[int]:
    return frozenset(TTFont(BytesIO(_bytes()), lazy=True).getBestCmap())


def lacking(text: str) -> list[str]:
    """The letters of a text that the font does not have."""
    return sorted({each for each in text if not each.isspace() and ord(each) not in _letters()})
