"""The picture that a messenger shows of a link to a page: its title, what it is about, and the site's name.

In: a page's title and description in its language. Out: ``_cards/<page>.png``, 1200 by 630, drawn with the
package's own font, so that it has Hangul on every machine and the same bytes on each. sphinxext-opengraph
draws cards too, with Matplotlib, which no build here imports, and with a font that has no Hangul.

None are drawn where conf.py tells no address of the site, because a messenger takes whole addresses alone,
and where conf.py or the page names another picture. A page whose title has letters that the font lacks has
none either.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import brotli
import PIL
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo
from sphinx.application import Sphinx

from ..config import code_of
from ..files import write
from ..pages.state import settings_in
from . import metadata, typefaces
from .accent import mixed
from .alternates import site_address
from .themes import makes_site

FOLDER = "_cards"
# What conf.py's `ogp_social_cards` is where its author says nothing: sphinxext-opengraph draws none.
OURS = {"enable": False}
_MADE_OF = "made-of"  # under this name a card tells what it was drawn of
WIDTH, HEIGHT = 1200, 630
_MARGIN, _GRID = 80, 5
_SQUARE, _GAP, _ROUND = 84, 16, 18
_PAPER, _INK, _QUIET = "#ffffff", "#1c1e21", "#55585d"
_PLAIN = "#5b6470"  # where conf.py names no accent
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
        made_of.add_text(_MADE_OF, self.digest)
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


def make(app: Sphinx, pagename: str, title: str, text: str) -> str:
    """Draw the card of a page; returns its address, or nothing where it has none."""
    code = code_of(app.config)
    if not _are_wanted(app):
        return ""
    path = Path(app.outdir, FOLDER, f"{pagename}.png")
    card = _card(app, code, title, text, pagename)
    if not _can_be_written(card.title + card.site):
        path.unlink(missing_ok=True)
        return ""
    _draw(card, path)
    return f"{site_address(app)}/{code}/{FOLDER}/{pagename}.png"


def of_chooser(app: Sphinx) -> str:
    """The card of the page above all languages, which is that of the first language's home page."""
    settings = settings_in(app)
    name = metadata.title(app, settings.codes[0]) or app.config.project
    if not _are_wanted(app) or not _can_be_written(name):
        return ""
    return f"{site_address(app)}/{settings.codes[0]}/{FOLDER}/{app.config.root_doc}.png"


def remove_orphans(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: remove the cards of pages that are gone, and all where none are wanted."""
    if exception is None and makes_site(app.builder):
        folder = Path(app.outdir, FOLDER)
        pages = app.env.found_docs if _are_wanted(app) else ()
        wanted = {folder / f"{name}.png" for name in pages}
        for path in [*folder.rglob("*.png")]:
            if path not in wanted:
                path.unlink()


def _are_wanted(app: Sphinx) -> bool:
    config = app.config
    chosen = config.ogp_image or config.ogp_use_first_image
    return bool(config.ogp_social_cards is OURS and site_address(app) and not chosen)


def _card(app: Sphinx, code: str, title: str, text: str, pagename: str) -> Card:
    site = metadata.title(app, code) or app.config.project
    color = settings_in(app).accent or _PLAIN
    return Card(title, text, site if site != title else app.config.project, color, pagename)


def _draw(card: Card, path: Path) -> None:
    """Write the card, unless the one that is there was drawn of the same."""
    if path.is_file():
        with suppress(OSError), Image.open(path) as there:
            if there.info.get(_MADE_OF) == card.digest:
                return
    write(path, card.drawn())


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
    packed: bytes = brotli.decompress((typefaces.FONTS / "text.ttf.br").read_bytes())
    return packed


@cache
def _own_digest() -> str:
    parts = [Path(__file__).read_bytes(), (typefaces.FONTS / "text.ttf.br").read_bytes()]
    return hashlib.sha256(b"".join(parts)).hexdigest()


@cache
def _letters() -> frozenset[int]:
    return frozenset(TTFont(BytesIO(_bytes()), lazy=True).getBestCmap())


def _can_be_written(text: str) -> bool:
    return _letters().issuperset(ord(letter) for letter in text if not letter.isspace())
