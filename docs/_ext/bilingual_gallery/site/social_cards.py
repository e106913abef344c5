"""The picture that a messenger shows of a link to a page: its title, what it is about, and the site's name.

In: a page's title and description in its language. Out: ``_cards/<page>.png``, 1200 by 630, drawn with the
package's own font, so that it has Hangul on every machine and the same bytes on each. sphinxext-opengraph
draws cards too, with Matplotlib, which no build here imports, and with a font that has no Hangul.

None are drawn where conf.py tells no address of the site, because a messenger takes whole addresses alone,
and where conf.py or the page names another picture. A page whose title has letters that the font lacks has
none either, which is told; a text below the title that has such letters is left out.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PIL import Image
from sphinx.application import Sphinx

from ..config import code_of
from ..config.conf_py import ConfPy
from ..errors import shown
from ..files import write
from ..hooks import warn
from ..pages.state import settings_in
from . import metadata
from .alternates import site_address
from .card_picture import HEIGHT, MADE_OF, WIDTH, Card, lacking
from .themes import makes_site

__all__ = ["HEIGHT", "WIDTH", "Card", "make", "of_chooser", "remove_orphans"]

FOLDER = "_cards"
# What conf.py's `ogp_social_cards` is where its author says nothing: sphinxext-opengraph draws none.
OURS = {"enable": False}
_TOLD = "_bilingual_gallery_cards_told"
_PLAIN = "#5b6470"  # where conf.py names no accent


def make(app: Sphinx, pagename: str, title: str, text: str) -> str:
    """Draw the card of a page; returns its address, or nothing where it has none."""
    code = code_of(app.config)
    if not _are_wanted(app):
        return ""
    path = Path(app.outdir, FOLDER, f"{pagename}.png")
    card = _card(app, code, title, text, pagename)
    if letters := lacking(card.title + card.site):
        path.unlink(missing_ok=True)
        _tell(app, code, letters)
        return ""
    _draw(card, path)
    return f"{site_address(app)}/{code}/{FOLDER}/{pagename}.png"


def of_chooser(app: Sphinx) -> str:
    """The card of the page above all languages, which is that of the first language's home page."""
    settings = settings_in(app)
    name = metadata.title(app, settings.codes[0]) or app.config.project
    if not _are_wanted(app) or lacking(name):
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
    site = site if site != title else app.config.project
    return Card(title, "" if lacking(text) else text, site, color, pagename)


def _draw(card: Card, path: Path) -> None:
    """Write the card, unless the one that is there was drawn of the same."""
    if path.is_file():
        with suppress(OSError), Image.open(path) as there:
            if there.info.get(MADE_OF) == card.digest:
                return
    write(path, card.drawn())


def _tell(app: Sphinx, code: str, letters: list[str]) -> None:
    """Warn, once for a language, that a page has no card, and why."""
    told: set[str] = app.__dict__.setdefault(_TOLD, set())
    if code not in told:
        told.add(code)
        conf = ConfPy(app.config, Path(app.confdir))
        few = "".join(letters[:8])
        message = (
            f"titles in {code} have letters that the font of cards lacks ({few}), so these pages"
            " have no card; name a picture in `ogp_image`, or suppress bilingual_gallery.card"
        )
        place = f"{shown(conf.path)}:{conf.line('bilingual_gallery_site_url')}"
        warn("card", "[card] %s", message, location=place)
